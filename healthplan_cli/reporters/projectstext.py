"""Projects for the terminal: a table with a Gantt bar for each, then what is due, what is late, the sums."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from healthplan_cli.projects import ProjectsReport, Standing, spread
from healthplan_cli.record import record
from healthplan_cli.reporters.projectsgantt import (
    DONE,
    NOTHING,
    NOW,
    PLAIN_DONE,
    PLAIN_PLANNED,
    PLANNED,
    Scale,
    scale,
)
from healthplan_cli.reporters.projectstable import Table, tables
from healthplan_cli.reporters.projectwords import (
    PLAIN_STATE_SIGNS,
    STATE_SIGNS,
    STATE_TONES,
    amount_text,
    done_text,
    lack_words,
    listings,
    named,
    share_text,
    state_words,
    subtitle,
    summary,
    warning,
)
from healthplan_cli.speech import tr
from healthplan_cli.widths import pad, width, wrap

_ROOMY = 110  # columns from which bars are in quarters of years
_NARROW = 76  # below it they are in years
_LEAST_UNIT, _LEAST_NAME = 12, 14


@record(frozen=True, slots=True)
class _Column:
    """A column: its heading, its cells, its size."""

    head: str
    cells: tuple[str, ...]
    size: int
    right: bool = False

    def line(self, text: str) -> str:
        return " " * (self.size - width(text)) + text if self.right else pad(text, self.size)


def projects_text(report: ProjectsReport, columns: int, color: bool = False, signs: bool = True) -> str:
    """The whole page, with ANSI colours where they are wanted; no line is wider than the terminal."""
    return "".join(f"{line.rstrip()}\n" for line in _Page(report, columns, color, signs).lines())


class _Page:
    def __init__(self, report: ProjectsReport, columns: int, color: bool, signs: bool) -> None:
        self.report, self.columns, self.color, self.signs = report, columns, color, signs
        self.told = report.given is not None

    def lines(self) -> Iterator[str]:
        report = self.report
        yield from map(self._bold, self._wrapped(tr("{title}：重大项目", title=report.plan.title)))
        yield from self._wrapped(subtitle(report))
        if warning(report):
            yield from self._wrapped(warning(report))
        yield ""
        for line in summary(report):
            yield from self._wrapped(line)
        yield ""
        yield from self._table()
        for head, names in listings(report):
            yield from ("", self._bold(head))
            yield from self._items(names)
        yield from self._unknown()
        for table in tables(report)[1:]:
            yield from ("", *self._sums(table))
            if table.note:
                yield from self._wrapped(table.note)

    def _wrapped(self, words: str, indent: int = 0) -> list[str]:
        return [" " * indent + line for line in wrap(words, self.columns - indent)]

    def _bold(self, line: str) -> str:
        return f"\x1b[1m{line.rstrip()}\x1b[0m" if self.color and line else line

    def _items(self, names: Sequence[str]) -> Iterator[str]:
        """Projects under a heading; a number and its name stay on one line."""
        for name in names or (tr("没有"),):
            first, *rest = wrap(name, self.columns - 4)
            yield f"  {first}"
            yield from (f"    {line}" for line in rest)

    # ── the table ──

    def _table(self) -> Iterator[str]:
        years = spread(self.report.rows)
        gantt = scale(years, self.report.day, self._room()) if years else None
        table = list(self._columns(gantt))
        yield self._bold(" ".join(column.line(column.head) for column in table))
        for order, row in enumerate(self.report.rows):
            cells = [wrap(column.cells[order], column.size) for column in table]
            for line in range(max(map(len, cells))):
                texts = [cell[line] if line < len(cell) else "" for cell in cells]
                shown = [column.line(text) for column, text in zip(table, texts, strict=True)]
                yield " ".join([*shown[:-1], self._colored(shown[-1], row)])
        if gantt:
            yield from self._wrapped(self._legend())

    def _room(self) -> int:
        """The columns that bars may take: quarters of eight years, halves, years."""
        return 48 if self.columns >= _ROOMY else 24 if self.columns >= _NARROW else 12

    def _colored(self, text: str, row: Standing) -> str:
        tone = STATE_TONES.get(row.state) if row.state else None
        return tone.painted(text.rstrip()) if self.color and tone and text.strip() else text

    def _columns(self, gantt: Scale | None) -> Iterator[_Column]:
        """Number, name, unit, bar and the rest; names and units share what the others leave, names alone where it is little."""
        rows = self.report.rows
        number = _sized(tr("序号"), [row.project.no for row in rows], right=True)
        others = [*self._bars(gantt), *self._rest()]
        room = self.columns - sum(column.size + 1 for column in (number, *others))
        units = [row.project.responsible or "" for row in rows]
        unit = min(max(room * 2 // 5, _LEAST_UNIT), max(map(width, (tr("责任单位"), *units))))
        beside = room - unit - 1 >= _LEAST_NAME
        yield number
        yield _Column(
            tr("项目"), tuple(row.project.name for row in rows), room - unit - 1 if beside else room
        )
        if beside:
            yield _Column(tr("责任单位"), tuple(units), unit)
        yield from others

    def _bars(self, gantt: Scale | None) -> Iterator[_Column]:
        if gantt is not None:
            bars = tuple(gantt.bar(row, self.signs) for row in self.report.rows)
            yield _Column(gantt.heads(), bars, gantt.size)

    def _rest(self) -> Iterator[_Column]:
        """Investment where there is room for it, or nothing else to say; how far it is, how far it should be; the state."""
        rows, band = self.report.rows, self.report.band
        if not self.told or self.columns >= _ROOMY:
            yield _sized(tr("万元"), [amount_text(row.project.investment) for row in rows], right=True)
        if not self.told:
            yield _sized(tr("年限"), [row.project.years or "" for row in rows])
            return
        yield _sized(tr("完成"), [done_text(row, band) for row in rows], right=True)
        yield _sized(tr("应到"), [share_text(row.expected) for row in rows], right=True)
        signs = STATE_SIGNS if self.signs else PLAIN_STATE_SIGNS
        words = [f"{signs[row.state]} {state_words(row)}" if row.state else "" for row in rows]
        yield _Column(tr("状态"), tuple(words), min(max(map(width, words)), 14))

    def _legend(self) -> str:
        done, planned = (DONE, PLANNED) if self.signs else (PLAIN_DONE, PLAIN_PLANNED)
        words = tr("横道：{planned} 规划的年限", planned=planned)
        if self.told:
            words = tr(
                "横道：{done} 已完成的部分（按形象进度，没有的按投资），{planned} 规划的年限",
                done=done,
                planned=planned,
            )
        return tr("{words}，{nothing} 年限以外，{now} 看到的那一天", words=words, nothing=NOTHING, now=NOW)

    # ── below it ──

    def _unknown(self) -> Iterator[str]:
        """What nothing can be said of, by the reason."""
        groups: dict[str, list[str]] = {}
        for row in self.report.rows:
            if row.lack:
                groups.setdefault(lack_words(row), []).append(named(row))
        if not groups:
            return
        yield from (
            "",
            self._bold(tr("无法判定：{count} 项", count=sum(map(len, groups.values())))),
        )
        for reason, names in groups.items():
            yield from self._items([tr("{reason}：{names}", reason=reason, names=tr("、").join(names))])

    def _sums(self, table: Table) -> Iterator[str]:
        """A table of sums: the first column is words, the others numbers."""
        others = [
            _sized(head, [row[at] for row in table.rows], True, 12)
            for at, head in enumerate(table.heads)
            if at
        ]
        room = self.columns - sum(column.size + 2 for column in others)
        names = [row[0] for row in table.rows]
        size = min(max(map(width, (table.title, *names))), room)
        first = _Column(table.title, tuple(names), size)
        every = [first, *others]
        heads = [wrap(column.head, column.size) for column in every]
        for line in range(max(map(len, heads))):
            texts = [head[line] if line < len(head) else "" for head in heads]
            yield self._bold("  ".join(column.line(text) for column, text in zip(every, texts, strict=True)))
        for order in range(len(table.rows)):
            cells = [wrap(column.cells[order], column.size) for column in every]
            for line in range(max(map(len, cells))):
                texts = [cell[line] if line < len(cell) else "" for cell in cells]
                yield "  ".join(column.line(text) for column, text in zip(every, texts, strict=True))


def _sized(head: str, cells: Sequence[str], right: bool = False, most: int = 40) -> _Column:
    """A column as wide as what it holds; a longer heading breaks."""
    widest = max(map(width, cells), default=0)
    return _Column(head, tuple(cells), max(widest, min(width(head), most)), right)
