"""规划主要指标完成情况表, the table that evaluation reports carry, as data: xlsx, docx, markdown and csv draw the same one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from healthplan_cli.badges import Badge, badge_of
from healthplan_cli.messages import STATUS_WORDS, value_text
from healthplan_cli.model import Approx, Baseline, NoTarget, Report, Result, Status
from healthplan_cli.names import NATURE_WORDS, without_among
from healthplan_cli.numbers import percent_text
from healthplan_cli.record import record
from healthplan_cli.report import Look
from healthplan_cli.report.words.remarks import row_remarks
from healthplan_cli.speech import tr
from healthplan_cli.visible import one_line
from healthplan_cli.wording.figures import figure, target_words

NOTHING = "—"
_FAR = 10  # times the whole way: from there on only that it is far


@record(frozen=True, slots=True)
class Column:
    """A column of the table: its key, its heading, its width in digits, whether its text begins at the left."""

    key: str
    head: str
    width: int
    left: bool = False


@record(frozen=True, slots=True)
class Line:
    """A row of the table: an indicator, or (with `part`) one of its components; texts by the keys of the columns.

    `shares` has the exact progress and time elapsed where their cells are percentages.
    """

    result: Result
    badge: Badge
    texts: dict[str, str]
    shares: dict[str, Fraction]
    part: bool = False


@record(frozen=True, slots=True)
class IndicatorTable:
    """The whole table; `notes` stand below it."""

    title: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    notes: tuple[str, ...]

    @property
    def groups(self) -> tuple[tuple[int, int], ...]:
        """The runs of rows that share a category: first and last, from 0."""
        starts = [
            order
            for order, line in enumerate(self.lines)
            if not order or line.result.category != self.lines[order - 1].result.category
        ]
        ends = [start - 1 for start in (*starts[1:], len(self.lines))]
        return tuple(zip(starts, ends, strict=False))  # no rows: no starts

    def cells(self, line: Line) -> tuple[str, ...]:
        """A row's texts in the order of the columns."""
        return tuple(line.texts[column.key] for column in self.columns)


def indicator_table(report: Report, look: Look) -> IndicatorTable:
    """The table of a report, with the rows that the look asks for."""
    shown = [result for result in report.results if not look.only or result.status in look.only]
    lines = indicator_lines(report, shown)
    categories = any(result.category for result in shown)
    columns = tuple(column for column in _columns(report) if categories or column.key != "category")
    title = tr("{title}主要指标完成情况表", title=clean(report.plan.title))
    return IndicatorTable(title, columns, lines, tuple(_notes(report, look)))


def indicator_lines(report: Report, results: Iterable[Result]) -> tuple[Line, ...]:
    """The rows of some results, each with its components below it."""
    return tuple(line for result in results for line in _lines(result, report))


def clean(text: str) -> str:
    """A text on one line, its blanks single, without characters that no document may hold."""
    return " ".join(one_line(text).split())


def _columns(report: Report) -> tuple[Column, ...]:
    period, year = report.plan.period, report.conventions.year
    return (
        Column("category", tr("类别"), 10),
        Column("no", tr("序号"), 6),
        Column("name", tr("指标"), 28, left=True),
        Column("unit", tr("单位"), 7),
        Column("nature", tr("属性"), 8),
        Column("baseline", tr("{year}年基期", year=period.baseline), 12),
        Column("target", tr("{year}年目标", year=period.end), 14),
        Column("actual", tr("{year}年实际", year=year), 12),
        Column("progress", tr("完成进度"), 10),
        Column("elapsed", tr("时间进度"), 10),
        Column("status", tr("判断"), 10),
        Column("gap", tr("差距"), 10),
        Column("responsible", tr("责任单位"), 12, left=True),
        Column("remarks", tr("备注"), 25, left=True),
    )


def _notes(report: Report, look: Look) -> Iterator[str]:
    """How the columns are to be read."""
    yield tr("完成进度＝（实际－基期）÷（目标－基期）；基期已达到目标的，写“保持”或“未保持”。")
    yield tr("差距是实际值与目标的距离，正数为好于目标，负数为尚差；单位同“单位”一栏，百分数的是百分点。")
    rows = [part for result in report.results for part in (result.components or (result,))]
    if any(row.target is not None and isinstance(row.target.rule, Approx) for row in rows):
        yield tr("目标写“左右”的，在该数上下 2% 以内或更好即达到（规格另有规定的除外），差距从这一界限算起。")
    if look.only:
        words = tr("、").join(STATUS_WORDS[status] for status in look.only)
        yield tr("本表只列判断为{words}的指标。", words=words)


