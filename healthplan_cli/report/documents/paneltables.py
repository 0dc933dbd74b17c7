"""The tables of a report on many regions: regions, rows with the distribution of values, years, groups, verdicts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction

from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.badges import STATUS_BADGES
from healthplan_cli.evaluation.messages.notes import NOTE_WORDS, REASON_WORDS
from healthplan_cli.language.names import NATURE_WORDS, shown_name
from healthplan_cli.model import Indicator, Nature, Note, Reason, Status
from healthplan_cli.panel.report import PanelReport
from healthplan_cli.panel.row_verdicts import exact_of
from healthplan_cli.panel.summary import PanelYear, RegionYear, RowYear
from healthplan_cli.report import Look, Medium
from healthplan_cli.report.cell import Align, Cell, Column, Spill
from healthplan_cli.report.document import Row, Table
from healthplan_cli.report.documents.panelwords import (
    INVALID,
    late_words,
    names_of,
    number_text,
    outcome_of,
    outcomes_under,
    part_name,
    status_words,
    target_words,
)
from healthplan_cli.units.words import unit_words
from healthplan_cli.views.records import FIELDS, HEADS, Record

_COUNTED = (Status.MISSED, Status.BEHIND, Status.UNKNOWN)


def outcome_cell(item: RegionYear) -> Cell:
    """Return the cell of a region's gate."""
    words, sign, plain, tone = outcome_of(item.gate)
    return Cell(words, None, tone, strong=True, sign=sign, plain=plain)


def count_cells(counts: Counter[Status]) -> tuple[Cell, ...]:
    """Return how many rows are late or unknown, as cells under `count_columns`."""
    return tuple(Cell(str(counts[status]) if counts[status] else "") for status in _COUNTED)


def count_columns() -> tuple[Column, ...]:
    """Return the columns of the numbers of late and unknown rows."""
    return tuple(
        Column(status.value, STATUS_BADGES[status].words, 10, numeric=True, least=4, most=8)
        for status in _COUNTED
    )


def failed_table(report: PanelReport, regions: Sequence[RegionYear]) -> Table:
    """Return the table of these regions with the rows that they miss."""
    names = names_of(report)
    columns = (
        Column("region", tr("地区"), 16, Align.LEFT, least=8, most=20),
        Column("gate", tr("结论"), 10, Align.LEFT, least=8, most=10),
        *count_columns(),
        Column("late", tr("未达标、滞后的"), 60, Align.LEFT, drop=1, spill=Spill.BELOW, least=24, most=60),
    )
    rows = (
        Row((Cell(item.region), outcome_cell(item), *count_cells(item.counts), Cell(late_words(item, names))))
        for item in regions
    )
    return Table(columns, tuple(rows))


def region_table(report: PanelReport, year: PanelYear) -> Table:
    """Return the table of every region, worst first, with its code and its group, for filtering."""
    names = names_of(report)
    known = {region.label: region for region in report.values.regions}
    group = {label: item.name for item in report.groups for label in item.regions}
    columns = (
        Column("region", tr("地区"), 18, Align.LEFT),
        Column("code", tr("代码"), 10),
        *([Column("group", tr("汇总到"), 18, Align.LEFT)] if group else []),
        Column("gate", tr("结论"), 10),
        *(Column(status.value, badge.words, 10, numeric=True) for status, badge in STATUS_BADGES.items()),
        Column("late", tr("未达标、滞后的"), 70, Align.LEFT),
    )
    rows = []
    for item in year.worst:
        counts = item.counts
        cells = [Cell(item.region), Cell(known[item.region].code)]
        cells += [Cell(group.get(item.region, ""))] if group else []
        cells += [outcome_cell(item), *(Cell(str(counts[status])) for status in STATUS_BADGES)]
        rows.append(Row((*cells, Cell(late_words(item, names, len(item.verdicts))))))
    for label in report.values.invalid:
        empty = (Cell() for _ in range(len(columns) - 3 - bool(group)))
        cells = [Cell(label), Cell(), *([Cell(group.get(label, ""))] if group else [])]
        rows.append(Row((*cells, Cell(INVALID[0], None, INVALID[3], strong=True), *empty)))
    return Table(columns, tuple(rows), filtered=True)


