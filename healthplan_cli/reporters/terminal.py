"""The report as a person reads it in a terminal. The only module that imports rich."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from healthplan_cli.gate import Gate
from healthplan_cli.messages import NOTE_WORDS, STATUS_WORDS, value_text
from healthplan_cli.model import Nature, Report, Result, Status, Tally
from healthplan_cli.numbers import decimal_text, percent_text
from healthplan_cli.record import record
from healthplan_cli.reporters.gateline import gate_line
from healthplan_cli.widths import wrap

# Every sign is narrow in every terminal (East Asian width N), and never stands without its word.
_SIGNS = {
    Status.MET: "✓",
    Status.AHEAD: "⇡",
    Status.ON_TRACK: "⇢",
    Status.BEHIND: "⇣",
    Status.MISSED: "✗",
    Status.UNKNOWN: "?",
}
_PLAIN_SIGNS = dict(zip(_SIGNS, "+^>vx?", strict=True))
# Legible on dark and on light: no yellow, no plain blue.
_STYLES = {
    Status.MET: "bold green",
    Status.AHEAD: "green",
    Status.ON_TRACK: "green",
    Status.BEHIND: "red",
    Status.MISSED: "bold red",
    Status.UNKNOWN: "magenta",
}
_COLUMNS = ("序号", "指标", "单位", "性质", "基期", "目标", "实际", "进度", "状态")
_FOOTNOTES = {
    "baseline_from_text": "†",
    "baseline_from_data": "‡",
    "provisional": "*",
    "provisional_baseline": "*",
    "carried": "<",
    "target_supplied": "+",
}


@record(frozen=True, slots=True)
class Look:
    """How the terminal is: its width, whether it takes colour, whether its encoding has the signs."""

    width: int = 80
    color: bool = False
    signs: bool = True
    only: tuple[Status, ...] = ()


def report_terminal(report: Report, gate: Gate, look: Look) -> str:
    """The whole report as text, with ANSI colours where the look has them."""
    page = _Page(report, gate, look)
    stream = io.StringIO()
    console = Console(
        file=stream,
        width=look.width,
        force_terminal=look.color,
        color_system="standard" if look.color else None,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    for block in page.blocks():
        console.print(block)
    return "".join(line.rstrip() + "\n" for line in stream.getvalue().splitlines())


class _Page:
    def __init__(self, report: Report, gate: Gate, look: Look) -> None:
        self.report = report
        self.gate = gate
        self.look = look
        self.wide = look.width >= 116

    def blocks(self) -> Iterator[RenderableType]:
        yield from self._head()
        yield from self._attention()
        yield self._table()
        yield from self._footnotes()
        yield Text()
        yield from self._tallies()
        yield Text(gate_line(self.gate), style="bold")

    # ── head ──

    def _head(self) -> Iterator[Text]:
        report, plan = self.report, self.report.plan
        yield Text(plan.title, style="bold")
        year, period = report.conventions.year, plan.period
        words = f"按 {year} 年的数据，对照 {period.end} 年目标（基期 {period.baseline} 年）"
        if year < period.end:
            elapsed = Fraction(year - period.baseline, period.end - period.baseline)
            band = percent_text(report.conventions.band).rstrip("%")
            words += f"；时间过了 {percent_text(elapsed)}，进度与之相差 {band} 个百分点以内算符合预期（本工具的约定）"
        yield from self._lines(words)
        if report.illustrative:
            yield Text("注意：数据文件标明为示例数据，不是真实数值。", style="bold magenta")
        yield Text()

    def _lines(self, words: str, style: str = "") -> Iterator[Text]:
        return (Text(line, style=style) for line in wrap(words, self.look.width))

    # ── what needs attention ──

    def _attention(self) -> Iterator[RenderableType]:
        results = self.report.results
        late = [result for result in results if result.status in (Status.MISSED, Status.BEHIND)]
        late.sort(
            key=lambda result: (result.nature is not Nature.BINDING, result.status is not Status.MISSED)
        )
        unknown = [result for result in results if result.status is Status.UNKNOWN]
        for result in late:
            yield self._item(result.status, f"{self._label(result)}：{result.message}")
        groups: dict[str, list[Result]] = {}
        for result in unknown:
            groups.setdefault(result.message, []).append(result)
        for message, members in groups.items():
            members.sort(key=lambda result: result.nature is not Nature.BINDING)
            many = f"{len(members)} 项" if len(members) > 2 else ""
            names = "、".join(self._label(result) for result in members)
            yield self._item(Status.UNKNOWN, f"{many}{message}——{names}" if many else f"{names}：{message}")
        if late or unknown:
            yield Text()

    def _label(self, result: Result) -> str:
        mark = "［约束］" if result.nature is Nature.BINDING else ""
        return f"{result.no}. {result.name}{mark}"

    def _item(self, status: Status, words: str) -> RenderableType:
        lines = wrap(f"{STATUS_WORDS[status]}  {words}", self.look.width - 2)
        return Text(self._sign(status), style=_STYLES[status]) + Text(" " + "\n  ".join(lines))

    # ── the table ──

    def _table(self) -> Table:
        table = Table(
            box=None, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False, header_style="bold", expand=True
        )
        for name, options in self._columns().items():
            table.add_column(name, **options)
        category: str | None = None
        for result in self._shown():
            if result.category != category:
                category = result.category
                table.add_row("", Text(category or "", style="bold underline"))
            table.add_row(*self._cells(result))
            for part in result.components:
                table.add_row(*self._cells(part, component=True))
        return table

    def _columns(self) -> dict[str, Any]:
        """The columns with their widths; a narrow terminal goes without unit, nature and bar, never without names."""
        wide, roomy = self.wide, self.look.width >= 96
        columns: dict[str, Any] = {
            "序号": {"width": 4, "justify": "right"},
            "指标": {"ratio": 1, "overflow": "fold", "min_width": 12},
            "单位": {"width": 8 if wide else 6, "overflow": "fold"},
            "性质": {"width": 6 if wide else 4},
            "基期": {"width": 12 if wide else 9 if roomy else 8, "justify": "right", "overflow": "fold"},
            "目标": {"width": 16 if wide else 12 if roomy else 9, "justify": "right", "overflow": "fold"},
            "实际": {"width": 12 if wide else 9 if roomy else 7, "justify": "right", "overflow": "fold"},
            "进度": {"width": 12 if wide else 8, "no_wrap": True},
            "状态": {"width": 10, "no_wrap": True},
        }
        return {name: options for name, options in columns.items() if name not in self._left_out()}

    def _left_out(self) -> tuple[str, ...]:
        return ("单位", "性质", "进度") if self.look.width < 76 else ()

    def _cells(self, result: Result, component: bool = False) -> list[Text]:
        cells = dict(zip(_COLUMNS, self._row(result, component), strict=True))
        return [cell for name, cell in cells.items() if name not in self._left_out()]

    def _shown(self) -> Iterable[Result]:
        only = self.look.only
        return [result for result in self.report.results if not only or result.status in only]

    def _row(self, result: Result, component: bool = False) -> list[Text]:
        nature = result.nature.value if self.wide else result.nature.value[:2]
        split = bool(result.components)
        baseline = result.baseline.text if result.baseline and not split else ""
        target = result.target.text if result.target and not split else ""
        actual = "" if split else value_text(result, bare=True)
        marks = {code: self._mark(code) for code in result.noted if code in _FOOTNOTES and not split}
        start = "".join(marks.get(code, "") for code in ("baseline_from_text", "baseline_from_data"))
        end = "".join(marks.get(code, "") for code in ("carried",))
        star = "*" if "provisional" in marks and not actual.endswith("*") else ""
        style = _STYLES[result.status]
        return [
            Text("" if component else result.no),
            Text(f"· {result.name}" if component else result.name),
            Text("" if component else (result.unit or "")),
            Text("" if component else nature, style="bold" if result.nature is Nature.BINDING else ""),
            Text(f"{baseline}{start}"),
            Text(f"{target}{marks.get('target_supplied', '')}"),
            Text(f"{actual}{star}{end}"),
            Text() if split else self._bar(result),
            Text(f"{self._sign(result.status)} {_status_words(result)}", style=style),
        ]

    def _bar(self, result: Result) -> Text:
        """Progress from baseline to target, with | where it should be by now. Only the bar is capped."""
        if result.progress is None or result.status is Status.UNKNOWN:
            kept = {Status.MET: "保持", Status.BEHIND: "未保持", Status.MISSED: "未保持"}
            return Text(kept.get(result.status, "") if "kept" in result.noted else "")
        size = 12 if self.wide else 8
        done = round(min(max(result.progress, Fraction(0)), Fraction(1)) * size)
        full, empty = ("▰", "▱") if self.look.signs else ("#", "-")
        bar = Text(full * done, style=_STYLES[result.status]) + Text(empty * (size - done))
        if result.elapsed is None or result.elapsed >= 1:
            return bar
        place = min(round(result.elapsed * size), size - 1)
        return bar[:place] + Text("|", style="bold") + bar[place + 1 :]

    def _mark(self, code: str) -> str:
        """The sign of a footnote; one that every encoding has where the terminal's lacks †."""
        sign = _FOOTNOTES[code]
        return sign if self.look.signs else {"†": "#", "‡": "##"}.get(sign, sign)

    def _sign(self, status: Status) -> str:
        return (_SIGNS if self.look.signs else _PLAIN_SIGNS)[status]

    # ── below ──

    def _footnotes(self) -> Iterator[RenderableType]:
        parts = [part for result in self._shown() for part in (result.components or (result,))]
        used = {code for part in parts for code in part.noted}
        notes = [f"{self._mark(code)} {NOTE_WORDS[code]}" for code in _FOOTNOTES if code in used]
        lines = ["；".join(notes)] if notes else []
        for code in (
            "maybe_percent",
            "without_baseline",
            "baseline_differs",
            "one_value_for_all",
            "beyond_range",
            "modal_commitment",
        ):
            names = [result.name for result in self._shown() if code in result.noted]
            if names:
                lines.append(f"{NOTE_WORDS[code]}：{'、'.join(names)}")
        for line in dict.fromkeys(lines):
            yield from self._lines(line, "italic")

    def _tallies(self) -> Iterator[Text]:
        for nature, counts in self.report.by_nature:
            yield from self._lines(f"{nature.value} {counts.total} 项：{self._counts(counts)}")
        whole = self.report.tally
        met = whole.of(Status.MET)
        rates = [f"达标率：{met}/{whole.total} = {_rate(whole.rate_all)}（占全部指标）"]
        rates.append(f"{met}/{whole.judged} = {_rate(whole.rate_judged)}（占能判定的指标）")
        yield from self._lines("，".join(rates))

    def _counts(self, counts: Tally) -> str:
        return "，".join(f"{STATUS_WORDS[status]} {count}" for status, count in counts.counts if count)


def _status_words(result: Result) -> str:
    early = "early" in result.noted and "kept" not in result.noted
    return "提前达标" if early else STATUS_WORDS[result.status]


def _rate(rate: Fraction | None) -> str:
    return "—" if rate is None else f"{decimal_text(rate * 100, 1)}%"
