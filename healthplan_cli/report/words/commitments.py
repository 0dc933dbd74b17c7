"""Which commitments a report lists, and what it says of the rest: folded to their number unless all are asked for."""

from __future__ import annotations

from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.badges import counts_text
from healthplan_cli.model import Report, Result
from healthplan_cli.report import Look


def has_value(result: Result) -> bool:
    """Return whether anything was reported of a commitment, or of a component of it; a waived one is known too."""
    parts = (result, *result.components)
    return result.waiver is not None or any(part.actual is not None for part in parts)


def listed(report: Report, look: Look) -> tuple[Result, ...]:
    """Return the commitments that are listed: those with a value, or all; of the statuses that `--only` names."""
    found = report.commitments or ()
    return tuple(
        result
        for result in found
        if (look.all or has_value(result)) and (not look.only or result.status in look.only)
    )


def known(report: Report) -> tuple[Result, ...]:
    """Return the commitments with a value, whatever is listed."""
    return tuple(result for result in report.commitments or () if has_value(result))


def lacking(report: Report) -> tuple[Result, ...]:
    """Return the commitments without a value."""
    return tuple(result for result in report.commitments or () if not has_value(result))


def folded(report: Report, look: Look) -> int:
    """Return how many commitments without a value the report counts instead of listing."""
    return 0 if look.all else len(lacking(report))


def folded_words(report: Report, look: Look) -> str:
    """Return the line about the commitments without a value that aren't listed, with the option that lists them; empty
    without any.
    """
    count = folded(report, look)
    return tr("另有 {count} 条承诺没有数据，无法判定（--all 逐条列出）", count=count) if count else ""


def without_words(report: Report) -> str:
    """Return the line about the commitments without a value, for papers, which name no option; empty without any."""
    count = len(lacking(report))
    return tr("另有 {count} 条承诺没有数据，无法判定", count=count) if count else ""


def tally_words(report: Report) -> str:
    """Return the commitments' own count by status."""
    counts = report.commitments_tally
    if not counts.total:
        return tr("规划没有列出正文承诺")
    return tr(
        "正文承诺 {total} 条：{counts}", total=counts.total, counts=counts_text(report.commitments or ())
    )


def section(report: Report, result: Result) -> str:
    """Return where in the document a commitment stands."""
    return report.plan.find(result.id).source or ""
