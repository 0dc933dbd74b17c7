"""All files of a panel → the sheets of each region, under which name, and what is no region's.

A sheet of several regions is divided (`tables`, `wide`); any other belongs to the region in the name of its file or
sheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from healthplan_cli.base.activity import announce
from healthplan_cli.base.errors import InvalidInput, Problem
from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.base.location import Location
from healthplan_cli.evaluation.part import IndicatorPart
from healthplan_cli.panel.mentions import RegionMention, code_beside, code_in, is_division, name_of
from healthplan_cli.panel.opening import Given, Sheet, files_of, name_of_file, opened
from healthplan_cli.panel.regions import PanelRegions, resolved
from healthplan_cli.panel.tables import SplitSheet, split_by_columns, split_long
from healthplan_cli.panel.wide import split_wide
from healthplan_cli.sources.actuals.grid import Grid
from healthplan_cli.sources.actuals.header import find_header, heading_names, no_header
from healthplan_cli.sources.actuals.index_names import lookup_key
from healthplan_cli.sources.actuals.lookup import Index, LeftOut, Misplaced
from healthplan_cli.sources.actuals.opening import OpenedFile
from healthplan_cli.sources.actuals.row_names import without_marks, without_ordinal

_TIMES = Pattern(
    r"(?<!\d)(?:19|20)\d\d(?!\d)(?:年度?)?|指标|数据|报表|统计表|监测表|填报表?|实际值|上报|十四五|卫生健康"
)
_NUMBER = Pattern(r"\d{1,4}[-_.、\s]+")
_COPY = Pattern(r"[-_ ]*(?:[(（]\d{1,2}[)）]|副本|copy|最终版?|终稿|定稿)$")
_AROUND = " ._-—()（）、"


@record(frozen=True, slots=True)
class PanelFiles:
    """The regions of a panel, and the sheets that each has, as the readers of data take them.

    `problems` are those that belong to no region.
    """

    regions: PanelRegions
    sheets: Mapping[str, tuple[OpenedFile, ...]]
    paths: tuple[str, ...]
    problems: tuple[Problem, ...]
    notices: tuple[Problem, ...]

    @property
    def plans(self) -> Mapping[str, str]:
        """The plan that each region's files name, by its label; regions whose files name none are left out."""
        named = {label: [file.plan for file in files if file.plan] for label, files in self.sheets.items()}
        return {label: names[0] for label, names in named.items() if names}


class Names:
    """The names of several plans' indicators and components, to recognise headings."""

    def __init__(self, indexes: Sequence[Index]) -> None:
        self.indexes = indexes
        self.is_indicator = cache(self._is_indicator)
        self.is_row = cache(self._is_row)
        self.is_part = cache(self._is_part)

    def _is_indicator(self, text: str) -> bool:
        """Return whether a text names an indicator; its number doesn't, with marks either (12*), since that could stand in any column."""
        return any(
            not index.is_numbered(lookup_key(words), place.indicator)
            for index, words, place in self._found(text)
        )

    def _is_row(self, text: str) -> bool:
        return any(True for _ in self._found(text))

    def _found(self, text: str) -> Iterator[tuple[Index, str, IndicatorPart]]:
        """Yield the places that a text names, as it stands and without marks and ordinal, with the words looked up."""
        name = without_ordinal(without_marks(text)[0]) if text else ""
        for index in self.indexes:
            for words in (text, name):
                try:
                    place = index.find(words)
                except (Misplaced, LeftOut):
                    continue
                yield index, words, place

    def _is_part(self, text: str) -> bool:
        rows = (row for index in self.indexes for row in index.plan.rows if row.components)
        return any(index.component(row, text) for index in self.indexes for row in rows)


