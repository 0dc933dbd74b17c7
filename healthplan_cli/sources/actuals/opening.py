"""Open data files: bytes → a tree of YAML or JSON, or a grid of cells, before any plan is looked at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from healthplan_cli.base.activity import announce
from healthplan_cli.base.errors import InvalidInput, Problem, in_order, refusal
from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.location import Location
from healthplan_cli.base.read_bytes import Source, read_source
from healthplan_cli.sources.actuals.yamlfile import plan_named
from healthplan_cli.sources.strict_yaml import Node, parse

if TYPE_CHECKING:
    from healthplan_cli.sources.actuals.grid import Grid

WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".et")
SHEETS = (".csv", ".tsv", ".txt", *WORKBOOKS)


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
        """Return what a YAML says under a key of its first level."""
        return self.tree.get(key) if self.tree else None

    @property
    def has_values(self) -> bool:
        """Whether it is a file of values: all but a YAML with nothing but `targets`."""
        return self.grid is not None or self.said("actuals") is not None


def open_file(source: Source, sheet: str | None, words: Mapping[str, str] | None) -> OpenedFile:
    """Open a data file as far as it can be read without a plan; `sheet` and `words` are those of `--sheet` and `--map`."""
    announce(tr("正在读 {file}", file=source.path))
    try:
        if source.path.lower().endswith(SHEETS):
            return _open_sheet(source, sheet, words)
        doubled: list[Problem] = []
        root = parse(source.content, source.path, doubled)
        plan, place = plan_named(root, source.path) or (None, None)
        return OpenedFile(source, tree=root, plan=plan, plan_at=place, problems=tuple(doubled))
    except InvalidInput as error:
        return OpenedFile(source, problems=error.problems)


def _open_sheet(source: Source, sheet: str | None, words: Mapping[str, str] | None) -> OpenedFile:
    from healthplan_cli.sources.actuals import csvfile, header, xlsxfile

    if source.path.lower().endswith(WORKBOOKS):
        grid = xlsxfile.open_xlsx(source.content, source.path, sheet, words)
    else:
        grid = csvfile.open_csv(source.content, source.path, words)
    plan, place = header.plan_named(grid, words) or (None, None)
    return OpenedFile(source, grid=grid, plan=plan, plan_at=place)


def own_words(file: str) -> dict[str, str]:
    """Read a --map file: what the sheet's own words are, one `词: id` a line."""
    root = parse(read_source(file).content, file)
    wrong = [key for key, node in root.mapping.items() if not node.text]
    if not root.mapping or wrong:
        where = root.key_place(file, wrong[0]) if wrong else root.place(file)
        raise refusal(where, tr('每行应为“表里的词: 指标 id”，列名写常用的列名，不读的写 "-"'))
    return {key: node.text or "" for key, node in root.mapping.items()}


def by_file(problems: Iterable[Problem], opened: Sequence[OpenedFile]) -> list[Problem]:
    """Return the problems file by file, in the order of the files and of what stands in them; first those of no file."""
    order = {file.source.path: number for number, file in enumerate(opened, 1)}
    return sorted(in_order(problems), key=lambda problem: order.get(problem.location.file, 0))
