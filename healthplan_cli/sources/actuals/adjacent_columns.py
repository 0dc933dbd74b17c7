"""The columns beside a value in its row: its source, a note, whether it is preliminary, a claim, a date."""

from __future__ import annotations

from collections.abc import Sequence

from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.language.dates import day_of
from healthplan_cli.language.normalise import plain
from healthplan_cli.language.reported import NO_VALUE
from healthplan_cli.sources.actuals.grid import Cell, Odd, SheetRow, text_of
from healthplan_cli.sources.actuals.header import Said
from healthplan_cli.sources.actuals.heading_words import PROVISIONAL
from healthplan_cli.sources.actuals.layout import SheetLayout
from healthplan_cli.sources.actuals.lookup import Misplaced, Unreadable
from healthplan_cli.sources.actuals.periods import NOTHING_SAID, PeriodScope
from healthplan_cli.sources.actuals.titles import scope_of_note, scope_of_source, year_of_note
from healthplan_cli.sources.actuals.value_columns import Values

_YES = frozenset(["是", "true", "yes", "y", "1", "√", "✓", "初步", "初步数", "快报", "快报数"])
_NO = frozenset(
    [
        "",
        "否", "false", "no", "n", "0", "×", "终值", "最终", "最终数", "正式", "年报", "年报数", "核定", "—", "——", "-",
    ]
)  # fmt: skip
_NOTED = PROVISIONAL | {"年快报", "年快报数"}
_NOTED_AS = Pattern(r"(?:[此该本]?(?:数据|数值|数)?[为是系])?(?P<kind>[^,;。(]+)")
_ERRORS = frozenset(
    ["#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#GETTING_DATA"]
)

Words = tuple[str | None, str | None, bool]  # a value's source, its note, whether it is preliminary
_FORETOLD = frozenset(["预计", "预计数", "预测", "预测数", "预估", "计划", "计划数"])  # in a column of 初步
_UNSEEN = dict.fromkeys(
    (*range(9), 11, 12, *range(14, 32), *range(127, 160), *range(8232, 8239), *range(8294, 8298)), " "
)


class Beside(Misplaced):
    """An error in a cell beside the value; `at` is the cell's column."""

    def __init__(self, message: str, at: int) -> None:
        super().__init__(message)
        self.at = at


def value_text(cell: Cell) -> str:
    """Return the text of a value's cell. Raise Unreadable for a cell that holds no value: an error, a formula never calculated."""
    if isinstance(cell, Odd):
        raise Unreadable(cell.message)
    if cell[:1] == "#" and cell.upper() in _ERRORS:
        raise Unreadable(tr("电子表格的错误值 {cell}，不是数值", cell=cell))
    return cell


