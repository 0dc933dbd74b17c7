"""Actual values in Python: from files, mappings and data frames, read by the code that reads the command line's files."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any

from healthplan_cli.base.errors import InvalidInput, refusal
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.read_bytes import read_inputs
from healthplan_cli.library.plans import Path, Plan, plan_of
from healthplan_cli.library.words import in_python
from healthplan_cli.sources.actuals.frames import NAME, is_frame, opened_frame
from healthplan_cli.sources.actuals.loading import Request, load_opened
from healthplan_cli.sources.actuals.mappings import opened_mapping
from healthplan_cli.sources.actuals.opening import OpenedFile, open_file, own_words
from healthplan_cli.sources.actuals.ownership import index_of


class Actuals:
    """Reported values, read for a plan and found in order; `evaluate` decides which of them count for a year."""

    def __init__(
        self,
        opened: Sequence[OpenedFile],
        words: Mapping[str, str] | None,
        sources: Sequence[str],
        count: int,
    ) -> None:
        self._opened, self._words, self._sources, self._count = tuple(opened), words, tuple(sources), count

    def __len__(self) -> int:
        """Return how many values there are."""
        return self._count

    def __repr__(self) -> str:
        names = ", ".join(file.source.path for file in self._opened)
        return f"<Actuals of {names}: {self._count} values>"


def load_actuals(
    source: Any,
    plan: Plan | Path,
    *,
    sheet: str | None = None,
    map: Path | Mapping[str, str] | None = None,
    sources: Sequence[str] = (),
) -> Actuals:
    """Return the values of a source, read for a plan.

    `source`: a file's path, or several; a mapping `{indicator: value}` or `{indicator: {year: value}}`, or the whole
    content of a data file as a mapping; a pandas or polars frame, an Arrow table, a DuckDB relation or a list of
    dicts, with the columns of a sheet (indicator, year, value …). `sheet`, `map` (a file or a mapping) and `sources`
    are the options of those names.
    Raise InvalidInput with every problem, each at its file, line and column, or at its row.
    """
    with in_python():
        words = dict(map) if isinstance(map, Mapping) else own_words(os.fspath(map)) if map else None
        opened = _opened(source, sheet, words)
        found = plan_of(plan)
        request = Request(sources=tuple(sources), judging=False)
        [data], _ = load_opened(opened, [index_of(found._name, True, found._spec)], request, words)
    return Actuals(opened, words, sources, len(data.actuals.values))


def _opened(source: Any, sheet: str | None, words: Mapping[str, str] | None) -> list[OpenedFile]:
    paths = [source] if isinstance(source, str | os.PathLike) else source
    if (
        isinstance(paths, list | tuple)
        and paths
        and all(isinstance(path, str | os.PathLike) for path in paths)
    ):
        return [open_file(file, sheet, words) for file in read_inputs([os.fspath(path) for path in paths])]
    if hasattr(source, "index") and hasattr(source, "items") and not hasattr(source, "columns"):
        source = _of_series(source)
    if isinstance(source, Mapping):
        return [opened_mapping(source)]
    if is_frame(source):
        return [opened_frame(source, words)]
    raise not_a_source(source, NAME)


def not_a_source(value: object, name: str) -> InvalidInput:
    """Return the error for an argument (called `name`) whose type can't hold values."""
    kind = type(value).__name__
    words = tr(
        "不是文件、映射或数据框，是 {kind}：请给路径、字典、DataFrame、Arrow 表或字典的列表", kind=kind
    )
    return refusal(name, words)


def _of_series(series: Any) -> Any:
    """Return a pandas series as a mapping {indicator: value} where its index is plain and unique; else as it is."""
    plain = series.index.nlevels == 1 and series.index.name is None
    return dict(series.items()) if plain and series.index.is_unique else series
