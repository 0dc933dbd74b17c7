"""`hpcheck plans` and `hpcheck show`: a plan as a person reads it, and its rows as data."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import Any

from healthplan_cli.actuals.places import Index, Misplaced
from healthplan_cli.catalog import find_plan, load_plan, plan_files
from healthplan_cli.commands.catalogue import WAYS
from healthplan_cli.commands.folding import folded
from healthplan_cli.commands.output import say, write
from healthplan_cli.commands.planname import plan_meant
from healthplan_cli.commands.showdata import commitment_data, plan_data, row_data
from healthplan_cli.errors import InvalidInput, Problem
from healthplan_cli.evaluate.part import parts
from healthplan_cli.exitcodes import ExitCode
from healthplan_cli.model import (
    TOLERANCE,
    Indicator,
    Location,
    Nature,
    Plan,
    Proportional,
    Revision,
    Target,
)
from healthplan_cli.names import NATURE_WORDS
from healthplan_cli.numbers import decimal_text
from healthplan_cli.reporters.jsontext import dumps
from healthplan_cli.reporters.remarks import CELL_WORDS
from healthplan_cli.source import read_source
from healthplan_cli.speech import tr
from healthplan_cli.visible import guarded, shown
from healthplan_cli.widths import pad, width
from healthplan_cli.wording.describe import reading
from healthplan_cli.yearpath import Basis, Part, yearly


def run_plans(format_: str) -> ExitCode:
    """A line for each plan; a file that is wrong is said to be, and doesn't hide the others."""
    rows: list[dict[str, Any]] = []
    problems: list[Problem] = []
    for name in plan_files():
        try:
            rows.append(_summary(name, load_plan(name)))
        except InvalidInput as error:
            problems += error.problems
    if format_ == "json":
        write(dumps(rows, indent=2) + "\n", exact=True)
    else:
        longest = max((width(row["name"]) for row in rows), default=0)
        for row in rows:
            natures = tr("，").join(f"{nature} {count}" for nature, count in row["natures"].items())
            period = f"{row['period']['start']}–{row['period']['end']}"
            say(
                tr(
                    "{pad}  {period}  {row:>2} 项（{natures}）  {row2}",
                    pad=pad(row["name"], longest),
                    period=period,
                    row=row["indicators"],
                    natures=natures,
                    row2=row["title"],
                )
            )
    if problems:
        raise InvalidInput(problems)
    return ExitCode.PASS


def _summary(name: str, plan: Plan) -> dict[str, Any]:
    natures = {
        nature.value: sum(item.nature is nature for item in plan.indicators)
        for nature in Nature
        if nature is not Nature.COMMITMENT
    }
    return {
        "name": name,
        "id": plan.id,
        "title": plan.title,
        "region": dict(plan.region),
        "period": {"baseline": plan.period.baseline, "start": plan.period.start, "end": plan.period.end},
        "indicators": len(plan.indicators),
        "natures": {nature: count for nature, count in natures.items() if count},
        "path": plan.path,
    }


def run_show(
    words: tuple[str, ...], named: tuple[str, ...], format_: str, beside: Sequence[str] = ()
) -> ExitCode:
    """The whole plan, or one of its indicators; or the plan's file as it is."""
    name, rest = plan_meant(words, named)
    if len(rest) > 1:
        raise InvalidInput([Problem(Location(rest[1]), tr("一次只看一项指标；不写指标看整份规划"))])
    indicator = rest[0] if rest else None
    if format_ == "spec":
        return _spec(name, indicator)
    plan = load_plan(name, whole=True)
    chosen = plan.indicators
    if indicator is not None:
        chosen = (find_indicator(plan, Index(plan), indicator),)
    if format_ == "json":
        data = plan_data(plan) if indicator is None else _found(plan, chosen[0])
        write(dumps(data, indent=2) + "\n", exact=True)
        return ExitCode.PASS
    plan, chosen = shown((plan, chosen))
    blocks = [_heading(plan)] if indicator is None else []
    blocks += [_block(plan, item, full=indicator is not None) for item in chosen]
    blocks += _rest(plan, name, beside) if indicator is None else []
    write("".join(f"{folded(block)}\n" for block in blocks))
    return ExitCode.PASS


