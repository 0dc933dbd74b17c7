"""The evaluation of a plan as a paper to be signed: a summary page, the text, annexes, working papers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.badges import Badge, badge_of, counted
from healthplan_cli.evaluation.messages import facts, value_text
from healthplan_cli.language.names import NATURE_WORDS
from healthplan_cli.model import Nature, Report, Result, Status
from healthplan_cli.report import Look
from healthplan_cli.report.cell import Align, Cell, Column
from healthplan_cli.report.document import Block, Chart, Paragraph, Part, Row, Series, Table
from healthplan_cli.report.documents.commitments import commitment_table
from healthplan_cli.report.documents.handing_in import handed_in, paper_head, progress_chart, sections
from healthplan_cli.report.documents.indicators import indicator_table
from healthplan_cli.report.documents.paper_changes import changed
from healthplan_cli.report.documents.summary import summary
from healthplan_cli.report.documents.working_papers import working_papers
from healthplan_cli.report.fitted import footnoted, without_idle
from healthplan_cli.report.words.cells import elapsed_share, progress_share, target_text
from healthplan_cli.report.words.changes import changed_words, compared_words
from healthplan_cli.report.words.commitments import has_value, tally_words, without_words
from healthplan_cli.report.words.findings import LATE, concerns, counts_words, data_notes, introduced, overall
from healthplan_cli.report.words.naming import part_name, unknown_groups, which_words
from healthplan_cli.report.words.next_steps import next_steps
from healthplan_cli.report.words.numbering import numbered
from healthplan_cli.report.words.remarks import leave_words
from healthplan_cli.report.words.titles import data_line, review_title, short_name
from healthplan_cli.views.reviewed_plan import Reviewed

_STOPS = tuple("。：；.:;!?！？")
_KEPT = ("no", "name", "target", "actual", "status")
_Section = tuple[str, Sequence[Block]]


def paper(reviewed: Reviewed, look: Look) -> Iterator[Part]:
    """Yield the summary page, the text with the list of annexes and lines for signatures, the annexes, the working papers."""
    report = reviewed.report
    short = (*_head(report), *summary(report))
    own = text(report, short_name(report.plan.title))
    yield from handed_in(short, tr("评估情况"), own, list(_annexes(report, look)))
    yield working_papers(reviewed)


def _head(report: Report) -> Iterator[Block]:
    return paper_head(review_title(report), data_line(report), report.illustrative)


def findings_sheet(report: Report) -> Part:
    """Return the text as a sheet of a workbook, without the tables between its lines."""
    return Part(tr("评估情况"), (*_head(report), *text(report, introduced(report), tables=False)))


def _annexes(report: Report, look: Look) -> Iterator[tuple[str, Sequence[Table]]]:
    """Yield the title and the table of each annex."""
    table = without_idle(footnoted(indicator_table(report, look)), _KEPT)
    yield tr("{name}主要指标完成情况表", name=short_name(report.plan.title)), [replace(table, title="")]
    promised = commitment_table(report, look, "" if look.all else without_words(report))
    if promised is not None:
        title = tr("{name}正文承诺完成情况表", name=short_name(report.plan.title))
        yield title, [replace(without_idle(promised, (*_KEPT, "due", "remarks")), title="")]


# ── the text ──


def text(report: Report, name: str, tables: bool = True) -> Iterator[Block]:
    """Yield the sections under numbered headings; rows that aren't as they should be are in `tables`, else in paragraphs."""
    charts = _progress(report) if tables else ()
    found: list[_Section] = [(tr("总体情况"), [*map(Paragraph, overall(report, name)), *charts])]
    found += [
        (tr("{nature}指标完成情况", nature=NATURE_WORDS[nature]), list(_of_a_nature(report, nature, tables)))
        for nature, counts in report.by_nature
        if counts.total
    ]
    if report.commitments is not None:
        found.append((tr("正文承诺完成情况"), list(_promises(report, report.commitments, tables))))
    if report.changes is not None:
        said = changed(report, report.changes) if tables else map(Paragraph, changed_words(report.changes))
        found.append((compared_words(report.changes), list(said)))
    found.append((tr("需要关注的问题"), numbered(concerns(report))))
    found.append((tr("下一步工作"), numbered(next_steps(report))))
    found.append((tr("数据说明"), numbered(data_notes(report))))
    for block in sections(found):
        yield _stopped(block) if isinstance(block, Paragraph) else block


def _stopped(block: Paragraph) -> Paragraph:
    """Return a paragraph that ends with a full stop."""
    return block if block.text.endswith(_STOPS) else replace(block, text=tr("{text}。", text=block.text))


