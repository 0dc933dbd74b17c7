"""A reading as a target in structured form, for `explain --format yaml`: the keys are those of docs/formats.md."""

from __future__ import annotations

import json
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from healthplan_cli.base.exact_format import decimal_text
from healthplan_cli.model import Target

# what a structured target has no key for: the words say it
_UNSAID = ("at_least", "approx", "at_most", "low_open", "high_open", "left", "right", "ladder", "name")
_OF_WORDS = ("ratio", "each", "none")


def pasted(target: Target) -> str:
    """`target: {…}`, with the words; the words alone where no structure says as much."""
    if target.years:
        years = ", ".join(f"{year}: {_flow(rule.fields(), rule.words)}" for year, rule in target.years)
        return f"target: {{{years}}}"
    fields = target.rule.fields()
    bounded = any(fields.get(key) for key in ("approx", "at_most", "low_open", "high_open"))
    bounded |= "high" in fields and fields["op"] != "range"
    if fields["op"] in _OF_WORDS or bounded:
        return f"target: {_scalar(target.text.strip())}"
    due = {} if target.due is None else {"due": target.due}
    return f"target: {_flow({**fields, 'text': target.text.strip(), **due}, target.rule.words)}"


def _flow(fields: Mapping[str, Any], words: str) -> str:
    """Fields as a mapping on one line, without those that say nothing."""
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
