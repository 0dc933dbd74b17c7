"""The rows of a progress sheet, as the reported progress of a plan's projects. Columns about persons aren't read."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from itertools import chain
from typing import TypeVar

from healthplan_cli.base.errors import InvalidInput, Problem, in_order
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.read_bytes import Source
from healthplan_cli.language.names import name_key, nearest
from healthplan_cli.language.normalise import plain, squeeze
from healthplan_cli.model import InputFile, Plan, Project
from healthplan_cli.sources.actuals.footnotes import is_footnote, is_summary
from healthplan_cli.sources.actuals.grid import Cell, SheetRow, text_of
from healthplan_cli.sources.actuals.headings import year_in
from healthplan_cli.sources.actuals.lookup import Index, Misplaced
from healthplan_cli.sources.actuals.projectcells import MONEY, Unclear, amount, happened, plain_cell, share
from healthplan_cli.sources.actuals.projectgrid import (
    IDENTIFIERS,
    MEASURES,
    WORDS,
    ProgressColumn,
    ProgressTable,
    open_progress,
)
from healthplan_cli.sources.actuals.projectsense import Clash, in_row, over_years
from healthplan_cli.sources.actuals.said_units import joined_pairs
from healthplan_cli.sources.actuals.sheetunits import SheetUnits
from healthplan_cli.sources.actuals.unit_statements import Statement, of_column, statements
from healthplan_cli.views.projects import Given, Progress

_MADE_UP = {"数据为示例": 1, "示例数据": 1, "为演示编的": 1, "illustrative": 1}
_DOUBTFUL = Fraction(1, 100)
T = TypeVar("T")


def read_progress(
    source: Source,
    plan: Plan,
    sheet: str | None = None,
    own: Mapping[str, str] | None = None,
    notices: list[Problem] | None = None,
) -> Given:
    """Return the progress that a CSV or XLSX reports on a plan's projects; notices are added to `notices`.

    Raise InvalidInput for all problems of the file.
    """
    table = open_progress(source.content, source.path, sheet, own)
    reader = _ProjectReader(table, plan, [] if notices is None else notices)
    rows = tuple(reader.rows())
    if reader.problems:
        raise InvalidInput(in_order(reader.problems))
    years = [row.year for row in rows if row.year is not None]
    return Given(
        rows,
        max(years, default=None),
        any(word in plain(text) for text in table.above for word in _MADE_UP),
        InputFile(source.path, source.sha256),
    )


class _ProjectReader:
    def __init__(self, table: ProgressTable, plan: Plan, notices: list[Problem]) -> None:
        self.table, self.plan, self.notices = table, plan, notices
        self.problems: list[Problem] = []
        self.numbers = [row.number for row in table.body]
        self.hints: dict[str, str] = {}
        self.year = table.said.year or table.said.title_year
        self.by_id = {project.id.lower(): project for project in plan.projects}
        self.by_name = _unique({name_key(project.name): [] for project in plan.projects}, plan, _name)
        self.by_no = _unique({plain(project.no): [] for project in plan.projects}, plan, _no)
        self.units = SheetUnits(self._said_units())
        self._check_plan()
        self._check_columns()

    def _check_plan(self) -> None:
        said = self.table.said.plan
        if said and not Index(self.plan).is_called(said):
            words = tr("这张表是规划“{said}”的，不是“{plan}”的", said=said, plan=self.plan.id)
            self.problems.append(Problem(self.table.grid.locate(*self.table.said.plan_at), words))

    def _check_columns(self) -> None:
        """Report unknown columns that hold data, and two columns of one field."""
        fields: dict[str, ProgressColumn] = {}
        for column in self.table.columns:
            held = any(row.cells.get(column.at) for row in self.table.body)
            if not held:
                continue
            where = self.table.grid.locate(self.table.head, column.at)
            if column.field is None and column.words:
                words = tr(
                    '不认识的列“{words}”，里面有数据{hint}；不用读的请在 --map 里写明：{words}: "-"',
                    words=column.words,
                    hint=_proposed(column.words, WORDS),
                )
                self.problems.append(Problem(where, words))
            elif column.field in (*IDENTIFIERS, *MEASURES, "year") and column.field in fields:
                words = tr(
                    "“{words}”和“{other}”是同一种列，不知道读哪一列",
                    words=column.words,
                    other=fields[column.field].words,
                )
                self.problems.append(Problem(where, words))
            fields.setdefault(column.field or "", column)

    # ── rows ──

    def rows(self) -> Iterator[Progress]:
        """Yield the progress of each row, in order; a repeated row once, a contradicting one as a problem."""
        seen: dict[tuple[str, int | None], Progress] = {}
        origin: dict[tuple[str, int | None], SheetRow] = {}
        for row in self.table.body:
            if self._is_aside(row):
                continue
            project = self._project(row)
            found = self._progress(row, project.id if project else "")
            if project is None:
                continue
            earlier = seen.setdefault((found.project, found.year), found)
            if earlier is found:
                origin[found.project, found.year] = row
                yield found
            elif earlier.says != found.says and not found.empty:
                words = tr(
                    "“{name}”同一年有两行，说的不一样（另一行在 {where}）",
                    name=project.name,
                    where=earlier.location,
                )
                self.problems.append(Problem(found.location, words))
        courses: dict[str, list[Progress]] = {}
        for said in seen.values():
            courses.setdefault(said.project, []).append(said)
        for clash in chain.from_iterable(map(over_years, courses.values())):
            self._clash(clash, origin[clash.row.project, clash.row.year])

    def _clash(self, found: Clash, row: SheetRow) -> None:
        column = self.table.of(found.field)
        at = column.at if column else min(row.cells)
        where = self.problems if found.wrong else self.notices
        where.append(Problem(self.table.grid.locate(row.number, at), found.message))

    def _is_aside(self, row: SheetRow) -> bool:
        """Return whether a row is about no project: a footnote, a sum, the headings repeated."""
        first = plain(text_of(next(iter(row.cells.values()))))
        names = [
            plain_cell(row.filled.get(column.at)) for column in map(self.table.of, IDENTIFIERS) if column
        ]
        if is_footnote(first) or any(map(is_summary, (first, *names))):
            return True
        if any(name in WORDS for name in names):
            return True  # the heads again, on a new page
        return not any(names) or not any(
            row.cells.get(column.at) for column in map(self.table.of, (*MEASURES, *IDENTIFIERS)) if column
        )

    def _project(self, row: SheetRow) -> Project | None:
        """Return the project of a row by its code, else its name, else its number; None, reported as a problem, for an unknown one."""
        for field, known, key in (
            ("id", self.by_id, str.lower),
            ("name", self.by_name, name_key),
            ("no", self.by_no, plain),
        ):
            column = self.table.of(field)
            text = squeeze(text_of(row.filled.get(column.at))) if column else ""
            if column is None or not plain_cell(text):
                continue
            found = known.get(key(text))
            if found is None:
                hint = self._hint(text) if field == "name" else ""
                words = tr("规划里没有项目“{text}”{hint}", text=text[:60], hint=hint)
                self.problems.append(Problem(self.table.grid.locate(row.number, column.at), words))
            elif field == "id":
                self._check_name(row, found)
            return found
        return None

    def _hint(self, text: str) -> str:
        """Return a proposal of projects with similar names; the result for a name is kept."""
        if text not in self.hints:
            names = {name_key(project.name): project for project in self.plan.projects}
            near = [names[name].name for name in nearest(text, names)]
            self.hints[text] = tr("；是不是：{names}？", names=tr("、").join(near)) if near else ""
        return self.hints[text]

    def _check_name(self, row: SheetRow, project: Project) -> None:
        """Report a row whose code and name belong to two projects."""
        column = self.table.of("name")
        text = text_of(row.filled.get(column.at)) if column else ""
        other = self.by_name.get(name_key(text)) if text else None
        if column and other is not None and other.id != project.id:
            words = tr("代码是“{id}”，名称却是“{name}”：说的不是同一个项目", id=project.id, name=other.name)
            self.problems.append(Problem(self.table.grid.locate(row.number, column.at), words))

    def _progress(self, row: SheetRow, project: str) -> Progress:
        started, start = self._read(row, "start", lambda cell, _: happened(cell)) or (None, None)
        finished, finish = self._read(row, "finish", lambda cell, _: happened(cell)) or (None, None)
        done = self._read(row, "progress", lambda cell, _: share(cell))
        spent = self._read(row, "spent", lambda cell, column: amount(cell, column.unit or self._unit(column)))
        note = self.table.of("note")
        found = Progress(
            project,
            self._year(row),
            started,
            start,
            done,
            spent,
            finished,
            finish,
            text_of(row.cells.get(note.at)) or None if note else None,
            self.table.grid.locate(row.number, min(row.cells)),
        )
        self._check(found, row)
        return found

    def _unit(self, column: ProgressColumn) -> str:
        """Return the unit of money stated for the whole sheet (单位：亿元), else 万元. Raise Unclear for contradictory statements."""
        try:
            return self.units.unit(MONEY[0], None, column.words) or MONEY[0]
        except Misplaced as error:
            raise Unclear(str(error)) from None

    def _said_units(self) -> Iterator[Statement]:
        """Yield the statements on units above the table, in its headings, and in rows without any report."""
        yield from chain.from_iterable(statements(text, above=True) for text in self.table.above)
        for column in self.table.columns:
            found = statements(column.words)
            yield from of_column(found) if column.field in MEASURES else found
        measures = [column.at for column in self.table.columns if column.field in MEASURES]
        for row in self.table.body:
            if not any(at in row.cells for at in measures):
                yield from chain.from_iterable(statements(text) for text in joined_pairs(row.cells))

    def _year(self, row: SheetRow) -> int | None:
        column = self.table.of("year")
        cell = row.filled.get(column.at) if column else None
        if column is None or not plain_cell(cell):
            return self.year
        year = year_in(text_of(cell))
        if year is None:
            words = tr("年份“{text_of}”不对，应为四位年份，如 2024", text_of=text_of(cell))
            self.problems.append(Problem(self.table.grid.locate(row.number, column.at), words))
        return year

    def _read(self, row: SheetRow, field: str, read: Callable[[Cell, ProgressColumn], T]) -> T | None:
        column = self.table.of(field)
        cell = row.cells.get(column.at) if column else None
        if column is None or cell is None:
            return None
        where = self.table.grid.locate(row.number, column.at)
        bottom = self.table.grid.merged.get((row.number, column.at), (row.number, 0))[0]
        if bisect_right(self.numbers, row.number) < bisect_right(self.numbers, bottom):
            self.problems.append(
                Problem(where, tr("合并单元格跨了几个项目，不知道是哪一个的：请拆开，各填各的"))
            )
            return None
        try:
            return read(cell, column)
        except Unclear as error:
            self.problems.append(Problem(where, str(error)))
            return None

    def _check(self, found: Progress, row: SheetRow) -> None:
        """Report contradictions within a row, and a share that is probably a typing error."""
        wrong = next(in_row(found), None)
        if wrong is not None:
            self._clash(wrong, row)
        column = self.table.of("progress")
        if column and found.share is not None and 0 < found.share <= _DOUBTFUL:
            words = tr("形象进度不到 1%：是不是百分数写成了小数（0.61 即 61%）")
            self.notices.append(Problem(self.table.grid.locate(row.number, column.at), words))


def _name(project: Project) -> str:
    return name_key(project.name)


def _no(project: Project) -> str:
    return plain(project.no)


def _unique(found: dict[str, list[Project]], plan: Plan, key: Callable[[Project], str]) -> dict[str, Project]:
    """Return the projects by a key, without those that share it with another."""
    for project in plan.projects:
        found[key(project)].append(project)
    return {key: projects[0] for key, projects in found.items() if len(projects) == 1}


def _proposed(words: str, known: Mapping[str, str]) -> str:
    near = nearest(words, [word for word, field in known.items() if field], 1)
    return tr("，是不是“{near}”？", near=near[0]) if near else ""
