"""Tables of projects → projects as printed: what is built where, when and for how much. Persons (责任领导, 联系人) are never read."""

from __future__ import annotations

from collections.abc import Iterator

from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.draft.listed import listed_tables
from healthplan_cli.draft.model import Doubt, DraftProject
from healthplan_cli.language.normalise import squeeze
from healthplan_cli.sources.documents.blocks import (
    DocumentBlocks,
    GridCell,
    HeadingBlock,
    ParagraphBlock,
    TableBlock,
)

# The columns, by what their heads say: the first that fits. A person's column has none, and so has a telephone's.
_COLUMNS = (
    (None, Pattern("联系人|负责人|责任人|责任领导|分管领导|包联|挂联|联系领导|领导|电话|联系方式|姓名")),
    ("no", Pattern("^(?:序号|编号|号)$")),
    ("name", Pattern("^(?:重[点大])?(?:建设)?(?:项目|工程)(?:名称|内容和名称)?$|项目名称|工程名称|^名称$")),
    (
        "unit",
        Pattern(
            "责任单位|建设单位|实施单位|牵头单位|项目单位|业主|承办单位|实施主体|建设主体|责任主体|主管单位|责任部门|牵头部门"
        ),
    ),
    (
        "investment",
        Pattern("总投资|投资估算|估算投资|投资额|投资规模|计划投资|规划投资|概算|投资$|投资[(（]"),
    ),
    (
        "years",
        Pattern("年限|起止|周期|建设时间|实施时间|建设期|建设年度|时限|工期|完成时间|开工.*竣工|时间$"),
    ),
    ("place", Pattern("地址|地点|位置|所在地|选址|建设区域|实施区域")),
    ("kind", Pattern("建设性质|项目性质|性质|建设类型|项目类型")),
    ("content", Pattern("内容|规模|建设任务|主要任务")),
    ("group", Pattern("^(?:项目)?(?:类别|类型|领域|分类)$")),
)
_UNIT = Pattern("(?P<unit>亿元|万元|元)")
_SPENT = Pattern("十[二三四五六]五|其中|年度|完成|已|20\\d\\d年|资金来源|财政|自筹|债券")
_TOTAL = Pattern("^(?:总计|合计|共计|总合计)")
_SUBTOTAL = Pattern("^(?:小计|分计)")
_COUNT = Pattern(r"(?P<count>\d+)(?:个|项)")
_NUMBER = Pattern(r"^\d[\d,，]*(?:\.\d+)?(?:亿元|万元|元)?$")


def read_projects(
    document: DocumentBlocks, used: frozenset[int]
) -> tuple[tuple[DraftProject, ...], DraftProject | None]:
    """Return a document's projects and its printed total (with their number in `no`); `used` are blocks of other tables."""
    projects: list[DraftProject] = []
    total: DraftProject | None = None
    for index, grid in _grids(document, used):
        table = _ProjectsTable.of(grid, _unit_beside(document, index))
        for project in table.rows() if table else ():
            if _TOTAL.match(project.name):
                total = project
            else:
                projects.append(project)
    return tuple(projects), total


def _grids(document: DocumentBlocks, used: frozenset[int]) -> Iterator[tuple[int, TableBlock]]:
    """Yield the tables, each with the index of its first block: the document's grids, and those given as lines."""
    yield from ((index, grid) for index, grid in document.grids() if index not in used)
    yield from ((min(listed.blocks), listed.grid) for listed in listed_tables(document, used))


def _unit_beside(document: DocumentBlocks, index: int) -> str | None:
    """Return the unit in a table's title or the line above it (单位：万元); None without one."""
    for block in reversed(document.blocks[max(0, index - 3) : index]):
        if (
            isinstance(block, (HeadingBlock, ParagraphBlock))
            and "单位" in block.text
            and (match := _UNIT.search(block.text))
        ):
            return match["unit"]
    return None


