"""Tables of several regions (with a column 地区 or 区县): only the rows of the plan's own region are read (contract section 9)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from healthplan_cli.base.errors import Problem
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.location import Location
from healthplan_cli.language.names import place
from healthplan_cli.language.normalise import plain
from healthplan_cli.language.reported import NO_VALUE
from healthplan_cli.sources.actuals.footnotes import is_summary
from healthplan_cli.sources.actuals.grid import SheetRow, text_of
from healthplan_cli.sources.actuals.layout import SheetLayout
from healthplan_cli.sources.actuals.lookup import Index, called
from healthplan_cli.sources.actuals.sections import region_of_section

_NAMED = 3  # other regions that a message names


class Regions:
    """Tells the rows of the plan's region from those of others; rows must be passed in order."""

    def __init__(self, layout: SheetLayout, index: Index) -> None:
        self.layout, self.ats = layout, layout.region_at
        self.index = index.among(())
        self._region = plain(index.plan.region_name)
        self._place = place(index.plan.region_name)
        self.own = self._whole_words()
        self._now: tuple[str, ...] = ()  # the region of the row above, the widest first
        self._section: str | None = None  # the region that the heading of some rows says
        self._known: dict[tuple[str, ...], bool] = {}
        self._others: list[Location] = []
        self._read = 0

    def is_own(self, row: SheetRow, valued: bool) -> bool:
        """Return whether a row may be read: it is of the plan's region, or the table names no regions. `valued`: it has a value."""
        if not self.ats and self._section is None:
            self._read += valued
            return True
        self._now = self._region_of(row)
        if not valued:
            return True
        if self._now not in self._known:
            self._known[self._now] = self._is_own(self._now)
        if self._known[self._now]:
            self._read += 1
        else:
            at = self.ats[-1] if self.ats else next(iter(row.cells))
            self._others.append(self.layout.grid.locate(row.number, at))
        return self._known[self._now]

    def _region_of(self, row: SheetRow) -> tuple[str, ...]:
        """Return the region of a row, the widest name first (达州市, 达川区); empty cells take over those of the row above."""
        if not self.ats:
            return (self._section or "",)
        own = [plain(text_of(row.filled.get(at))) for at in self.ats]
        own[1:] = ["" if text in NO_VALUE or is_summary(text) else text for text in own[1:]]
        told = any(at in row.filled for at in self.ats[1:])
        first = (
            0 if own[:1] != [""] else next((at for at, text in enumerate(own) if text), 1 if told else None)
        )
        if first is None:
            return self._now if self._section is None else (self._section,)
        return (*(self._now[:first] if len(self._now) == len(own) else ()), *own[first:])

    def _is_own(self, region: Sequence[str]) -> bool:
        """Return whether a row's region is the plan's: its narrowest name is, and the wider ones don't contradict that."""
        names = [name for name in region if name]
        if not names:
            return self._is_called("")
        inside = self._region == plain(self._place or "") or all(
            name in self._region or self._is_called(name) for name in names[:-1]
        )
        return inside and self._is_called(names[-1])

    def _is_called(self, name: str) -> bool:
        """Return whether a name is the plan's region (东山县, 某市东山县, 全县) or another name of the plan."""
        inside = self._place is not None and name.endswith(plain(self._place)) and self._region.endswith(name)
        return name in self.own or inside or bool(called(name, [self.index]))

    def other_title(self, titles: Iterable[str]) -> str | None:
        """Return the first region named at the beginning of a title that isn't the plan's (西山县2023年指标); None without one."""
        found = (region_of_section(title) for title in titles) if self._place else ()
        return next((name for name in found if name and not self._is_called(name)), None)

    def enter(self, words: str) -> None:
        """Take over the region of a section heading (西山县, 全国), which holds until the next one."""
        region = region_of_section(words) if self._place else None
        if region is not None:
            self._section = region

    def notice(self) -> Iterator[Problem]:
        """Yield a notice about rows of other regions that weren't read."""
        if self._others and self._read:
            words = tr(
                "有 {count} 行是别的地区的（{names}），没有读", count=len(self._others), names=self._names()
            )
            yield Problem(self._others[0], words)

    def problem(self) -> Iterator[Problem]:
        """Yield the problem of a table with rows of other regions and none of the plan's."""
        if not self._others or self._read:
            return
        column = next((item for item in self.layout.header.columns if item.at in self.ats[-1:]), None)
        if column is None:
            words = tr(
                "这些行在“{names}”下面，没有本规划的行（本规划的地区是“{region}”）",
                names=self._names(),
                region=self._place or "",
            )
            yield Problem(self._others[0], words)
            return
        region = self.index.plan.region_name
        own = (
            tr("本规划的地区是“{region}”", region=region)
            if region
            else tr("规格里没有写本规划的地区（region）")
        )
        words = tr(
            '“{column}”一列里没有本规划的行（写的是 {names}）；{own}；各行确是本规划的，请在 --map 里写明不看这一列：{column}: "-"',
            column=column.words,
            names=self._names(),
            own=own,
        )
        yield Problem(self.layout.place_of(column), words)

    def _names(self) -> str:
        others = ["".join(names) or tr("空") for names, own in self._known.items() if not own]
        more = tr("等 {count} 个", count=len(others)) if len(others) > _NAMED else ""
        return tr("、").join(others[:_NAMED]) + more

    def _whole_words(self) -> frozenset[str]:
        """Return the words for the plan's whole region (全县, 本县, 我县 for a county); none where the plan names no region."""
        kind = (self._place or "")[-1:]
        return (
            frozenset((f"全{kind}", f"本{kind}", f"我{kind}"))
            if kind in ("省", "市", "区", "县", "旗", "州")
            else frozenset()
        )
