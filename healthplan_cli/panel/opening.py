"""Files, folders and patterns → opened sheets, each with the file's or sheet's name, which may be its region's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from healthplan_cli.base.errors import InvalidInput, Problem, refusal
from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.read_bytes import Source, read_input
from healthplan_cli.sources.actuals.grid import Grid
from healthplan_cli.sources.actuals.header import plan_named
from healthplan_cli.sources.actuals.opening import SHEETS, WORKBOOKS, OpenedFile, open_file

PARQUET = (".parquet", ".pq")
_ENDINGS = (*SHEETS, *PARQUET, ".yaml", ".yml", ".json")
_PATTERN = frozenset("*?[")


@record(frozen=True, slots=True)
class Sheet:
    """A file, or one sheet of a workbook; `title` is the sheet's name where the workbook has several."""

    file: OpenedFile
    title: str = ""

    @property
    def path(self) -> str:
        """The file, as the user named it."""
        return self.file.source.path


Given = str | OpenedFile  # what is named, or what Python has in memory


def name_of_file(file: Given) -> str:
    """Return the name of a file, given by its path or opened."""
    return file if isinstance(file, str) else file.source.path


def files_of(paths: Sequence[Given]) -> list[Given]:
    """Return the files named, and those in folders and of patterns in the order of their names.

    Raise InvalidInput for a folder or pattern without any.
    """
    found: list[Given] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            found += _files(path) if isinstance(path, str) else [path]
        except InvalidInput as error:
            problems += error.problems
    if problems:
        raise InvalidInput(problems)
    return list({path if isinstance(path, str) else id(path): path for path in found}.values())


def _files(path: str) -> list[str]:
    if path == "-":
        return [path]
    if Path(path).is_dir():
        found = [item for item in sorted(Path(path).iterdir()) if _is_data(item)]
        if not found:
            words = tr("文件夹里没有数据文件（{endings}）", endings=" ".join(_ENDINGS))
            raise refusal(path, words)
        return [str(item) for item in found]
    if _PATTERN & set(path) and not Path(path).exists():
        import glob

        names = [name for name in sorted(glob.glob(path, recursive=True)) if _is_data(Path(name))]  # noqa: PTH207
        if not names:
            raise refusal(path, tr("没有这样的文件"))
        return names
    return [path]


def _is_data(path: Path) -> bool:
    hidden = path.name.startswith((".", "~$"))
    return path.is_file() and not hidden and path.name.lower().endswith(_ENDINGS)


def opened(
    paths: Sequence[Given], sheet: str | None, words: Mapping[str, str] | None, problems: list[Problem]
) -> Iterator[Sheet]:
    """Yield each file, and of a workbook each visible sheet (or the one asked for); problems of opening are added to `problems`."""
    for path in paths:
        if not isinstance(path, str):
            yield Sheet(path)
            continue
        try:
            yield from _sheets(read_input(path), sheet, words)
        except InvalidInput as error:
            problems += error.problems


def plans_named(
    paths: Sequence[Given], sheet: str | None, words: Mapping[str, str] | None
) -> tuple[str, ...]:
    """Return the plans that files name, without duplicates; files that can't be opened are reported when they are read."""
    files = (item.file for item in opened(files_of(paths), sheet, words, []))
    return tuple(dict.fromkeys(file.plan for file in files if file.plan))


def _sheets(source: Source, sheet: str | None, words: Mapping[str, str] | None) -> Iterator[Sheet]:
    path = source.path.lower()
    if path.endswith(PARQUET):
        from healthplan_cli.panel.parquet import open_parquet

        yield Sheet(_as_opened(source, open_parquet(source), words))
        return
    if sheet is None and path.endswith(WORKBOOKS):
        from healthplan_cli.sources.actuals.xlsxfile import open_sheets

        grids = [(name, grid) for name, visible, grid in open_sheets(source.content, source.path) if visible]
        several = len(grids) > 1
        for name, grid in grids:
            yield Sheet(_as_opened(source, grid, words), name if several else "")
        return
    file = open_file(source, sheet, words)
    if file.problems and not file.readable:
        raise InvalidInput(file.problems)
    yield Sheet(file)


def _as_opened(source: Source, grid: Grid, words: Mapping[str, str] | None) -> OpenedFile:
    plan, place = plan_named(grid, words) or (None, None)
    return OpenedFile(source, grid=grid, plan=plan, plan_at=place)