class _ProjectsTable:
    """A table of projects: its heading row, the column of each field, the unit of its money."""

    def __init__(
        self, grid: TableBlock, head: int, columns: dict[str, int], persons: set[int], unit: str | None
    ) -> None:
        self._grid, self._head, self._columns, self._persons, self._unit = grid, head, columns, persons, unit
        self._cells = grid.covering()

    @classmethod
    def of(cls, grid: TableBlock, unit: str | None) -> _ProjectsTable | None:
        """Return a grid as a table of projects; None where its headings don't say so."""
        cells = grid.covering()
        for row in range(min(4, grid.rows)):
            columns, persons = _columns(cells, row, grid.columns)
            if (
                "name" in columns
                and len(columns.keys() & {"investment", "years", "place", "content", "unit", "kind"}) >= 2
            ):
                head = cells.get((row, columns.get("investment", -1)))
                if head and (match := _UNIT.search(head.text)):
                    unit = match["unit"]
                last = max(
                    (cell.row + cell.rowspan for cell in grid.cells if cell.row == row), default=row + 1
                )
                return cls(grid, last - 1, columns, persons, unit)
        return None

    def rows(self) -> Iterator[DraftProject]:
        """Yield the rows below the headings, the printed total among them; a row over all columns names the group of those below."""
        group: str | None = None
        for row in range(self._head + 1, self._grid.rows):
            words = self._words(row)
            if not words or self._is_head(row):
                continue
            if title := self._group_title(row):
                group = title
                continue
            project = self._project(row, group)
            if project is not None:
                yield project

    def _words(self, row: int) -> list[str]:
        """Return the words of a row's cells without duplicates and without persons."""
        found = {id(cell): squeeze(cell.text) for cell in self._in(row) if cell.column not in self._persons}
        return [words for words in found.values() if words]

    def _in(self, row: int) -> list[GridCell]:
        places = [(row, column) for column in range(self._grid.columns)]
        return [self._cells[place] for place in places if place in self._cells]

    def _is_head(self, row: int) -> bool:
        return self._said(row, "name") == self._said(self._head, "name")

    def _group_title(self, row: int) -> str | None:
        """Return the words of a row with only a title (一、医疗机构建设项目); None for another row."""
        words = self._words(row)
        if _TOTAL.match(words[0]) or _SUBTOTAL.match(words[0]):
            return None
        if len(words) == 1 and not self._said(row, "name"):
            return words[0]
        wide = self._cells.get((row, self._columns["name"]))
        return words[0] if len(words) == 1 and wide and wide.colspan > 1 else None

    def _said(self, row: int, column: str) -> str | None:
        cell = self._cells.get((row, self._columns.get(column, -1)))
        return squeeze(cell.text) or None if cell else None

    def _project(self, row: int, group: str | None) -> DraftProject | None:
        words = self._words(row)
        first = next((each for each in words if _TOTAL.match(each) or _SUBTOTAL.match(each)), None)
        if first and _SUBTOTAL.match(first):
            return None
        name = first or self._said(row, "name")
        if name is None:
            return None
        investment = self._said(row, "investment")
        if first:
            investment = investment or next((each for each in reversed(words) if _NUMBER.match(each)), None)
            count = next((match["count"] for each in words if (match := _COUNT.search(each))), None)
            cell = self._in(row)[0]
            return DraftProject(first, cell.place, no=count, investment=investment, unit=self._unit)
        doubts = []
        if investment and not _NUMBER.match(investment):
            doubts.append(Doubt("investment", tr("投资不是一个数：{words}", words=investment)))
        elif investment and self._unit is None and not _UNIT.search(investment):
            doubts.append(Doubt("investment", tr("表里没有写投资的单位")))
        cell = self._cells[(row, self._columns["name"])]
        return DraftProject(
            name,
            cell.place,
            self._said(row, "no"),
            group or self._said(row, "group"),
            self._said(row, "place"),
            self._said(row, "kind"),
            self._said(row, "content"),
            self._said(row, "years"),
            investment,
            self._unit,
            self._said(row, "unit"),
            tuple(doubts),
        )


def _columns(cells: dict[tuple[int, int], GridCell], row: int, width: int) -> tuple[dict[str, int], set[int]]:
    """Return the column of each field by the headings, and the columns of persons."""
    found: dict[str, int] = {}
    persons: set[int] = set()
    for column in range(width):
        cell = cells.get((row, column))
        words = squeeze(cell.text) if cell else ""
        field = next((field for field, pattern in _COLUMNS if words and pattern.search(words)), "")
        if field is None:
            persons.add(column)
        elif field == "investment" and _SPENT.search(words):
            continue
        elif field and field not in found:
            found[field] = column
    return found, persons
