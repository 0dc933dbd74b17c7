"""What an evaluation report says in words, before its table: the page that every format of the table begins with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from healthplan_cli.base.exact_format import percent_text
from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.badges import BADGES, WORSE_BADGE, badge_of, counted
from healthplan_cli.evaluation.gate import Gate
from healthplan_cli.language.names import NATURE_WORDS
from healthplan_cli.model import Mode, Nature, Report, Result, Status, Tally
from healthplan_cli.report.words.cells import clean
from healthplan_cli.report.words.changes import change_lines
from healthplan_cli.report.words.commitments import has_value, tally_words, without_words
from healthplan_cli.report.words.counts import met_text, note_counts_text, other_years_text, rate_text
from healthplan_cli.report.words.gateline import gate_line
from healthplan_cli.report.words.lists import some_of
from healthplan_cli.report.words.naming import group_words, name_of, unwaived, which_words
from healthplan_cli.report.words.notes import (
    MODE_WORDS,
    PRELIMINARY,
    preliminary_among,
    remarks,
)

_NUMERALS = (tr("一"), tr("二"), tr("三"), tr("四"), tr("五"), tr("六"), tr("七"), tr("八"))
_LATE = (Status.MISSED, Status.BEHIND)
_GRAVE = (*_LATE, Status.UNKNOWN)
# Of commitments only what isn't kept is told one by one: the gravest first, what is waived last.
_TOLD = sorted(
    (badge for badge in BADGES if badge.status in _GRAVE),
    key=lambda badge: (badge.waived, _GRAVE.index(badge.status)),
)
_STOPS = tuple("。：；.:;!?！？")


@record(frozen=True, slots=True)
class Section:
    """A heading with its number, and the paragraphs below it; each with the words that it is led by (or none)."""

    heading: str
    paragraphs: tuple[tuple[str, str], ...]


@record(frozen=True, slots=True)
class Findings:
    """The page: whose plan, which review, a warning (or none), the sections."""

    title: str
    subtitle: str
    warning: str
    sections: tuple[Section, ...]


def findings(report: Report, gate: Gate | None = None) -> Findings:
    """Return the findings of a report; with the gate's line where settings that nobody named decide part of it."""
    parts = [(tr("总体情况"), list(_overall(report)))]
    parts += [
        (tr("{nature}指标", nature=NATURE_WORDS[nature]), list(_of_a_nature(report, nature, counts)))
        for nature, counts in report.by_nature
        if counts.total
    ]
    if report.commitments is not None:
        parts.append((NATURE_WORDS[Nature.COMMITMENT], list(_promises(report, report.commitments))))
    parts += [
        (tr("需要关注的问题"), _numbered(_concerns(report))),
        (tr("数据说明"), _numbered(_data(report))),
    ]
    if report.changes is not None:
        lines = [("", line.strip()) for line in change_lines(report.changes)]
        parts.insert(-1, (tr("与上一次相比"), lines))
    return Findings(
        clean(report.plan.title),
        _subtitle(report),
        _warning(report, gate),
        tuple(_section(order, *part) for order, part in enumerate(parts)),
    )


def _warning(report: Report, gate: Gate | None) -> str:
    made_up = tr("数据文件标明为示例数据，不是真实数值，不得引用。") if report.illustrative else ""
    found = tr("{line}。", line=gate_line(gate)) if gate is not None and gate.settings is not None else ""
    return clean(f"{made_up} {found}")


def _section(order: int, title: str, paragraphs: Sequence[tuple[str, str]]) -> Section:
    heading = tr("{numeral}、{title}", numeral=_NUMERALS[order], title=title)
    return Section(heading, tuple((lead, _stopped(clean(text))) for lead, text in paragraphs))


def _stopped(text: str) -> str:
    """Return a paragraph with a full stop at its end."""
    return text if text.endswith(_STOPS) else tr("{text}。", text=text)


def _numbered(texts: Iterator[str]) -> list[tuple[str, str]]:
    return [(f"{number}. ", text) for number, text in enumerate(texts, 1)]


def _subtitle(report: Report) -> str:
    year, mode = report.conventions.year, report.conventions.mode
    if mode is Mode.ANNUAL:
        return tr("主要指标 {year} 年度监测情况", year=year)
    return tr("主要指标{mode}情况（{year} 年）", mode=MODE_WORDS[mode], year=year)


# ── 总体情况 ──


def _overall(report: Report) -> Iterator[tuple[str, str]]:
    """Yield the first section's paragraphs: what was reviewed, how many rows have each status, both rates of attainment."""
    tally, period, year = report.tally, report.plan.period, report.conventions.year
    natures = tr("、").join(
        tr("{nature}指标 {total} 项", nature=NATURE_WORDS[nature], total=counts.total)
        for nature, counts in report.by_nature
        if counts.total
    )
    set_out = tr(
        "{title}（以下简称《规划》）设定主要指标 {total} 项，其中{natures}。",
        title=report.plan.title,
        total=tally.total,
        natures=natures,
    )
    reviewed = tr(
        "本次{mode}按 {year} 年的数据逐项核验，基期为 {baseline} 年，目标年为 {end} 年{others}，时间进度为 {elapsed}。",
        mode=MODE_WORDS[report.conventions.mode],
        year=year,
        baseline=period.baseline,
        end=period.end,
        others=other_years_text(report.results, period.end),
        elapsed=percent_text(max(period.elapsed(year), Fraction(0))),
    )
    yield "", set_out + reviewed
    yield "", tr("{total} 项指标中，{counts}。", total=tally.total, counts=_counts(report.results))
    yield "", _rates(tally, met_text(report.results))
    if said := note_counts_text(report.results):
        yield "", tr("{said}。", said=said)


