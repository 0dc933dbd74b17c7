"""The values of a row: the words of cells, with the year that their heading, the cell or a legend gives."""

from __future__ import annotations

from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.draft.model import Doubt, DraftValue
from healthplan_cli.draft.tables.cells import half, is_dash, joined, several
from healthplan_cli.draft.tables.columns import HeadRole, TableColumn, says_two_years
from healthplan_cli.draft.tables.heads import Head
from healthplan_cli.draft.tables.notes import TableNotes, named_years, undated_year
from healthplan_cli.draft.tables.row import CellText, TableRow
from healthplan_cli.language.marks import Legend, meaning, split_marks
from healthplan_cli.language.reported import dated

_TOTAL = Pattern(r"[(〔].*[)〕]$|.*累计")
_TOTALS = Pattern(r".*[(〔\[][)〕\]](?:内|中|里)?.{0,4}(?:为|是|指|表示).{0,8}累计")  # 〔〕内为五年累计数
_BROKEN = Pattern(r".*(?:\d\s+[.\d])")
_AIM = Pattern(r".*(?:目标|到(?:20\d\d)|力争|规划值)")
_YEARS = Pattern(r"(?<!\d)(20\d\d)(?!\d)")


class CellValues:
    """Reads the values of the rows under headings, with the statements about their table."""

    def __init__(self, head: Head, said: TableNotes) -> None:
        self.head, self.columns = head, head.columns
        self.legend = Legend(said.marks)
        self.undated = undated_year(said.lines)
        self.totals = any(_TOTALS.match(half(line)) for line in said.lines)
        self.dated = named_years(said.lines)

    def _value(self, text: CellText, column: TableColumn, doubts: list[Doubt], field: str) -> DraftValue:
        words = " ".join(lines) if (lines := several(text.words)) else joined(text.words)
        if lines or _BROKEN.match(words):
            doubts.append(
                Doubt(field, tr("“{words}”中间断开：是两个数，还是一个数？请对照原文", words=words))
            )
        if says_two_years(column.words):
            head = joined(column.words)
            doubts.append(
                Doubt(
                    field,
                    tr("表头“{head}”里有两个年份：“{words}”是哪一年的，请对照原文", head=head, words=words),
                )
            )
        return DraftValue(words + _signs(text), dated(words)[0] or column.year, text.place)

    def baseline(
        self, row: TableRow, marks: tuple[str, ...], doubts: list[Doubt], name: str = ""
    ) -> DraftValue | None:
        """Return a row's baseline, with the year that its cell, its marks or the notes give; None without one."""
        at = next((column for column in self.head.at(HeadRole.BASELINE) if column in row.cells), None)
        if at is None:
            return None
        value = self._value(row.cells[at], self.columns[at], doubts, "baseline")
        if value.year is None and self.undated is not None and not is_dash(value.text):
            value = DraftValue(value.text, self.undated, value.place)
        for mark in (*all_marks(row.cells[at]), *marks, *self.columns[at].marks):
            year = self._year_said(mark, value.year, aim=False)
            if year is not None and year != value.year:
                doubts.append(Doubt("baseline", tr("注“{mark}”说这是{year}年的数", mark=mark, year=year)))
                return DraftValue(value.text, year, value.place)
        for names, year in self.dated:
            if half(name) and half(name) in names and year != value.year:
                doubts.append(Doubt("baseline", tr("注“{mark}”说这是{year}年的数", mark=names, year=year)))
                return DraftValue(value.text, year, value.place)
        return value

    def targets(self, row: TableRow, marks: tuple[str, ...], doubts: list[Doubt]) -> tuple[DraftValue, ...]:
        """Return a row's targets, each with the year of its column or of its mark's legend.

        `marks`, those of the name, count where there is only one target.
        """
        columns = [column for column in self.head.at(HeadRole.TARGET) if column in row.cells]
        found = []
        for at in columns:
            value = self._value(row.cells[at], self.columns[at], doubts, "target")
            for mark in (*all_marks(row.cells[at]), *(marks if len(columns) == 1 else ())):
                year = self._year_said(mark, value.year, aim=True)
                if year is not None and year != value.year:
                    doubts.append(Doubt("target", tr("注“{mark}”说这是{year}年的目标", mark=mark, year=year)))
                    value = DraftValue(value.text, year, value.place)
            found.append(value)
        return tuple(found)

    def _year_said(self, mark: str, column: int | None, aim: bool) -> int | None:
        """Return the year that a mark's legend gives a target (`aim`) or a baseline; None without one."""
        words = self.legend.says(mark)
        if words is None or (_AIM.match(half(words)) is not None) is not aim:
            return None
        if aim:
            years = set(_YEARS.findall(half(words)))
            return int(years.pop()) if len(years) == 1 else None
        return meaning(words, column).year

    def course(self, row: TableRow) -> tuple[DraftValue | None, DraftValue | None]:
        """Return the values of the 年均 and the 累计 column; None for a missing one."""
        average = total = None
        for at in self.head.at(HeadRole.AVERAGE, HeadRole.TOTAL, HeadRole.BOTH):
            if at not in row.cells:
                continue
            text, role = row.cells[at], self.columns[at].role
            head = joined(self.columns[at].words)
            head = "" if "年均" in head or "累计" in head else head
            value = DraftValue(joined(text.words) + _signs(text), None, text.place, head)
            both = role is HeadRole.BOTH or (role is HeadRole.AVERAGE and self.totals)
            if role is HeadRole.TOTAL or (both and _TOTAL.match(half(value.text))):
                total = total or value
            else:
                average = average or value
        return average, total


def _signs(text: CellText) -> str:
    """Return a value's raised marks as written after it, except raised figures, which would be read as part of the number."""
    return "".join(
        mark
        for mark in text.marks
        if not any(char.isdecimal() and char.isascii() for char in mark) and not mark.isalnum()
    )


def all_marks(text: CellText) -> tuple[str, ...]:
    """Return the footnote marks of a cell, raised or not."""
    return (*text.marks, *split_marks(half(text.words))[1])


def marks_of(row: TableRow) -> tuple[str, ...]:
    """Return the footnote marks of all of a row's cells."""
    found: list[str] = []
    for text in row.cells.values():
        found.extend(all_marks(text))
    return tuple(found)
