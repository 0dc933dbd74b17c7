"""The table of a progress sheet: its sheet in the workbook, its header, its columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from healthplan_cli.base.errors import refusal
from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.language.normalise import plain
from healthplan_cli.sources.actuals.csvfile import open_csv
from healthplan_cli.sources.actuals.grid import Grid, SheetRow, text_of
from healthplan_cli.sources.actuals.header import Header, Said, said_above
from healthplan_cli.sources.actuals.heading_words import LEFT_OUT
from healthplan_cli.sources.actuals.headings import unit_in
from healthplan_cli.sources.actuals.projectcells import MONEY
from healthplan_cli.sources.actuals.said_units import joined_pairs
from healthplan_cli.sources.actuals.unit_statements import statements
from healthplan_cli.sources.actuals.workbook import open_book
from healthplan_cli.sources.actuals.xlsxfile import open_xlsx

_SEARCHED = 60
_FIELDS = {
    "代码 项目代码 项目id id code project_id": "id",
    "序号 序 编号 项目序号 项目编号 № # no no. number": "no",
    "项目 项目名称 名称 建设项目 建设项目名称 工程名称 project name project_name": "name",
    "年份 年度 数据年份 数据年度 报告年度 year": "year",
    "开工 开工时间 开工日期 开工年月 实际开工 实际开工时间 实际开工日期 是否开工 start started": "start",
    "完成投资 累计完成投资 累计投资 已完成投资 完成投资额 累计完成投资额 自开工累计完成投资 spent": "spent",
    "形象进度 进度 完成进度 工程进度 总体进度 progress": "progress",
    "竣工 完工 竣工时间 完工时间 竣工日期 完工日期 实际竣工 实际竣工时间 实际完工时间 是否竣工 是否完工 建成时间 finish finished end": "finish",
    "备注 说明 进展 进展情况 建设进展 note notes remark": "note",
    "责任单位 建设单位 业主单位 项目单位 牵头单位 责任部门 主管部门 责任领导 责任人 负责人 项目负责人 分管领导 包联领导 联系人 联系电话 电话 "
    "填报人 填表人 审核人 填报单位 填报日期 建设地址 建设地点 地点 地址 建设性质 性质 类别 分组 建设内容 建设内容及规模 建设规模 "
    "建设年限 年限 起止年限 建设周期 计划开工 计划开工时间 计划竣工 计划竣工时间 计划完工时间 总投资 投资 投资额 总投资额 计划投资 投资概算 "
    "年度计划投资 本年计划投资 本年完成投资 资金来源 存在问题 问题 下一步计划 responsible unit place kind content years investment contact owner": "",
}  # fmt: skip
WORDS = {word: field for words, field in _FIELDS.items() for word in words.split()}
IDENTIFIERS = ("id", "no", "name")
MEASURES = ("start", "spent", "progress", "finish")
# What the readers of sheets of indicators call these, which find the encoding and the separator by them.
_THEIRS = {"id": "id", "no": "no", "name": "name", "year": "year", "note": "note", "": LEFT_OUT}
_UNITS = tuple(f"({unit})" for unit in (*MONEY, "%"))
_BRACKET = Pattern(r"(?P<before>.+)\((?P<inside>[^()]*)\)$")
_SHEETS = (".csv", ".tsv", ".txt")


@record(frozen=True, slots=True)
class ProgressColumn:
    """A column of a progress sheet: its number, the words over it, its field ("": not read, None: unknown), the unit over it."""

    at: int
    words: str
    field: str | None
    unit: str = ""


@record(frozen=True, slots=True)
class ProgressTable:
    """A progress sheet: its columns, the number of the row with their headings, the rows below, and the texts above."""

    grid: Grid
    head: int
    columns: tuple[ProgressColumn, ...]
    body: Sequence[SheetRow]
    said: Said
    above: tuple[str, ...]

    def of(self, field: str) -> ProgressColumn | None:
        """Return the first column of a field; None without one."""
        return next((column for column in self.columns if column.field == field), None)


def open_progress(
    content: bytes, file: str, sheet: str | None, own: Mapping[str, str] | None
) -> ProgressTable:
    """Return the progress table in a file's bytes. Raise InvalidInput where there is none, or several sheets have one.

    `own`: renamings of the sheet's words (`--map`); `sheet`: `--sheet`.
    """
    words = {plain(word): usual for word, usual in (own or {}).items()}
    if file.lower().endswith(_SHEETS):
        grids = [open_csv(content, file, {**_their_words(), **(own or {})})]
    elif sheet is not None:
        grids = [open_xlsx(content, file, sheet)]
    else:
        book = open_book(content, file)
        grids = [open_xlsx(content, file, part.name) for part in book.sheets if part.visible]
    tables = [table for grid in grids if (table := _table(grid, words)) is not None]
    if len(tables) == 1:
        return tables[0]
    raise refusal(file, _no_choice(tables))


def _no_choice(tables: Sequence[ProgressTable]) -> str:
    if tables:
        names = tr("、").join(table.grid.whole.cell or table.grid.whole.file for table in tables)
        return tr(
            "有 {count} 张工作表都像项目进度表：{names}；请用 --sheet 指定一张",
            count=len(tables),
            names=names,
        )
    return tr(
        "没有找到表头：要有一行写着“项目名称”（或“序号”“代码”），以及“开工时间”“累计完成投资”“形象进度”“竣工时间”中的一列；hpcheck projects 规划 --init 文件.csv 可生成一份"
    )


def _their_words() -> dict[str, str]:
    found = {word: _THEIRS.get(field, "value") for word, field in WORDS.items()}
    return found | {word + unit: theirs for word, theirs in found.items() for unit in _UNITS}


def _table(grid: Grid, words: Mapping[str, str]) -> ProgressTable | None:
    """Return the table under the first row that names projects and a measure, and a second row of headings below it. None without one."""
    for at, row in enumerate(grid.rows[:_SEARCHED]):
        columns = _columns([row], words)
        if not _usable(columns):
            continue
        body = at + 1
        below = grid.rows[body : body + 1]
        if below and all(_field(text_of(cell), words)[0] is not None for cell in below[0].cells.values()):
            columns, body = _columns([row, below[0]], words), body + 1
        said = said_above(grid, Header((), at, body))
        above = tuple(text for row in grid.rows[:at] for text in joined_pairs(row.cells))
        return ProgressTable(grid, grid.rows[body - 1].number, columns, grid.rows[body:], said, above)
    return None


def _usable(columns: Sequence[ProgressColumn]) -> bool:
    fields = {column.field for column in columns}
    return not fields.isdisjoint(IDENTIFIERS) and not fields.isdisjoint(MEASURES)


def _columns(block: Sequence[SheetRow], words: Mapping[str, str]) -> tuple[ProgressColumn, ...]:
    """Return the columns of a progress sheet, each with the field of the lowest known heading over it."""
    found = []
    for at in sorted({at for row in block for at in row.filled}):
        texts = list(dict.fromkeys(filter(None, (text_of(row.filled.get(at)) for row in block))))
        read = [_field(text, words) for text in texts]
        field, unit = next((item for item in reversed(read) if item[0] is not None), (None, ""))
        said = [name for text in texts for each in statements(text) for name in each.units]
        unit = unit or (said[0] if len(said) == 1 else "")
        found.append(ProgressColumn(at, "／".join(texts), field, unit))
    return tuple(found)


def _field(text: str, words: Mapping[str, str]) -> tuple[str | None, str]:
    """Return the field of a heading (None: unknown) and the unit in its brackets (empty without one)."""
    key = plain(text).removesuffix(":")
    if words.get(key) == LEFT_OUT:
        return "", ""
    key = plain(words.get(key, key))
    match = _BRACKET.match(key)
    if key in WORDS or match is None:
        return WORDS.get(key), ""
    before = plain(words.get(match["before"], match["before"]))
    return WORDS.get(before), unit_in(match["inside"]) or ""