def _lines(result: Result, report: Report) -> Iterator[Line]:
    """An indicator's row, and one for each component."""
    indicator = report.plan.find(result.id).in_force(report.conventions.year)
    head = {
        "category": result.category or "",
        "no": result.no,
        "name": result.name,
        "unit": result.unit or indicator.unit or "",
        "nature": NATURE_WORDS[result.nature],
        "responsible": result.responsible or "",
    }
    badge = badge_of(result)
    values, shares = _values(result, badge, report)
    yield _line(result, badge, head | values, shares)
    for part in result.components:
        own = dict.fromkeys(head, "") | {
            "category": head["category"],
            "name": tr("其中：{name}", name=without_among(part.name)),
        }
        badge = badge_of(part, result)
        values, shares = _values(part, badge, report)
        yield _line(part, badge, own | values, shares, part=True)


def _line(
    result: Result, badge: Badge, texts: dict[str, str], shares: dict[str, Fraction], part: bool = False
) -> Line:
    return Line(result, badge, {key: clean(text) for key, text in texts.items()}, shares, part)


def _values(result: Result, badge: Badge, report: Report) -> tuple[dict[str, str], dict[str, Fraction]]:
    """The cells of what was judged; those of a row with components are in the rows below it."""
    texts = {
        "status": badge.words,
        "remarks": tr("；").join(dict.fromkeys(row_remarks(result, report))),
    }
    if result.components:
        return dict.fromkeys(("baseline", "target", "actual", "progress", "elapsed", "gap"), "") | texts, {}
    progress, elapsed = _progress(result), _elapsed(result)
    shares = {"progress": progress, "elapsed": elapsed}
    texts |= {
        "baseline": baseline_text(result.baseline),
        "target": target_text(result),
        "actual": actual_text(result),
        "progress": progress_text(result, report.conventions.band),
        "elapsed": NOTHING if elapsed is None else percent_text(elapsed),
        "gap": _gap_text(result),
    }
    return texts, {key: share for key, share in shares.items() if share is not None}


def actual_text(result: Result, bare: bool = True) -> str:
    """The value for a table, `bare` where the unit has its column; one that isn't the year's says so in its cell."""
    return value_text(result, bare)


def baseline_text(baseline: Baseline | None) -> str:
    """A baseline as printed."""
    return baseline.text if baseline and baseline.reading.values is not None else NOTHING


def target_text(result: Result, with_unit: bool = False) -> str:
    """A target as printed; `with_unit` where the table has no column of units."""
    target = result.target
    if target is None or isinstance(target.rule, NoTarget):
        return NOTHING
    return target_words(target, result.unit) if with_unit else target.text


def _elapsed(result: Result) -> Fraction | None:
    """The share of the time that is gone; all of it after the due year."""
    untold = result.target is None or isinstance(result.target.rule, NoTarget)
    return None if result.elapsed is None or untold else min(result.elapsed, Fraction(1))


def _progress(result: Result) -> Fraction | None:
    """The progress where it is printed as a percentage."""
    share = None if result.status is Status.UNKNOWN else result.progress
    return share if share is not None and abs(share) < _FAR else None


def progress_text(result: Result, band: Fraction) -> str:
    """The progress in figures, never rounded over a limit of the band."""
    share = _progress(result)
    if share is not None:
        elapsed = () if result.elapsed is None else (result.elapsed - band, result.elapsed + band)
        return percent_text(share, (*elapsed, Fraction(1)))
    if result.status is Status.UNKNOWN:
        return NOTHING
    if result.progress is not None:
        return ">999%" if result.progress > 0 else "<-999%"
    kept = tr("保持") if result.status is Status.MET else tr("未保持")
    return kept if "kept" in result.noted else NOTHING


def _gap_text(result: Result) -> str:
    """The distance to the target with its sign."""
    if result.gap is None or result.status is Status.UNKNOWN:
        return NOTHING
    text = figure(result.gap, (Fraction(0),))
    return f"+{text}" if result.gap > 0 else text
