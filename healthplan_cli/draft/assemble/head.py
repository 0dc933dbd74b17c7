"""The head of a spec: id, title, number, region and period, each as the document gives it."""

from __future__ import annotations

from collections import Counter
from typing import Any

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.draft.model import Doubt, Draft
from healthplan_cli.draft.spec import HEAD, SpecItem, words
from healthplan_cli.language.marks import as_mark
from healthplan_cli.language.normalise import squeeze
from healthplan_cli.model import PLAN_FORMAT

_LEVELS = ("country", "province", "city", "county")
_CAPTION = 8  # characters of a table's title that may be its plan's


@record(frozen=True, slots=True)
class DraftPeriod:
    """The years of a plan, and the doubts about them."""

    baseline: int
    start: int
    end: int
    doubts: tuple[str, ...] = ()


def period_of(draft: Draft) -> DraftPeriod:
    """Return the plan's years: as its header gives them, else as its tables do; with a doubt where neither does."""
    header, doubts = draft.header, []
    due = [value.year for row in draft.rows for value in row.targets if value.year]
    begun = Counter(row.baseline.year for row in draft.rows if row.baseline and row.baseline.year)
    end = header.end or max(due, default=None)
    if header.end is None:
        doubts.append(
            tr("规划期的末年没有写明，暂按表里最晚的目标年")
            if end
            else tr("规划期没有写明，暂按 2026—2030 年")
        )
    end = end or 2030
    usual = begun.most_common(1)[0][0] if begun else None
    known = header.baseline or usual
    baseline = known or (header.start or end - 4) - 1
    if known is None:
        doubts.append(tr("基期年没有写明，暂按首年的前一年"))
    elif usual and usual != baseline:
        doubts.append(tr("表里的基期多是 {year} 年的", year=usual))
    start = header.start or baseline + 1
    if not (1900 <= baseline < start <= end <= 2199):
        doubts.append(
            tr(
                "读出的年份是基期 {baseline}、首年 {start}、末年 {end}，先后不对",
                baseline=baseline,
                start=start,
                end=end,
            )
        )
        end = min(max(end, 1905), 2199)
        start = start if 1901 <= start <= end else end - 4
        baseline = start - 1
    return DraftPeriod(baseline, start, end, tuple(doubts))


def head_item(draft: Draft, id: str, file: str, period: DraftPeriod) -> SpecItem:
    """Return the head of the spec."""
    header = draft.header
    fields: dict[str, Any] = {"format": PLAN_FORMAT, "id": id, "title": words(header.title)}
    doubts = [doubt for doubt in header.doubts if doubt.field]
    excuses: dict[str, str] = {}
    if not fields["title"] and (caption := _caption(draft)):
        fields["title"] = caption
        doubts = [doubt for doubt in doubts if doubt.field != "title"]
        doubts.append(Doubt("title", tr("没有找到规划的标题，这是表题")))
    if not fields["title"]:
        fields["title"] = words(file) or id
        excuses["title"] = tr("原文里没有认出标题，暂用文件名")
        doubts.append(Doubt("title", excuses["title"]))
    issued = {"number": words(header.number), "date": words(header.date), "by": words(header.by)}
    fields["issued"] = {key: text for key, text in issued.items() if text}
    region = {"name": words(header.region), "code": words(header.code)}
    fields["region"] = {key: text for key, text in region.items() if text} if region["name"] else {}
    if fields["region"] and header.level in _LEVELS:
        fields["region"]["level"] = header.level
    if not region["name"] and not any(doubt.field == "region" for doubt in doubts):
        doubts.append(
            Doubt("region", tr("没有认出是哪个地区的规划：写 region: {name: …, code: …, level: …}"))
        )
    fields["period"] = {"baseline": period.baseline, "start": period.start, "end": period.end}
    if not any(doubt.field == "period" for doubt in doubts):
        doubts += [Doubt("period", text) for text in period.doubts]
    fields["marks"], notes = _marks(draft)
    if draft.recognised:
        notes.insert(0, tr("全文由图片识别（OCR）而来，每个字都要与原件核对"))
        doubts.append(Doubt("title", notes[0]))
    fields["note"] = tr("；").join(notes)
    fields["not_in_document"] = excuses
    return SpecItem(
        HEAD, {key: value for key, value in fields.items() if value}, tuple(dict.fromkeys(doubts))
    )


def _caption(draft: Draft) -> str:
    """Return the caption of the first table that has one of more than a number; empty without one."""
    return next((text for row in draft.rows if len(text := words(row.table)) >= _CAPTION), "")


def _marks(draft: Draft) -> tuple[dict[str, str], list[str]]:
    """Return the legends by their marks, and as remarks those of marks that can't stand beside a number."""
    found: dict[str, str] = {}
    notes = []
    for mark, legend in draft.marks:
        sign, text = as_mark(squeeze(words(mark))), words(legend)
        if sign is not None and text and sign not in found:
            found[sign] = text
        elif text:
            notes.append(f"{words(mark)} {text}".strip())
    return found, notes
