"""Which indicator a sheet's row is about: its code, its number and its name, which must agree, and its component."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import TypeVar

from healthplan_cli.actuals.grid import Cell, Indented, Odd
from healthplan_cli.actuals.headings import IDENTIFIERS, LEFT_OUT, Role, is_plain_unit, plain, unit_in
from healthplan_cli.actuals.periods import named_period
from healthplan_cli.actuals.places import Ambiguous, Index, LeftOut, Misplaced, Place
from healthplan_cli.lexicon import Pattern
from healthplan_cli.model import Component, Indicator
from healthplan_cli.names import component_keys, may_be_among, name_key, named_among
from healthplan_cli.speech import tr
from healthplan_cli.wording.marks import split_marks

T = TypeVar("T")
_Found = tuple[int, str, Place]  # which naming cell, its words, the place that they say

_ORDINAL = Pattern(
    r"(?:\d{1,3}(?:[、)]|\.(?!\d))|[一二三四五六七八九十]+、|\((?:\d{1,3}|[一二三四五六七八九十]+)\))(?P<rest>.+)$"
)
_SUBORDINATE = Pattern(r"(?:[①-⑳⑴-⒇]|\(?(?:\d{1,2}|[一二三四五六七八九十]{1,2})\))(?P<rest>.+)$")
_BRACKETED = Pattern(r"\((?P<rest>[^()]+)\)$")
_BRACKET = Pattern(r"(?P<before>.+)\((?P<inside>[^()]*)\)$")
_UNIT_BEHIND = Pattern(r"(?P<before>.+)(?:[(〔](?P<inside>[^()〔〕]*)[)〕]|[/,](?P<bare>[^/,()〔〕]+))$")
_JOINT = Pattern(r"(?P<before>.+?)[-—:/_](?P<inside>[^-—:/_]+)$")
_WHOLE = frozenset(["合计", "总计", "总体", "全部", "整体", "全体", "小计", "total", "all"])


class Unplaced(Misplaced):
    """A row that can't be placed; `cell` is which of its naming cells is at fault."""

    def __init__(self, message: str, cell: int) -> None:
        super().__init__(message)
        self.cell = cell


def _at(cell: int, find: Callable[..., T], *words: object) -> T:
    """What `find` gives; where it fails, the cell that is at fault."""
    try:
        return find(*words)
    except Misplaced as error:
        raise Unplaced(str(error), cell) from None


