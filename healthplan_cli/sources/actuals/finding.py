"""The indicator and the component that a row is about, found by its code, number and name, which must agree."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import TypeVar

from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.part import IndicatorPart
from healthplan_cli.language.names import name_key, named_among
from healthplan_cli.language.normalise import plain
from healthplan_cli.model import Component, Indicator
from healthplan_cli.sources.actuals.component_names import ComponentNames
from healthplan_cli.sources.actuals.grid import Cell, Odd
from healthplan_cli.sources.actuals.heading_words import IDENTIFIERS, LEFT_OUT, ColumnRole
from healthplan_cli.sources.actuals.lookup import Ambiguous, Index, LeftOut, Misplaced
from healthplan_cli.sources.actuals.periods import named_period
from healthplan_cli.sources.actuals.row_names import bare_number, last_part, without_ordinal, without_unit

T = TypeVar("T")
_Found = tuple[int, str, IndicatorPart]  # which naming cell, its words, the place that they say

_WHOLE = frozenset(["合计", "总计", "总体", "全部", "整体", "全体", "小计", "total", "all"])


class Unplaced(Misplaced):
    """A row whose indicator can't be found; `cell` is the index of the naming cell at fault."""

    def __init__(self, message: str, cell: int) -> None:
        super().__init__(message)
        self.cell = cell


def _at(cell: int, find: Callable[..., T], *words: object) -> T:
    """Return the result of `find`; raise its Misplaced as Unplaced, with the index of the cell at fault."""
    try:
        return find(*words)
    except Misplaced as error:
        raise Unplaced(str(error), cell) from None


