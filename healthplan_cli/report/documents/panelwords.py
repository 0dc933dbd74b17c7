"""The words of reports on many regions: a region's gate, the rows it misses, the counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from healthplan_cli.base.exact_format import decimal_text
from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.badges import AHEAD, BEHIND, MET, MISSED, STATUS_BADGES, UNKNOWN, Tone
from healthplan_cli.evaluation.gate import Gate, GateOutcome, Policy
from healthplan_cli.language.names import shown_name
from healthplan_cli.model import Indicator, Note, Status
from healthplan_cli.panel.report import PanelReport
from healthplan_cli.panel.row_verdicts import exact_of
from healthplan_cli.panel.summary import RegionYear, RowYear
from healthplan_cli.report.words.counts import COUNTED_NOTES

_Look = tuple[str, str, str, Tone]
_OUTCOMES: dict[GateOutcome, _Look] = {
    GateOutcome.PASS: (tr("通过"), "✓", "+", MET),
    GateOutcome.FAIL: (tr("不通过"), "✗", "x", MISSED),
    GateOutcome.INCOMPLETE: (tr("不完整"), "?", "?", UNKNOWN),
}
INVALID = (tr("数据有误"), "!", "!", BEHIND)
_NOT_GATED = (tr("不作结论"), "·", ".", AHEAD)
# What is counted and named of the notes: what questions a number or a verdict.
HEEDED = {
    Note.MAYBE_PERCENT: tr("像是漏写了百分号"),
    Note.SOURCES_DIFFER: tr("几个来源不一致"),
    **COUNTED_NOTES,
}
FEW = 5
SHOWN = 20  # regions that are listed where there is little room
_NAMED = 3


def outcome_of(gate: Gate) -> _Look:
    """Return a gate's outcome: its word, its sign (and the one where an encoding lacks it), its tone."""
    return outcomes_under(gate.policy)[gate.outcome]


def outcomes_under(policy: Policy) -> Mapping[GateOutcome, _Look]:
    """Return the looks of the outcomes that gates can have under a policy, in their order."""
    return {GateOutcome.PASS: _NOT_GATED} if policy.is_none else _OUTCOMES


def outcome_words(policy: Policy, outcomes: Mapping[GateOutcome, int], invalid: int) -> str:
    """Return how many regions have each outcome: 通过 12，不通过 5."""
    said = [
        f"{look[0]} {outcomes[item]}" for item, look in outcomes_under(policy).items() if outcomes.get(item)
    ]
    return tr("，").join([*said, *([f"{INVALID[0]} {invalid}"] if invalid else [])])


def status_words(counts: Counter[Status]) -> str:
    """Return the counts of rows by status, the best first."""
    return tr("，").join(
        f"{badge.words} {counts[status]}" for status, badge in STATUS_BADGES.items() if counts[status]
    )


def names_of(report: PanelReport) -> dict[str, str]:
    """Return the names of rows by id."""
    return {row.id: shown_name(row) for row in report.rows}


def part_name(row: Indicator, component: str) -> str:
    """Return the name of a component of a row; its id where only a target's words name it."""
    return next((shown_name(part) for part in row.components if part.id == component), component)


def late_words(item: RegionYear, names: Mapping[str, str], most: int = _NAMED) -> str:
    """Return the rows that a region misses or is behind on, those that count for the gate first: 孕产妇死亡率［考核］（未达标）."""
    said = [
        tr(
            "{name}{mark}（{status}）",
            name=names.get(one.id, one.id),
            mark=tr("［考核］") if one.gated else "",
            status=one.badge.words,
        )
        for one in item.late
    ]
    return shortened(said, most)


def region_lines(report: PanelReport) -> Iterator[str]:
    """Yield a line for each region and year, then one for all regions (`--quiet`)."""
    names = names_of(report)
    several = len(report.summary.years) > 1
    for label, problems in report.values.invalid.items():
        yield tr("{region}　{outcome}：{said}", region=label, outcome=INVALID[0], said=str(problems[0]))
    for year in report.summary.years:
        for region in year.worst:
            yield _line(region, names, several)
    yield total_line(report)


def _line(item: RegionYear, names: Mapping[str, str], several: bool) -> str:
    said = [late_words(item, names, len(item.verdicts))]
    unknown = len(item.gate.unknown)
    if unknown:
        said.append(tr("考核的 {count} 项无法判定", count=unknown))
    words = tr("；").join(filter(None, said))
    year = tr(" {year} 年", year=item.year) if several else ""
    outcome = outcome_of(item.gate)[0]
    return tr("{region}{year}　{outcome}", region=item.region, year=year, outcome=outcome) + (
        tr("：{words}", words=words) if words else ""
    )


def total_line(report: PanelReport) -> str:
    """Return the number of regions, the outcomes in each year, and the exit code."""
    return total_words(report) + tr("退出码 {code}", code=int(report.exit_code))


def total_words(report: PanelReport) -> str:
    """Return the number of regions and the outcomes in each year."""
    invalid = len(report.values.invalid)
    years = report.summary.years
    said = [
        (tr("{year} 年 ", year=year.year) if len(years) > 1 else "")
        + outcome_words(report.policy, year.outcomes, invalid)
        for year in years
    ]
    return tr(
        "{count} 个地区：{said}。",
        count=len(report.values.regions) + invalid,
        said=tr("；").join(said),
    )


def number_text(value: float | Fraction | None, digits: int = 4) -> str:
    """Return a record's number as printed; a computed one (a Fraction) to some digits."""
    if value is None:
        return ""
    return decimal_text(value, digits) if isinstance(value, Fraction) else decimal_text(exact_of(value))


def target_words(row: RowYear) -> str:
    """Return the target of a row; where regions have their own, how many different ones there are."""
    if len(row.targets) == 1:
        return next(iter(row.targets))
    return tr("各地区自定（{count} 种）", count=len(row.targets)) if row.targets else ""


def shortened(names: Sequence[str], most: int = SHOWN) -> str:
    """Return the first names of a list, and how many there are in all."""
    shown = tr("、").join(names[:most])
    return tr("{shown}等 {count} 个", shown=shown, count=len(names)) if len(names) > most else shown
