"""The words about a row of yearly targets: the basis of its numbers, where its baseline is from, revisions."""

from __future__ import annotations

from itertools import groupby

from healthplan_cli.base.i18n import tr
from healthplan_cli.language.figures import target_words
from healthplan_cli.language.names import shown_name
from healthplan_cli.language.normalise import squeeze
from healthplan_cli.model import Revision, RowField
from healthplan_cli.report.words.notes import FIELD_WORDS
from healthplan_cli.views.annual_targets import Basis, PathRow, YearPath, YearStep

DERIVED = tr("各年的数由基期和目标推算，不是规划原文")
ROUNDED = tr("推算的数四舍五入到比基期和目标多两位")

_PHRASES = {
    Basis.LINEAR: tr("按直线推算"),
    Basis.GEOMETRIC: tr("按固定增长率推算"),
    Basis.ANNUAL_TARGETS: tr("规划写明的年度目标"),
    Basis.ANNUAL_CHANGE: tr("每年变化：设每年恰好做到，从基期推算"),
    Basis.AVERAGE: tr("年均变化：从基期推算"),
    Basis.EVERY_YEAR: tr("每年都要到的水平"),
    Basis.KEPT: tr("基期已达到目标，保持"),
    Basis.HELD: tr("前面年份的目标已经要求到这里，保持"),
    Basis.STABLE: tr("保持稳定，不劣于基期"),
    Basis.TARGET: tr("照规划原文"),
}
_FIELDS = {
    **FIELD_WORDS,
    RowField.TOLERANCE: tr("左右的幅度"),
    RowField.PACE: tr("分解方法"),
}


def basis_words(row: PathRow) -> str:
    """Return the basis of a row's numbers, with the years where it isn't the same for all."""
    runs = [(basis, list(steps)) for basis, steps in groupby(row.steps, key=lambda step: step.basis)]
    if row.bases == (Basis.TARGET,):
        return tr("只有目标年有数，照规划原文")
    if len(runs) == 1:
        return _PHRASES[runs[0][0]]
    return tr("，").join(f"{_years(steps)} {_phrase(basis, steps[0], row)}" for basis, steps in runs)


def _years(steps: list[YearStep]) -> str:
    first, last = steps[0].year, steps[-1].year
    return tr("{first} 年", first=first) if first == last else tr("{first}—{last} 年", first=first, last=last)


def _phrase(basis: Basis, first: YearStep, row: PathRow) -> str:
    """Return the basis of a year's number in words; for a target due earlier, that it is kept."""
    return tr("到期后保持") if basis is Basis.KEPT and first.year > row.due else _PHRASES[basis]


def label(row: PathRow) -> str:
    """Return a row's number and name: 18 中药饮片使用率·门诊."""
    indicator, component = row.part.indicator, row.part.component
    return f"{indicator.no} {shown_name(indicator)}" + (f"·{shown_name(component)}" if component else "")


def revision_words(revision: Revision) -> str:
    """Return a revision in words: its document, the year from which it is in force, what it changed."""
    changed = tr("、").join(dict.fromkeys(_FIELDS[field] for field in revision.changed))
    return tr("{year} 年起按{document}", year=revision.year, document=revision.document) + (
        tr("（调整{changed}）", changed=changed) if changed else ""
    )


def remarks(row: PathRow, advised: bool = False) -> str:
    """Return all remarks on a row, for one cell; `advised`: with advice for the keeper of the spec."""
    baseline = row.part.baseline
    said = [
        basis_words(row) if row.steps else "",
        *(revision_words(revision) for revision in row.revisions),
        tr("基期见{source}", source=baseline.source)
        if baseline and not baseline.printed and baseline.source
        else "",
        reason_words(row, advised),
    ]
    return tr("；").join(words for words in said if words)


def reason_words(row: PathRow, advised: bool) -> str:
    """Return why years have no number; `advised`: with advice for the keeper of the spec."""
    return tr("；").join(str(why) if advised else why.words for why in row.reasons)


def target_text(row: PathRow, with_unit: bool = False) -> str:
    """Return the target in the document's words, `with_unit` in a sentence; with its year where that isn't the plan's last."""
    target = row.part.target
    if target is None or target.rule.asks_nothing:
        return ""
    text = squeeze(target_words(target, row.part.indicator.measure) if with_unit else target.text)
    due = tr("（{due} 年）", due=target.due) if target.due and str(target.due) not in text else ""
    return f"{text}{due}"


def target_cell(row: PathRow) -> str:
    """Return the target for a cell without context, with the document that revised it."""
    words, revision = target_text(row) or tr("（没有目标）"), _target_revision(row)
    return tr("{words}（按{document}调整）", words=words, document=revision.document) if revision else words


def about_targets(path: YearPath, column: str) -> str:
    """Return the line that says whose words a column of targets has."""
    revised = any(map(_target_revision, path.rows))
    return tr("“{column}”一栏是规划原文", column=column) + tr("，调整过的按调整后的原文") * revised


def _target_revision(row: PathRow) -> Revision | None:
    """Return the last revision that changed the row's target; None without one."""
    fields = {RowField.TARGET, *([RowField.COMPONENTS] if row.part.component else [])}
    return next((item for item in reversed(row.revisions) if fields & set(item.changed)), None)


def unit_text(row: PathRow) -> str:
    """Return the unit as printed, else the unit of the values."""
    return row.part.indicator.unit or row.part.indicator.measure or ""


def baseline_text(row: PathRow) -> str:
    """Return the baseline as printed; empty where there is none."""
    return row.part.baseline.text if row.part.baseline else ""