class Finder:
    """Looks rows up in a plan's index; what `names` says of a name (a column's or an indicator's) comes first."""

    def __init__(self, index: Index, names: Mapping[str, str]) -> None:
        self.index = index
        self.names = {name_key(name): id for name, id in names.items()}
        self.unknown = 0
        self.own_numbers = False  # whether a number was the sheet's own: its name is another indicator's
        self.by_number = False  # whether the last row was placed by nothing but its number
        self._partial: dict[str, bool] = {}
        self._leaning: dict[tuple[Cell | None, ...], bool] = {}
        self._marks: dict[str, tuple[str, tuple[str, ...]]] = {}
        self._parts = frozenset(
            key
            for plan in (each.plan for each in index.everybody)
            for indicator in plan.rows
            for component in indicator.components
            for key in component_keys(component)
        )

    def unmarked(self, name: Cell | None) -> tuple[Cell | None, tuple[str, ...]]:
        """Return a name without the footnote marks on it (婴儿死亡率*), and the marks; as it is where it is known so."""
        if not isinstance(name, str):
            return name, ()
        known = self._marks.get(name)
        if known is None:
            body, marks = _unmarked(plain(name))
            kept = (
                not marks or name_key(name) in self.names or self.index.knows(name) or named_among(body) == ""
            )
            known = self._marks[name] = (name, ()) if kept else (type(name)(body), marks)
        return known if known[1] else (name, ())

    def leans(self, cells: Sequence[Cell | None]) -> bool:
        """Whether a row says nothing, or only a component (门诊, 其中：住院), of which indicator it is about."""
        key = tuple(cells)
        if key not in self._leaning:
            named = [name for name in (cells[2], cells[4]) if name is not None and not self.is_part(name)]
            self._leaning[key] = self.among(cells) is not None or not (any(cells[:2]) or named)
        return self._leaning[key]

    def among(self, cells: Sequence[Cell | None]) -> str | None:
        """Return the part that a row names behind 其中 (it may stand in the cell beside), None for a row without 其中."""
        _, number, name, _, second = cells
        name, second = (name, second) if name else (second, None)
        if not isinstance(name, str) or not may_be_among(name):
            marked = isinstance(number, str) and named_among(number) == ""
            return name if marked and isinstance(name, str) else None
        rest = named_among(name)
        words, part = (second, second) if rest == "" and isinstance(second, str) else (name, rest)
        return None if name_key(words) in self.names else part

    def place(self, cells: Sequence[Cell | None], above: Indicator | None) -> Place:
        """The place of a row's code, number, name, component, and what stands in a second column of names.

        `above` is the indicator of the row above, for the rows that lean on it. Raises Unplaced, or LeftOut.
        """
        texts = [_at(index, _text, cell) for index, cell in enumerate(cells)]
        among = self.among(cells)
        if among is not None and not self._is_printed(texts[0], texts[2]):
            return self._part(among, texts, above)
        name, component, second = self._untangled(*texts[2:])
        part = ""
        if self.is_part(name):
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
        return Place(indicator, components[0] if components else None)

    def names_part(self, cells: Sequence[Cell | None]) -> bool:
        """Whether one of a row's naming cells could be, or end with, the name of a component."""
        if self.among(cells) is not None:
            return True
        for cell in cells[2:]:
            if not isinstance(cell, str) or not cell:
                continue
            name = _without_ordinal(plain(cell))
            if any(name_key(words) in self._parts for words in (name, _last_part(name)[1]) if words):
                return True
            if "." in self.names.get(name_key(cell), ""):  # what --map says
                return True
        return False

    def quietly(self, cells: Sequence[Cell | None], above: Indicator | None) -> Place:
        """As `place`, of a row without values: what is found out on the way says nothing of the sheet."""
        before = self.unknown, self.own_numbers, self.by_number
        try:
            return self.place(cells, above)
        finally:
            self.unknown, self.own_numbers, self.by_number = before

    def _is_printed(self, code: str, name: str) -> bool:
        """Whether a code's own indicator is printed in the plan with 其中 before its name."""
        return bool(code) and name_key(self._named(Role.ID, code).indicator.name) == name_key(name)

    def _part(self, among: str, texts: Sequence[str], above: Indicator | None) -> Place:
        """The place of a row that begins with 其中: the part of that name of the row above, never another indicator."""
        code, number, name, component, second = texts
        name = name or second
        printed = self._row_printed_so(name, above)
        if code:
            above = _at(0, self._named, Role.ID, code).indicator
        elif printed is not None:
            return printed
        self.by_number = False
        part = among or component
        if above is None or not part:
            raise Unplaced(_lost(name, part), 2)
        if number and named_among(number) is None:
            self._is_own(number, Place(above))
        own = name if named_among(name) == among else part
        words = tr('；不用读的请在 --map 里写明：{name}: "{left_out}"', name=own, left_out=LEFT_OUT)
        try:
            return Place(above, self._component(above, part))
        except Misplaced as error:
            raise Unplaced(f"{error}{words}", 2) from None

    def _row_printed_so(self, name: str, above: Indicator | None) -> Place | None:
        """A plan's own row that is printed 其中：X, where the row above is the one that it is printed below."""
        try:
            place = self.index.find(name)
        except (Misplaced, LeftOut):
            return None
        rows = self.index.plan.indicators
        if place.component or above is None or name_key(place.indicator.name) != name_key(name):
            return None
        return place if _printed_below(place.indicator, rows) is _printed_below(above, rows) else None

    def goes_on(self, name: Cell | None) -> bool:
        """Whether a name beneath 其中：门诊 goes on with its parts: it is indented, numbered (②住院) or in brackets, and only a part's."""
        if not isinstance(name, str) or name_key(name) in self.names:
            return False
        numbered = _SUBORDINATE.match(plain(name)) or _BRACKETED.match(plain(name))
        if not (isinstance(name, Indented) or numbered):
            return False
        key = numbered["rest"] if numbered else _without_ordinal(plain(name))
        if name_key(key) in self._parts:
            return True
        try:
            return self.index.find(key).component is not None
        except (Misplaced, LeftOut):
            return False

    def _identified(self, code: str, number: str, name: str, part: str) -> tuple[list[_Found], str]:
        """What a row's code, number and name each say, and the component that the name says."""
        found: list[_Found] = []
        if code:
            found.append((0, code, _at(0, self._named, Role.ID, code)))
        if code and name and not self._is_known(name):
            inside = _last_part(name)[1]  # its code settles an unknown name, but not which component it names
            part = inside if found[0][2].indicator.components and self.is_part(inside) else ""
        elif name:
            found.append((2, name, _at(2, self._named, Role.NAME, name)))
        named = found[-1][2] if found and found[-1][0] == 2 else None
        if number and found and self.index.is_numbered(_bare_number(number), found[-1][2].indicator):
            return found, part
        if number and not (named and self._is_own(number, named)):
            found.insert(int(bool(code)), (1, number, _at(1, self._named, Role.NO, number)))
        return found, part

    def _is_own(self, number: str, named: Place) -> bool:
        """Whether a number is the sheet's own: the plan's is another indicator's than the name beside it, or none's."""
        own = not self.index.is_numbered(_bare_number(number), named.indicator)
        self.own_numbers = self.own_numbers or own
        return own

    def _is_known(self, name: str) -> bool:
        before = self.unknown
        try:
            self._named(Role.NAME, name)
        except Misplaced:
            self.unknown = before  # it isn't the name that is wanted
            return False
        except LeftOut:
            return (
                self.names.get(name_key(name)) == LEFT_OUT
            )  # another plan's name says nothing against its code
        return True

    def _untangled(self, name: str, component: str, second: str) -> tuple[str, str, str]:
        """Of two columns of names: the name, and the component in the second; or the second alone, where the first groups."""
        if not second or second == name:
            return name, component, ""
        if named_among(second) is not None or self.is_part(second):
            return name, component, second
        return second, component, ""

    def is_part(self, name: Cell | None) -> bool:
        """Whether a name is only a component's: 门诊."""
        if not isinstance(name, str) or not name:
            return False
        if name not in self._partial:
            self._partial[name] = self._only_part(name)
        return self._partial[name]

    def _only_part(self, name: str) -> bool:
        key = _without_ordinal(plain(name))
        if key not in self._parts or name_key(name) in self.names:
            return False
        try:
            self.index.find(key)
        except Misplaced:
            return True
        except LeftOut:
            return False
        return False

    def _component(self, indicator: Indicator, words: str) -> Component:
        component = self.index.component(indicator, _without_ordinal(plain(words)))
        if component is None and self.index.is_elsewhere(indicator, _without_ordinal(plain(words))):
            raise LeftOut
        if component is None:
            known = "、".join(item.name for item in indicator.components)
            has = tr("分项有：{known}", known=known) if known else tr("本规划没有给它分项")
            raise Misplaced(tr("{name} 没有分项“{words}”；{has}", name=indicator.name, words=words, has=has))
        return component

    def _named(self, role: Role, text: str) -> Place:
        settled = self.names.get(name_key(text)) if role is Role.NAME else None
        if settled == LEFT_OUT:
            raise LeftOut
        if settled is not None:
            return self._settled(text, settled)
        if role is Role.NO:
            return self._numbered(text)
        try:
            return self.index.find(text)
        except Misplaced as error:
            return self._taken_apart(text, error)

    def _settled(self, text: str, id: str) -> Place:
        """What `--map` says: an id, or an id and a component (inpatient_reimbursement_rate.employee)."""
        head, _, tail = id.partition(".")
        try:
            place = self.index.find(id if not tail else head)
        except Misplaced as error:
            raise Misplaced(
                tr("--map 把“{text}”对到“{id}”：{error}", text=text, id=id, error=error)
            ) from None
        return Place(place.indicator, self._component(place.indicator, tail)) if tail else place

    def _numbered(self, text: str) -> Place:
        try:
            return self.index.find_number(_bare_number(text))
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

    def _taken_apart(self, text: str, error: Misplaced) -> Place:
        """A name with its place in a list before it, or its component after it: 3.指标, 指标（门诊）."""
        name = _without_unit(_without_ordinal(plain(text)))
        for shorter in (
            name,
            named_period(name)[0],
        ):  # the period is the reader's to mind (`timing.scope_of_name`)
            if shorter != plain(text):
                try:
                    return self.index.find(shorter)
                except Misplaced:
                    pass
        before, inside = _last_part(name)
        if inside and name_key(inside) in self._parts:
            place = self.index.find(before)
            return Place(place.indicator, self._component(place.indicator, inside))
        self.unknown += 1
        words = str(error) if str(error).endswith(("？", "?")) else tr("{error}；", error=error)
        raise Misplaced(tr("{words}同一项而叫法不同的，请用 --map 写明", words=words)) from None


