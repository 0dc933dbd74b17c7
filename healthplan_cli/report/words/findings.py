"""The text of an evaluation report before its table, section by section."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from healthplan_cli.base.exact_format import percent_text
from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.badges import WORSE_BADGE, badge_of, counted
from healthplan_cli.language.names import NATURE_WORDS
from healthplan_cli.model import Nature, Report, Result, Status, Tally
from healthplan_cli.report.words.conventions import band_words
from healthplan_cli.report.words.counts import met_text, note_counts_text, other_years_text, rate_text
from healthplan_cli.report.words.lists import some_of
from healthplan_cli.report.words.naming import group_words, name_of, unwaived
from healthplan_cli.report.words.notes import MODE_WORDS, PRELIMINARY, preliminary_among, remarks
from healthplan_cli.report.words.titles import cited, short_name

LATE = (Status.MISSED, Status.BEHIND)


# ── 总体情况 ──


def overall(report: Report, name: str) -> Iterator[str]:
    """Yield the paragraphs of the first section: what was reviewed, counts by status, both rates. `name`: how the text calls the plan."""
    period, year = report.plan.period, report.conventions.year
    reviewed = tr(
        "本次{mode}按 {year} 年数据逐项核验，基期为 {baseline} 年，目标年为 {end} 年{others}，序时进度为 {elapsed}。",
        mode=MODE_WORDS[report.conventions.mode],
        year=year,
        baseline=period.baseline,
        end=period.end,
        others=other_years_text(report.results, period.end),
        elapsed=elapsed_text(report),
    )
    yield _set_out(report, name) + reviewed
    yield tr("{total} 项指标中，{counts}。", total=report.tally.total, counts=counts_words(report.results))
    yield _rates(report.tally, met_text(report.results))
    if said := note_counts_text(report.results):
        yield tr("{said}。", said=said)


def in_short(report: Report) -> str:
    """Return the first section in one paragraph, with the plan's full title."""
    tally = report.tally
    set_out = tr("{name}设定主要指标 {total} 项。", name=introduced(report), total=tally.total)
    counts = tr(
        "截至 {year} 年（序时进度 {elapsed}），{counts}；",
        year=report.conventions.year,
        elapsed=elapsed_text(report),
        counts=tr("、").join(_roughly(report.results)),
    )
    rates = tr(
        "达标率按全部指标计算为 {rate}，按能判定的指标计算为 {rate2}。",
        rate=rate_text(tally.rate_all),
        rate2=rate_text(tally.rate_judged),
    )
    return set_out + counts + rates


def _roughly(results: Sequence[Result]) -> Iterator[str]:
    """Yield how many rows are met, on the way, late and unknown: four numbers for the table's classes."""
    groups = (
        (tr("达标 {count} 项"), (Status.MET,)),
        (tr("快于或符合预期 {count} 项"), (Status.AHEAD, Status.ON_TRACK)),
        (tr("未达标或滞后 {count} 项"), LATE),
        (tr("无法判定 {count} 项"), (Status.UNKNOWN,)),
    )
    for words, statuses in groups:
        found = [result for result in results if result.status in statuses]
        waived = sum(result.waiver is not None for result in found)
        if found:
            aside = tr("（含已豁免 {count} 项）", count=waived) if waived else ""
            yield words.format(count=len(found)) + aside


def introduced(report: Report) -> str:
    """Return the plan's full title, with the short name that the text uses from there on."""
    title = report.plan.title
    return tr("{title}（以下简称{name}）", title=cited(title), name=short_name(title))


def elapsed_text(report: Report) -> str:
    """Return the share of the plan's period that has passed, at most 100%."""
    return percent_text(
        min(max(report.plan.period.elapsed(report.conventions.year), Fraction(0)), Fraction(1))
    )


def counts_words(results: Sequence[Result]) -> str:
    """Return how many rows are in each class; a class without rows is left out."""
    return tr("、").join(
        tr("{status} {count} 项", status=badge.words, count=count) for badge, count in counted(results)
    )


def _set_out(report: Report, name: str) -> str:
    natures = tr("、").join(
        tr("{nature}指标 {total} 项", nature=NATURE_WORDS[nature], total=counts.total)
        for nature, counts in report.by_nature
        if counts.total
    )
    return tr(
        "{name}设定主要指标 {total} 项，其中{natures}。", name=name, total=report.tally.total, natures=natures
    )


def _rates(tally: Tally, aside: str) -> str:
    """Return both rates in words, as either alone would hide the rows that couldn't be judged.

    `aside` says which special classes the met rows include.
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


# ── 需要关注的问题 ──


def concerns(report: Report) -> Iterator[str]:
    """Yield what somebody must act on, most serious first."""
    held = unwaived(report.results)
    late = [result for result in held if result.status in LATE]
    unknown = [result for result in held if result.status is Status.UNKNOWN]
    backwards = [result for result in held if result.regressed]
    found = []
    for nature in Nature:
        mine = [result for result in late if result.nature is nature]
        if mine:
            found.append(group_words(tr("{nature}指标未达标或滞后", nature=NATURE_WORDS[nature]), mine))
    promised = [result for result in unwaived(report.commitments or ()) if result.status in LATE]
    if promised:
        names = some_of([name_of(result) for result in promised])
        found.append(tr("正文承诺未达标或滞后 {count} 条：{names}", count=len(promised), names=names))
    found += [group_words(tr("较基期倒退"), backwards)] if backwards else []
    worse = [result for result in held if badge_of(result) is WORSE_BADGE]
    found += [group_words(tr("达标但劣于基期"), worse)] if worse else []
    binding = [result for result in unknown if result.nature is Nature.BINDING]
    if binding:
        found.append(
            tr("{group}，须补齐数据或明确目标", group=group_words(tr("约束性指标无法判定"), binding))
        )
    waived = [result for result in report.results if result.waiver is not None]
    if waived:
        found.append(
            tr(
                "{group}；状态照实列出，另行计数，不算达标，批准的文件见完成情况表第 {numbers} 项",
                group=group_words(tr("已豁免"), waived),
                numbers=some_of([result.no for result in waived]),
            )
        )
    yield from found or [tr("没有未达标、滞后、倒退的指标，约束性指标都能判定")]


# ── 数据说明 ──


def data_notes(report: Report) -> Iterator[str]:
    """Yield the conventions used, and notes on single values."""
    conventions = report.conventions
    if conventions.year < report.plan.period.end:
        yield tr("{band}；目标年以前已经达到目标的为“提前达标”", band=band_words(conventions.band))
    if conventions.carry:
        yield tr("缺少当年数据的，沿用以前 {carry} 年以内的数据，逐项注明", carry=conventions.carry)
    yield from dict.fromkeys(remarks(report.results))
    yield from _stars([part for result in report.results for part in result.components or (result,)])


def _stars(parts: Sequence[Result]) -> Iterator[str]:
    """Yield the meaning of * at values: preliminary, and of which rows where another * has no explanation."""
    if names := preliminary_among(parts):
        shown = tr("、").join(names)
        yield tr("带 * 的数值，{names} 的是初步数，别的没有说明是什么意思", names=shown)
    elif any(PRELIMINARY & set(part.noted) for part in parts):
        yield tr("带 * 的数值是初步数")