class Finder:
    """Finds rows in a plan's index; the renamings `names` (of `--map`) go before the index.

    `unknown` counts unknown names; `own_numbers`: a number wasn't the plan's for the indicator named; `by_number`: the
    last row was found by its number alone.
    """

    def __init__(self, index: Index, names: Mapping[str, str]) -> None:
        self.index = index
        self.names = {name_key(name): id for name, id in names.items()}
        self.components = ComponentNames(index, self.names)
        self.unknown = 0
        self.own_numbers = False  # whether a number was the sheet's own: its name is another indicator's
        self.by_number = False  # whether the last row was placed by nothing but its number

    def place(self, cells: Sequence[Cell | None], above: Indicator | None) -> IndicatorPart:
        """Return the indicator or component of a row, given its naming cells: code, number, name, component, second name.

        `above` is the indicator of the row above, for a row that names only a component. Raise Unplaced or another
        Misplaced where none is found, LeftOut for a row that isn't to be read.
        """
        texts = [_at(index, _text, cell) for index, cell in enumerate(cells)]
        among = self.components.among(cells)
        if among is not None and not self._is_printed(texts[0], texts[2]):
            return self._part(among, texts, above)
        name, component, second = self._untangled(*texts[2:])
        part = ""
        if self.components.is_part(name):
            name, part = "", name
        if not self.index.numbered and (texts[0] or name):
            texts[1] = ""  # the number of one plan says nothing about another
        found, part = self._identified(texts[0], texts[1], name, part)
        self.by_number = [index for index, _, _ in found] == [1]
        indicator = found[-1][2].indicator if found else above
        if indicator is None:
            raise Misplaced(
                tr("这一行有数值，没有说明是哪个指标") + (tr("的“{part}”", part=part) if part else "")
            )
        for index, text, place in found:
            _at(index, _check_same, IDENTIFIERS[index], text, place.indicator, indicator)
        components = [place.component for _, _, place in found if place.component]
        for index, words in ((2, part), (3, component), (4, second)):
            if words and plain(words) not in _WHOLE:
                components.append(_at(index, self._component, indicator, words))
        if any(item is not components[0] for item in components):
            names = tr("”和“").join(dict.fromkeys(item.name for item in components))
            raise Misplaced(tr("{name}：这一行说了两个分项，“{names}”", name=indicator.name, names=names))
        return IndicatorPart(indicator, components[0] if components else None)

    def quietly(self, cells: Sequence[Cell | None], above: Indicator | None) -> IndicatorPart:
        """Return what `place` returns, for a row without values, without changing `unknown`, `own_numbers` and `by_number`."""
        before = self.unknown, self.own_numbers, self.by_number
        try:
            return self.place(cells, above)
        finally:
            self.unknown, self.own_numbers, self.by_number = before

    def _is_printed(self, code: str, name: str) -> bool:
        """Return whether the plan itself prints the code's indicator with 其中 before its name, as here."""
        return bool(code) and name_key(self._named(ColumnRole.ID, code).indicator.name) == name_key(name)

    def _part(self, among: str, texts: Sequence[str], above: Indicator | None) -> IndicatorPart:
        """Return the component that a row names behind 其中: one of the indicator above, never another indicator. Raise Unplaced."""
        code, number, name, component, second = texts
        name = name or second
        printed = self._row_printed_so(name, above)
        if code:
            above = _at(0, self._named, ColumnRole.ID, code).indicator
        elif printed is not None:
            return printed
        self.by_number = False
        part = among or component
        if above is None or not part:
            raise Unplaced(_lost(name, part), 2)
        if number and named_among(number) is None:
            self._is_own(number, IndicatorPart(above))
        own = name if named_among(name) == among else part
        words = tr('；不用读的请在 --map 里写明：{name}: "{left_out}"', name=own, left_out=LEFT_OUT)
        try:
            return IndicatorPart(above, self._component(above, part))
        except Misplaced as error:
            raise Unplaced(f"{error}{words}", 2) from None

    def _row_printed_so(self, name: str, above: Indicator | None) -> IndicatorPart | None:
        """Return the plan's own row named 其中：X, if the sheet's row `above` is of the indicator that the plan prints above it; else None."""
        try:
            place = self.index.find(name)
        except (Misplaced, LeftOut):
            return None
        rows = self.index.plan.indicators
        if place.component or above is None or name_key(place.indicator.name) != name_key(name):
            return None
        return place if _printed_below(place.indicator, rows) is _printed_below(above, rows) else None

    def _identified(self, code: str, number: str, name: str, part: str) -> tuple[list[_Found], str]:
        """Return what a row's code, number and name each stand for, as (cell index, text, place), and the component's name."""
        found: list[_Found] = []
        if code:
            found.append((0, code, _at(0, self._named, ColumnRole.ID, code)))
        if code and name and not self._is_known(name):
            inside = last_part(name)[1]  # its code settles an unknown name, but not which component it names
            part = inside if found[0][2].indicator.components and self.components.is_part(inside) else ""
        elif name:
            found.append((2, name, _at(2, self._named, ColumnRole.NAME, name)))
        named = found[-1][2] if found and found[-1][0] == 2 else None
        if number and found and self.index.is_numbered(bare_number(number), found[-1][2].indicator):
            return found, part
        if number and not (named and self._is_own(number, named)):
            found.insert(int(bool(code)), (1, number, _at(1, self._named, ColumnRole.NO, number)))
        return found, part

    def _is_own(self, number: str, named: IndicatorPart) -> bool:
        """Return whether a number is the sheet's own numbering, not the plan's number of the indicator named beside it."""
        own = not self.index.is_numbered(bare_number(number), named.indicator)
        self.own_numbers = self.own_numbers or own
        return own

    def _is_known(self, name: str) -> bool:
        before = self.unknown
        try:
            self._named(ColumnRole.NAME, name)
        except Misplaced:
            self.unknown = before  # it isn't the name that is wanted
            return False
        except LeftOut:
            # another plan's name says nothing against its code
            return self.names.get(name_key(name)) == LEFT_OUT
        return True

    def _untangled(self, name: str, component: str, second: str) -> tuple[str, str, str]:
        """Return name, component and second name of a row with two name columns.

        The second column may hold the component, or the indicator where the first holds only groups.
        """
        if not second or second == name:
            return name, component, ""
        if named_among(second) is not None or self.components.is_part(second):
            return name, component, second
        return second, component, ""

    def _component(self, indicator: Indicator, words: str) -> Component:
        component = self.index.component(indicator, without_ordinal(plain(words)))
        if component is None and self.index.is_elsewhere(indicator, without_ordinal(plain(words))):
            raise LeftOut
        if component is None:
            known = "、".join(item.name for item in indicator.components)
            has = tr("分项有：{known}", known=known) if known else tr("本规划没有给它分项")
            raise Misplaced(tr("{name} 没有分项“{words}”；{has}", name=indicator.name, words=words, has=has))
        return component

    def _named(self, role: ColumnRole, text: str) -> IndicatorPart:
        settled = self.names.get(name_key(text)) if role is ColumnRole.NAME else None
        if settled == LEFT_OUT:
            raise LeftOut
        if settled is not None:
            return self._settled(text, settled)
        if role is ColumnRole.NO:
            return self._numbered(text)
        try:
            return self.index.find(text)
        except Misplaced as error:
            return self._taken_apart(text, error)

    def _settled(self, text: str, id: str) -> IndicatorPart:
        """Return the place to which `--map` assigns a text: an id, or id.component (inpatient_reimbursement_rate.employee)."""
        head, _, tail = id.partition(".")
        try:
            place = self.index.find(id if not tail else head)
        except Misplaced as error:
            raise Misplaced(
                tr("--map 把“{text}”对到“{id}”：{error}", text=text, id=id, error=error)
            ) from None
        return IndicatorPart(place.indicator, self._component(place.indicator, tail)) if tail else place

    def _numbered(self, text: str) -> IndicatorPart:
        try:
            return self.index.find_number(bare_number(text))
        except Ambiguous:
            raise
        except Misplaced as error:
            raise Misplaced(
                tr(
                    '{error}；序号是这张表自己编的，请用 --map 写明不读：序号: "{left_out}"',
                    error=error,
                    left_out=LEFT_OUT,
                )
            ) from None

    def _taken_apart(self, text: str, error: Misplaced) -> IndicatorPart:
        """Return the place of a name with an ordinal before it or a component behind it: 3.指标, 指标（门诊）. Raise Misplaced for others."""
        name = without_unit(without_ordinal(plain(text)))
        for shorter in (name, named_period(name)[0]):  # the period is minded by `timing.scope_of_name`
            if shorter != plain(text):
                with suppress(Misplaced):
                    return self.index.find(shorter)
        before, inside = last_part(name)
        if inside and name_key(inside) in self.components.keys:
            place = self.index.find(before)
            return IndicatorPart(place.indicator, self._component(place.indicator, inside))
        self.unknown += 1
        words = str(error) if str(error).endswith(("？", "?")) else tr("{error}；", error=error)
        raise Misplaced(tr("{words}同一项而叫法不同的，请用 --map 写明", words=words)) from None