def _bare_number(text: str) -> str:
    """A row's number without what stands around it: 1. (1) 01、"""
    return plain(text).strip("().、").lstrip("0")


def _text(cell: Cell | None) -> str:
    """What names a row; InvalidInput's words for a cell that can't."""
    if isinstance(cell, Odd):
        raise Misplaced(cell.message)
    return cell or ""


def _lost(name: str, part: str) -> str:
    """Why a row that begins with 其中 has no place."""
    if not part:
        return tr("“{name}”后面没有写是哪个分项", name=name)
    return tr(
        "“{name}”是上面一行的分项，而上面一行不是本规划的指标（或中间有空行）：请在它上面写出那项指标，或写明代码",
        name=name,
    )


def _printed_below(indicator: Indicator, rows: Sequence[Indicator]) -> Indicator | None:
    """The plan's row that a row printed 其中：X belongs to; for any other row itself."""
    above: Indicator | None = None
    for row in rows:
        above = above if named_among(row.name) is not None else row
        if row is indicator:
            return above
    return None


def _check_same(role: Role, text: str, other: Indicator, indicator: Indicator) -> None:
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


def _without_ordinal(name: str) -> str:
    among = named_among(name)
    if among:
        return among
    match = _ORDINAL.match(name) or _BRACKETED.match(name)
    return match["rest"] if match else name