def _progress(report: Report) -> Iterator[Chart]:
    """Yield a chart of the progress of each row that has a number, beside the time elapsed, in per cent."""
    rows = [
        (
            part_name(result, part),
            share * 100,
            (elapsed_share(part) or Fraction(1)) * 100,
            badge_of(part, result).tone,
        )
        for result in report.results
        for part in result.components or (result,)
        if (share := progress_share(part)) is not None
    ]
    done = Series(tr("完成进度"), tuple(row[1] for row in rows), tones=tuple(row[3] for row in rows))
    return progress_chart([row[0] for row in rows], done, [row[2] for row in rows])


def _of_a_nature(report: Report, nature: Nature, tables: bool) -> Iterator[Block]:
    """Yield how many rows of a nature have each status, then which rows; late ones with their numbers."""
    results = [result for result in report.results if result.nature is nature]
    yield Paragraph(tr("共 {total} 项：{counts}。", total=len(results), counts=counts_words(results)))
    yield from _classes(report, results, tables, [badge for badge, _ in counted(results)])


def _classes(
    report: Report, results: Sequence[Result], tables: bool, badges: Sequence[Badge]
) -> Iterator[Block]:
    """Yield the rows class by class; the late and waived ones in a table after the others (`tables`)."""
    told: list[Result] = []
    for badge in badges:
        found = [result for result in results if badge_of(result) is badge]
        lead = _led(badge, len(found), found[0].nature is Nature.COMMITMENT)
        if badge.status is Status.UNKNOWN and not badge.waived and tables:
            yield Paragraph(unknown_groups(found, report.conventions.year), lead)
        elif tables and (badge.status in LATE or badge.waived):
            told += found
        else:
            yield Paragraph(which_words(badge, found, report.conventions.year, tables), lead)
    if told:
        yield _late_table(report, told)


def _led(badge: Badge, count: int, promised: bool) -> str:
    """Return the beginning of an enumeration: the status, and how many rows or commitments have it."""
    if promised:
        return tr("{status} {count} 条：", status=badge.words, count=count)
    return tr("{status} {count} 项：", status=badge.words, count=count)


def _late_table(report: Report, results: Sequence[Result]) -> Table:
    """Return a table of late rows with their numbers and by how much they fall short; a row for each late component."""
    year, end = report.conventions.year, report.plan.period.end
    columns = (
        Column("name", tr("指标"), 30, Align.LEFT),
        Column("status", tr("判断"), 11),
        Column("actual", tr("{year}年实际", year=year), 13, numeric=True),
        Column("target", tr("{year}年目标", year=end), 14, numeric=True),
        Column("said", tr("情况"), 36, Align.LEFT),
    )
    rows = []
    for result in results:
        for part in result.components or (result,):
            badge = badge_of(part, result)
            if part.status not in (*LATE, Status.UNKNOWN):
                continue
            own = tr("（{due} 年）", due=part.due) if part.due != end else ""
            words = [part.message.removeprefix(facts(part) + tr("，"))]
            words += [leave_words(result.waiver)] if result.waiver is not None else []
            cells = (
                Cell(part_name(result, part)),
                Cell(badge.words, None, badge.tone, strong=True),
                Cell(value_text(part)),
                Cell(target_text(part, with_unit=True) + own),
                Cell(tr("；").join(words)),
            )
            rows.append(Row(cells, unit=part.unit or ""))
    nature = NATURE_WORDS[results[0].nature]
    kind = nature if results[0].nature is Nature.COMMITMENT else tr("{nature}指标", nature=nature)
    waived = any(result.waiver is not None for result in results)
    title = tr("未达标、滞后和已豁免的{kind}", kind=kind) if waived else tr("未达标、滞后的{kind}", kind=kind)
    return Table(columns, tuple(rows), title)


def _promises(report: Report, commitments: Sequence[Result], tables: bool) -> Iterator[Block]:
    """Yield how many commitments have each status, and which of those with a value aren't kept; they don't count in any rate."""
    if not commitments:
        yield Paragraph(tally_words(report))
        return
    yield Paragraph(tr("另核验{tally}。承诺单独计数，不计入达标率。", tally=tally_words(report)))
    held = [item for item in commitments if has_value(item)]
    badges = [badge for badge, _ in counted(held) if badge.status in (*LATE, Status.UNKNOWN)]
    yield from _classes(report, held, tables, badges)
    if without_words(report):
        yield Paragraph(without_words(report))
