"""Which commitments a report lists, and what it says of the others: only their number, unless all are asked for."""

from __future__ import annotations

from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.badges import counts_text
from healthplan_cli.model import Report, Result
from healthplan_cli.report import Look


def has_value(result: Result) -> bool:
    """Return whether anything was reported of a commitment or a component of it; a waived one counts as known too."""
    parts = (result, *result.components)
    return result.waiver is not None or any(part.actual is not None for part in parts)


def listed(report: Report, look: Look) -> tuple[Result, ...]:
    """Return the commitments to list: those with a value, or all; only of the statuses that `--only` names."""
    found = report.commitments or ()
    return tuple(
        result
        for result in found
        if (look.all or has_value(result)) and (not look.only or result.status in look.only)
    )


def known(report: Report) -> tuple[Result, ...]:
    """Return the commitments with a value, regardless of the look."""
    return tuple(result for result in report.commitments or () if has_value(result))


def lacking(report: Report) -> tuple[Result, ...]:
    """Return the commitments without a value."""
    return tuple(result for result in report.commitments or () if not has_value(result))


def folded(report: Report, look: Look) -> int:
    """Return how many commitments without a value are counted instead of listed."""
    return 0 if look.all else len(lacking(report))


def folded_words(report: Report, look: Look) -> str:
    """Return the line with the number of commitments not listed, naming the option that lists them; empty without any."""
    count = folded(report, look)
    return tr("另有 {count} 条承诺没有数据，无法判定（--all 逐条列出）", count=count) if count else ""


def without_words(report: Report) -> str:
    """Return the line with the number of commitments without a value, for papers (no options named); empty without any."""
    count = len(lacking(report))
    return tr("另有 {count} 条承诺没有数据，无法判定", count=count) if count else ""


def tally_words(report: Report) -> str:
    """Return the counts of commitments by status."""
    counts = report.commitments_tally
    if not counts.total:
        return tr("规划没有列出正文承诺")
    return tr(
        "正文承诺 {total} 条：{counts}", total=counts.total, counts=counts_text(report.commitments or ())
    )


def section(report: Report, result: Result) -> str:
    """Return the section of the document that a commitment is from."""
    return report.plan.find(result.id).source or ""