def _text(cell: Cell | None) -> str:
    """Return the text of a naming cell, empty for none. Raise Misplaced for a cell that can't be read."""
    if isinstance(cell, Odd):
        raise Misplaced(cell.message)
    return cell or ""


def _lost(name: str, part: str) -> str:
    """Return why the component behind 其中 can't be found: its name is missing, or the row above is no indicator."""
    if not part:
        return tr("“{name}”后面没有写是哪个分项", name=name)
    return tr(
        "“{name}”是上面一行的分项，而上面一行不是本规划的指标（或中间有空行）：请在它上面写出那项指标，或写明代码",
        name=name,
    )


def _printed_below(indicator: Indicator, rows: Sequence[Indicator]) -> Indicator | None:
    """Return the row to which a row 其中：X of the plan belongs: the nearest one above without 其中; for another row that row itself."""
    above: Indicator | None = None
    for row in rows:
        above = above if named_among(row.name) is not None else row
        if row is indicator:
            return above
    return None


def _check_same(role: ColumnRole, text: str, other: Indicator, indicator: Indicator) -> None:
    if other.id != indicator.id:
        raise Misplaced(
            tr(
                "这一行自相矛盾：{value}“{text}”是“{name}”，而另一格写的是“{name2}”（序号 {no}）",
                value=role.value,
                text=text,
                name=other.name,
                name2=indicator.name,
                no=indicator.no,
            )
        )