def _found(plan: Plan, item: Indicator) -> dict[str, Any]:
    return commitment_data(plan, item) if item.nature is Nature.COMMITMENT else row_data(item)


def _rest(plan: Plan, asked: str, beside: Sequence[str]) -> Iterator[str]:
    """The commitments and projects, where they are asked for; else how many there are."""
    if plan.commitments and "commitments" in beside:
        yield tr("正文承诺 {count} 条：", count=len(plan.commitments))
        yield from (_promise(plan, item) for item in plan.commitments)
    elif plan.commitments:
        words = tr("hpcheck show {id} --with commitments", id=asked)
        yield tr("正文承诺 {count} 条：{words}", count=len(plan.commitments), words=words)
    if plan.projects:
        words = tr("hpcheck projects {id}", id=asked)
        yield tr("重大项目 {count} 个：{words}", count=len(plan.projects), words=words)


def _promise(plan: Plan, item: Indicator) -> str:
    target = item.target
    due = target.due if target else None
    year = tr("，{due} 年", due=due) if due and due != plan.period.end else ""
    about = tr("，即 {row}", row=item.restates) if item.restates else ""
    who = tr("，{unit}", unit=item.responsible) if item.responsible else ""
    head = tr(
        "{no} {name}：{target}（{section}{year}{who}{about}）[{id}]",
        no=item.no,
        name=item.name,
        target=target.text if target else "—",
        section=item.source or "",
        year=year,
        who=who,
        about=about,
        id=item.id,
    )
    if target is None:
        return head
    tolerance = TOLERANCE if item.tolerance is None else item.tolerance
    return head + "\n" + tr("    理解：{reading}", reading=reading(target, tolerance, item.better))


def _spec(name: str, indicator: str | None) -> ExitCode:
    """The bytes of a plan's file, to begin one's own with; a terminal is shown no more than what can be seen."""
    if indicator is not None:
        raise InvalidInput([Problem(Location("--format"), tr("spec 是整份规格，不能只要一项指标"))])
    text = read_source(str(find_plan(name))).content.decode()
    on_terminal = sys.stdout is not None and sys.stdout.isatty()
    write(guarded(text) if on_terminal else text, exact=True)
    return ExitCode.PASS


def find_indicator(plan: Plan, index: Index, name: str) -> Indicator:
    """The indicator of a name as a person types it: id, name, number, alias, or a word that only one of them has."""
    try:
        return index.find(name).indicator
    except Misplaced as error:
        found = [item for item in plan.indicators if name in item.name or name in item.aliases]
        found = found or [item for item in plan.commitments if not item.restates and name in item.name]
        if len(found) != 1:
            raise InvalidInput([Problem(Location(plan.path), no_number(plan, name) or str(error))]) from None
        return found[0]


def no_number(plan: Plan, name: str) -> str | None:
    """What is said of a number that no row has: which there are; None for a name that is no number, or that several have."""
    numbers = [item.no for item in plan.indicators]
    if name in numbers or not name.isdecimal() or not all(no.isdecimal() for no in numbers):
        return None
    return tr(
        "本规划没有第 {name} 项，序号是 {min}–{max}",
        name=name,
        min=min(numbers, key=int),
        max=max(numbers, key=int),
    )


# ── as text ──


def _heading(plan: Plan) -> str:
    issued = tr("，").join(value for _, value in plan.issued)
    place = plan.region_name
    period = plan.period
    lines = [
        plan.title,
        tr(
            "{place}  基期 {baseline} 年，{start}–{end} 年，{count} 项指标",
            place=place,
            baseline=period.baseline,
            start=period.start,
            end=period.end,
            count=len(plan.indicators),
        ),
    ]
    return "\n".join([*lines, *([issued] if issued else []), ""])


