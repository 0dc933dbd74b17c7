"""Data files that a command names, opened: trees of YAML and grids of cells, before any plan is looked at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from healthplan_cli.base.errors import InvalidInput, Problem, in_order
from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.location import Location
from healthplan_cli.base.read_bytes import Source
from healthplan_cli.commands.origin import is_flag
from healthplan_cli.commands.progress import step
from healthplan_cli.sources.actuals.yamlfile import plan_named
from healthplan_cli.sources.strict_yaml import Node, parse

if TYPE_CHECKING:
    from healthplan_cli.sources.actuals.grid import Grid

WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".et")
SHEETS = (".csv", ".tsv", ".txt", *WORKBOOKS)


@record(frozen=True, slots=True)
class ReadingOptions:
    """How data files are read: which sheet, the sheet's own words (`--map`), the declared order of sources. `year`: what
    `--year` says; `undated`: whether a sheet's values may be of any year, because nothing is judged."""

    sheet: str | None = None
    words: str | None = None
    sources: tuple[str, ...] = ()
    year: int | None = None
    undated: bool = False


@record(slots=True)
class OpenedFile:
    """An opened data file: a tree of YAML or a grid of cells; None where it can't be read at all."""

    source: Source
    tree: Node | None = None
    grid: Grid | None = None
    plan: str | None = None
    plan_at: Location | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def plan_place(self) -> Location:
        """Where it says for which plan it is."""
        return self.plan_at or Location(self.source.path)

    @property
    def readable(self) -> bool:
        """Whether it could be opened at all."""
        return self.tree is not None or self.grid is not None

    def said(self, key: str) -> Node | None:
        """What a YAML says under a key of its first level."""
        return self.tree.get(key) if self.tree else None

    @property
    def has_values(self) -> bool:
        """Whether it is a file of values: all but a YAML with nothing but `targets`."""
        return self.grid is not None or self.said("actuals") is not None


def check_options(files: Sequence[str], how: ReadingOptions) -> None:
    """InvalidInput for options of this command line that fit none of the files."""
    sheets = [file for file in files if file.lower().endswith(SHEETS)]
    problems = []
    if how.words is not None and not sheets and is_flag("map"):
        problems.append(Problem(Location("--map"), tr("--map 只用于 CSV 和 XLSX")))
    if (
        how.sheet is not None
        and not any(file.lower().endswith(WORKBOOKS) for file in sheets)
        and is_flag("sheet")
    ):
        problems.append(Problem(Location("--sheet"), tr("--sheet 只用于 XLSX，CSV 没有工作表")))
    if problems:
        raise InvalidInput(problems)


def open_file(source: Source, how: ReadingOptions, words: Mapping[str, str] | None) -> OpenedFile:
    """A data file as far as it can be read without a plan; `words` are those of `--map`."""
    step(tr("正在读 {file}", file=source.path))
    try:
        if source.path.lower().endswith(SHEETS):
            from healthplan_cli.commands.sheets import open_sheet
            from healthplan_cli.sources.actuals import header

            grid = open_sheet(source, how.sheet, words)
            plan, place = header.plan_named(grid, words) or (None, None)
            return OpenedFile(source, grid=grid, plan=plan, plan_at=place)
        doubled: list[Problem] = []
        root = parse(source.content, source.path, doubled)
        plan, place = plan_named(root, source.path) or (None, None)
        return OpenedFile(source, tree=root, plan=plan, plan_at=place, problems=tuple(doubled))
    except InvalidInput as error:
        return OpenedFile(source, problems=error.problems)


def own_words_of(how: ReadingOptions) -> Mapping[str, str] | None:
    """What `--map` says; None without."""
    if how.words is None:
        return None
    from healthplan_cli.commands.sheets import own_words

    return own_words(how.words)


def by_file(problems: Iterable[Problem], opened: Sequence[OpenedFile]) -> list[Problem]:
    """Problems file by file, in the order of the files and of what stands in them; first those of no file."""
    order = {file.source.path: number for number, file in enumerate(opened, 1)}
    return sorted(in_order(problems), key=lambda problem: order.get(problem.location.file, 0))
