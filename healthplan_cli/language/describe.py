"""A target as the fields of the public JSON (docs/formats.md), and as a sentence."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.kinds.said import quantity_text
from healthplan_cli.model import TOLERANCE, Better, Rule, Target

_WHEN = Pattern(r"^(?:到|至)?20\d\d年(?:底|末)?[,，]?")


def target_fields(target: Target) -> dict[str, Any]:
    """Return a target's public fields: those of its rule, and the rest of its words (due year, modality, remark …)."""
    out: dict[str, Any] = {
        **_with_years(target.rule.fields(), target.due),
        "modality": target.modality,
        "due": target.due,
    }
    if target.years:
        out["years"] = {str(year): rule.fields() for year, rule in target.years}
    if target.subject:
        out["subject"] = target.subject
    if target.remark:
        out["remark"] = target.remark
    if target.cumulative:
        out["cumulative"] = True
    if target.from_value:
        out |= {"from_value": target.from_value.value, "from_unit": target.from_value.unit}
    if target.from_year:
        out["from_year"] = target.from_year
    if target.rank:
        out["rank"] = True
    if target.years:
        out["years"] = {str(year): rule.fields() for year, rule in target.years}
    return out


def _with_years(fields: dict[str, Any], due: int | None = None) -> dict[str, Any]:
    """Return the fields of a rule, with the due year put into the demand whose words name it."""
    for part in fields.get("parts", ()) if fields["op"] == "all" and due else ():
        if str(due) in part["text"]:
            part["due"] = due
    return fields


def reading(target: Target, tolerance: Fraction = TOLERANCE, better: Better | None = None) -> str:
    """Return one sentence that says how a target is understood; `better` is the indicator's, `tolerance` that of 左右."""
    due = tr("{due} 年", due=target.due) if target.due else ""
    words = tr("（语气：{modality}，不改变算法）", modality=target.modality) if target.modality else ""
    rule = target.rule
    said_so = rule.is_reportable or rule.is_total or rule.parts
    total = tr("（累计数）") if target.cumulative and not said_so else ""
    start = _start(target)
    remark = tr("（附注：{remark}，不参与判断）", remark=target.remark) if target.remark else ""
    said = sentence(rule, tolerance, better)
    if target.years and target.due == target.years[-1][0]:
        each = (
            tr("{year} 年{said}", year=year, said=sentence(one, tolerance, better))
            for year, one in target.years
        )
        due, said = "", tr("；").join(each)
    if target.rank:
        said = tr("{said}（名次：数字小的在前，提升、前移是数字变小）", said=said)
    if rule.opposed(better):
        said = tr("{said}（写的方向与哪边算好相反，两种读法，须人工认定）", said=said)
    return tr(
        "{value}{due}{said}{total}{start}{words}{remark}。",
        value=_subject(target),
        due=due,
        said=said,
        total=total,
        start=start,
        words=words,
        remark=remark,
    )


def _subject(target: Target) -> str:
    """Return the target's subject to stand before its sentence; for a share of a kind its words instead (每个社区至少有1名)."""
    subject = target.subject or ""
    if subject != tr("做到的比例") or not any(map(str.isdigit, target.text)):
        return subject
    words = _WHEN.sub("", target.text) if target.due else target.text
    return tr("做到“{text}”的比例", text=words)


def _start(target: Target) -> str:
    """Return the words for the starting number after 从 or 由, which the verdict doesn't use; empty where there is none."""
    if target.from_value is None:
        return ""
    value = quantity_text(target.from_value)
    if target.from_year is None:
        return tr("（原文写的起点：{value}，不参与判断）", value=value)
    return tr("（原文写的起点：{year} 年的 {value}，不参与判断）", year=target.from_year, value=value)


def sentence(rule: Rule, tolerance: Fraction = TOLERANCE, better: Better | None = None) -> str:
    """Return the rule as a clause without a full stop. `tolerance` is that of 左右; `better` makes a bare number ≥ or ≤."""
    return rule.sentence(tolerance, better)
