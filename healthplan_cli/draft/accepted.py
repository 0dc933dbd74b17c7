"""A draft made into a spec that `hpcheck validate` accepts: what is refused is written more simply, with a doubt."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from typing import Any

from healthplan_cli import units
from healthplan_cli.base.errors import InvalidInput, NotUnderstood, Problem
from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.draft.assemble.cells import unread
from healthplan_cli.draft.better import rule_of
from healthplan_cli.draft.ids import Taken, slug
from healthplan_cli.draft.model import Doubt
from healthplan_cli.draft.spec import COMMITMENT, FIELD_WORDS, PROJECT, ROW, SpecDraft, SpecItem
from healthplan_cli.draft.writing import Written, write_spec
from healthplan_cli.language.reported import dated, parse_reported
from healthplan_cli.model import Plan
from healthplan_cli.sources.plans.catalog import catalogue
from healthplan_cli.sources.plans.spec import build_plan
from healthplan_cli.sources.strict_yaml import parse

_ROUNDS = 12  # of writing more simply, before an item keeps no more than its words
_NO_LIMITS = {"min": None, "max": None}


@record(frozen=True, slots=True)
class AcceptedSpec:
    """An accepted spec: its items, its text, and the plan that it loads as."""

    spec: SpecDraft
    written: Written
    plan: Plan


def accepted(spec: SpecDraft, file: str = "spec.yaml") -> AcceptedSpec:
    """Return the spec with each field that the loader refuses written in a form that it takes, and the reason as a doubt."""
    for round in range(_ROUNDS + 2):
        written = write_spec(spec)
        content = written.text.encode()
        try:
            root = parse(content, file)
            digest = hashlib.sha256(content).hexdigest()
            build_plan(
                root, file, catalogue(), digest, check_shape=False
            )  # the sense first: the shape is slower
            return AcceptedSpec(spec, written, build_plan(root, file, catalogue(), digest))
        except InvalidInput as error:
            spec = _simpler(spec, written, error.problems, round >= _ROUNDS)
    raise AssertionError("a spec of bare rows is accepted")  # pragma: no cover


def _simpler(spec: SpecDraft, written: Written, problems: Iterable[Problem], bare: bool) -> SpecDraft:
    """Return the spec with each item that has problems in a simpler form (`lowered` + 1)."""
    by_item: dict[int, dict[str, str]] = {}
    for problem in problems:
        index, field = written.at(problem.location.line)
        by_item.setdefault(index, {}).setdefault(field, problem.message)
    taken = Taken(item.id for item in spec.items if item.kind in (ROW, COMMITMENT))
    head = _lowered(spec.head, by_item[-1], taken, bare) if -1 in by_item else spec.head
    items = [
        _lowered(item, by_item[index], taken, bare) if index in by_item else item
        for index, item in enumerate(spec.items)
    ]
    return replace(spec, head=head, items=tuple(items))


def _lowered(item: SpecItem, problems: dict[str, str], taken: Taken, bare: bool) -> SpecItem:
    for field, message in problems.items():
        change = _bare if bare else _CHANGES.get((item.kind, field)) or _CHANGES.get(("", field)) or _without
        fields = dict(item.fields)
        change(fields, field, item.lowered, taken)
        doubts = (*item.doubts, Doubt(field, message))
        item = replace(item, fields=fields, doubts=tuple(dict.fromkeys(doubts)))
    return replace(item, lowered=item.lowered + 1)


Change = Callable[[dict[str, Any], str, int, Taken], None]


def _unread_target(fields: dict[str, Any], field: str, lowered: int, taken: Taken) -> None:
    """Replace a refused target: first remove the row's limits, which it may exceed; then keep it only as words (op: unread)."""
    target = fields.get("target")
    if lowered == 0 and "components" not in fields and _is_understood(target):
        fields["limits"] = _NO_LIMITS
        return
    if fields.get("limits") == _NO_LIMITS:
        del fields["limits"]
    if "components" in fields:
        _parts_as_words(fields, field, lowered, taken)
    elif isinstance(target, dict) and "op" not in target and lowered < 3:
        fields["target"] = {
            year: unread(_text(one)) if rule_of(_text(one)) is None or lowered else one
            for year, one in target.items()
        }
    else:
        fields["target"] = unread(_text(target))
        fields.pop("due", None)


def _is_understood(target: Any) -> bool:
    texts = list(target.values()) if isinstance(target, dict) and "op" not in target else [target]
    return all(isinstance(text, str) and rule_of(text) is not None for text in texts)


def _text(target: Any) -> str:
    """Return the words of a target in any of its forms."""
    if isinstance(target, dict):
        own = target.get("text")
        return (
            str(own)
            if own
            else tr("；").join(
                tr("{field}：{words}", field=year, words=_text(one)) for year, one in target.items()
            )
        )
    return str(target or "")


