"""A plan's words as data, as `hpcheck show --format json` writes them (docs/formats.md)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from healthplan_cli.base.read_bytes import read_source
from healthplan_cli.evaluation.part import due_of
from healthplan_cli.model import Baseline, Component, Indicator, Nature, Plan, Project, Revision
from healthplan_cli.report import Look
from healthplan_cli.report.programs.jsontext import dumps
from healthplan_cli.sources.plans.catalog import find_plan

if TYPE_CHECKING:
    from healthplan_cli.report.documents.plan import PlanView


def render(results: Sequence[PlanView], look: Look) -> str:
    """Return a plan, or one of its rows, as JSON with a line feed at the end."""
    [view] = results
    if view.whole:
        data = plan_data(view.plan)
    else:
        [row] = view.rows
        data = commitment_data(view.plan, row) if row.nature is Nature.COMMITMENT else row_data(row)
    return dumps(data, indent=2) + "\n"


def spec(results: Sequence[PlanView], look: Look) -> bytes:
    """Return a plan's file unchanged, as a start for a spec of one's own."""
    [view] = results
    return read_source(str(find_plan(view.asked))).content


def plan_data(plan: Plan) -> dict[str, Any]:
    """Return the whole plan: its head, its rows, its commitments and projects."""
    return {
        "id": plan.id,
        "title": plan.title,
        "region": dict(plan.region),
        "period": {"baseline": plan.period.baseline, "start": plan.period.start, "end": plan.period.end},
        "issued": dict(plan.issued),
        "indicators": [row_data(item) for item in plan.indicators],
        "commitments": [commitment_data(plan, item) for item in plan.commitments],
        "projects": [_project(item) for item in plan.projects],
    }


def commitment_data(plan: Plan, item: Indicator) -> dict[str, Any]:
    """Return a commitment as data; `due` is the plan's last year where its words name none."""
    target = item.target
    return {
        "id": item.id,
        "no": item.no,
        "subject": item.name,
        "target": target.text if target else None,
        "due": due_of(target, plan),
        "section": item.source,
        "modality": target.modality if target else None,
        "responsible": item.responsible,
        "indicator": item.restates,
        "unit": item.measure,
        "better": item.better.value if item.better else None,
        "baseline": _words(item.baseline),
        "note": item.note,
    }


def _project(item: Project) -> dict[str, Any]:
    names = ("id", "no", "group", "name", "place", "kind", "content", "years", "start", "end")
    more = ("investment", "responsible", "source", "note")
    return {name: getattr(item, name) for name in (*names, *more)}


def row_data(item: Indicator) -> dict[str, Any]:
    """Return a row of the table as data, with all its words."""
    listed = () if item.optional_components else item.components
    return {
        "id": item.id,
        "no": item.no,
        "name": item.name,
        "category": item.category,
        "unit": item.unit,
        "baseline": _words(item.baseline),
        "target": item.target.text if item.target else None,
        "nature": item.nature.value,
        "better": item.better.value if item.better else None,
        "source": item.source,
        "note": item.note,
        **({"evidence": item.evidence} if item.evidence is not None else {}),
        "components": [_component(component) for component in listed],
        "revisions": [_revision(revision) for revision in item.revisions],
    }


def _revision(revision: Revision) -> dict[str, Any]:
    """Return what a revision has changed, and the row's words from then on."""
    row = row_data(revision.indicator)
    return {
        "from": revision.year,
        "date": revision.date,
        "document": revision.document,
        "changed": [field.value for field in revision.changed],
        **{key: row[key] for key in ("baseline", "target", "components")},
        "note": revision.note,
    }


def _component(component: Component) -> dict[str, Any]:
    """Return a component as data, with its own words or its share of the row's cell."""
    return {
        "id": component.id,
        "name": component.name,
        "baseline": _words(component.baseline),
        "target": component.target.text if component.target else None,
    }


def _words(baseline: Baseline | None) -> str | dict[str, Any] | None:
    """Return a printed baseline as its words; one from the body text as `{text, source}`, as in a spec."""
    if baseline is None or baseline.printed:
        return baseline.text if baseline else None
    return {"text": baseline.text, "source": baseline.source}