def row_table(report: PanelReport, year: PanelYear, look: Look, medium: Medium) -> Table:
    """Return the table of every row in the plan's order: how many regions miss it, and the distribution of values beside the target."""
    roomy, book = medium in (Medium.BOOK, Medium.PAGE), medium is Medium.BOOK
    five = (tr("最小"), tr("下四分位"), tr("中位"), tr("上四分位"), tr("最大"))
    heads = five if roomy else (five[0], tr("中间一半"), five[2], five[4])
    columns = (
        Column("no", tr("序号"), 6, Align.RIGHT, numeric=book, least=3, most=5),
        Column("name", tr("指标"), 34, Align.LEFT, least=16, most=34),
        Column("nature", tr("性质"), 10, Align.LEFT, drop=2, most=8),
        Column("unit", tr("单位"), 8, Align.LEFT, drop=3, most=8, spill=Spill.NAME),
        Column(
            "target", tr("目标"), 16, Align.LEFT, numeric=book, least=6, most=16, drop=5, spill=Spill.BELOW
        ),
        Column("met", tr("达标"), 8, numeric=True, least=4, most=6),
        Column("late", tr("未达标或滞后"), 8, numeric=True, least=4, most=6, short=tr("落后")),
        Column("unknown", tr("无法判定"), 10, numeric=True, least=4, most=8, short=tr("不知")),
        Column("count", tr("有数的"), 8, numeric=True, least=4, most=6, drop=1),
        *(
            Column(head, head, 10, numeric=True, least=5, most=16, drop=4 if not roomy and at == 1 else 0)
            for at, head in enumerate(heads)
        ),
    )
    known = {
        id
        for (id, _), item in year.rows.items()
        if item.spread or item.counts[Status.UNKNOWN] < item.counts.total()
    }
    shown = [row for row in report.rows if roomy or row.id in known]
    left = len(report.rows) - len(shown)
    note = tr("另有 {count} 项没有一个地区有数", count=left)
    rows = tuple(_row_rows(report, year, shown, roomy))
    return Table(columns, rows, notes=(note,) * bool(left), filtered=book)


def _row_rows(report: PanelReport, year: PanelYear, shown: Sequence[Indicator], roomy: bool) -> Iterator[Row]:
    numbers = numbers_of(report)
    for row in shown:
        for (id, component), item in year.rows.items():
            if id == row.id:
                yield _row_row(row, component, item, numbers[row.id], roomy)


def _row_row(row: Indicator, component: str | None, item: RowYear, number: str, roomy: bool) -> Row:
    spread = item.spread
    points = [number_text(point) for point in spread.points] if spread else [""] * 5
    if not roomy:
        points[1:4] = [f"{points[1]}–{points[3]}" if spread else "", points[2]]
    good = (Status.MET, Status.AHEAD, Status.ON_TRACK)
    cells = (
        Cell("" if component else number),
        Cell(f"· {part_name(row, component)}" if component else shown_name(row)),
        Cell("" if component else NATURE_WORDS[row.nature]),
        Cell(unit_words(item.unit)),
        Cell(target_words(item)),
        Cell(str(sum(item.counts[status] for status in good))),
        Cell(str(item.late) if item.late else "", None, INVALID[3] if item.late else None),
        Cell(str(item.counts[Status.UNKNOWN] or "")),
        Cell(str(spread.count) if spread else ""),
        *map(Cell, points),
    )
    return Row(cells, part=component is not None, unit=item.unit or "")


def numbers_of(report: PanelReport) -> dict[str, str]:
    """Return the number of each row by id: the printed one where these are all different, else its position."""
    printed = [row.no for row in report.rows]
    apart = len(set(printed)) == len(printed) and all(printed)
    return {row.id: row.no if apart else str(at) for at, row in enumerate(report.rows, 1)}


