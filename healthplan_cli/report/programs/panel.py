"""Many regions for programs: records as CSV, JSON lines and Parquet, the summary as JSON, each region as a suite of
tests.
What `junit`, `sarif` and `github` report of a region is what `evaluate` reports of it alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from healthplan_cli.base.visible import shown
from healthplan_cli.evaluation.gate import GateOutcome
from healthplan_cli.model import Status
from healthplan_cli.panel.parquet import parquet_of
from healthplan_cli.panel.regions import unknown_codes
from healthplan_cli.panel.report import PanelReport
from healthplan_cli.panel.summary import PanelYear, RegionYear, RowYear
from healthplan_cli.report import Look
from healthplan_cli.report.programs import github as annotating
from healthplan_cli.report.programs import junit as suites
from healthplan_cli.report.programs import records
from healthplan_cli.report.programs import sarif as log
from healthplan_cli.report.programs.jsontext import dumps

_STORED = 50_000  # records of a row group of Parquet

FORMAT = "hpcheck.panel/1"


def csv(reports: Sequence[PanelReport], look: Look) -> bytes:
    """Return the records of all regions, rows and years as CSV."""
    return records.csv_of((batch for report in reports for batch in report.verdicts.batches()), look)


def jsonl(reports: Sequence[PanelReport], look: Look) -> bytes:
    """Return the records of all regions, rows and years as JSON lines."""
    return records.jsonl_of(batch for report in reports for batch in report.verdicts.batches())


def parquet(reports: Sequence[PanelReport], look: Look) -> bytes:
    """Return the records of all regions, rows and years as Parquet."""
    return parquet_of(batch for report in reports for batch in report.verdicts.batches(_STORED))


def junit(reports: Sequence[PanelReport], look: Look) -> str:
    """Return a JUnit suite for each region, of the last year."""
    broken = {region: problems for report in reports for region, problems in report.values.invalid.items()}
    return suites.render([shown(item) for report in reports for item in report.reviewed()], look, broken)


def sarif(reports: Sequence[PanelReport], look: Look) -> str:
    """Return one SARIF run with the results of all regions, of the last year."""
    report = reports[0]
    id = f"hpcheck/panel/{report.plan.id}/{report.summary.last.year}"
    return log.in_one_run(list(report.reviewed()), look, id, report.values.problems)


def github(reports: Sequence[PanelReport], look: Look) -> str:
    """Return the annotations of all regions, of the last year, most serious first."""
    problems = [problem for report in reports for problem in report.values.problems]
    return annotating.render([item for report in reports for item in report.reviewed()], look, problems)


# ── the summary ──


def render(reports: Sequence[PanelReport], look: Look) -> str:
    """Return the summary as JSON, without the records, which other forms have."""
    return dumps(_data(reports[0]), indent=2) + "\n"


def _data(report: PanelReport) -> dict[str, Any]:
    known = {region.label: region for region in report.values.regions}
    return {
        "format": FORMAT,
        "plans": [{"id": plan.id, "title": plan.title, "path": plan.path} for plan in report.plans.distinct],
        "inputs": [{"path": file.path, "sha256": file.sha256} for file in report.inputs],
        "band": report.conventions.band,
        "carry": report.conventions.carry,
        "illustrative": report.values.illustrative,
        "gate": {"policy": report.policy.words, "exit_code": int(report.exit_code)},
        "invalid": [
            {
                "region": region,
                "problems": [
                    {"location": str(problem.location), "message": problem.message} for problem in problems
                ],
            }
            for region, problems in report.values.invalid.items()
        ],
        "without_data": list(report.values.without_data),
        "unknown_codes": [
            {"region": region.label, "code": region.code} for region in unknown_codes(report.values.regions)
        ],
        "years": [
            _year(year, {label: region.code for label, region in known.items()})
            for year in report.summary.years
        ],
        "groups": [{"name": group.name, "regions": list(group.regions)} for group in report.groups],
    }


def _year(year: PanelYear, codes: Mapping[str, str]) -> dict[str, Any]:
    return {
        "year": year.year,
        "outcomes": {item.value: year.outcomes[item] for item in GateOutcome},
        "counts": _counts(year.counts),
        "regions": [_region(item, codes.get(item.region, "")) for item in year.worst],
        "rows": [_row(item) for item in year.rows.values()],
    }


def _region(item: RegionYear, code: str) -> dict[str, Any]:
    return {
        "region": item.region,
        "code": code or None,
        "outcome": item.gate.outcome.value,
        "exit_code": int(item.gate.exit_code),
        "failed": list(item.gate.failed),
        "unknown": list(item.gate.unknown),
        "counts": _counts(item.counts),
        "late": [one.id for one in item.late],
    }


def _row(item: RowYear) -> dict[str, Any]:
    spread = item.spread
    names = ("min", "q1", "median", "q3", "max")
    return {
        "indicator": item.id,
        "component": item.component,
        "unit": item.unit,
        "targets": [{"text": text, "regions": count} for text, count in item.targets.items()],
        "counts": _counts(item.counts),
        "values": spread.count if spread else 0,
        "spread": dict(zip(names, spread.points, strict=True)) if spread else None,
    }


def _counts(counts: Mapping[Status, int]) -> dict[str, int]:
    return {status.value: counts.get(status, 0) for status in Status}
