"""The commitments of the running text → items of the spec; one that restates a row of the table is linked to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from healthplan_cli.base.i18n import tr
from healthplan_cli.draft.assemble.cells import blindfolded, rules_of, unread
from healthplan_cli.draft.assemble.head import DraftPeriod
from healthplan_cli.draft.better import better_of_promise
from healthplan_cli.draft.ids import LONGEST, Taken, agrees, called, slug
from healthplan_cli.draft.model import Doubt, Draft, DraftCommitment
from healthplan_cli.draft.spec import COMMITMENT, PrintedWords, SpecItem, place_words, words
from healthplan_cli.language.names import name_key
from healthplan_cli.model import Entry, Rule

_TEXT = "_text"


def commitment_items(draft: Draft, rows: Sequence[str], period: DraftPeriod, taken: Taken) -> list[SpecItem]:
    """Return the items of all commitments; `rows` are the ids of the draft's rows."""
    subjects: dict[str, str] = {}
    found = []
    for one in draft.commitments:
        about = rows[one.restates] if one.restates is not None and 0 <= one.restates < len(rows) else None
        item = _item(one, about, period, taken, subjects)
        if about is None:
            subjects.setdefault(name_key(item.name), item.id)
        found.append(item)
    return found


def _item(
    one: DraftCommitment, about: str | None, period: DraftPeriod, taken: Taken, subjects: dict[str, str]
) -> SpecItem:
    subject, target = words(one.subject) or tr("（没有读出）"), words(one.target)
    rules, doubts = rules_of([target]), list(one.doubts)
    entry, _ = called(subject)
    if entry is not None and not agrees(entry, None, rules):
        entry = None
    fields: dict[str, Any] = {
        "id": _id(subject, about, entry, taken),
        "subject": subject,
        "target": _target(target, one.op, rules),
    }
    fields["due"] = one.due if one.due != period.end else None
    fields["section"] = words(one.section) or place_words(one.place) or tr("正文")
    fields["modality"], fields["responsible"] = words(one.modality), words(one.responsible)
    fields["indicator"] = about
    if about is None:
        doubts += _about(fields, subject, entry, rules, subjects)
    said = {
        "subject": subject,
        "target": target,
        "section": words(one.section),
        "sentence": words(one.sentence),
    }
    printed = tuple(PrintedWords(key, text) for key, text in said.items() if text)
    kept = {key: value for key, value in fields.items() if value not in (None, "")}
    return SpecItem(COMMITMENT, kept, tuple(dict.fromkeys(doubts)), one.place, printed)


def _target(words_of: str, op: str | None, rules: Sequence[Rule]) -> Any:
    """Return a commitment's target: its words; for an action that can't be read as a target, a milestone with these words."""
    if op == "milestone" and words_of and not rules:
        return {"text": words_of, "op": op, "state": words_of}
    return words_of or unread("")


def _id(subject: str, about: str | None, entry: Entry | None, taken: Taken) -> str:
    if about is not None:
        return taken.take(about[: LONGEST - len(_TEXT)] + _TEXT)
    if entry is not None and not taken.has(entry.id):
        return taken.take(entry.id)
    return taken.take(slug(subject))


def _about(
    fields: dict[str, Any], subject: str, entry: Entry | None, rules: Sequence[Rule], subjects: dict[str, str]
) -> list[Doubt]:
    """Set the fields for what the commitment is about and which direction is better; return the doubts."""
    earlier = subjects.get(name_key(subject))
    if earlier is not None:
        fields["indicator"] = earlier
        return [Doubt("indicator", tr("与前面的 {id} 同一个主语：说的是不是同一样东西？", id=earlier))]
    if entry is not None:
        if entry.id != fields["id"]:
            fields["indicator"] = entry.id
        return []
    if not any(rule.lacks_direction(None) for rule in rules):
        return []
    better, why = better_of_promise(subject, str(fields["target"]), rules)
    if better is None:
        fields |= blindfolded(fields)
        return [Doubt("target", tr("看不出哪边算好，先不判断：写上 better，再把 target 写成原话"))]
    fields["better"] = better.value
    return [Doubt("better", why)] if why else []
