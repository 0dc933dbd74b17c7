"""Yearly targets for programs: YAML to paste into a spec, JSON (`hpcheck.path/1`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.evaluation.part import IndicatorPart, in_unit
from healthplan_cli.language.figures import printed_words
from healthplan_cli.model import Revision, RowField
from healthplan_cli.report import Look
from healthplan_cli.report.programs.jsontext import dumps
from healthplan_cli.report.programs.planhead import component_head, plan_head
from healthplan_cli.report.words.annual_targets import DERIVED, label, remarks, target_text, unit_text
from healthplan_cli.views.annual_targets import Basis, PathRow, YearPath, YearStep

FORMAT = "hpcheck.path/1"
# What Excel, WPS or LibreOffice would take for the beginning of a formula; a plain number is none.
_PLAIN_KEY = Pattern(r"(?!(?:null|true|false|yes|no|on|off|y|n)$)[A-Za-z_][\w.-]*$")


# ── YAML ──


def path_yaml(results: Sequence[YearPath], look: Look) -> str:
    """Return a mapping by indicator id, whose `annual_targets` lines can be pasted under their rows in a spec.

    Rows for which that would have no effect, or isn't possible, are comments with the reason.
    """
    [path] = results
    end = path.plan.period.end
    lines = [
        tr("# {one_line}：年度目标", one_line=_one_line(path.plan.title)),
        tr("# {derived}。", derived=DERIVED),
        tr(
            "# 用法：把一项的 annual_targets 那一行原样贴到规格里同一 id 的那一项下面；那一项已有 annual_targets 的，换掉原来的。"
        ),
        tr("# 目标年（{end} 年，或目标写明的年份）不用写：那一年看的就是 target。", end=end),
        tr("# 贴上以后，各年按这些数核验，不再按直线、也没有上下浮动。"),
    ]
    active = False
    for row in path.rows:
        lines += ["", f"# {_one_line(_headline(row))}"]
        reason = _not_pasted(row)
        years = [step for step in row.steps if step.year < row.due]
        targets = ", ".join(f"{step.year}: {dumps(step.pasted)}" for step in years)
        if reason is None and years:
            active = True
            lines += [f"{_key(row.part.indicator.id)}:", f"    annual_targets: {{{targets}}}"]
        elif years and reason is not None:
            lines += [tr("# 不写 annual_targets：{reason}", reason=reason), f"#   {targets}"]
    return "\n".join(lines) + ("\n" if active else "\n{}\n")


def _headline(row: PathRow) -> str:
    """Return a row's number, name, unit, baseline and target, and the basis of its numbers or why it has none."""
    indicator = row.part.indicator
    unit = unit_text(row)
    baseline = row.part.baseline
    start = (
        tr("基期 {text}", text=printed_words(baseline.text, baseline.reading, indicator.measure))
        if baseline and baseline.reading.values is not None
        else tr("没有基期值")
    )
    target = target_text(row, with_unit=True)
    goal = tr("目标 {target_text}", target_text=target) if target else tr("没有目标")
    return tr(
        "{name}{words}：{start}，{goal}。{remarks}",
        name=label(row),
        words=tr("（{unit}）", unit=unit) if unit else "",
        start=start,
        goal=goal,
        remarks=remarks(row, advised=True),
    )


def _not_pasted(row: PathRow) -> str | None:
    """Return why a row's numbers can't be pasted into a spec; None where they can."""
    bases = set(row.bases) - {Basis.ANNUAL_TARGETS}
    if row.part.component is not None:
        return tr("规格里只能写在整项上，各分项共用，而各分项的数不同")
    if any(RowField.ANNUAL_TARGETS in revision.changed for revision in row.revisions):
        return tr("这一项的调整（revisions）里另写了年度目标")
    if bases & {Basis.ANNUAL_CHANGE, Basis.AVERAGE, Basis.EVERY_YEAR, Basis.STABLE}:
        return tr("这种目标本来就逐年核验，写了也不起作用")
    if bases and bases <= {Basis.KEPT, Basis.HELD} and Basis.ANNUAL_TARGETS not in row.bases:
        return tr("基期已达到目标，不写也要各年保持")
    return None


def _one_line(text: str) -> str:
    """Return a text without line breaks, so that a YAML comment stays on its line."""
    return " ".join(text.split())


def _key(id: str) -> str:
    return id if _PLAIN_KEY.match(id.lower()) else dumps(id)


# ── JSON ──


def path_json(results: Sequence[YearPath], look: Look) -> str:
    """Return the rows as JSON, with exact numbers and a line feed at the end."""
    [path] = results
    data = {
        "format": FORMAT,
        "plan": plan_head(path.plan),
        "rows": [_row(row) for row in path.rows],
    }
    return dumps(data, indent=2) + "\n"


def _row(row: PathRow) -> dict[str, Any]:
    indicator, component, target = row.part.indicator, row.part.component, row.part.target
    return {
        "id": indicator.id,
        "no": indicator.no,
        "name": indicator.name,
        "component": component_head(component),
        "unit": indicator.measure,
        "nature": indicator.nature.value,
        "baseline": _baseline(row.part),
        "target": {"text": target.text, "due": row.due} if target else None,
        "basis": [basis.value for basis in row.bases],
        "reason": row.reason,
        "revisions": [_revision(revision) for revision in row.revisions],
        "years": [_step(step) for step in row.steps],
    }


def _baseline(part: IndicatorPart) -> dict[str, Any] | None:
    baseline, values = part.baseline, in_unit(part.baseline, part.indicator)
    if baseline is None:
        return None
    return {
        "text": baseline.text,
        "value": values.value if values else None,
        "year": baseline.year,
        "source": baseline.source,
        "printed": baseline.printed,
    }


def _revision(revision: Revision) -> dict[str, Any]:
    return {
        "year": revision.year,
        "document": revision.document,
        "changed": [field.value for field in revision.changed],
    }


def _step(step: YearStep) -> dict[str, Any]:
    return {
        "year": step.year,
        "value": step.value,
        "relation": step.relation,
        "text": step.text,
        "basis": step.basis.value,
    }