def _as_note(fields: dict[str, Any], field: str, lowered: int, taken: Taken) -> None:
    """Move words that a field can't hold into the item's note."""
    value = fields.pop(field, None)
    if value not in (None, "", [], {}):
        said = tr("{field}印作“{text}”", field=FIELD_WORDS.get(field, field), text=_plain(value))
        fields["note"] = tr("；").join(filter(None, (fields.get("note"), said)))


def _baseline(fields: dict[str, Any], field: str, lowered: int, taken: Taken) -> None:
    """Replace a refused baseline: first remove the row's limits, which it may exceed; then move it into the note."""
    if lowered == 0 and _is_value(fields.get("baseline")):
        fields["limits"] = _NO_LIMITS
        return
    if fields.get("limits") == _NO_LIMITS:
        del fields["limits"]
    _as_note(fields, field, lowered, taken)


def _is_value(baseline: Any) -> bool:
    try:
        return parse_reported(dated(_plain(baseline))[1]).values is not None
    except NotUnderstood:
        return False


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return " ".join(_plain(one) for key, one in value.items() if key not in ("id", "aliases", "op"))
    if isinstance(value, list):
        return tr("；").join(map(_plain, value))
    return str(value)


def _unit(fields: dict[str, Any], field: str, lowered: int, taken: Taken) -> None:
    """Replace a refused unit: first give the row an id of its own (with another unit it isn't the catalogue's
    indicator); then move it into the note.
    """
    if lowered == 0 and units.canonical(str(fields.get("unit") or "")) and fields.get("id") in catalogue():
        _own_id(fields, field, lowered, taken)
        return
    text = fields.get("unit")
    _as_note(fields, field, 1, taken)
    if text is not None:
        fields["unit"] = None


def _own_id(fields: dict[str, Any], field: str, lowered: int, taken: Taken) -> None:
    if fields.get("components") and lowered < 4:
        _parts_as_words(fields, field, lowered, taken)
    elif lowered >= 2:
        _bare(fields, field, lowered, taken)
    else:
        fields["id"] = taken.take(slug(str(fields.get("name") or fields.get("subject") or "")))


def _parts_as_words(fields: dict[str, Any], field: str, lowered: int, taken: Taken) -> None:
    """Replace refused components: first keep each unread one only as words (op: unread); if that fails, the whole row."""
    parts = fields.get("components") or []
    if lowered < 2:
        fields["components"] = [_simple_part(part, lowered) for part in parts]
        target = fields.get("target")
        if isinstance(target, str) and rule_of(target) is None:
            fields["target"] = unread(target)
        return
    _as_note(fields, "components", 1, taken)
    words = _text(fields.get("target")) or tr("；").join(
        tr("{field}：{words}", field=part["name"], words=_text(part.get("target")))
        for part in parts
        if part.get("target")
    )
    fields["target"] = unread(words)
    baseline = fields.get("baseline")
    if baseline is not None:
        _as_note(fields, "baseline", 1, taken)


def _simple_part(part: dict[str, Any], lowered: int) -> dict[str, Any]:
    made = dict(part)
    target = part.get("target")
    if target is not None and (lowered or not _is_understood(target)):
        made["target"] = unread(_text(target))
    if "baseline" in part and (lowered or not _is_value(part["baseline"])):
        _as_note(made, "baseline", lowered, Taken())
    return made


def _without(fields: dict[str, Any], field: str, lowered: int, taken: Taken) -> None:
    """Remove any other refused field; where every item needs it, reduce the item to its necessary fields (`_bare`)."""
    if field in _NEEDED or field not in fields:
        if lowered >= 2:
            _bare(fields, field, lowered, taken)
        return
    del fields[field]


def _bare(fields: dict[str, Any], field: str, lowered: int, taken: Taken) -> None:
    """Reduce an item to its necessary fields, and keep its words as a remark."""
    if "format" in fields:
        for key in [key for key in fields if key not in ("format", "id", "title", "period")]:
            del fields[key]
        fields["period"] = {"baseline": 2025, "start": 2026, "end": 2030}
        return
    if "subject" in fields or "nature" in fields:
        fields["target"] = unread(_text(fields.get("target")) or _plain(fields.get("components") or ""))
    for key in [key for key in fields if key not in _NEEDED and key != "note"]:
        _as_note(fields, key, 1, taken)


_NEEDED = ("format", "id", "title", "period", "name", "nature", "target", "unit", "subject", "section")
_CHANGES: dict[tuple[str, str], Change] = {
    ("", "target"): _unread_target,
    ("", "due"): _as_note,
    ("", "baseline"): _baseline,
    ("", "unit"): _unit,
    ("", "components"): _parts_as_words,
    ("", "mentions"): _as_note,
    ("", "id"): _own_id,
    ("", "name"): _own_id,
    (PROJECT, "years"): _as_note,
    (PROJECT, "investment"): _as_note,
}