def _counts(results: Sequence[Result]) -> str:
    """Return how many rows are in each class; a class without rows is left out."""
    return tr("、").join(
        tr("{status} {count} 项", status=badge.words, count=count) for badge, count in counted(results)
    )


def _rates(tally: Tally, aside: str) -> str:
    """Return both rates in words: either alone hides the rows that couldn't be judged. `aside` says what the met rows
    include.
    """
    words = tr(
        "达标率{aside}按全部指标计算为 {rate}（{met}/{total}），按能判定的指标计算为 {rate2}（{met}/{judged}）。",
        aside=aside,
        rate=rate_text(tally.rate_all),
        met=tally.of(Status.MET),
        total=tally.total,
        rate2=rate_text(tally.rate_judged),
        judged=tally.judged,
    )
    unknown = tally.total - tally.judged
    return words + (tr("有 {count} 项无法判定，两个达标率应一并引用。", count=unknown) if unknown else "")


# ── 约束性指标、预期性指标 ──


def _of_a_nature(report: Report, nature: Nature, counts: Tally) -> Iterator[tuple[str, str]]:
    """Yield the paragraphs of one nature (约束性, 预期性): how many rows have each status; then, class by class, which rows and
    why.
    """
    results = [result for result in report.results if result.nature is nature]
    yield "", tr("共 {total} 项：{counts}。", total=counts.total, counts=_counts(results))
    for badge, count in counted(results):
        found = [result for result in results if badge_of(result) is badge]
        lead = tr("{status} {count} 项：", status=badge.words, count=count)
        yield lead, which_words(badge, found, report.conventions.year)


# ── 正文承诺 ──


def _promises(report: Report, commitments: Sequence[Result]) -> Iterator[tuple[str, str]]:
    """Yield the paragraphs of the commitments: how many have each status, and which of those with a value aren't kept.

    Commitments count in no rate.
    """
    held = [item for item in commitments if has_value(item)]
    if not commitments:
        yield "", tally_words(report)
        return
    yield "", tr("另核验{tally}。承诺单独计数，不计入达标率。", tally=tally_words(report))
    for badge in _TOLD:
        found = [result for result in held if badge_of(result) is badge]
        if found:
            lead = tr("{status} {count} 条：", status=badge.words, count=len(found))
            yield lead, which_words(badge, found, report.conventions.year)
    if without_words(report):
        yield "", without_words(report)


# ── 需要关注的问题 ──


def _concerns(report: Report) -> Iterator[str]:
    """Yield what someone has to do something about, the gravest first."""
    held = unwaived(report.results)
    late = [result for result in held if result.status in _LATE]
    unknown = [result for result in held if result.status is Status.UNKNOWN]
    backwards = [result for result in held if result.regressed]
    found = []
    for nature in Nature:
        mine = [result for result in late if result.nature is nature]
        if mine:
            found.append(group_words(tr("{nature}指标未达标或滞后", nature=NATURE_WORDS[nature]), mine))
    promised = [result for result in unwaived(report.commitments or ()) if result.status in _LATE]
    if promised:
        names = some_of([name_of(result) for result in promised])
        found.append(tr("正文承诺未达标或滞后 {count} 条：{names}", count=len(promised), names=names))
    found += [group_words(tr("比基期倒退"), backwards)] if backwards else []
    worse = [result for result in held if badge_of(result) is WORSE_BADGE]
    found += [group_words(tr("达标而比基期差"), worse)] if worse else []
    binding = [result for result in unknown if result.nature is Nature.BINDING]
    if binding:
        found.append(
            tr("{group}，须补齐数据或明确目标", group=group_words(tr("约束性指标无法判定"), binding))
        )
    waived = len(report.results) - len(held)
    if waived:
        found.append(tr("已豁免的 {count} 项状态照实列出，另行计数，不算达标", count=waived))
    yield from found or [tr("没有未达标、滞后、倒退的指标，约束性指标都能判定")]


# ── 数据说明 ──


def _data(report: Report) -> Iterator[str]:
    """Yield the files, the conventions, what a reader should know of single values."""
    conventions = report.conventions
    if report.inputs:
        yield tr("数据文件：{files}", files=tr("、").join(file.path for file in report.inputs))
    if conventions.year < report.plan.period.end:
        band = percent_text(conventions.band).rstrip("%")
        yield tr(
            "目标年以前，完成进度比时间进度慢不超过 {band} 个、快不到 {band} 个百分点的，判为符合预期（本工具的约定）；已经达到目标的，判为提前达标",
            band=band,
        )
    if conventions.carry:
        yield tr("没有当年数值的，沿用以前 {carry} 年以内的数值，逐项注明", carry=conventions.carry)
    yield from dict.fromkeys(remarks(report.results))
    yield from _stars([part for result in report.results for part in result.components or (result,)])
    yield tr("各项数值的来源和各项目标的读法见附件")


def _stars(parts: Sequence[Result]) -> Iterator[str]:
    """Yield what * means at a value: preliminary; of which rows, where the source has others that nothing explains."""
    if names := preliminary_among(parts):
        shown = tr("、").join(names)
        yield tr("带 * 的数值，{names} 的是初步数，别的没有说明是什么意思", names=shown)
    elif any(PRELIMINARY & set(part.noted) for part in parts):
        yield tr("带 * 的数值是初步数")
