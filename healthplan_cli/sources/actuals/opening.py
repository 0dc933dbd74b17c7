"""Data files opened, independent of any plan: bytes as a tree (YAML, JSON) or a grid of cells (sheets)."""

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
    """An opened data file: `tree` for YAML and JSON, `grid` for a sheet; both None where it can't be read.

    `plan` is the plan's name in the file, `plan_at` the name's place.
    """

    source: Source
    tree: Node | None = None
    grid: Grid | None = None
    plan: str | None = None
    plan_at: Location | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def plan_place(self) -> Location:
        """The place where the file names its plan; the file as a whole where it names none."""
        return self.plan_at or Location(self.source.path)

    @property
    def readable(self) -> bool:
        """Whether the file could be opened."""
        return self.tree is not None or self.grid is not None

    def said(self, key: str) -> Node | None:
        """Return the node under a top-level key of a YAML file; None where there is none, and for a sheet."""
        return self.tree.get(key) if self.tree else None

    @property
    def has_values(self) -> bool:
        """Whether the file may have values: every sheet, and a YAML file with `actuals`."""
        return self.grid is not None or self.said("actuals") is not None


def open_file(source: Source, sheet: str | None, words: Mapping[str, str] | None) -> OpenedFile:
    """Return a data file opened as far as possible without a plan; errors are in its `problems`.

    `sheet` is `--sheet`; `words` are the renamings of `--map`.
    """
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
    """Return the renamings in a `--map` file, `词: id` on each line. Raise InvalidInput for a file in another form."""
    root = parse(read_source(file).content, file)
    wrong = [key for key, node in root.mapping.items() if not node.text]
    if not root.mapping or wrong:
        where = root.key_place(file, wrong[0]) if wrong else root.place(file)
        raise refusal(where, tr('每行应为“表里的词: 指标 id”，列名写常用的列名，不读的写 "-"'))
    return {key: node.text or "" for key, node in root.mapping.items()}


def by_file(problems: Iterable[Problem], opened: Sequence[OpenedFile]) -> list[Problem]:
    """Return the problems sorted by file, in the order of the files, then by place; those without a file come first."""
    order = {file.source.path: number for number, file in enumerate(opened, 1)}
    return sorted(in_order(problems), key=lambda problem: order.get(problem.location.file, 0))
