"""What values each setting in a file can have, and how the option takes them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from healthplan_cli.base.i18n import tr
from healthplan_cli.commands.writing import split_output
from healthplan_cli.sources.plans.catalog import SUFFIXES


class Decimal(str):
    """A decimal number of TOML as written, never a float."""

    __slots__ = ()


def is_text(value: Any) -> bool:
    """Return whether a value is a string (and not a number kept as written)."""
    return isinstance(value, str) and not isinstance(value, Decimal)


def _are_texts(value: Any) -> bool:
    return is_text(value) or (isinstance(value, list) and all(map(is_text, value)))


def _are_targets(value: Any) -> bool:
    return all(map(is_text, value.values())) if isinstance(value, dict) else _are_texts(value)


def _is_one_text(value: Any) -> bool:
    return _are_texts(value) and (isinstance(value, str) or len(value) == 1)


def _is_whole(value: Any) -> bool:
    return type(value) is int


def _is_day(value: Any) -> bool:
    return is_text(value) or type(value).__name__ == "date"


_Kind = tuple[Callable[[Any], bool], str]  # what is right, and how it is said
_TEXT: _Kind = (is_text, tr("加引号的文字"))
_TEXTS: _Kind = (_are_texts, tr("加引号的文字，或它们的列表"))
_FLAG: _Kind = (lambda value: isinstance(value, bool), tr(" true 或 false"))
SETTINGS: Mapping[str, _Kind] = {
    "plan": _TEXTS,
    "sources": _TEXTS,
    "targets": _TEXT,
    "set": (_are_targets, tr('指标与目标的表，如 {surface_water_quality = "≥97.3%"}')),
    "gate": _TEXTS,
    "only": _TEXTS,
    "mode": _TEXT,
    "year": (_is_whole, tr("整数，如 2024")),
    "carry": (_is_whole, tr("整数，如 1")),
    "band": (lambda value: isinstance(value, str) or _is_whole(value), tr("数，如 0.05")),
    "format": (_is_one_text, tr("一种形式，如 json")),
    "output": _TEXTS,
    "allow-unknown": _FLAG,
    "quiet": _FLAG,
    "with": _TEXTS,
    "all": _FLAG,
    "waivers": _TEXT,
    "as-of": (_is_day, tr("日期，如 2025-06-30")),
    "against": _TEXT,
    "map": _TEXT,
    "sheet": _TEXT,
    "color": _TEXT,
    "template": _TEXT,
    "ambiguous": _TEXT,
}
_MANY = ("plan", "sources", "set", "output", "with")
PATHS = ("waivers", "map", "against", "targets", "template")


def option_value(key: str, value: Any, folder: Path) -> Any:
    """Return a setting's value as its option takes it; relative paths are relative to the settings file."""
    if isinstance(value, dict):
        return [f"{id}={target}" for id, target in value.items()]
    if key in _MANY:
        texts = [value] if isinstance(value, str) else value
        return [_in_folder(key, text, folder) for text in texts]
    if key in PATHS:
        return str(folder / value)
    if isinstance(value, list):
        return ",".join(value)
    return value if isinstance(value, bool) or key in ("year", "carry") else str(value)


def _in_folder(key: str, text: str, folder: Path) -> str:
    if key == "plan" and text.endswith(SUFFIXES):
        return str(folder / text)
    if key == "output":
        form, path = split_output(text)
        return f"{form}:{folder / path}" if form else text
    return text
