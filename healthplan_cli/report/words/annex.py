"""The annex of an evaluation report: how each target is read, and the source of each value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.location import Location
from healthplan_cli.evaluation.messages import done_words
from healthplan_cli.evaluation.messages.amounts import held_against
from healthplan_cli.language.describe import reading
from healthplan_cli.language.figures import printed_words, reported, with_unit_of_row
from healthplan_cli.language.normalise import squeeze
from healthplan_cli.model import Actual, Indicator, Note, Reading, Report, Result, Target
from healthplan_cli.report.words.cells import NOTHING, clean, target_text
from healthplan_cli.report.words.commitments import known
from healthplan_cli.report.words.glosses import place_words
from healthplan_cli.views.reviewed_plan import Reviewed

WIDTHS = (6, 34, 20, 8, 44, 42)  # of the columns of either list, in digits
CENTRED = (1, 3, 4)  # the columns of numbers, from 1


@record(frozen=True, slots=True)
class Listing:
    """One list of the annex: title, headings, rows; `units` are those of the rows' values."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    units: tuple[str, ...]


def annex(reviewed: Reviewed) -> tuple[Listing, Listing]:
    """Return both lists of the annex, for every indicator with its components and for commitments with a value."""
    report = reviewed.report
    readings = Listing(
        tr("目标的读法"),
        (tr("序号"), tr("指标"), tr("目标原文"), tr("目标年"), tr("读法"), tr("出处")),
        *_cleaned(_readings(report)),
    )
    sources = Listing(
        tr("数值的来源"),
        (tr("序号"), tr("指标"), tr("数值"), tr("年份"), tr("来源"), tr("出处")),
        *_cleaned(_sources(reviewed)),
    )
    return readings, sources


_Row = tuple[str, tuple[str, ...]]  # the unit of a row, its cells


def _cleaned(rows: Iterator[_Row]) -> tuple[tuple[tuple[str, ...], ...], tuple[str, ...]]:
    found = list(rows)
    return tuple(tuple(map(clean, row)) for _, row in found), tuple(unit for unit, _ in found)


def _parts(report: Report) -> Iterator[tuple[str, str, Result, Result]]:
    """Yield (number, name, row, part) of every row without components and of every component."""
    for result in (*report.results, *known(report)):
        for part in result.components or (result,):
            name = result.name if part is result else f"{result.name}·{part.name}"
            yield result.no, name, result, part


def _readings(report: Report) -> Iterator[_Row]:
    for no, name, result, part in _parts(report):
        indicator = report.plan.find(result.id).in_force(report.conventions.year)
        source = (part.target.source if part.target else None) or indicator.source or ""
        said = _said(part.target and with_unit_of_row(part.target, part.unit), indicator)
        yield "", (no, name, target_text(part), str(part.due), said, _place(source, part.location))


def _said(target: Target | None, indicator: Indicator) -> str:
    """Return how a target's words are read, without advice on the program's options where its number isn't known."""
    if target is None:
        return tr("没有设定目标。")
    if target.rule.is_external:
        return tr("数值由其他文件确定（{reference}）。", reference=target.rule.reference or "")
    tolerance = indicator.tolerance_of_about
    return reading(target, tolerance, indicator.better)


def _sources(reviewed: Reviewed) -> Iterator[_Row]:
    """Yield the baseline and every value up to the year judged, the latest last, with their sources."""
    year = reviewed.report.conventions.year
    for no, name, result, part in _parts(reviewed.report):
        baseline = None if _has_others_values(reviewed.report, result) else part.baseline
        from_data, unit = Note.BASELINE_FROM_DATA in part.noted, part.unit or ""
        if baseline is not None and baseline.reading.values is not None and not from_data:
            origin = baseline.source or (tr("规划的指标表") if baseline.printed else tr("规划正文"))
            text = tr("{source}（基期）", source=origin)
            printed = printed_words(baseline.text, baseline.reading, unit)
            yield unit, (no, name, printed, str(baseline.year), text, _place("", part.location))
        component = part.id if part is not result else None
        values = [value for value in reviewed.actuals.of(result.id) if _is_of(value, component, year)]
        for value in sorted(values, key=lambda value: value.year or year):
            yield unit, (no, name, *_value(value, part, year))
            for other in value.others:
                text, when, source, place = _value(other, part, year)
                yield unit, (no, name, text, when, tr("{source}（未采用）", source=source), place)


def _has_others_values(report: Report, result: Result) -> bool:
    """Return whether a result is of a commitment about another row, which has the baseline."""
    return report.plan.find(result.id).restates is not None


def _is_of(value: Actual, component: str | None, year: int) -> bool:
    """Return whether a row's value belongs to the whole (or the component), and isn't of a year after the one judged."""
    mine = value.component in (component, None) if component else value.component is None
    return mine and (value.year or year) <= year


def _value(value: Actual, part: Result, year: int) -> tuple[str, str, str, str]:
    text = written(value.reading, part.unit, held_against(part))
    source = value.source or tr("未注明来源")
    if value.told_by and value is not part.actual:
        source = tr("{source}；“{told}”的数，不作判定", source=source, told=value.told_by)
    if value.done:
        source = tr("{source}；{day}", source=source, day=done_words(value))
    if value.evidence:
        source = tr("{source}；佐证：{evidence}", source=source, evidence=value.evidence)
    if value.note:
        source = tr("{source}；{note}", source=source, note=value.note)
    return text or NOTHING, str(value.year or year), source, str(value.location)


def written(read: Reading, unit: str | None, held: Sequence[Fraction | None] = ()) -> str:
    """Return a value in the row's unit, with what was typed beside it where that differs.

    `held` are the numbers that it is compared with, onto which it must not be rounded.
    """
    typed = squeeze(read.text).rstrip("*")
    shown = reported(read, None if read.cumulative else unit, held)
    star = "*" if read.provisional else ""
    if read.values is None or typed in (reported(read), squeeze(shown)):
        return shown + star
    if read.rate is not None:
        return tr("{shown}（{typed}）", shown=shown + star, typed=typed)
    return tr("{shown}（原写作 {typed}）", shown=shown + star, typed=typed)


def _place(source: str, location: Location) -> str:
    return tr("，").join(filter(None, (place_words(source), str(location))))
