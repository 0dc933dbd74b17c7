"""A drafted spec → YAML that reads back as the same words, each doubt as a comment on the line of its field."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.visible import IN_LINE, visible
from healthplan_cli.draft.record import noted, record_of, written
from healthplan_cli.draft.spec import COMMITMENT, PROJECT, ROW, TOTAL, SpecDraft, SpecItem

# What YAML takes as it is, in whatever place: begins with a Chinese character or a letter and has none of its signs.
_PLAIN = re.compile(
    r"[A-Za-z\u3400-\u9fff](?:[A-Za-z0-9_\u3400-\u9fff（）〔〕《》“”、，。；％·/+.-]| (?=[A-Za-z0-9\u3400-\u9fff]))*"
)
_WORDS = frozenset(["null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan", "inf"])
_LINES = ("components", "mentions", "revisions")  # an entry a line


@record(frozen=True, slots=True)
class Written:
    """The text of a spec; `lines` has for each line (from 1) the index of its item (-1: the head) and the field."""

    text: str
    lines: tuple[tuple[int, str], ...]

    def at(self, line: int) -> tuple[int, str]:
        """Return the index of the item and the field that a line belongs to."""
        return self.lines[min(max(line, 1), len(self.lines)) - 1]


def write_spec(spec: SpecDraft) -> Written:
    """Return a spec as YAML, with a line feed at the end."""
    lines: list[str] = []
    owners: list[tuple[int, str]] = []

    def add(index: int, said: Iterator[tuple[str, str]]) -> None:
        for field, line in said:
            lines.append(line)
            owners.append((index, field))

    add(-1, _top(spec))
    for kind in (ROW, COMMITMENT, TOTAL, PROJECT):
        own = [(index, item) for index, item in enumerate(spec.items) if item.kind == kind]
        if own:
            add(-1, iter([("", f"{kind}:")] if kind == ROW else [("", ""), ("", f"{kind}:")]))
        elif kind == ROW:
            add(-1, iter([(kind, f"{kind}: []")]))
        for index, item in own:
            add(index, _entry(item) if kind == TOTAL else _member(item))
    record = record_of((spec.head, *spec.items)) if spec.record is None else spec.record
    add(-1, (("", line) for line in ("", *written({**record, **noted(spec.remarks)}))))
    return Written("\n".join(lines) + "\n", tuple(owners))


def _top(spec: SpecDraft) -> Iterator[tuple[str, str]]:
    yield "", tr("# 由 hpcheck draft 写出：带“待核”的各处请对着原文看一遍，看过的把注释删去。")
    for remark in spec.remarks:
        yield "", comment(remark)
    yield from _fields(spec.head, "")


def _member(item: SpecItem) -> Iterator[tuple[str, str]]:
    """Yield the lines of a list's entry, after an empty line."""
    yield "", ""
    lead = "  - "
    for field, line in _fields(item, "    "):
        yield field, lead + line[4:] if lead else line
        lead = ""


def _entry(item: SpecItem) -> Iterator[tuple[str, str]]:
    yield from _fields(item, "  ")


def _fields(item: SpecItem, indent: str) -> Iterator[tuple[str, str]]:
    for field, value in item.fields.items():
        said = "".join(f"  {comment(text)}" for text in _joined(item.doubts_of(field)))
        if isinstance(value, list) and field in _LINES:
            yield field, f"{indent}{field}:{said}"
            for one in value:
                yield field, f"{indent}  - {flow(one)}"
        else:
            yield field, f"{indent}{field}: {flow(value)}{said}"
    left = dict.fromkeys(doubt.field for doubt in item.doubts if doubt.field not in item.fields)
    for field in left:
        for text in _joined(item.doubts_of(field)):
            yield field, indent + comment(tr("{field}：{words}", field=field, words=text))


def _joined(doubts: Sequence[str]) -> list[str]:
    return [tr("；").join(doubts)] if doubts else []


def comment(text: str) -> str:
    """Return a doubt as a comment, on one line."""
    return tr("# 待核：{words}", words=visible(" ".join(text.split())))


def flow(value: Any) -> str:
    """Return a value on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{scalar(key)}: {flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(flow, value)) + "]"
    return scalar(value)


def scalar(value: Any) -> str:
    """Return one value as YAML that reads back the same: numbers, true, false and null plain, words in quotation
    marks unless they can't be mistaken.
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    text = str(value)
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS and not text.endswith("-"):
        return text
    return re.sub(IN_LINE, r"\\u0023", json.dumps(text, ensure_ascii=False))