def read_panel(
    paths: Sequence[Given],
    indexes: Sequence[Index],
    whole: str = "",
    sheet: str | None = None,
    words: Mapping[str, str] | None = None,
    by: str = "",
    others: Sequence[RegionMention] = (),
) -> PanelFiles:
    """Return the regions in some files, folders and patterns, and those of `others` (mentioned in targets or plans),
    each with its sheets.
    `indexes`: the plans by which they are judged; `whole`: the region of the plan for all; `by`: the column by which
    regions are grouped. Raise InvalidInput where no file can be read.
    """
    files = files_of(paths)
    problems: list[Problem] = []
    notices: list[Problem] = []
    names = Names(indexes)
    parts: list[tuple[RegionMention, OpenedFile]] = []
    for item in opened(files, sheet, words, problems):
        announce(tr("正在读 {file}", file=item.path))
        parts += _parts(item, heading_names(words), whole, names, by, problems, notices)
    if not parts:
        raise InvalidInput(problems or [Problem(Location(name_of_file(files[0])), tr("里面没有地区"))])
    regions = resolved([*(mention for mention, _ in parts), *others])
    sheets: dict[str, list[OpenedFile]] = {}
    for mention, file in parts:
        region = regions.of(mention)
        if region is not None:
            sheets.setdefault(region.label, []).append(file)
    return PanelFiles(
        regions,
        {label: tuple(found) for label, found in sheets.items()},
        tuple(map(name_of_file, files)),
        (*problems, *regions.problems),
        (*notices, *regions.notices),
    )


def _parts(
    item: Sheet,
    words: Mapping[str, str],
    whole: str,
    names: Names,
    by: str,
    problems: list[Problem],
    notices: list[Problem],
) -> Iterator[tuple[RegionMention, OpenedFile]]:
    """Yield each region of a sheet with its part of the sheet."""
    grid = item.file.grid
    found = split(grid, words, whole, names, by) if grid is not None else None
    if found is None:
        mention = _of_its_own(item, words, problems, notices)
        if mention is not None:
            yield mention, item.file
        return
    notices += found.notices
    problems += found.problems
    for part in found.regions:
        yield part.mention, replace(item.file, grid=part.grid)


def split(grid: Grid, words: Mapping[str, str], whole: str, names: Names, by: str = "") -> SplitSheet | None:
    """Return the parts of a sheet with several regions, in any of its shapes; None for a sheet of one region."""
    return (
        split_long(grid, words, whole, names.is_row, by)
        or split_wide(grid, words, whole, names.is_indicator, names.is_part, by)
        or split_by_columns(grid, whole, names.is_indicator)
    )


def _of_its_own(
    item: Sheet, words: Mapping[str, str], problems: list[Problem], notices: list[Problem]
) -> RegionMention | None:
    """Return the region that a sheet's or a file's name says; None, with a notice, for a sheet without a table."""
    grid = item.file.grid
    if item.title and grid is not None and find_header(grid, words) is None:
        notices.append(Problem(grid.whole, tr("没有数据表，没有读")))
        return None
    if grid is not None and find_header(grid, words) is None:
        problems.append(Problem(grid.whole, no_header(grid, words)))
        return None
    place = grid.whole if grid is not None and item.title else Location(item.path)
    name = region_of_name(item.title or _stem(item.path))
    if not name:
        advice = tr("看不出是哪个地区的：表里要有“地区”一列，或文件（工作表）以地区命名")
        problems.append(Problem(place, advice))
        return None
    code = code_in(name)
    beside = code_beside(item.title or _stem(item.path))
    return RegionMention("" if code else name, (), code or beside, place)


def _stem(path: str) -> str:
    name = path.replace("\\", "/").rpartition("/")[2]
    return name.rpartition(".")[0] or name


def region_of_name(name: str) -> str:
    """Return the region in a file's or sheet's name: 东山县, 01_东山县2023年指标, 510904; empty where no word is left."""
    if code_in(name):
        return code_in(name)
    found = (piece.strip(_AROUND) for piece in _TIMES.sub("\0", _COPY.sub("", name.strip())).split("\0"))
    pieces = [text for piece in found if (text := piece[_end_of_number(piece) :].strip(_AROUND))]
    told = [piece for piece in pieces if is_division(piece)] or pieces
    return name_of(told[0]) if told else ""


def _end_of_number(text: str) -> int:
    match = _NUMBER.match(text)
    return match.end() if match else 0
