"""The cells of a row, a component or a commitment in the form of a spec: targets by year, baselines, units."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from healthplan_cli import units
from healthplan_cli.base.errors import NotUnderstood
from healthplan_cli.base.exact_format import decimal_text
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.draft.assemble.head import DraftPeriod
from healthplan_cli.draft.better import change_of_name, rule_of
from healthplan_cli.draft.model import Doubt, DraftValue
from healthplan_cli.draft.spec import words
from healthplan_cli.draft.tables.cells import half
from healthplan_cli.language.normalise import squeeze
from healthplan_cli.language.reported import dated, parse_reported
from healthplan_cli.model import Better, Rule

_INCLUDED = Pattern(r"[^(]*\((?P<part>(?:包含|包括|含)[^()\d]{1,20}\d[^()]{0,12})\)")


def unit_known(text: str | None) -> bool:
    """Return whether a printed unit is in the table of units."""
    return bool(text) and units.canonical(squeeze(text or "").replace("％", "%")) is not None


def unread(text: str) -> dict[str, str]:
    """Return a target as `op: unread` with its words: they aren't understood, or can't be judged before a person adds
    something.
    It isn't `op: none`, since rows without a target don't count for the gate and this one must.
    """
    return {"op": "unread", **({"text": text} if text else {})}


def as_words(target: Any) -> Any:
    """Return a target as `op: unread`, for several years each year's."""
    if isinstance(target, dict):
        return {year: unread(str(text)) for year, text in target.items()}
    return unread(str(target))


def is_of_another_kind(baseline: DraftValue | None, rules: Sequence[Rule]) -> bool:
    """Return whether a baseline is a number while the target is a milestone or a grade, so that one of them must be misread."""
    if not any(rule.is_state or rule.on_ladder for rule in rules):
        return False
    try:
        reading = parse_reported(dated(words(baseline.text))[1]) if baseline is not None else None
    except NotUnderstood:
        return False
    return reading is not None and reading.values is not None and not reading.on_ladder


def blindfolded(cell: dict[str, Any]) -> dict[str, Any]:
    """Return `target` as words alone where nothing tells whether higher or lower is better; of several years only those that need it."""
    target = cell.get("target")
    if isinstance(target, dict):
        return {"target": {year: _blind(text) for year, text in target.items()}}
    return {} if target is None else {"target": _blind(target)}


def _blind(text: Any) -> Any:
    rule = rule_of(text) if isinstance(text, str) else None
    return unread(text) if rule is not None and rule.lacks_direction(None) else text


def included(field: str, values: Iterable[DraftValue | None]) -> list[Doubt]:
    """Return a doubt for each value with a component's number in brackets (100（含油橄榄20）).

    It is read as a remark; only a person can tell whether it must be met too.
    """
    found = (_INCLUDED.match(half(text)) for text in texts_of(values))
    return [
        Doubt(
            field,
            tr(
                "“{words}”只作附注，不参与判断：若是分项的数，写进 components 或另成一行", words=match["part"]
            ),
        )
        for match in found
        if match is not None
    ]


def texts_of(values: Iterable[DraftValue | None]) -> list[str]:
    """Return the words of the values that have any."""
    return [text for value in values if value is not None and (text := words(value.text))]


def rules_of(texts: Iterable[str]) -> list[Rule]:
    """Return the rules of the targets that are understood."""
    return [rule for text in texts if (rule := rule_of(text)) is not None]


def baseline_cell(value: DraftValue | None, period: DraftPeriod) -> tuple[Any, str | None]:
    """Return a baseline as a spec has it (None without one), and a doubt about its year or None."""
    text = words(value.text) if value else ""
    if value is None or not text:
        return None, None
    try:
        said = dated(text)[0]
    except NotUnderstood:
        said = None
    if value.year is None or said is not None or value.year == period.baseline:
        return text, None
    doubt = tr("是 {year} 年的数，不是基期（{baseline} 年）的", year=value.year, baseline=period.baseline)
    return {"text": text, "year": value.year}, doubt


def target_cell(values: Sequence[DraftValue], period: DraftPeriod) -> tuple[dict[str, Any], list[Doubt]]:
    """Return `target`, and `due` where that isn't the plan's last year, with the doubts; nothing where no cell has
    words.
    Targets for several years are one mapping: {2022: …, 2030: …}.
    """
    found = [(value.year, text) for value in values if (text := words(value.text))]
    if not found:
        return {}, []
    if len(found) == 1:
        year, text = found[0]
        due = {"due": year} if year and year != period.end and not _names_year(text) else {}
        return {"target": text, **due}, []
    years = [year or period.end for year, _ in found]
    if len(set(years)) == len(years):
        return {"target": dict(sorted(zip(years, (text for _, text in found), strict=True)))}, []
    if len({text for _, text in found}) == 1:
        return {"target": found[0][1]}, []
    others = tr("；").join(text for _, text in found[:-1])
    return {"target": found[-1][1]}, [
        Doubt("target", tr("同一年有几个目标，这里是最后一个，另有：{others}", others=others))
    ]


def _names_year(text: str) -> bool:
    try:
        from healthplan_cli.language.target import parse_target

        return parse_target(text).due is not None
    except NotUnderstood:
        return False


def course_cell(text: str, average: bool, name: str, better: Better | None, unit: str | None) -> Any:
    """Return the cell of a 年均 or 累计 column as a target.

    Its words where they state the change themselves (〔18〕, 年均6%); else a change in the direction of the name (能耗降低),
    or in the better one; `op: unread` where neither is known.
    """
    rule = rule_of(text)
    quantity = rule.quantity if rule is not None and rule.is_number else None
    if rule is None or quantity is None or rule.is_change or rule.is_yearly_change:
        return text
    good = {Better.HIGHER: "up", Better.LOWER: "down"}.get(better) if better else None
    direction = change_of_name(name) or good
    if direction is None or quantity.value <= 0:
        return unread(text)
    fields: dict[str, Any] = {
        "op": "annual_change" if average else "change",
        "by": decimal_text(quantity.value),
        "unit": quantity.unit or unit or "%",
        "direction": direction,
    }
    return {**fields, **({"average": True} if average else {}), "text": text}
