"""What was drafted, kept as a few comments at the end of a spec, so that a new edition can tell a person's changes
from the document's.
Each item has a key (of its name) and, for each of its fields, four digits that stand for the drafted words. A field
with other words was changed by a person; an item that is missing was deleted by one.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from healthplan_cli.base.i18n import tr
from healthplan_cli.draft.ids import half_width
from healthplan_cli.draft.spec import COMMITMENT, HEAD, TOTAL, SpecItem
from healthplan_cli.language.names import name_key

# The fields that have the document's words; the others are a person's. Their letters are their places here: new ones come last.
WORD_FIELDS = (
    "title", "issued", "region", "period", "marks", "category", "name", "subject", "unit", "baseline", "target", "due",
    "nature", "responsible", "components", "section", "modality", "count", "investment", "group", "place", "kind",
    "content", "years",
)  # fmt: skip
_LETTERS = dict(zip(WORD_FIELDS, "ABCDEFGHIJKLMNOPQRSTUVWX", strict=True))
_FIELDS = {letter: field for field, letter in _LETTERS.items()}
_MARK = "#~ "
_ITEM = re.compile(r"(?P<key>[0-9a-f]{8})(?P<fields>(?:[A-X][0-9a-f]{4})*)")
_FIELD = re.compile(r"([A-X])([0-9a-f]{4})")
_ROWS = re.compile(r"\s?[（(](?P<rows>\d{1,9}) \w+[)）]$")
_WIDTH = 110  # of a line

Drafted = Mapping[str, str]  # of one item: a digest for each field


def plain_words(value: Any) -> str:
    """Return a field's words in the form in which editions are compared: without white space, in half width."""
    if isinstance(value, dict):
        if "text" in value:
            return plain_words(value["text"])
        if "op" in value:
            return " ".join(f"{key}{plain_words(one)}" for key, one in value.items())
        return ";".join(
            f"{key}:{plain_words(one)}" for key, one in sorted(value.items(), key=lambda pair: str(pair[0]))
        )
    if isinstance(value, list):
        return ";".join(map(plain_words, value))
    return "" if value is None else half_width(str(value))


def digest(value: Any) -> str:
    """Return four hexadecimal digits that stand for a field's words."""
    return hashlib.sha256(plain_words(value).encode()).hexdigest()[:4]


def keys_of(items: Sequence[SpecItem]) -> list[str]:
    """Return a key for each item, of its kind and name (for a commitment also its target); equal items get different keys."""
    found: list[str] = []
    for item in items:
        said = "" if item.kind in (HEAD, TOTAL) else name_key(item.name)
        said += plain_words(item.fields.get("target")) if item.kind == COMMITMENT else ""
        again = 0
        while (key := hashlib.sha256(f"{item.kind}\n{said}\n{again}".encode()).hexdigest()[:8]) in found:
            again += 1
        found.append(key)
    return found


def record_of(items: Sequence[SpecItem]) -> dict[str, Drafted]:
    """Return the record of the drafted fields by the items' keys."""
    return {
        key: {field: digest(item.fields[field]) for field in WORD_FIELDS if field in item.fields}
        for key, item in zip(keys_of(items), items, strict=True)
    }


def noted(remarks: Iterable[str]) -> dict[str, Drafted]:
    """Return the record of the remarks on the whole draft, each with its number of rows."""
    return {_remark_key(said): {"count": f"{rows:04x}"} for said, rows in map(_counted, remarks)}


def unsettled(remarks: Sequence[str], earlier: Mapping[str, Drafted], left: Iterable[str]) -> tuple[str, ...]:
    """Return the remarks without those that a person has settled: made before for at least as many rows, and no
    longer among those `left` in the earlier spec.
    """
    there = noted(left)
    found = []
    for remark in remarks:
        [(key, own)] = noted([remark]).items()
        settled = key in earlier and key not in there and own["count"] <= earlier[key].get("count", "")
        found += [] if settled else [remark]
    return tuple(found)


def _remark_key(words: str) -> str:
    return hashlib.sha256(f"remark\n{half_width(words)}".encode()).hexdigest()[:8]


def _counted(remark: str) -> tuple[str, int]:
    """Return a remark without the number of rows that share it, and that number (at most 65535)."""
    match = _ROWS.search(remark)
    return (remark[: match.start()], min(int(match["rows"]), 0xFFFF)) if match else (remark, 0)


def written(record: Mapping[str, Drafted]) -> Iterator[str]:
    """Yield a record as the comments of a spec; nothing for an empty one."""
    if record:
        yield tr("# 草稿的底：draft --update 凭它分清哪些是人改的、删的，请留着")
    line = ""
    for key, fields in record.items():
        said = key + "".join(f"{_LETTERS[field]}{digits}" for field, digits in fields.items())
        if line and len(line) + len(said) >= _WIDTH:
            yield _MARK + line
            line = ""
        line += (" " if line else "") + said
    if line:
        yield _MARK + line


def read(lines: Iterable[str]) -> dict[str, Drafted]:
    """Return the record in a spec's lines; other lines are ignored."""
    found: dict[str, Drafted] = {}
    for line in lines:
        for said in line[len(_MARK) :].split() if line.startswith(_MARK) else ():
            match = _ITEM.fullmatch(said)
            if match is not None:
                pairs = _FIELD.findall(match["fields"])
                found[match["key"]] = {_FIELDS[letter]: digits for letter, digits in pairs}
    return found
