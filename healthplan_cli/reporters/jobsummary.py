"""The report as Markdown for the summary page of a CI job: the gate, the counts, what needs a look, the whole table folded away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from healthplan_cli.messages import STATUS_WORDS
from healthplan_cli.model import Report, Status, Tally
from healthplan_cli.names import NATURE_WORDS
from healthplan_cli.numbers import percent_text
from healthplan_cli.reporters import Look, markdown
from healthplan_cli.reporters.cases import Case, Level, promised_leaves, to_say, together_words
from healthplan_cli.reporters.gateline import gate_line
from healthplan_cli.reporters.officetable import clean, office_table
from healthplan_cli.reporters.promises import known, tally_words, without_words
from healthplan_cli.reporters.promisetable import promise_table
from healthplan_cli.reporters.remarks import change_lines, heading, remarks
from healthplan_cli.reviewed import Reviewed
from healthplan_cli.speech import tr

_ORDER = (Status.MET, Status.AHEAD, Status.ON_TRACK, Status.BEHIND, Status.MISSED, Status.UNKNOWN)
# What GitHub would make links of, besides Markdown's own marks: addresses, and names of people.
_LINKS = str.maketrans({":": "\\:", "@": "\\@"})


def summary_markdown(reviewed: Sequence[Reviewed]) -> str:
    """The page, with a line feed at its end; to be added to the file that GITHUB_STEP_SUMMARY names."""
    return "\n".join(line for item in reviewed for line in _page(item)) + "\n"


def _page(item: Reviewed) -> Iterator[str]:
    title, what = heading(item.report).split("\n", 1)
    yield f"## {escaped(title)}"
    yield from ("", escaped(what), "", f"**{gate_line(item.gate)}**", "")
    yield from _counts(item.report)
    yield from ("", escaped(_rates(item.report.tally)), "")
    yield from _to_look_at(item)
    yield from (f"- {escaped(line)}" for line in remarks(item.report.results))
    if item.report.changes is not None:
        yield from ("", *(f"- {escaped(line)}" for line in change_lines(item.report.changes)))
    yield from _promises(item.report)
    yield from _whole(item.report)


def escaped(text: str) -> str:
    """Text that GitHub shows as it is, on one line."""
    return markdown.escaped(clean(text)).translate(_LINKS).replace("www.", "www\\.")


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    cells = [escaped(head) for head in heads]
    yield f"| {' | '.join(cells)} |"
    yield f"|{' --- |' * len(cells)}"
    yield from (f"| {' | '.join(map(escaped, row))} |" for row in rows)


def _counts(report: Report) -> Iterator[str]:
    heads = [tr("属性"), tr("项数"), *(STATUS_WORDS[status] for status in _ORDER), tr("已豁免")]
    tallies = [(NATURE_WORDS[nature], counts) for nature, counts in report.by_nature if counts.total]
    rows = [(tr("合计"), report.tally), *tallies]
    yield from _table(heads, ((name, *map(str, _numbers(counts))) for name, counts in rows))


def _numbers(counts: Tally) -> list[int]:
    return [counts.total, *(counts.of(status) for status in _ORDER), counts.waived]


def _rates(tally: Tally) -> str:
    rates = [rate for rate in (tally.rate_all, tally.rate_judged) if rate is not None]
    if len(rates) < 2:
        return tr("没有能判定的指标，达标率无从计算")
    return tr(
        "达标率：占全部 {all} 项的 {rate_all}，占能判定的 {judged} 项的 {rate_judged}",
        all=tally.total,
        rate_all=percent_text(rates[0]),
        judged=tally.judged,
        rate_judged=percent_text(rates[1]),
    )


def _to_look_at(item: Reviewed) -> Iterator[str]:
    """What the annotations say, the gravest first."""
    found, together = to_say(item)
    found += promised_leaves(item, Look())
    if found:
        heads = (tr("指标"), tr("属性"), tr("判断"), tr("说明"))
        yield from _table(heads, map(_row, sorted(found, key=lambda case: case.level or Level.ERROR)))
        yield ""
    if together:
        names = tr("、").join(case.name for case in together)
        said = tr("{words}：{names}", words=together_words(together), names=names)
        yield from (escaped(said), "")


def _row(case: Case) -> tuple[str, ...]:
    status = STATUS_WORDS[case.result.status]
    words = tr("{status}（挡门禁）", status=status) if case.held and case.level is not Level.NOTE else status
    return case.name, NATURE_WORDS[case.row.nature], words, tr("；").join(case.lines)


def _promises(report: Report) -> Iterator[str]:
    """The commitments' count, those with a value folded away, and how many have none."""
    table = promise_table(report, Look())
    if table is None:
        return
    yield from ("", f"### {escaped(table.title)}", "", escaped(tally_words(report)), "")
    if table.lines:
        words = tr("有数据的承诺 {count} 条", count=len(known(report)))
        yield from ("<details>", f"<summary>{words}</summary>", "")
        yield from _table((column.head for column in table.columns), map(table.cells, table.lines))
        yield from ("", "</details>", "")
    yield escaped(without_words(report))


def _whole(report: Report) -> Iterator[str]:
    table = office_table(report, Look())
    words = tr("全部 {count} 项", count=len(report.results))
    yield from ("", "<details>", f"<summary>{words}</summary>", "")
    yield from _table((column.head for column in table.columns), map(table.cells, table.lines))
    yield from ("", *(f"- {escaped(note)}" for note in table.notes), "", "</details>", "")
