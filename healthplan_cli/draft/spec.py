"""A spec being drafted: plain data, item by item, with the doubts about each field and the place in the document."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.visible import UNSEEN
from healthplan_cli.draft.model import Doubt
from healthplan_cli.sources.documents.blocks import Place

Fields = dict[str, Any]
# What the fields are called in a remark, in a report and in a summary.
FIELD_WORDS = {
    "id": tr("id"), "no": tr("序号"), "category": tr("类别"), "name": tr("名称"), "unit": tr("单位"),
    "better": tr("方向"), "baseline": tr("基期"), "target": tr("目标"), "due": tr("目标年"), "nature": tr("性质"),
    "responsible": tr("责任单位"), "source": tr("出处"), "components": tr("分项"), "mentions": tr("正文的数"),
    "definition": tr("定义"), "note": tr("说明"), "limits": tr("范围"), "subject": tr("主语"), "section": tr("章节"),
    "modality": tr("语气"), "indicator": tr("所指的指标"), "place": tr("地点"), "kind": tr("性质"), "content": tr("内容"),
    "years": tr("年限"), "investment": tr("投资"), "group": tr("分组"), "count": tr("项数"), "title": tr("标题"),
    "issued": tr("文号"), "region": tr("地区"), "period": tr("规划期"), "marks": tr("记号"), "sentence": tr("原句"),
}  # fmt: skip
HEAD, ROW, COMMITMENT, TOTAL, PROJECT = "head", "indicators", "commitments", "projects_total", "projects"


@record(frozen=True, slots=True)
class PrintedWords:
    """The document's own words of a field, their year where that isn't the plan's, and their place."""

    field: str
    text: str
    year: int | None = None
    place: Place | None = None

    @property
    def shown(self) -> str:
        """The words with their year."""
        if self.year is None or str(self.year) in self.text:
            return self.text
        return tr("{text}（{year} 年）", text=self.text, year=self.year)


@record(frozen=True, slots=True)
class SpecItem:
    """A part of a spec: the head, a row, a commitment, a project or the projects' total; its fields in the order of
    the file.
    `printed`: the document's own words by field, for a reviewer; `lowered`: how often it was written more simply to
    be accepted.
    """

    kind: str
    fields: Fields
    doubts: tuple[Doubt, ...] = ()
    place: Place = Place()
    printed: tuple[PrintedWords, ...] = ()
    lowered: int = 0

    @property
    def id(self) -> str:
        """The id of the item; empty for one that has none."""
        return str(self.fields.get("id", ""))

    @property
    def name(self) -> str:
        """The name of the item."""
        return str(self.fields.get("name") or self.fields.get("subject") or self.fields.get("title") or "")

    def doubts_of(self, field: str) -> tuple[str, ...]:
        """Return the doubts about a field, each once."""
        return tuple(dict.fromkeys(doubt.words for doubt in self.doubts if doubt.field == field))


@record(frozen=True, slots=True)
class SpecDraft:
    """A whole spec; `remarks` are doubts that belong to no item.

    `record`: what was drafted in this and earlier editions (None: exactly its own items).
    """

    head: SpecItem
    items: tuple[SpecItem, ...]
    remarks: tuple[str, ...] = ()
    record: Mapping[str, Mapping[str, str]] | None = None

    def of(self, kind: str) -> tuple[SpecItem, ...]:
        """Return the items of a kind."""
        return tuple(item for item in self.items if item.kind == kind)

    @property
    def doubts(self) -> int:
        """The number of doubts."""
        return len(self.remarks) + sum(len(set(item.doubts)) for item in (self.head, *self.items))


def words(text: str | None) -> str:
    """Return words as a spec keeps them: on one line, without invisible characters.

    A line break between two digits becomes a blank, since it is unknown whether they are one number.
    """
    if not text:
        return ""
    seen = re.sub(
        f"[{UNSEEN}]", lambda match: "\n" if match[0] in "\t\n\r\x0b\x0c\x85\u2028\u2029" else "", text
    )
    joined = re.sub(r"\s*\n\s*", lambda match: _between(seen, match.start(), match.end()), seen)
    return joined.strip()


def _between(text: str, start: int, end: int) -> str:
    """Return what replaces a line break: a blank between Latin letters or digits, nothing beside Chinese."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return " " if before.isascii() and before.isalnum() and after.isascii() and after.isalnum() else ""


def place_words(place: Place) -> str:
    """Write a place so that a reader finds it; empty where nothing is known of it."""
    row = tr("第 {row} 行", row=place.row) if place.row is not None else ""
    if place.sheet is not None:
        return tr("工作表 {sheet} {row}", sheet=place.sheet, row=row).strip()
    if place.page is not None:
        return tr("第 {page} 页", page=place.page)
    if place.line is not None:
        return tr("第 {line} 行", line=place.line)
    if place.table is not None:
        return tr("第 {table} 张表 {row}", table=place.table, row=row).strip()
    return ""
