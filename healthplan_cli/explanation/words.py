"""The first steps of a proof: the document's words and their place, and how they were read."""

from __future__ import annotations

from collections.abc import Iterator

from healthplan_cli.base.i18n import tr
from healthplan_cli.base.location import NOWHERE, Location
from healthplan_cli.explanation.step import ProofStep
from healthplan_cli.explanation.subject import ExplainedResult
from healthplan_cli.explanation.terms import percent
from healthplan_cli.language.describe import reading
from healthplan_cli.language.figures import with_unit_of_row
from healthplan_cli.language.names import NATURE_WORDS
from healthplan_cli.model import TOLERANCE, Baseline, Better, Bound, Component, Indicator, Note, Rule, Target

_BETTER = {Better.HIGHER: tr("越高越好"), Better.LOWER: tr("越低越好"), Better.NEITHER: tr("没有好的方向")}


def words_step(subject: ExplainedResult) -> ProofStep:
    """Return the step of the printed words, their place, and what has replaced them since."""
    return ProofStep("words", tr("原文"), tuple(_words(subject)))


def _words(subject: ExplainedResult) -> Iterator[str]:
    plan, printed = subject.report.plan, subject.report.plan.find(subject.indicator.id)
    name = tr(
        "“{name}”{words}",
        name=printed.name,
        words=tr("分项“{name}”", name=subject.component.name) if subject.component else "",
    )
    unit = tr("，单位 {unit}", unit=printed.unit) if printed.unit else ""
    yield tr(
        "第 {no} 项{name}，{value}{unit}：{cells}",
        no=printed.no,
        name=name,
        value=NATURE_WORDS[printed.nature],
        unit=unit,
        cells=_cells(subject.printed),
    )
    if subject.allotted:
        yield tr("目标和基期是分解下达的（{place}），不是规划所印", place=subject.allotted)
    issued = dict(plan.issued).get("number")
    title = plan.title if plan.title.startswith("《") else f"《{plan.title}》"
    number = tr("（{issued}）", issued=issued) if issued else ""
    own = subject.printed.location
    yield f"{title}{number}{printed.source or ''}{place(own if own != NOWHERE else printed.location)}"
    if printed.note and subject.allotted:
        yield tr("规格的说明（说的是规划所印的数）：{note}", note=printed.note)
    elif printed.note:
        yield tr("规格的说明：{note}", note=printed.note)
    yield from _changed(subject)


def _cells(holder: Indicator | Component) -> str:
    """Write the target and the baseline of a row as printed."""
    return tr(
        "{printed}，{baseline}",
        printed=_printed(tr("目标"), holder.target),
        baseline=_baseline(holder.baseline),
    )


def _printed(label: str, target: Target | None) -> str:
    return (
        tr("{label}“{text}”", label=label, text=target.text)
        if target and target.text
        else tr("没有印{label}", label=label)
    )


def _baseline(baseline: Baseline | None) -> str:
    if baseline is None:
        return tr("没有印基期")
    return tr("基期（{year} 年）“{text}”", year=baseline.year, text=baseline.text)


def _changed(subject: ExplainedResult) -> Iterator[str]:
    """Yield the revision in force, and the number supplied for a target that is set elsewhere."""
    result, printed = subject.result, subject.report.plan.find(subject.indicator.id)
    revision = printed.revision_in(subject.year)
    if revision is not None:
        date = tr("（{date}）", date=revision.date) if revision.date else ""
        cells = _cells(subject.component or subject.indicator)
        yield tr(
            "{year} 年起按{document}{date}：{cells}{place}",
            year=revision.year,
            document=revision.document,
            date=date,
            cells=cells,
            place=place(revision.location),
        )
        if revision.note:
            yield tr("调整的说明：{note}", note=revision.note)
    if Note.TARGET_SUPPLIED in result.noted and result.target is not None:
        yield tr(
            "目标由用户补充：“{text}”，出处：{value}",
            text=result.target.text,
            value=result.target.source or tr("未注明"),
        )


def place(location: Location) -> str:
    """Write where something was read, in brackets: file and line, or sheet and cell; empty where that isn't known."""
    if not location.file:
        return ""
    if location.cell is not None or not location.line:
        return tr("（{location}）", location=location)
    return tr("（{file}:{line}）", file=location.file, line=location.line)


def reading_step(subject: ExplainedResult) -> ProofStep:
    """Return the step of how the target was understood, and the section of docs/semantics.md that it follows."""
    target, rule, result = subject.result.target, subject.trace.rule, subject.result
    if target is None:
        return ProofStep("reading", tr("理解"), ())
    if rule.asks_nothing:
        return ProofStep(
            "reading",
            tr("理解"),
            (tr("{reading}（目标的含义{section}）", reading=reading(target), section=rule.section),),
        )
    indicator = subject.indicator
    tolerance = indicator.tolerance_of_about
    unit = tr("，按“{unit}”判断", unit=result.unit or tr("无")) if result.unit != indicator.unit else ""
    said = reading(with_unit_of_row(target, result.unit), tolerance, indicator.better)
    better = _BETTER[indicator.better] if indicator.better else ""
    if better and better not in said:
        said += tr("{better}，", better=better)
    lines = [
        tr(
            "{said}目标年 {due}{unit}（目标的含义{section}）",
            said=said,
            due=result.due,
            unit=unit,
            section=rule.section,
        )
    ]
    if tolerance != TOLERANCE and _tolerant(rule):
        lines.append(
            tr(
                "余地 {percent} 是规格定的，缺省是 {percent2}",
                percent=percent(tolerance),
                percent2=percent(TOLERANCE),
            )
        )
    return ProofStep("reading", tr("理解"), tuple(lines))


def _tolerant(rule: Rule) -> bool:
    level = rule.level
    return level.is_about or level.bound is Bound.ABOUT
