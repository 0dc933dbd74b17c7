"""Rows that name a component without its indicator: 门诊, 其中：住院, ②住院."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from healthplan_cli.language.names import component_keys, may_be_among, name_key, named_among
from healthplan_cli.language.normalise import plain
from healthplan_cli.sources.actuals.grid import Cell, Indented
from healthplan_cli.sources.actuals.lookup import Index, LeftOut, Misplaced
from healthplan_cli.sources.actuals.row_names import (
    BRACKETED,
    SUBORDINATE,
    last_part,
    without_marks,
    without_ordinal,
)


class ComponentNames:
    """Tells whether a row names an indicator or only a component of the row above; `names` are the renamings of `--map`."""

    def __init__(self, index: Index, names: Mapping[str, str]) -> None:
        self.index, self.names = index, names
        self._partial: dict[str, bool] = {}
        self._leaning: dict[tuple[Cell | None, ...], bool] = {}
        self._marks: dict[str, tuple[str, tuple[str, ...]]] = {}
        self.keys = frozenset(
            key
            for plan in (each.plan for each in index.everybody)
            for indicator in plan.rows
            for component in indicator.components
            for key in component_keys(component)
        )

    def unmarked(self, name: Cell | None) -> tuple[Cell | None, tuple[str, ...]]:
        """Return a name without its footnote marks (婴儿死亡率*), and the marks; a name that is known with its marks keeps them."""
        if not isinstance(name, str):
            return name, ()
        known = self._marks.get(name)
        if known is None:
            body, marks = without_marks(plain(name))
            kept = (
                not marks or name_key(name) in self.names or self.index.knows(name) or named_among(body) == ""
            )
            known = self._marks[name] = (name, ()) if kept else (type(name)(body), marks)
        return known if known[1] else (name, ())

    def depends_on_row_above(self, cells: Sequence[Cell | None]) -> bool:
        """Return whether a row names no indicator: its naming cells are empty or name a component alone (门诊, 其中：住院)."""
        key = tuple(cells)
        if key not in self._leaning:
            named = [name for name in (cells[2], cells[4]) if name is not None and not self.is_part(name)]
            self._leaning[key] = self.among(cells) is not None or not (any(cells[:2]) or named)
        return self._leaning[key]

    def among(self, cells: Sequence[Cell | None]) -> str | None:
        """Return the component named behind 其中, in the same cell or the next; None for a row without 其中."""
        _, number, name, _, second = cells
        name, second = (name, second) if name else (second, None)
        if not isinstance(name, str) or not may_be_among(name):
            marked = isinstance(number, str) and named_among(number) == ""
            return name if marked and isinstance(name, str) else None
        rest = named_among(name)
        words, part = (second, second) if rest == "" and isinstance(second, str) else (name, rest)
        return None if name_key(words) in self.names else part

    def names_part(self, cells: Sequence[Cell | None]) -> bool:
        """Return whether one of a row's naming cells may be a component's name or end with one."""
        if self.among(cells) is not None:
            return True
        for cell in cells[2:]:
            if not isinstance(cell, str) or not cell:
                continue
            name = without_ordinal(plain(cell))
            if any(name_key(words) in self.keys for words in (name, last_part(name)[1]) if words):
                return True
            if "." in self.names.get(name_key(cell), ""):  # what --map says
                return True
        return False

    def goes_on(self, name: Cell | None) -> bool:
        """Return whether a name in a row below 其中：门诊 is a further component of the same indicator.

        It must be indented, numbered (②住院) or bracketed, and be the name of a component.
        """
        if not isinstance(name, str) or name_key(name) in self.names:
            return False
        numbered = SUBORDINATE.match(plain(name)) or BRACKETED.match(plain(name))
        if not (isinstance(name, Indented) or numbered):
            return False
        key = numbered["rest"] if numbered else without_ordinal(plain(name))
        if name_key(key) in self.keys:
            return True
        try:
            return self.index.find(key).component is not None
        except (Misplaced, LeftOut):
            return False

    def is_part(self, name: Cell | None) -> bool:
        """Return whether a name belongs to a component and to no indicator: 门诊."""
        if not isinstance(name, str) or not name:
            return False
        if name not in self._partial:
            self._partial[name] = self._only_part(name)
        return self._partial[name]

    def _only_part(self, name: str) -> bool:
        key = without_ordinal(plain(name))
        if key not in self.keys or name_key(name) in self.names:
            return False
        try:
            self.index.find(key)
        except Misplaced:
            return True
        except LeftOut:
            return False
        return False
