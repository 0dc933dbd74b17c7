"""The table of each region's own numbers (分解下达): region, indicator, baseline, target, nature.

A region without a number in a table that has one for others is left without a target: it can't be judged by the
plan's, which is another region's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from healthplan_cli.base.errors import InvalidInput, Problem, refusal
from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.base.location import NOWHERE, Location
from healthplan_cli.language.normalise import plain
from healthplan_cli.language.reported import NO_VALUE
from healthplan_cli.model import Period
from healthplan_cli.panel.mentions import RegionMention
from healthplan_cli.panel.opening import opened
from healthplan_cli.panel.reading import Names, split
from healthplan_cli.panel.tables import aside
from healthplan_cli.panel.telling import RegionTeller, heads_of, region_columns
from healthplan_cli.sources.actuals.grid import Grid, SheetRow, text_of
from healthplan_cli.sources.actuals.headings import unit_in
from healthplan_cli.sources.actuals.lookup import Index

_SEARCHED = 60
_ABOUT = r"(?:(?P<year>(?:19|20)\d\d)年?(?:末|底)?)?(?:{words})(?P<unit>\(.*\))?$"
_HEADS = {
    "target": Pattern(
        _ABOUT.format(
            words="(?:规划|分解|下达|年度|县级|区县)*(?:目标|目标值|目标数|任务|任务数|任务值|指标值|target|goal)"
        )
    ),
    "baseline": Pattern(
        _ABOUT.format(
            words="(?:规划)?(?:基期|基期值|基期数|基数|基线|基线值|现状|现状值|实际|实际值|完成值|baseline)"
        )
    ),
    "name": Pattern("(?:指标|指标名称|名称|主要指标|指标代码|项目|代码|id|indicator|indicator_name|name)$"),
    "part": Pattern("(?:分组|分项|人群|component)$"),
    "nature": Pattern("(?:指标)?(?:性质|属性|类型|nature|type)$"),
    "unit": Pattern("(?:计量)?(?:单位|unit)$"),
}
_YEAR_ALONE = Pattern(r"(?P<year>(?:19|20)\d\d)年?$")


@record(frozen=True, slots=True)
class RegionTarget:
    """A region's own number for an indicator (or a component), as the table has it."""

    mention: RegionMention
    name: str
    part: str
    target: str
    due: int | None
    baseline: str
    nature: str
    unit: str
    place: Location
    baseline_place: Location = NOWHERE


@record(frozen=True, slots=True)
class Targets:
    """A table of targets: its rows, and notices about what belongs to no region."""

    path: str
    sha256: str
    rows: tuple[RegionTarget, ...]
    notices: tuple[Problem, ...]

    @property
    def mentions(self) -> tuple[RegionMention, ...]:
        """The regions that it has targets for."""
        return tuple(row.mention for row in self.rows)


def read_targets(path: str, index: Index, whole: str) -> Targets:
    """Return a table of targets. Raise InvalidInput for a file that has none."""
    problems: list[Problem] = []
    notices: list[Problem] = []
    rows: list[RegionTarget] = []
    names, sha256 = Names([index]), ""
    for item in opened([path], None, None, problems):
        sha256 = item.file.source.sha256
        if item.file.grid is None:
            problems.append(Problem(Location(path), tr("各地区的目标要写成表：CSV、XLSX 或 Parquet")))
            continue
        found = list(_long(item.file.grid, whole, index.plan.period, notices)) or list(
            _turned(item.file.grid, whole, names, notices, problems)
        )
        rows += found
    if not rows and not problems:
        words = tr("没有找到表头：要有地区、指标、目标三列，或一列一项指标")
        raise refusal(path, words)
    if problems:
        raise InvalidInput(problems)
    return Targets(path, sha256, tuple(rows), tuple(notices))


def _long(grid: Grid, whole: str, period: Period, notices: list[Problem]) -> Iterator[RegionTarget]:
    """Yield the rows of a table with a column of targets; nothing for a table of another shape."""
    for first, row in enumerate(grid.rows[:_SEARCHED]):
        heads = heads_of([row])
        columns = _columns(heads, period)
        if "target" not in columns or "name" not in columns:
            continue
        body = grid.rows[first + 1 :]
        regions = region_columns(
            {at: words for at, words in heads.items() if at not in {c for c, _, _ in columns.values()}}, body
        )
        if not regions:
            continue
        teller = RegionTeller(grid, regions, heads, whole, body)
        name = ""
        for item in body:
            if aside(item):
                continue
            region = teller.of(item)
            name = text_of(item.filled.get(columns["name"][0])) or name
            target = text_of(item.filled.get(columns["target"][0]))
            if isinstance(region, str):
                words = tr("“{name}”是汇总，不是一个地区：它的目标没有用", name=region)
                notices.append(Problem(grid.locate(item.number, next(iter(item.cells))), words))
            elif region is not None and target not in NO_VALUE and name:
                yield _row(grid, item, region, name, columns)
        return


def _columns(heads: Mapping[int, Sequence[str]], period: Period) -> dict[str, tuple[int, int | None, str]]:
    """Return the column of each field, with the year and the unit in its heading."""
    found: dict[str, tuple[int, int | None, str]] = {}
    for at, words in heads.items():
        key = plain(words[-1])
        alone = _YEAR_ALONE.match(key)
        if alone is not None:
            year = int(alone["year"])
            field = {period.baseline: "baseline", period.end: "target"}.get(year, "")
            if field:
                found.setdefault(field, (at, None, ""))
            continue
        for field, pattern in _HEADS.items():
            match = pattern.match(key)
            if match is None:
                continue
            said = match.groupdict()
            year_said = int(said["year"]) if said.get("year") else None
            found.setdefault(field, (at, year_said, unit_in((said.get("unit") or "").strip("()")) or ""))
            break
    return found


def _row(
    grid: Grid,
    row: SheetRow,
    region: RegionMention,
    name: str,
    columns: Mapping[str, tuple[int, int | None, str]],
) -> RegionTarget:
    def said(field: str) -> str:
        return text_of(row.filled.get(columns[field][0])) if field in columns else ""

    at, due, unit = columns["target"]
    base_at = columns["baseline"][0] if "baseline" in columns else at
    return RegionTarget(
        region,
        name,
        said("part"),
        said("target"),
        due,
        said("baseline"),
        said("nature"),
        said("unit") or unit,
        grid.locate(row.number, at),
        grid.locate(row.number, base_at),
    )


def _turned(
    grid: Grid, whole: str, names: Names, notices: list[Problem], problems: list[Problem]
) -> Iterator[RegionTarget]:
    """Yield the targets of a table with a column for each indicator, or for each region."""
    found = split(grid, {}, whole, names)
    if found is None:
        return
    notices += found.notices
    problems += found.problems
    for part in found.regions:
        head = next(row for row in part.grid.rows if "数值" in row.cells.values())
        at = {text_of(cell): column for column, cell in head.cells.items()}
        for row in part.grid.rows[part.grid.rows.index(head) + 1 :]:
            texts = {words: text_of(row.cells.get(column)) for words, column in at.items()}
            if texts.get("数值", "") in NO_VALUE or not texts.get("指标"):
                continue
            place = part.grid.locate(row.number, at["数值"])
            yield RegionTarget(
                part.mention,
                texts["指标"],
                texts.get("分组", ""),
                texts["数值"],
                None,
                "",
                "",
                texts.get("单位", ""),
                place,
            )
