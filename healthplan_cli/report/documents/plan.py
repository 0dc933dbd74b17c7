"""A plan for people to read: each row in the document's words, as understood, with what each year should come to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from healthplan_cli.base.exact_format import decimal_text
from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.part import IndicatorPart, due_of, parts
from healthplan_cli.language.describe import reading
from healthplan_cli.language.names import NATURE_WORDS, WAYS
from healthplan_cli.model import TOLERANCE, Indicator, Nature, Plan, Revision, Target
from healthplan_cli.report import Look, Medium
from healthplan_cli.report.cell import Align, Cell, Column
from healthplan_cli.report.document import Block, Document, Heading, Item, Items, Paragraph, Role, Row, Table
from healthplan_cli.report.document import Part as Page
from healthplan_cli.report.words.notes import FIELD_WORDS
from healthplan_cli.views.annual_targets import Basis, yearly


@record(frozen=True, slots=True)
class PlanView:
    """What to show of a plan: these rows (`whole`: all of its table), and whether to list its commitments.

    `asked`: how the user named the plan.
    """

    plan: Plan
    rows: tuple[Indicator, ...]
    whole: bool
    commitments: bool
    asked: str


def plan_document(view: PlanView, look: Look, medium: Medium) -> Document:
    """Return the document of a plan, or of one of its rows."""
    plan = view.plan
    if medium in (Medium.BOOK, Medium.DATA):
        rows = (*view.rows, *(plan.commitments if view.commitments and view.whole else ()))
        blocks: list[Block] = [_table(plan, rows)]
        if medium is Medium.BOOK:
            blocks[:0] = [Heading(plan.title), *(Paragraph(line, role=Role.REMARK) for line in _about(plan))]
        return Document(plan.id, plan.title, (Page(tr("规划"), tuple(blocks), wide=True),))
    blocks = [Heading(plan.title, 1), *map(Paragraph, _about(plan))] if view.whole else []
    coded = medium is Medium.SCREEN
    blocks.append(Items(tuple(_item(plan, row, not view.whole, coded) for row in view.rows)))
    if view.whole:
        blocks += _rest(view, coded)
    return Document(plan.id, plan.title, (Page(tr("规划"), tuple(blocks)),))


def _about(plan: Plan) -> Iterator[str]:
    period = plan.period
    yield tr(
        "{place}  基期 {baseline} 年，{start}–{end} 年，{count} 项指标",
        place=plan.region_name,
        baseline=period.baseline,
        start=period.start,
        end=period.end,
        count=len(plan.indicators),
    )
    if issued := tr("，").join(value for _, value in plan.issued):
        yield issued


def _rest(view: PlanView, coded: bool) -> Iterator[Block]:
    """Yield the commitments and projects where they are asked for; else how many there are, with the command to list them (`coded`)."""
    plan = view.plan
    if plan.commitments and view.commitments:
        yield Heading(tr("正文承诺 {count} 条：", count=len(plan.commitments)))
        yield Items(tuple(_promise(plan, item, coded) for item in plan.commitments))
    elif plan.commitments:
        words = tr("hpcheck show {id} --with commitments", id=view.asked)
        more = tr("正文承诺 {count} 条：{words}", count=len(plan.commitments), words=words)
        yield Paragraph(more if coded else tr("另有正文承诺 {count} 条。", count=len(plan.commitments)))
    if plan.projects:
        words = tr("hpcheck projects {id}", id=view.asked)
        more = tr("重大项目 {count} 个：{words}", count=len(plan.projects), words=words)
        yield Paragraph(more if coded else tr("另有重大项目 {count} 项。", count=len(plan.projects)))


def _promise(plan: Plan, item: Indicator, coded: bool) -> Item:
    target = item.target
    due = target.due if target else None
    year = tr("，{due} 年", due=due) if due and due != plan.period.end else ""
    row = item.restates if coded or item.restates is None else plan.find(item.restates).name
    about = tr("，即 {row}", row=row) if row else ""
    who = tr("，{unit}", unit=item.responsible) if item.responsible else ""
    head = tr(
        "{no} {name}：{target}（{section}{year}{who}{about}）{id}",
        no=item.no,
        name=item.name,
        target=target.text if target else "—",
        section=item.source or "",
        year=year,
        who=who,
        about=about,
        id=f"[{item.id}]" if coded else "",
    )
    if target is None:
        return Item(head, strong=item.no)
    tolerance = TOLERANCE if item.tolerance is None else item.tolerance
    return Item(
        head, strong=item.no, below=(tr("理解：{reading}", reading=reading(target, tolerance, item.better)),)
    )


def _item(plan: Plan, item: Indicator, full: bool, coded: bool) -> Item:
    """Return a row with its words; `full`: with its place, meaning and aliases; `coded`: with its id."""
    promised = item.nature is Nature.COMMITMENT  # its words carry the unit
    unit = (
        tr("（{unit}）", unit=item.unit or item.measure or "")
        if item.unit or (promised and item.measure)
        else tr("（{measure}，原文未印单位）", measure=item.measure)
        if item.measure
        else ""
    )
    code = f"[{item.id}]" if coded else ""
    head = f"{item.no} {item.name}{unit}  {NATURE_WORDS[item.nature]}  {_way(item)}  {code}".rstrip()
    return Item(head, below=tuple(_lines(plan, item, full)), strong=f"{item.no} {item.name}")


def _way(item: Indicator) -> str:
    if item.target is not None and (item.target.rule.is_state or item.target.rule.is_place):
        return ""
    if item.better:
        return WAYS[item.better.value]
    return "" if item.nature is Nature.COMMITMENT else tr("方向未定")


def _lines(plan: Plan, item: Indicator, full: bool) -> Iterator[str]:
    ends = [*(revision.year for revision in item.revisions), 9999]
    yield from _parts(plan, item, range(ends[0]))
    if item.note:
        yield tr("说明：{note}", note=item.note)
    for revision, end in zip(item.revisions, ends[1:], strict=True):
        yield _revised(revision)
        yield from (f"  {line}" for line in _parts(plan, revision.indicator, range(revision.year, end)))
        if revision.note:
            yield "  " + tr("说明：{note}", note=revision.note)
    if full:
        yield from _details(item)


def _parts(plan: Plan, item: Indicator, years: range) -> list[str]:
    """Return lines on what is asked of a row, or of each of its components, in these years."""
    lines: list[str] = []
    for part in parts(item):
        indent = "  " if part.component else ""
        lines += [part.name] if part.component else []
        lines += [f"{indent}{line}" for line in _judged(plan, part, years)]
    return lines


def _revised(revision: Revision) -> str:
    day = tr("（{date}）", date=revision.date) if revision.date else ""
    cells = tr("、").join(FIELD_WORDS[field] for field in revision.changed)
    return tr(
        "{year} 年起按{document}{day}，调整{cells}：",
        year=revision.year,
        document=revision.document,
        day=day,
        cells=cells,
    )


def _judged(plan: Plan, part: IndicatorPart, years: range) -> list[str]:
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
            words2=(target.text if target else "") or "—",
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
    if not target.rule.is_tied or item.relative_to is None:
        return ""
    return tr("（参照：{name}）", name=plan.find(item.relative_to).name)


def _short(number: Any) -> str:
    exact = decimal_text(number)
    return exact if len(exact) <= 8 else decimal_text(number, 4)


_SAID_BY_THE_TARGET = (Basis.KEPT, Basis.HELD, Basis.STABLE, Basis.EVERY_YEAR, Basis.TARGET)


def _details(item: Indicator) -> list[str]:
    pairs = [
        (tr("出处"), item.source),
        (tr("类别"), item.category),
        (tr("英文"), item.name_en),
        (tr("定义"), item.definition),
        (tr("公式"), item.formula),
        (tr("责任单位"), item.responsible),
        (tr("用什么证明"), item.evidence),
        (tr("也叫"), tr("、").join(name for name in item.aliases if name != item.name)),
        (
            tr("可分项"),
            tr("、").join(part.name for part in item.components) if item.optional_components else None,
        ),
    ]
    return [tr("{label}：{words}", label=label, words=words) for label, words in pairs if words]


# ── the table ──


def _table(plan: Plan, rows: Sequence[Indicator]) -> Table:
    """Return a row for each target as printed, with its reading in a column."""
    columns = (
        Column("no", tr("序号"), 6),
        Column("name", tr("指标"), 34, Align.LEFT),
        Column("component", tr("分项"), 14, Align.LEFT),
        Column("category", tr("类别"), 12),
        Column("unit", tr("单位"), 8),
        Column("nature", tr("性质"), 9),
        Column("way", tr("方向"), 10),
        Column("baseline", tr("基期"), 12, numeric=True),
        Column("target", tr("目标"), 20, Align.LEFT, numeric=True),
        Column("due", tr("目标年"), 8, numeric=True),
        Column("reading", tr("理解"), 44, Align.LEFT),
        Column("source", tr("出处"), 18, Align.LEFT),
        Column("id", tr("代码"), 26, Align.LEFT),
    )
    return Table(columns, tuple(_row(plan, part) for item in rows for part in parts(item)))


def _row(plan: Plan, part: IndicatorPart) -> Row:
    item, target, baseline = part.indicator, part.target, part.baseline
    tolerance = TOLERANCE if item.tolerance is None else item.tolerance
    texts = (
        item.no,
        item.name,
        part.component.name if part.component else "",
        item.category or "",
        item.unit or item.measure or "",
        NATURE_WORDS[item.nature],
        _way(item),
        baseline.text if baseline else "",
        target.text if target else "",
        str(due_of(target, plan)),
        reading(target, tolerance, item.better) if target else "",
        item.source or "",
        item.id,
    )
    return Row(tuple(map(Cell, texts)), unit=item.unit or item.measure or "")
