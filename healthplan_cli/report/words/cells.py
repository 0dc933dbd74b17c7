"""The texts of a table's cells: baseline and target as printed, value, progress and gap."""

from __future__ import annotations

from fractions import Fraction

from healthplan_cli.base.exact_format import percent_text
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.visible import one_line
from healthplan_cli.language.figures import figure, target_words
from healthplan_cli.model import Baseline, Note, Result, Status

NOTHING = "—"
_FAR = 10  # times the whole way: from there on only that it is far


def clean(text: str) -> str:
    """Return a text on one line with single blanks, without characters that documents can't hold."""
    return " ".join(one_line(text).split())


def baseline_text(baseline: Baseline | None) -> str:
    """Return a baseline as printed; a dash without one."""
    return baseline.text if baseline and baseline.reading.values is not None else NOTHING


def target_text(result: Result, with_unit: bool = False) -> str:
    """Return a target as printed (`with_unit` where the table has no column of units); a dash without one."""
    target = result.target
    if target is None or target.rule.asks_nothing:
        return NOTHING
    return target_words(target, result.unit) if with_unit else target.text


def elapsed_share(result: Result) -> Fraction | None:
    """Return the share of the time elapsed, at most 1; None without a target."""
    untold = result.target is None or result.target.rule.asks_nothing
    return None if result.elapsed is None or untold else min(result.elapsed, Fraction(1))


def progress_share(result: Result) -> Fraction | None:
    """Return the progress where it is printed as a percentage; else None."""
    share = None if result.status is Status.UNKNOWN else result.progress
    return share if share is not None and abs(share) < _FAR else None


def progress_text(result: Result, band: Fraction) -> str:
    """Return the progress in figures, never rounded across a limit of the band."""
    share = progress_share(result)
    if share is not None:
        elapsed = () if result.elapsed is None else (result.elapsed - band, result.elapsed + band)
        return percent_text(share, (*elapsed, Fraction(1)))
    if result.status is Status.UNKNOWN:
        return NOTHING
    if result.progress is not None:
        return ">999%" if result.progress > 0 else "<-999%"
    kept = tr("保持") if result.status is Status.MET else tr("未保持")
    return kept if Note.KEPT in result.noted else NOTHING


def gap_text(result: Result) -> str:
    """Return the gap to the target with its sign; a dash without one."""
    if result.gap is None or result.status is Status.UNKNOWN:
        return NOTHING
    text = figure(result.gap, (Fraction(0),))
    return f"+{text}" if result.gap > 0 else text