def _last_part(name: str) -> tuple[str, str]:
    """指标(门诊) and 指标-门诊 as 指标 and 门诊; any other name and nothing."""
    name = _without_unit(plain(name))
    match = _BRACKET.match(name) or _JOINT.match(name)
    return (match["before"], match["inside"]) if match else (name, "")


def _unmarked(name: str) -> tuple[str, tuple[str, ...]]:
    """A name without its footnote marks, which may stand before its unit (婴儿死亡率*(‰)), and the marks."""
    body, marks = split_marks(name)
    match = _UNIT_BEHIND.match(name) if not marks else None
    if match is None or not _unit_behind(match):
        return body, marks
    before, marks = split_marks(match["before"])
    return before + name[match.end("before") :], marks


def _without_unit(name: str) -> str:
    match = _UNIT_BEHIND.match(name)
    return match["before"] if match and _unit_behind(match) else name


def _unit_behind(match: re.Match[str]) -> str | None:
    """The unit in brackets, or behind a stroke or a comma (健康产业增加值/万元); a bare 人 or 例 may be a part of the name."""
    unit = unit_in(match["inside"] or match["bare"] or "")
    return unit if match["inside"] or (unit and is_plain_unit(unit)) else None


@lru_cache(maxsize=4096)
def unit_of_name(name: str) -> str | None:
    """The unit in brackets at the end of a name: 孕产妇死亡率（1/10万）, 使用率（%）（门诊）."""
    text = plain(name)
    for _ in range(2):
        match = _UNIT_BEHIND.match(text)
        if match is None:
            return None
        unit = _unit_behind(match)
        if unit:
            return unit
        text = match["before"] if match["inside"] is not None else ""
    return None
