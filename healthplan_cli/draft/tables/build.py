"""Rows of a table → the draft's rows: their words in the fields of a spec, with a doubt wherever a person must look."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.draft.model import Doubt, DraftPart, DraftRow, DraftValue
from healthplan_cli.draft.tables.cells import half, is_dash, is_number, is_serial, joined, nature_of
from healthplan_cli.draft.tables.columns import HeadRole
from healthplan_cli.draft.tables.names import Name, take_name
from healthplan_cli.draft.tables.natures import Natures
from healthplan_cli.draft.tables.notes import TableNotes
from healthplan_cli.draft.tables.row import CellText, RowSection, TableRow
from healthplan_cli.draft.tables.split import split_row
from healthplan_cli.draft.tables.titles import without_number
from healthplan_cli.draft.tables.unitcells import unit_in_values, unit_of_value, worded_values
from healthplan_cli.draft.tables.values import CellValues, all_marks, marks_of
from healthplan_cli.language.names import named_among, without_among

_VALUE_BRACKET = Pattern(r"(?P<body>.+)[(〔](?P<inside>[^()〔〕]+)[)〕]$")
_SHARE = Pattern(
    r".*(?:率|比|比例|比重|占比|程度|强度|增长|增速)$"
)  # a number of another unit than its whole's
_FIGURED = Pattern(r"\d{1,3}\D")
_TICKS = frozenset(["√", "✓", "✔", "●", "○", "是", "*", "★", "▲", "V", "v", "1"])


class RowBuilder:
    """Makes the draft's rows of one table."""

    def __init__(self, section: RowSection, said: TableNotes, natures: Natures) -> None:
        self.section, self.said, self.natures = section, said, natures
        self.head = section.head
        self.values = CellValues(section.head, said)
        self.numbered = bool(self.head.at(HeadRole.NO))
        self.columns = self.head.columns
        self.due: int | None = None  # the number of the next name
        self.last = 0  # the serial number of the last row
        self.whole: str | None = None  # the unit of the last row that is no part (其中 …) of another

    def rows(self) -> Iterator[DraftRow]:
        """Yield the rows of the table in their order."""
        name = self.head.at(HeadRole.NAME)[0]
        found: list[DraftRow] = []
        for row in self.section.rows:
            for one in split_row(row, self.head, name):
                made = self._row(one, name)
                found.append(replace(made, doubts=(*made.doubts, *self._numbering(row, one, made))))
                self.whole = self.whole if named_among(found[-1].name) is not None else found[-1].unit
        unsaid = Doubt("nature", _no_nature())
        nowhere = all(unsaid in row.doubts for row in found)
        yield from (_sharing(row, unsaid) if nowhere else row for row in found)

    def _numbering(self, row: TableRow, one: TableRow, made: DraftRow) -> Iterator[Doubt]:
        """Yield doubts about a gap in serial numbers, or about a number that went into the name or another cell."""
        numbers = [int(no) for each in (row, *row.parts) if (no := self._no(each)) and no.isdecimal()]
        if numbers and self.last and numbers[0] > self.last + 1:
            yield Doubt(
                "no",
                tr(
                    "序号从 {last} 跳到 {number}：中间的行没有读出，请对照原文",
                    last=self.last,
                    number=numbers[0],
                ),
            )
        self.last = max(numbers, default=self.last)
        if self.numbered and not numbers and not self.section.ruled and _FIGURED.match(half(made.name)):
            yield Doubt("name", tr("“{name}”开头的数可能是序号，请对照原文", name=made.name))
        for column in self.head.at(HeadRole.NATURE):
            if any(char.isdecimal() for char in half(one.words(column))):
                yield Doubt(
                    "nature",
                    tr("性质一格是“{words}”：里面的数没有读，请对照原文", words=joined(one.words(column))),
                )

    def _text(self, row: TableRow, *roles: HeadRole) -> CellText | None:
        return next((row.cells[column] for column in self.head.at(*roles) if column in row.cells), None)

    def _row(self, row: TableRow, at: int) -> DraftRow:
        doubts: list[Doubt] = []
        cell = row.cells.get(at)
        name = take_name(cell.words if cell else "", self._no(row) is not None, self.due)
        self.due = int(name.no) + 1 if name.no and name.no.isascii() and name.no.isdecimal() else self.due
        marks = (*name.marks, *(cell.marks if cell else ()))
        no = self._no(row) or (None if self.numbered else name.no)
        unit = self._unit(row, name, doubts)
        baseline = self.values.baseline(row, marks, doubts, name.words)
        targets = self.values.targets(row, marks, doubts)
        nature = self._nature(row, name, no, (*marks, *marks_of(row)), doubts)
        average, total = self.values.course(row)
        parts = tuple(self._part(part, at, doubts) for part in row.parts)
        note, definition = self._text(row, HeadRole.NOTE), self._text(row, HeadRole.DEFINITION)
        responsible = self._responsible(row, doubts)
        defined = [*([joined(definition.words)] if definition else []), *row.definition]
        self._check(row, name, baseline, targets, average, total, parts, doubts)
        return DraftRow(
            name=name.words,
            place=cell.place if cell else row.place,
            no=no,
            category=self._category(row, doubts),
            unit=unit,
            baseline=baseline,
            targets=targets,
            average=average,
            total=total,
            nature=nature,
            responsible=responsible,
            definition="\n".join(defined) or None,
            note=joined(note.words) if note else None,
            marks=tuple(dict.fromkeys((*marks, *marks_of(row)))),
            name_marks=tuple(dict.fromkeys(marks)),
            parts=parts,
            table=self.said.label or self.said.title,
            doubts=tuple(dict.fromkeys(doubts)),
        )

    def _no(self, row: TableRow) -> str | None:
        text = self._text(row, HeadRole.NO)
        return half(text.words).strip("().、") or None if text and is_serial(text.words) else None

    def _category(self, row: TableRow, doubts: list[Doubt]) -> tuple[str, ...]:
        cells = [row.cells[column] for column in self.head.at(HeadRole.CATEGORY) if column in row.cells]
        if any(cell.unsure for cell in cells):
            doubts.append(Doubt("category", tr("这一行属于哪一类，从字的高低分不清，请对照原文")))
        own = [without_number(joined(cell.words)) for cell in cells]
        return tuple(dict.fromkeys((*row.groups, *own)))

    def _responsible(self, row: TableRow, doubts: list[Doubt]) -> str | None:
        text = self._text(row, HeadRole.RESPONSIBLE)
        if text is None and not self.section.ruled and self.head.at(HeadRole.RESPONSIBLE):
            doubts.append(
                Doubt("responsible", tr("责任单位一格是空的：是没有，还是与上下几行合用一格，请对照原文"))
            )
        if text is not None and text.unsure:
            doubts.append(
                Doubt("responsible", tr("责任单位印在上下几行合用的一格里，这一行是不是它，请对照原文"))
            )
        return joined(text.words) if text else None

    # ── unit ──

    def _unit(self, row: TableRow, name: Name, doubts: list[Doubt]) -> str | None:
        text = self._text(row, HeadRole.UNIT)
        words = joined(text.words).strip("（）()") if text and not is_dash(text.words) else None
        if words:
            if text and text.unsure:
                doubts.append(
                    Doubt(
                        "unit",
                        tr("单位“{unit}”印在上下几行合用的一格里，这一行是不是它，请对照原文", unit=words),
                    )
                )
            return words
        if name.unit:
            return name.unit
        among = named_among(name.words)
        said = worded_values(self.head, row)
        united = any(map(unit_of_value, said))
        if self.whole and among is not None and not _SHARE.match(among) and not united:
            doubts.append(Doubt("unit", tr("单位“{unit}”是上面那一行的，这一行没有写", unit=self.whole)))
            return self.whole
        if text is None and united:
            return unit_in_values(said, doubts)
        own = [
            column.unit
            for column in self.columns
            if column.unit and column.role in (HeadRole.BASELINE, HeadRole.TARGET)
        ]
        given = own[0] if own else self.said.unit
        if given is None or united:
            if text is None and not self.section.ruled and self.head.at(HeadRole.UNIT) and not united:
                doubts.append(Doubt("unit", tr("单位一格是空的：是没有，还是与上下几行合用一格，请对照原文")))
            return None
        doubts.append(Doubt("unit", tr("单位“{unit}”是表题或表头里写的，不在这一行", unit=given)))
        return given

    # ── nature ──

    def _nature(
        self, row: TableRow, name: Name, no: str | None, marks: tuple[str, ...], doubts: list[Doubt]
    ) -> str | None:
        own = next(self._natures(row, name), None)
        said = own or self.natures.of(no, name.words, marks)
        cell = self._text(row, HeadRole.NATURE)
        if own is not None and cell is not None and cell.unsure:
            doubts.append(
                Doubt(
                    "nature",
                    tr("性质“{nature}”印在上下几行合用的一格里，这一行是不是它，请对照原文", nature=own),
                )
            )
        if own is None and said is not None and (words := self.natures.may_name(name.words)) is not None:
            doubts.append(Doubt("nature", tr("“{words}”另有性质：指不指这一行，请对照原文", words=words)))
        if said is not None and said not in ("约束性", "预期性", "倡导性"):
            doubts.append(Doubt("nature", tr("性质印作“{nature}”，不是约束性、预期性、倡导性", nature=said)))
            return None
        if said is None:
            doubts.append(Doubt("nature", _no_nature()))
        return said

    def _natures(self, row: TableRow, name: Name) -> Iterator[str]:
        text = self._text(row, HeadRole.NATURE)
        own = nature_of(joined(text.words)) or nature_of(text.words.rpartition(" ")[2]) if text else None
        if own:
            yield own
        for at in self.head.at(HeadRole.TICK):
            if half(row.words(at)) in _TICKS:
                yield half(self.columns[at].words)[:3]
        if name.nature:
            yield name.nature
        for at in self.head.at(HeadRole.TARGET):
            match = _VALUE_BRACKET.match(half(row.words(at)))
            if match and nature_of(match["inside"]):
                yield nature_of(match["inside"]) or ""
        if row.group_nature:
            yield row.group_nature
        yield from (word for category in self._category(row, []) if (word := nature_of(category)))

    # ── parts ──

    def _part(self, row: TableRow, at: int, doubts: list[Doubt]) -> DraftPart:
        text = self._text(row, HeadRole.PART) or row.cells.get(at)
        taken = take_name(text.words if text else "", False)
        if not taken.words:
            doubts.append(Doubt("components", tr("有一个分项没有名称，请对照原文")))
        unit = self._text(row, HeadRole.UNIT)
        return DraftPart(
            without_among(taken.words) if taken.words else "",
            (joined(unit.words) if unit and not unit.shared else None) or taken.unit,
            self.values.baseline(row, (), doubts),
            self.values.targets(row, (), doubts),
        )

    def _check(
        self,
        row: TableRow,
        name: Name,
        baseline: DraftValue | None,
        targets: tuple[DraftValue, ...],
        average: DraftValue | None,
        total: DraftValue | None,
        parts: tuple[DraftPart, ...],
        doubts: list[Doubt],
    ) -> None:
        for mark in dict.fromkeys((*name.marks, *marks_of(row))):
            if self.values.legend.says(mark) is None:
                field = "name" if mark in name.marks else self._field_of(mark, row)
                doubts.append(Doubt(field, tr("记号“{mark}”没有找到说明它的注", mark=mark)))
        if row.among:
            doubts.append(Doubt("name", tr("这一行是上面指标的其中一项，“其中”印在另一格")))
        if not name.words:
            doubts.append(Doubt("name", tr("这一行没有指标名称")))
        if not targets and not parts and average is None and total is None:
            doubts.append(Doubt("target", tr("这一行没有目标值")))
        wanted = len(self.head.at(HeadRole.TARGET))
        if self._may_be_shifted(row, targets, parts):
            doubts.append(
                Doubt(
                    "target", tr("这一行少一格：“{value}”是基期还是目标，请对照原文", value=targets[0].text)
                )
            )
        if parts or not targets or len(targets) == wanted:
            return
        doubts.append(
            Doubt("target", tr("{count} 个目标年只有 {found} 个目标值", count=wanted, found=len(targets)))
        )

    def _field_of(self, mark: str, row: TableRow) -> str:
        """Return the field in whose cell a mark stands."""
        roles = {HeadRole.BASELINE: "baseline", HeadRole.NAME: "name", HeadRole.UNIT: "unit"}
        at = next((at for at, text in row.cells.items() if mark in all_marks(text)), None)
        return roles.get(self.columns[at].role, "target") if at is not None else "target"

    def _may_be_shifted(
        self, row: TableRow, targets: tuple[DraftValue, ...], parts: tuple[DraftPart, ...]
    ) -> bool:
        """Return whether a row's only value may be in the wrong column: the columns were inferred from cells, and the row lacks a value."""
        based = self.head.at(HeadRole.BASELINE)
        lacks = bool(based) and not any(column in row.cells for column in based)
        plain = [half(target.text)[:1].isdecimal() and is_number(target.text) for target in targets]
        return not self.section.ruled and lacks and bool(plain) and plain[0] and not parts


def _no_nature() -> str:
    return tr("表里没有写性质，暂按预期性")


def _sharing(row: DraftRow, doubt: Doubt) -> DraftRow:
    """Return a row with one of its doubts marked as shared by all rows of its table."""
    return replace(
        row, doubts=tuple(replace(one, shared=True) if one == doubt else one for one in row.doubts)
    )
