"""The summary page for leaders: the counts as a small table and a bar, and by name only rows that aren't as they should be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.badges import BADGES, STATUS_BADGES, WORSE_BADGE, badge_of, counted
from healthplan_cli.evaluation.messages import brief
from healthplan_cli.language.names import NATURE_WORDS
from healthplan_cli.model import Nature, Report, Result, Status
from healthplan_cli.report.cell import Align, Cell, Column
from healthplan_cli.report.document import Block, Heading, Paragraph, Row, Table
from healthplan_cli.report.documents.handing_in import parts_chart
from healthplan_cli.report.words.findings import LATE, in_short
from healthplan_cli.report.words.lists import FEW, SHOWN
from healthplan_cli.report.words.notes import label
from healthplan_cli.report.words.remarks import unknown_words


def summary(report: Report) -> Iterator[Block]:
    """Yield the blocks of the page below its title."""
    yield Heading(tr("摘要"))
    yield Paragraph(in_short(report))
    yield count_table(report)
    counts = [(badge.words, count, badge.tone) for badge, count in counted(report.results)]
    yield parts_chart(tr("主要指标判断情况"), tr("全部指标"), counts)
    table = _exceptions(report)
    yield table if table.rows else Paragraph(tr("没有未达标、滞后或无法判定的指标。"))


def count_table(report: Report) -> Table:
    """Return how many rows are in each class, in all and by nature."""
    badges = [badge for badge, _ in counted(report.results)]
    columns = (
        Column("nature", tr("属性"), 10),
        Column("total", tr("项数"), 8, numeric=True),
        *(Column(badge.code, badge.words, 10, numeric=True) for badge in badges),
    )

    def row(name: str, results: Sequence[Result]) -> Row:
        counts = dict(counted(results))
        return Row(
            (Cell(name), Cell(str(len(results))), *(Cell(str(counts.get(badge, 0))) for badge in badges))
        )

    groups = [
        row(NATURE_WORDS[nature], [item for item in report.results if item.nature is nature])
        for nature, counts in report.by_nature
        if counts.total
    ]
    return Table(columns, (row(tr("合计"), report.results), *groups), tr("主要指标判断情况（项）"))


# ── what isn't as it should be ──


def _exceptions(report: Report) -> Table:
    """Return a row for each late indicator, and one for all indicators that lack the same, each on one line."""
    held = [result for result in report.results if result.waiver is None]
    late = sorted(
        (result for result in held if result.status in LATE),
        key=lambda result: (result.nature is not Nature.BINDING, LATE.index(result.status)),
    )
    shown = late if len(late) <= FEW else late[:SHOWN]
    rows = [_row(result, brief(result, report.conventions.band)) for result in shown]
    rows += [_row(result, tr("经批准豁免")) for result in report.results if result.waiver is not None]
    rows += _grouped(report, held)
    promised = [item for item in report.commitments or () if item.waiver is None and item.status in LATE]
    if promised:
        rows.append(_together(STATUS_BADGES[promised[0].status].words, promised, tr("正文承诺")))
    columns = (
        Column("status", tr("判断"), 15),
        Column("name", tr("指标"), 40, Align.LEFT),
        Column("said", tr("情况"), 37, Align.LEFT),
    )
    rest = len(late) - len(shown)
    notes = (tr("另有未达标、滞后的 {count} 项见附件。", count=rest),) if rest else ()
    return Table(columns, tuple(rows), tr("需要关注的指标"), notes)


def _row(result: Result, said: str) -> Row:
    badge = badge_of(result)
    return Row((Cell(badge.words, None, badge.tone, strong=True), Cell(label(result)), Cell(said)))


def _grouped(report: Report, held: Sequence[Result]) -> Iterator[Row]:
    """Yield the unknown rows grouped by what they lack, then those met but worse than the baseline."""
    groups: dict[str, list[Result]] = {}
    for result in held:
        if result.status is Status.UNKNOWN:
            groups.setdefault(unknown_words(result, report.conventions.year), []).append(result)
    unknown = STATUS_BADGES[Status.UNKNOWN]
    for why, members in groups.items():
        yield _together(unknown.words, members, why)
    worse = [result for result in held if badge_of(result) is WORSE_BADGE]
    if worse:
        yield _together(WORSE_BADGE.words, worse, tr("已达到目标，但劣于基期"))


def _together(words: str, members: Sequence[Result], said: str) -> Row:
    """Return one line for rows with the same message: a single one by name, several by their numbers."""
    tone = next(badge.tone for badge in BADGES if badge.words == words)
    names = label(members[0])
    if len(members) > 1:
        numbers = tr("、").join(member.no for member in members[:SHOWN])
        more = tr("等") if len(members) > SHOWN else ""
        names = tr("第 {numbers} 项{more}，共 {count} 项", numbers=numbers, more=more, count=len(members))
    return Row((Cell(words, None, tone, strong=True), Cell(names), Cell(said)))