def group_table(report: PanelReport, year: PanelYear) -> Table:
    """Return the table of groups of regions: how many regions, their gates, their rows."""
    outcomes = outcomes_under(report.policy)
    columns = (
        Column("group", tr("汇总到"), 24, Align.LEFT, least=8, most=24),
        Column("regions", tr("地区"), 8, numeric=True, least=4, most=6),
        *(
            Column(item.value, words, 10, numeric=True, least=4, most=8)
            for item, (words, _, _, _) in outcomes.items()
        ),
        *count_columns(),
        Column("rate", tr("达标率"), 10, numeric=True, share=True, least=6, most=8),
    )
    rows = []
    for group in report.groups:
        mine = [year.regions[label] for label in group.regions if label in year.regions]
        found = Counter(item.gate.outcome for item in mine)
        counts = sum((item.counts for item in mine), Counter())
        total = sum(counts.values())
        met = Fraction(counts[Status.MET], total) if total else None
        rate = Cell("" if met is None else number_text(met * 100, 1) + "%", met)
        gates = (Cell(str(found[item] or "")) for item in outcomes)
        rows.append(Row((Cell(group.name), Cell(str(len(mine))), *gates, *count_cells(counts), rate)))
    return Table(columns, tuple(rows))


def year_table(report: PanelReport) -> Table:
    """Return the table of the panel's years: outcomes of gates, rows by status."""
    outcomes = outcomes_under(report.policy)
    columns = (
        Column("year", tr("年份"), 8, numeric=True),
        *(
            Column(item.value, words, 10, numeric=True, least=4, most=8)
            for item, (words, _, _, _) in outcomes.items()
        ),
        Column("rows", tr("逐项"), 60, Align.LEFT, least=20, most=80),
    )
    rows = (
        Row(
            (
                Cell(str(year.year)),
                *(Cell(str(year.outcomes[item] or "")) for item in outcomes),
                Cell(status_words(year.counts)),
            )
        )
        for year in report.summary.years
    )
    return Table(columns, tuple(rows))


def verdict_table(report: PanelReport, most: int) -> Table | None:
    """Return the records as a table; None where there are more than `most`."""
    numbers = {"value", "baseline", "progress", "elapsed", "gap", "year", "due"}
    columns = tuple(
        Column(
            name,
            tr(HEADS[name]),
            14,
            Align.LEFT if name in ("region", "indicator", "target") else Align.CENTER,
            numeric=name in numbers,
        )
        for name in FIELDS
    )
    rows: list[Row] = []
    known = {row.id: row for row in report.rows}
    for found in report.verdicts.records():
        if len(rows) >= most:
            return None
        shown: dict[str, object] = {**found, **_words(found, known.get(found["indicator"]))}
        rows.append(Row(tuple(_cell(shown[name]) for name in FIELDS)))
    return Table(columns, tuple(rows), filtered=True)


def _words(found: Record, row: Indicator | None) -> dict[str, str]:
    """Return what a record says in codes, in words: its indicator and component by name, status, reason and notes."""
    words = {
        "nature": NATURE_WORDS[Nature(found["nature"])],
        "status": STATUS_BADGES[Status(found["status"])].words,
        "reason": REASON_WORDS[Reason(found["reason"])] if found["reason"] else "",
        "noted": tr("；").join(NOTE_WORDS[Note(code)] for code in found["noted"].split(";") if code),
    }
    if row is not None:
        words["indicator"] = shown_name(row)
        words["component"] = part_name(row, found["component"]) if found["component"] else ""
    return words


def _cell(value: object) -> Cell:
    if isinstance(value, bool):
        return Cell(tr("是") if value else "")
    if isinstance(value, float):
        return Cell(number_text(exact_of(value)), exact_of(value))
    return Cell("" if value is None else str(value))


def problem_table(report: PanelReport) -> Table:
    """Return the table of the regions whose data are wrong, with problem and place."""
    columns = (
        Column("region", tr("地区"), 18, Align.LEFT),
        Column("place", tr("位置"), 40, Align.LEFT),
        Column("message", tr("说明"), 90, Align.LEFT),
    )
    rows = (
        Row((Cell(region), Cell(str(problem.location)), Cell(problem.message)))
        for region, problems in report.values.invalid.items()
        for problem in problems
    )
    return Table(columns, tuple(rows))
