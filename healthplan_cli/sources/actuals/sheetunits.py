"""The unit of a row's numbers without one, from all statements of a sheet or section (单位：万元) (contract section 2)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from healthplan_cli import units
from healthplan_cli.base.i18n import tr
from healthplan_cli.language.names import name_key
from healthplan_cli.sources.actuals.lookup import Misplaced
from healthplan_cli.sources.actuals.unit_statements import Statement, UnitScope, is_money


class SheetUnits:
    """The statements on units that hold for all rows of a sheet, section or category."""

    def __init__(self, found: Iterable[Statement] = ()) -> None:
        self.statements: Sequence[Statement] = tuple(dict.fromkeys(found))
        self._known: dict[tuple[object, ...], str | None] = {}

    def __bool__(self) -> bool:
        return bool(self.statements)

    def unit(self, measure: str | None, per: int | None, name: str) -> str | None:
        """Return the unit of a row's numbers without one; None where no statement holds for the row.

        `measure`, `per` and `name` are the indicator's. Raise Misplaced where several statements may hold, or one doesn't
        fit the row.
        """
        key = (measure, per, name)
        if key not in self._known:
            self._known[key] = self._unit(measure, per, name)
        return self._known[key]

    def _unit(self, measure: str | None, per: int | None, name: str) -> str | None:
        fitting = [
            (said, unit) for said in self.statements for unit in said.units if _fits(unit, measure, per)
        ]
        named = [item for item in fitting if item[0].scope is UnitScope.NAMED and _is_about(item[0], name)]
        meant = named or [item for item in fitting if item[0].scope in (UnitScope.ALL, UnitScope.MONEY)]
        found = dict.fromkeys(unit for _, unit in meant)
        if len(found) > 1:
            words = tr("、").join(dict.fromkeys(said.words for said, _ in meant))
            raise Misplaced(
                tr(
                    "{name}：表上写着“{words}”，不知道这一行是哪一个：请写明这一行的单位",
                    name=name,
                    words=words,
                )
            )
        if found:
            return next(iter(found))
        doubtful = next((said for said, unit in fitting if unit != measure), None)
        if doubtful is not None:
            raise Misplaced(
                tr("{name}：“{words}”管不管这一行说不清：请写明这一行的单位", name=name, words=doubtful.words)
            )
        if not fitting:
            self._check_fits(measure, name)
        return None

    def _check_fits(self, measure: str | None, name: str) -> None:
        """Raise Misplaced where a statement for all rows has a unit that the row's indicator can't have."""
        scopes = (UnitScope.ALL, UnitScope.MONEY) if is_money(measure) else (UnitScope.ALL,)
        wrong = next((said for said in self.statements if said.scope in scopes and not said.excepted), None)
        if wrong is not None:
            raise Misplaced(_why_not(wrong, measure, name))


def _why_not(said: Statement, measure: str | None, name: str) -> str:
    if not said.units:
        return tr("{name}：表上写的“{words}”不认识：请写明这一行的单位", name=name, words=said.words)
    if measure is None:
        return tr("{name}：表上写着“{words}”，而这项指标没有单位", name=name, words=said.words)
    return tr(
        "{name}：表上写着“{words}”，与指标的单位“{measure}”不相容：请写明这一行的单位",
        name=name,
        words=said.words,
        measure=measure,
    )


def _fits(unit: str, measure: str | None, per: int | None) -> bool:
    return measure is not None and (unit == measure or units.factor(unit, measure, per) is not None)


def _is_about(said: Statement, name: str) -> bool:
    about, key = name_key(said.about), name_key(name)
    return about in key or key in about