class Neighbours:
    """Reads the cells beside the values of a table; `said` has what the rows above the table say."""

    def __init__(self, layout: SheetLayout, said: Said) -> None:
        self.layout, self.said = layout, said
        self._row: SheetRow | None = None
        self._columns: tuple[object, ...] = ()
        self._said: Words = (None, None, False)

    def said_of(self, row: SheetRow, values: Values) -> Words:
        """Return a value's source, its note, and whether it is preliminary. Raise Beside for a cell that can't be read.

        The last result is kept, because neighbouring values mostly share it.
        """
        flag_at = None if values.provisional else values.provisional_at
        columns = (values.source_at, values.note_at, flag_at)
        if row is not self._row or columns != self._columns:
            source = _words(row, values.source_at) or self.said.source
            self._said = source, _words(row, values.note_at), _flag(row, flag_at)
            self._row, self._columns = row, columns
        source, note, provisional = self._said
        return source, note, provisional or values.provisional or self._noted(row, values, note)

    def _noted(self, row: SheetRow, values: Values, note: str | None) -> bool:
        """Return whether the note says that this value is preliminary; of several years in a row a note means the last."""
        return note is not None and _is_preliminary(note) and self._is_last(row, values, values.note_at)

    def _is_last(self, row: SheetRow, values: Values, beside: tuple[int, ...]) -> bool:
        """Return whether a value has the latest year in its row, among the columns of values that share the columns `beside`."""
        alike = [
            item
            for item in self.layout.values
            if beside in (item.note_at, item.claim_at, item.day_at, item.evidence_at)
        ]
        years = [item.year or 0 for item in alike if row.cells.get(item.at, "") not in NO_VALUE]
        return (values.year or 0) == max(years, default=0)

    def year(self, row: SheetRow, values: Values, year: int | None, note: str | None) -> int | None:
        """Return the year of a value: its column's, unless its note names an earlier one (2022年数据).

        Of several years in a row a note means the last. Raise Beside where the note names a later year than the column.
        """
        if note is None or not self._is_last(row, values, values.note_at):
            return year
        own = year_of_note(plain(note), year) or year
        if own is not None and year is not None and own > year:
            words = tr("备注说是 {own} 年的数，而表上是 {year} 年的：请写明是哪一年的数", own=own, year=year)
            raise Beside(words, values.note_at[0])
        return own

    def scope(self, row: SheetRow, values: Values, year: int | None, words: Words) -> PeriodScope:
        """Return the period and the kind (forecast, target) that a value's note, source and kind columns give it.

        `words` is the result of `said_of`. In a row with values of several years a note without a year is about the last
        of them.
        """
        source, note, _ = words
        said = scope_of_note(plain(note), year) if note is not None else NOTHING_SAID
        dated = note is not None and year is not None and str(year) in note
        if said is not NOTHING_SAID and not dated and not self._is_last(row, values, values.note_at):
            said = NOTHING_SAID
        flag = plain(text_of(row.filled.get(values.provisional_at))) if values.provisional_at else ""
        if flag in _FORETOLD:
            said = PeriodScope(said.part, said.whole, flag)
        for at in self.layout.kind_at:  # 类型：目标, 口径：1-9月
            said = scope_of_note(plain(text_of(row.filled.get(at))), year).over(said)
        return said.over(scope_of_source(plain(source), year)) if source else said

    def name(self, row: SheetRow) -> str:
        """Return the text of the cell with a row's name."""
        at = self.layout.naming[2]
        return text_of(row.filled.get(at)) if at is not None else ""

    def claimed(self, row: SheetRow, values: Values) -> str | None:
        """Return the row's claim about attainment (已完成), with its question (是否完成：是); None without one.

        Of several years in a row the claim is about the last.
        """
        if not values.claim_at or not self._is_last(row, values, values.claim_at):
            return None
        heads = {column.at: column.words.rpartition("／")[2] for column in self.layout.header.columns}
        said = []
        for at in values.claim_at:
            text = text_of(row.filled.get(at)).translate(_UNSEEN).strip()
            if text and plain(text) not in NO_VALUE:
                said.append(f"{heads[at]}：{text}" if plain(heads[at]).startswith("是否") else text)
        return tr("；").join(dict.fromkeys(said)) or None

    def responsible(self, row: SheetRow) -> str | None:
        """Return the body that the row names as responsible; None without one."""
        return _words(row, self.layout.responsible_at)

    def day_and_evidence(self, row: SheetRow, values: Values) -> tuple[str | None, str | None]:
        """Return the date on which the row says a milestone was reached, and the document that proves it; each None where
        missing.

        Of several years in a row they belong to the last. Raise Beside for text that is no date.
        """
        day = evidence = None
        if values.day_at and self._is_last(row, values, values.day_at):
            text = _words(row, values.day_at)
            day = day_of(text) if text is not None else None
            if text is not None and day is None and plain(text) not in NO_VALUE and "前" not in text:
                words = tr("“{text}”不是做成的日期：写 2023-11-05、2023年11月 或 2023 年", text=text[:40])
                raise Beside(words, values.day_at[0])
        if values.evidence_at and self._is_last(row, values, values.evidence_at):
            evidence = _words(row, values.evidence_at)
        return day, evidence


def _words(row: SheetRow, columns: Sequence[int]) -> str | None:
    """Return the text of a row's cells in these columns; None without any. Raise Beside for a formula that was never calculated."""
    words = []
    for at in columns:
        cell = row.filled.get(at)
        if isinstance(cell, Odd) and not cell.text:
            raise Beside(cell.message, at)
        if cell is not None:
            words.append(text_of(cell).translate(_UNSEEN))
    return tr("；").join(dict.fromkeys(words)) if words else None


def _flag(row: SheetRow, at: int | None) -> bool:
    if at is None:
        return False
    words = plain(text_of(row.filled.get(at)))
    if words in _FORETOLD:
        return False
    if words not in _YES and words not in _NO:
        raise Beside(tr("“初步”一列写的是“{words}”，应写是或否（初步数、终值也可以）", words=words), at)
    return words in _YES


def _is_preliminary(note: str) -> bool:
    """Return whether a note begins by saying that its value is preliminary: 初步数, 年快报, 为快报数，以年报为准."""
    said = _NOTED_AS.match(plain(note))
    return said is not None and said["kind"] in _NOTED
