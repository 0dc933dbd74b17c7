"""Section headings: rows without a value whose unit, time, kind and region hold for the rows below (contract sections 2
and 5).

Their words may also be an indicator's name: 六、健康产业（单位：万元）.
"""

from __future__ import annotations

from enum import Enum

from healthplan_cli import units
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.language.normalise import plain
from healthplan_cli.language.reported import NO_VALUE
from healthplan_cli.model import Indicator
from healthplan_cli.sources.actuals.grid import SheetRow, text_of
from healthplan_cli.sources.actuals.layout import SheetLayout
from healthplan_cli.sources.actuals.periods import NOTHING_SAID
from healthplan_cli.sources.actuals.placing import Placer
from healthplan_cli.sources.actuals.row_names import unit_of_name
from healthplan_cli.sources.actuals.sections import region_of_section, time_of_section
from healthplan_cli.sources.actuals.unit_statements import statements

_CHINESE = "[一二三四五六七八九十]{1,3}"
_ORDINAL = Pattern(rf"(?P<open>第|\()?{_CHINESE}(?P<close>[、.)]|部分|$)")


class Heads(Enum):
    """Whether a row without a value is a heading for the rows below it."""

    NO = "no"
    YES = "yes"
    TIME = "time"  # an indicator's own name: its time and region are taken for the rows below, its unit may be its own only


class HeadingRows:
    """Tells which rows without a value are section headings; the answer for a row is kept."""

    def __init__(self, layout: SheetLayout, placer: Placer) -> None:
        self.layout, self.placer = layout, placer
        self._known: dict[int, Heads] = {}
        self._numbering: frozenset[str] | None = None

    def of(self, row: SheetRow) -> Heads:
        """Return whether a row without a value is a heading for the rows below it."""
        if row.number not in self._known:
            self._known[row.number] = self._of(row)
        return self._known[row.number]

    def _of(self, row: SheetRow) -> Heads:
        indicator = self.placer.named(row)
        if indicator is None:
            return Heads.YES
        told = {at for at, cell in row.cells.items() if cell not in NO_VALUE}
        if self.placer.depends_on_row_above(row) or not told <= set(self.layout.naming):
            return Heads.NO
        ordinal = self._ordinal(row)
        if ordinal and ordinal not in self._ordinals():
            return Heads.YES
        if told != row.cells.keys() or isinstance(indicator, str):  # — stands where its value would
            return Heads.NO
        return self._says_more(row, indicator)

    def _says_more(self, row: SheetRow, indicator: Indicator) -> Heads:
        """Return whether an indicator's row without a value is a heading, because it names a unit or time other than the indicator's."""
        name = plain("".join(text_of(row.cells.get(at)) for at in self.layout.naming[2:] if at is not None))
        said = {unit for item in statements(name) for unit in item.units}
        unit = unit_of_name(name)
        behind = units.canonical(unit) if unit else None
        printed = plain(indicator.name)
        if said - {indicator.measure} or (behind and behind != indicator.measure and printed not in name):
            return Heads.YES
        time = time_of_section(name)
        timed = time not in ((None, NOTHING_SAID), time_of_section(printed))
        timed = timed or region_of_section(name) not in (None, region_of_section(printed))
        return Heads.TIME if timed or (behind and behind != indicator.measure) else Heads.NO

    def _ordinal(self, row: SheetRow) -> str:
        """Return the style of a row's ordinal: 一、 for 六、, (一) for （六）, 一 for 六 in a column of numbers; empty without one."""
        for at in self.layout.naming[1:3]:
            match = _ORDINAL.match(plain(text_of(row.filled.get(at)))) if at is not None else None
            if match is not None and (match["close"] or at == self.layout.naming[1]):
                return f"{match['open'] or ''}一{match['close']}"
        return ""

    def _ordinals(self) -> frozenset[str]:
        """Return the ordinal styles of rows with values; a row in one of these styles isn't a heading."""
        if self._numbering is None:
            valued = (
                row
                for row in self.layout.body
                if any(row.cells.get(item.at, "") not in NO_VALUE for item in self.layout.values)
            )
            self._numbering = frozenset(map(self._ordinal, valued))
        return self._numbering