def _block(plan: Plan, item: Indicator, full: bool) -> str:
    promised = item.nature is Nature.COMMITMENT  # its words carry the unit
    unit = (
        tr("（{unit}）", unit=item.unit or item.measure or "")
        if item.unit or (promised and item.measure)
        else tr("（{measure}，原文未印单位）", measure=item.measure)
        if item.measure
        else ""
    )
    way = WAYS[item.better.value] if item.better else "" if promised else tr("方向未定")
    lines = [f"{item.no} {item.name}{unit}  {NATURE_WORDS[item.nature]}  {way}  [{item.id}]"]
    ends = [*(revision.year for revision in item.revisions), 9999]
    lines += [f"    {line}" for line in _parts(plan, item, range(ends[0]))]
    if item.note:
        lines.append(tr("    说明：{note}", note=item.note))
    for revision, end in zip(item.revisions, ends[1:], strict=True):
        lines.append(f"    {_revised(revision)}")
        lines += [f"      {line}" for line in _parts(plan, revision.indicator, range(revision.year, end))]
        lines += [tr("      说明：{note}", note=revision.note)] if revision.note else []
    if full:
        lines += [f"    {line}" for line in _details(item)]
    return "\n".join(lines)


def _parts(plan: Plan, item: Indicator, years: range) -> list[str]:
    """What is asked of a row, or of each of its components, in the years in which it stands so."""
    lines: list[str] = []
    for part in parts(item):
        indent = "  " if part.component else ""
        lines += [part.name] if part.component else []
        lines += [f"{indent}{line}" for line in _judged(plan, part, years)]
    return lines


def _revised(revision: Revision) -> str:
    day = tr("（{date}）", date=revision.date) if revision.date else ""
    cells = tr("、").join(CELL_WORDS[cell] for cell in revision.changed)
    return tr(
        "{year} 年起按{document}{day}，调整{cells}：",
        year=revision.year,
        document=revision.document,
        day=day,
        cells=cells,
    )


def _judged(plan: Plan, part: Part, years: range) -> list[str]:
    item, baseline, target = part.indicator, part.baseline, part.target
    words = baseline.text if baseline else tr("无")
    origin = (
        tr("（不在表里，见{source}）", source=baseline.source or tr("正文"))
        if baseline and not baseline.printed
        else ""
    )
    lines = [
        tr(
            "原文：{words}{origin} → {words2}",
            words=words,
            origin=origin,
            words2=target.text if target else "—",
        )
    ]
    if target is not None:
        tolerance = TOLERANCE if item.tolerance is None else item.tolerance
        lines.append(
            tr(
                "理解：{reading}{reference}",
                reading=reading(target, tolerance, item.better),
                reference=_reference(plan, item, target),
            )
        )
    steps = [
        step
        for step in yearly(plan, part)[0]
        if step.year in years and step.basis not in _SAID_BY_THE_TARGET and step.value is not None
    ]
    if steps:
        lines.append(
            tr("逐年：")
            + tr("，").join(
                tr("{year} 年 {short}", year=step.year, short=_short(step.value)) for step in steps
            )
        )
    return lines


def _reference(plan: Plan, item: Indicator, target: Target) -> str:
    if not isinstance(target.rule, Proportional) or item.relative_to is None:
        return ""
    return tr("（参照：{name}）", name=plan.find(item.relative_to).name)


def _short(number: Any) -> str:
    exact = decimal_text(number)
    return exact if len(exact) <= 8 else decimal_text(number, 4)


_SAID_BY_THE_TARGET = (Basis.KEPT, Basis.STABLE, Basis.EVERY_YEAR, Basis.TARGET)


def _details(item: Indicator) -> list[str]:
    pairs = [
        (tr("出处"), item.source),
        (tr("类别"), item.category),
        (tr("英文"), item.name_en),
        (tr("定义"), item.definition),
        (tr("公式"), item.formula),
        (tr("责任单位"), item.responsible),
        (tr("也叫"), tr("、").join(name for name in item.aliases if name != item.name)),
        (
            tr("可分项"),
            tr("、").join(part.name for part in item.components) if item.optional_components else None,
        ),
    ]
    return [tr("{label}：{words}", label=label, words=words) for label, words in pairs if words]


__all__ = ["run_plans", "run_show"]
