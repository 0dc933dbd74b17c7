"""An item of a new edition merged with the earlier one: the document's words are the new ones, everything else stays as decided."""

from __future__ import annotations

from typing import Any

from healthplan_cli.base.i18n import tr
from healthplan_cli.draft.better import rule_of
from healthplan_cli.draft.model import Doubt
from healthplan_cli.draft.record import WORD_FIELDS, Drafted, digest, plain_words
from healthplan_cli.draft.result import SpecChange
from healthplan_cli.draft.spec import COMMITMENT, HEAD, SpecItem
from healthplan_cli.language.names import name_key
from healthplan_cli.sources.plans.catalog import catalogue

_PLACES = ("no", "source", "section")  # where something stands: new in every edition, and nothing to check

_ADDED = ("definition", "mentions")  # taken along where there was none


def merged(old: SpecItem, new: SpecItem, drafted: Drafted | None = None) -> tuple[SpecItem, list[SpecChange]]:
    """Return the merged item, and its changes.

    A field that a person has changed stays, if the document still says what it said when the earlier spec was
    `drafted`.
    """
    fields: dict[str, Any] = {}
    doubts: list[Doubt] = []
    changes: list[SpecChange] = []
    names = list(
        dict.fromkeys((*old.fields, *(name for name in new.fields if name in (*WORD_FIELDS, *_PLACES))))
    )
    for name in sorted(names, key=list(new.fields).index if set(names) <= set(new.fields) else names.index):
        before, after = old.fields.get(name), _seen(name, new.fields.get(name), old)
        if (name in _PLACES and after not in (None, "")) or (name in _ADDED and name not in old.fields):
            fields[name] = after
        elif name not in WORD_FIELDS or _stays(old, new, name, drafted):
            fields[name] = before
            doubts += [doubt for doubt in old.doubts if doubt.field == name]
        else:
            said = _words(before)
            fields[name] = _parts(before, after) if name == "components" else after
            doubts.append(Doubt(name, tr("上一版作“{before}”", before=said) if said else tr("上一版没有")))
            doubts += [doubt for doubt in new.doubts if doubt.field == name]
            changes.append(SpecChange("changed", old.id, old.name or new.name, name, said, _words(after)))
    doubts += [doubt for doubt in old.doubts if doubt.field not in fields]
    kept = {
        name: value
        for name, value in fields.items()
        if name == "unit" or (value not in (None, [], {}) and (value != "" or name == "target"))
    }
    return SpecItem(new.kind, kept, tuple(dict.fromkeys(doubts)), new.place, new.printed), changes


def _seen(name: str, value: Any, old: SpecItem) -> Any:
    """Return a drafted value; for a target unread only because the better direction was unknown, its words, if the
    earlier spec has the direction.
    """
    if (
        name != "target"
        or not isinstance(value, dict)
        or not ("better" in old.fields or old.id in catalogue())
    ):
        return value
    if value.get("op") == "unread":
        rule = rule_of(str(value.get("text", "")))
        return value["text"] if rule is not None and rule.lacks_direction(None) else value
    return value if "op" in value else {year: _seen(name, one, old) for year, one in value.items()}


def _words(value: Any) -> str:
    if isinstance(value, dict) and "text" not in value:
        return tr("，").join(f"{key} {_words(one)}" for key, one in value.items())
    if isinstance(value, dict):
        return str(value["text"])
    if isinstance(value, list):
        return tr("；").join(_words(one) for one in value)
    return "" if value is None else str(value)


def _stays(old: SpecItem, new: SpecItem, name: str, drafted: Drafted | None) -> bool:
    """Return whether a field stays: the words are the same, or a person wrote it where the document has none."""
    before, after = old.fields.get(name), new.fields.get(name)
    if drafted is not None and drafted.get(name) == (digest(after) if name in new.fields else None):
        return True
    if plain_words(before) == plain_words(after):
        return True
    if name in (old.fields.get("not_in_document") or {}) or _is_guess(new, name):
        return before is not None
    if after in (None, "", [], {}):
        return _is_a_persons(old, name, before)
    if name == "components":
        return not _differ(before, after)
    if isinstance(before, dict) and isinstance(after, dict) and name in ("region", "issued", "marks"):
        return all(plain_words(before.get(key)) == plain_words(value) for key, value in after.items())
    return False


def _is_guess(new: SpecItem, name: str) -> bool:
    """Return whether the draft filled a field about which the document says nothing."""
    return name in (new.fields.get("not_in_document") or {})


def _is_a_persons(old: SpecItem, name: str, before: Any) -> bool:
    """Return whether a field that the new edition lacks was added by a person: a baseline from the body text,
    components, a due year and the like, any field of a commitment or the head.
    """
    if name == "baseline":
        return isinstance(before, dict)
    return name in ("components", "due", "category", "responsible", "modality") or old.kind in (
        HEAD,
        COMMITMENT,
    )


def _differ(before: Any, after: Any) -> bool:
    """Return whether components differ in name, baseline or target."""

    def cells(parts: Any) -> list[tuple[str, str, str]]:
        return sorted(
            (name_key(str(one.get("name"))), plain_words(one.get("baseline")), plain_words(one.get("target")))
            for one in parts or ()
        )

    return cells(before) != cells(after)


def _parts(before: Any, after: Any) -> Any:
    """Return the new components with the ids and aliases that they had before."""
    if not isinstance(before, list) or not isinstance(after, list):
        return after
    known = {name_key(str(one.get("name"))): one for one in before}
    found = []
    for one in after:
        own = known.get(name_key(str(one.get("name"))), {})
        decided = {key: own[key] for key in ("id", "aliases", "note") if key in own}
        found.append({**one, **decided})
    return found
