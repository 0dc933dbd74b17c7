"""The report as Markdown for a CI job's summary page: the gate, the counts, what should be checked, the whole table collapsed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.badges import counted
from healthplan_cli.language.names import NATURE_WORDS
from healthplan_cli.model import Nature, Report, Result
from healthplan_cli.report import Look
from healthplan_cli.report.document import Table
from healthplan_cli.report.documents.commitments import commitment_table
from healthplan_cli.report.documents.indicators import indicator_table
from healthplan_cli.report.formats import markdown
from healthplan_cli.report.programs.cases import Severity, TestCase, promised_leaves, to_say, together_words
from healthplan_cli.report.words.cells import clean
from healthplan_cli.report.words.changes import change_lines
from healthplan_cli.report.words.commitments import known, tally_words, without_words
from healthplan_cli.report.words.counts import note_counts_text, rates_text
from healthplan_cli.report.words.gateline import gate_line
from healthplan_cli.report.words.notes import remarks, reviewed_words
from healthplan_cli.views.reviewed_plan import Reviewed

# What GitHub would make links of, besides Markdown's own marks: addresses, and names of people.
_LINKS = str.maketrans({":": "\\:", "@": "\\@"})


def summary_markdown(reviewed: Sequence[Reviewed]) -> str:
    """Return the page with a line feed at its end, to be appended to the file that GITHUB_STEP_SUMMARY names."""
    return "\n".join(line for item in reviewed for line in _page(item)) + "\n"


def _page(item: Reviewed) -> Iterator[str]:
    title, what = item.report.plan.title, reviewed_words(item.report)
    yield f"## {escaped(title)}"
    yield from ("", escaped(what), "", f"**{gate_line(item.gate)}**", "")
    yield from _counts(item.report)
    yield from ("", escaped(_rates(item.report)), "")
    if said := note_counts_text(item.report.results):
        yield from (escaped(said), "")
    yield from _to_look_at(item)
    yield from (f"- {escaped(line)}" for line in remarks(item.report.results))
    if item.report.changes is not None:
        yield from ("", *(f"- {escaped(line)}" for line in change_lines(item.report.changes)))
    yield from _promises(item.report)
    yield from _whole(item.report)


def escaped(text: str) -> str:
    """Return a text on one line that GitHub shows unchanged."""
    return markdown.escaped(clean(text)).translate(_LINKS).replace("www.", "www\\.")


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    cells = [escaped(head) for head in heads]
    yield f"| {' | '.join(cells)} |"
    yield f"|{' --- |' * len(cells)}"
    yield from (f"| {' | '.join(map(escaped, row))} |" for row in rows)


def _counts(report: Report) -> Iterator[str]:
    """Yield how many rows are in each class, in all and by nature."""
    badges = [badge for badge, _ in counted(report.results)]
    heads = [tr("属性"), tr("项数"), *(badge.words for badge in badges)]
    groups = [
        (NATURE_WORDS[nature], _of(report, nature)) for nature, counts in report.by_nature if counts.total
    ]

    def row(name: str, results: Sequence[Result]) -> list[str]:
        counts = dict(counted(results))
        return [name, str(len(results)), *(str(counts.get(badge, 0)) for badge in badges)]

    yield from _table(
        heads, [row(name, results) for name, results in ((tr("合计"), report.results), *groups)]
    )


def _of(report: Report, nature: Nature) -> list[Result]:
    return [result for result in report.results if result.nature is nature]


def _rates(report: Report) -> str:
    if report.tally.rate_judged is None:
        return tr("没有能判定的指标，达标率无从计算")
    return rates_text(report)


def _to_look_at(item: Reviewed) -> Iterator[str]:
    """Yield the cases that annotations report, most serious first."""
    found, together = to_say(item)
    found += promised_leaves(item, Look())
    if found:
        heads = (tr("指标"), tr("属性"), tr("判断"), tr("说明"))
        yield from _table(heads, map(_row, sorted(found, key=lambda case: case.level or Severity.ERROR)))
        yield ""
    if together:
        names = tr("、").join(case.name for case in together)
        said = tr("{words}：{names}", words=together_words(together), names=names)
        yield from (escaped(said), "")


def _row(case: TestCase) -> tuple[str, ...]:
    words = case.badge.words
    if case.held and case.level is not Severity.NOTE:
        words = tr("{status}（挡门禁）", status=words)
    return case.name, NATURE_WORDS[case.row.nature], words, tr("；").join(case.lines)


def _promises(report: Report) -> Iterator[str]:
    """Yield the count of commitments, those with a value collapsed, and how many have none."""
    table = commitment_table(report, Look())
    if table is None:
        return
    yield from ("", f"### {escaped(table.title)}", "", escaped(tally_words(report)), "")
    if table.rows:
        words = tr("有数据的承诺 {count} 条", count=len(known(report)))
        yield from ("<details>", f"<summary>{words}</summary>", "")
        yield from _table(table.heads, _texts(table))
        yield from ("", "</details>", "")
    yield escaped(without_words(report))


def _whole(report: Report) -> Iterator[str]:
    table = indicator_table(report, Look())
    words = tr("全部 {count} 项", count=len(report.results))
    yield from ("", "<details>", f"<summary>{words}</summary>", "")
    yield from _table(table.heads, _texts(table))
    yield from ("", *(f"- {escaped(note)}" for note in table.notes), "", "</details>", "")


def _texts(table: Table) -> Iterator[list[str]]:
    """Yield the texts of each row, with the category in every row."""
    return ([cell.text for cell in row.cells] for row in table.rows)
