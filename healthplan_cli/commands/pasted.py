"""A target's reading in structured form, for `explain --format yaml`, with the keys of docs/formats.md."""

from __future__ import annotations

import json
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from healthplan_cli.base.exact_format import decimal_text
from healthplan_cli.model import Rule, Target

# what a structured target has no key for: the words say it
_UNSAID = ("at_least", "approx", "at_most", "low_open", "high_open", "left", "right", "ladder", "name")
_OF_WORDS = ("ratio", "each", "none")


def pasted(target: Target) -> str:
    """Return `target: {…}` to paste into a spec; the words alone where no structure means exactly the same."""
    structure = _of_years(target) if target.years else _structure(target)
    asked = target.years or ((0, target.rule),)
    if structure is not None and not target.cumulative and _are_same(_read(structure), asked):
        return f"target: {structure}"
    return f"target: {_scalar(target.text.strip())}"


def _of_years(target: Target) -> str:
    years = ", ".join(f"{year}: {_flow(_said(rule), rule.words)}" for year, rule in target.years)
    return f"{{{years}}}"


def _structure(target: Target) -> str | None:
    fields = _said(target.rule)
    if fields["op"] in _OF_WORDS:
        return None
    due = {} if target.due is None else {"due": target.due}
    return _flow({**fields, "text": target.text.strip(), **due}, target.rule.words)


def _said(rule: Rule) -> dict[str, Any]:
    """Return a rule's fields with those that only a structure has: a verb's direction, the words of each of several demands."""
    fields = dict(rule.fields())
    if rule.is_number and rule.towards is not None:
        fields["direction"] = rule.towards.value
    if rule.is_trend and not fields.get("every_year"):
        fields["every_year"] = "false"
    if isinstance(fields.get("inner"), Mapping):
        fields["inner"] = fields["inner"]["text"]
    if rule.demands:
        fields["parts"] = [{"text": one.text, **_said(one.rule)} for one in rule.demands]
    return fields


def _are_same(read: tuple[tuple[int, Rule], ...] | None, asked: tuple[tuple[int, Rule], ...]) -> bool:
    """Return whether the rules read back from a structure are those that were written, in the same years."""
    if read is None or len(read) != len(asked):
        return False
    return all(
        year == other and _said(one) == _said(two) and type(one) is type(two)
        for (year, one), (other, two) in zip(read, asked, strict=True)
    )


def _read(structure: str) -> tuple[tuple[int, Rule], ...] | None:
    """Return the rules of a structure by year (0: no year is said), read as from a spec; None where it can't be read."""
    from healthplan_cli.sources.plans.structured import structured_rule
    from healthplan_cli.sources.strict_yaml import parse

    node = parse(f"target: {structure}".encode(), "").get("target")
    assert node is not None
    named = (
        {0: node} if node.get("op") is not None else {int(year): one for year, one in node.mapping.items()}
    )
    try:
        return tuple((year, structured_rule(one.data())) for year, one in named.items())
    except ValueError:
        return None


def _flow(fields: Mapping[str, Any], words: str) -> str:
    """Return fields as a mapping on one line, without those that are empty."""
    said = {key: value for key, value in fields.items() if value not in (None, False) and key not in _UNSAID}
    if said.get("op") == "grade":
        said["grade"] = said.pop("value", words)
    if said.get("op") == "external":
        said.pop("reference", None)
    if said.get("from") == "baseline":
        del said["from"]
    return "{" + ", ".join(f"{key}: {_value(value, words)}" for key, value in said.items()) + "}"


def _value(value: Any, words: str) -> str:
    if isinstance(value, Mapping):
        return _flow(value, words)
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_value(item, words) for item in value) + "]"
    return _scalar(value)


def _scalar(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Fraction):
        return decimal_text(value)
    if isinstance(value, int):
        return str(value)
    return json.dumps(str(value), ensure_ascii=False)
