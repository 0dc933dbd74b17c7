"""Which columns of a table name the region, and which region each row is of. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.language.normalise import plain
from healthplan_cli.panel.mentions import (
    RegionMention,
    code_beside,
    code_in,
    corner,
    is_code_head,
    is_division,
    is_known_code,
    is_region_head,
    is_total,
    may_head_names,
    mostly,
    name_of,
)
from healthplan_cli.sources.actuals.grid import Grid, SheetRow, text_of
from healthplan_cli.sources.actuals.heading_words import width_of_region


@record(frozen=True, slots=True)
class RegionColumns:
    """The columns that say which region a row is of: names (the widest first), codes; `beside`: those by which regions are grouped."""

    names: tuple[int, ...] = ()
    codes: tuple[int, ...] = ()
    beside: Mapping[int, str] = field(default_factory=dict)

    @property
    def all(self) -> frozenset[int]:
        """Every column that isn't part of a region's own table."""
        return frozenset((*self.names, *self.codes, *self.beside))

    def __bool__(self) -> bool:
        return bool(self.names or self.codes)


def heads_of(rows: Sequence[SheetRow]) -> dict[int, list[str]]:
    """Return the words above each column in some rows of headings, from the top, without duplicates."""
    found: dict[int, list[str]] = {}
    for row in rows:
        for at, cell in row.filled.items():
            if text_of(cell) not in found.setdefault(at, []):
                found[at].append(text_of(cell))
    return found


def region_columns(
    heads: Mapping[int, Sequence[str]], body: Sequence[SheetRow], by: str = ""
) -> RegionColumns:
    """Return the columns that name the region by their headings; where no heading does, the column with regions' names below it."""

    def texts(at: int) -> list[str]:
        return [text_of(row.cells.get(at)) for row in body[:400]]

    codes = tuple(
        at for at, words in heads.items() if is_code_head(words[-1]) and mostly(texts(at), is_known_code)
    )
    codes += tuple(
        at
        for at, words in heads.items()
        if at not in codes and is_code_head(words[-1]) and plain(words[-1]) not in ("代码", "编码", "code")
    )
    named = [at for at, words in heads.items() if at not in codes and any(map(_names_region, words))]
    ats = heads.keys() | {at for row in body[:5] for at in row.cells}
    if not named and not codes:
        named = [
            at
            for at in sorted(ats)[:4]
            if all(map(may_head_names, heads.get(at, [""]))) and mostly(texts(at), is_division)
        ]
    elif codes and not named:
        named = [at for at in sorted(ats)[:4] if at not in codes and mostly(texts(at), is_division)][:1]
    numbers = [at for at in named if at not in codes and mostly(texts(at), code_in)]  # 地区 over codes
    named = sorted(
        (at for at in named if at not in numbers), key=lambda at: (_width(heads.get(at, [""])), at)
    )
    beside = {
        at: by for at, words in heads.items() if by and plain(by) in map(plain, words) and at not in named
    }
    return RegionColumns(tuple(named), (*codes, *numbers), beside)


def _names_region(words: str) -> bool:
    both = corner(words)
    return is_region_head(words) or (both is not None and any(map(is_region_head, both)))


def heads_regions(words: str) -> bool:
    """Return whether a heading may stand above regions or their codes."""
    return _names_region(words) or is_code_head(words) or may_head_names(words)


def _width(words: Sequence[str]) -> int:
    return width_of_region(words[-1])


class RegionTeller:
    """Finds the region of each row, called in order: in an empty cell the region above goes on."""

    def __init__(
        self,
        grid: Grid,
        columns: RegionColumns,
        heads: Mapping[int, Sequence[str]],
        own: str,
        body: Sequence[SheetRow],
    ) -> None:
        self.grid, self.columns, self.heads, self.own = grid, columns, heads, own
        self._now: RegionMention | None = None
        self._wide: tuple[str, ...] = ()
        several = columns.names[:-1]
        last = columns.names[-1:]
        self._whole = {  # those above others: a row of theirs alone sums these up
            name_of(text_of(row.filled.get(at)))
            for row in (body if several else ())
            for at in several
            if last[0] in row.filled
        }

    def of(self, row: SheetRow) -> RegionMention | str | None:
        """Return a row's region; for a row that is a sum over regions, its words; None before the first region."""
        ats = self.columns.names
        names = [name_of(text_of(row.filled.get(at))) for at in ats]
        codes = [text for at in self.columns.codes if (text := text_of(row.filled.get(at)))]
        if not any(names) and not codes:
            return self._now
        *wide, name = names or [""]
        if not name and any(wide) and not codes:
            name, wide = next(text for text in reversed(wide) if text), []
        if any(wide):
            self._wide = tuple(text or old for text, old in zip(wide, self._wide or wide, strict=False))
        code = next(filter(None, map(code_in, codes)), "")
        code = code or (code_beside(text_of(row.filled.get(ats[-1]))) if ats else "")
        alone = name in self._whole and len(ats) > 1 and not text_of(row.filled.get(ats[-1]))
        if (
            alone
            or is_total(name, self.own)
            or (not name and not code and all(map(is_total, map(name_of, codes))))
        ):
            self._now = None
            return name or name_of(codes[0])
        at = next(at for at in (*reversed(ats), *self.columns.codes) if at in row.filled)
        said = {self.columns.beside[at]: text_of(row.filled.get(at)) for at in self.columns.beside}
        for at_wide, text in zip(ats[:-1], self._wide, strict=False):
            said.update(dict.fromkeys(map(plain, self.heads.get(at_wide, ())), text))
        above = tuple(text for text in self._wide if text and text != name)
        found = RegionMention(
            name or ("" if code else name_of(codes[0])), above, code, self.grid.locate(row.number, at), said
        )
        if self._now is None or self._now.key != found.key:
            self._now = found
        return self._now
