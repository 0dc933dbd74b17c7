"""The rows of a table of projects → items of the spec, and the total that the document prints."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

from healthplan_cli.base.exact_format import decimal_text
from healthplan_cli.base.i18n import tr
from healthplan_cli.draft.assemble.rows import number
from healthplan_cli.draft.ids import Taken, slug
from healthplan_cli.draft.model import Doubt, Draft, DraftProject
from healthplan_cli.draft.spec import PROJECT, TOTAL, PrintedWords, SpecItem, place_words, words
from healthplan_cli.language.normalise import squeeze

# Of the units of money in 万元, in which a spec has investments.
_MONEY: dict[str, int | Fraction] = {"万元": 1, "亿元": 10_000, "元": Fraction(1, 10_000)}
_AMOUNT = re.compile(r"(?P<number>[0-9]+(?:\.[0-9]+)?)(?P<unit>亿元|万元|元)?")


def project_items(draft: Draft) -> list[SpecItem]:
    """Return the printed total, where there is one, and the items of all projects."""
    taken = Taken()
    found = [_item(one, taken) for one in draft.projects]
    return [*(_total(draft.projects_total) if draft.projects_total else ()), *found]


def _total(one: DraftProject) -> list[SpecItem]:
    amount, _, doubts = _investment(one)
    count = re.search(r"[0-9]+", words(one.no))
    fields: dict[str, Any] = {"count": count[0] if count else None, "investment": amount}
    fields = {key: value for key, value in fields.items() if value is not None}
    if not fields:
        return []
    fields["source"] = " ".join(filter(None, (words(one.name), place_words(one.place))))
    return [SpecItem(TOTAL, {key: value for key, value in fields.items() if value}, doubts, one.place)]


def _item(one: DraftProject, taken: Taken) -> SpecItem:
    name = words(one.name) or tr("（名称没有读出）")
    amount, excuse, doubts = _investment(one)
    fields: dict[str, Any] = {"id": taken.take(slug(name)), "no": number(one.no), "name": name}
    fields |= {"group": words(one.group), "place": words(one.location), "kind": words(one.kind)}
    fields |= {"content": words(one.content), "years": words(one.years), "investment": amount}
    fields |= {"responsible": words(one.responsible), "source": place_words(one.place)}
    if amount is None and words(one.investment):
        fields["note"] = tr("投资印作“{text}”", text=words(one.investment))
    fields["not_in_document"] = {"investment": excuse} if excuse else {}
    printed = [
        PrintedWords(key, str(fields[key]))
        for key in ("no", "name", "place", "kind", "content", "years")
        if fields[key]
    ]
    printed += [PrintedWords("investment", words(one.investment))] if words(one.investment) else []
    kept = {key: value for key, value in fields.items() if value not in (None, "", {})}
    return SpecItem(PROJECT, kept, (*one.doubts, *doubts), one.place, tuple(printed))


def _investment(one: DraftProject) -> tuple[str | None, str | None, tuple[Doubt, ...]]:
    """Return an investment in 万元 (None where it can't be read), the excuse for a number that isn't printed so, and the doubts."""
    text = squeeze(words(one.investment)).replace(",", "").replace("，", "")
    if not text:
        return None, None, ()
    match = _AMOUNT.fullmatch(text)
    unit = (match["unit"] if match else None) or squeeze(words(one.unit))
    if match is None or (unit and unit not in _MONEY):
        return None, None, (Doubt("investment", tr("投资“{text}”不是一个以万元计的数", text=text)),)
    if not unit:
        return match["number"], None, (Doubt("investment", tr("没有印投资的单位，按万元计")),)
    if unit == "万元":
        return match["number"], None, ()
    amount = decimal_text(Fraction(match["number"]) * _MONEY[unit])
    return amount, tr("由{text}{unit}换算为万元", text=match["number"], unit=unit), ()
