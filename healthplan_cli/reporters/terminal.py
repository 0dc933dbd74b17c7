"""The report as a person reads it in a terminal. The only module that imports rich."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from healthplan_cli.badges import STATUS_BADGES, Badge, badge_of, counts_text
from healthplan_cli.gate import Gate
from healthplan_cli.lexicon import Pattern
from healthplan_cli.messages import NOTE_WORDS, value_text
from healthplan_cli.model import Nature, Reason, Report, Result, Status
from healthplan_cli.names import NATURE_WORDS
from healthplan_cli.numbers import percent_text
from healthplan_cli.reporters import Look
from healthplan_cli.reporters.counts import COUNTED_NOTES, note_counts_text, rates_text
from healthplan_cli.reporters.gateline import gate_line
from healthplan_cli.reporters.officetable import target_text
from healthplan_cli.reporters.remarks import (
    MODE_WORDS,
    PRELIMINARY,
    change_lines,
    heading,
    label,
    preliminary_among,
    remarks,
    waiver_text,
)
from healthplan_cli.speech import language, tr
from healthplan_cli.visible import guarded
from healthplan_cli.widths import width, wrap

if TYPE_CHECKING:
    from healthplan_cli.reviewed import Reviewed

_COLUMNS = (
    tr("序号"),
    tr("指标"),
    tr("单位"),
    tr("性质"),
    tr("基期"),
    tr("目标"),
    tr("实际"),
    tr("进度"),
    tr("状态"),
)
_FOOTNOTES = {
    "baseline_from_text": "†",
    "baseline_from_data": "‡",
    "provisional": "*",
    "provisional_baseline": "*",
    "carried": "<",
    "part_year": "^",
    "forecast": "@",
    "summed": "Σ",
    "target_supplied": "+",
    "revised": "&",
}
_MARKED = {
    "provisional": tr("初步数"),
    "provisional_baseline": tr("初步数"),
    "part_year": COUNTED_NOTES["part_year"],
    "forecast": COUNTED_NOTES["forecast"],
}
_AT_THE_VALUE = ("carried", "summed", "part_year", "forecast")
_WAIVED = "~"
_FULL = 76 if language() == "zh" else 92  # columns below which unit, nature and bar are left out
_NATURE_WIDTH = max(width(words) for nature, words in NATURE_WORDS.items() if nature is not Nature.COMMITMENT)
_ROOMY = 96  # columns from which the progress is there in figures too


_NUMBERED = (tr("基期"), tr("目标"), tr("实际"))
_NUMBER = Pattern(r"[≥≤<>]?[+-]?\d[\d.,]*[%‰*]*")
_WIDENED = 6  # how many columns more a number may take, so that it isn't broken over two lines


def _unbroken(cells: Sequence[Text], usual: int) -> int:
    """Break the cells of a column between numbers, never in one, and return the width that this takes."""
    numbers = (number for cell in cells for number in _NUMBER.findall(cell.plain))
    size = min(max([usual, *map(width, numbers)]), usual + _WIDENED)
    for cell in cells:
        if width(cell.plain) > size:
            cell.plain = "\n".join(wrap(cell.plain, size))
    return size


def render(reviewed: Sequence[Reviewed], look: Look) -> str:
    """The reports one after the other; the proofs instead where they were asked for."""
    return guarded("\n".join(_shown(item, look, len(reviewed) > 1) for item in reviewed))


def _shown(item: Reviewed, look: Look, several: bool) -> str:
    if item.asked is not None:
        return proof_page(item, look, several)
    return report_terminal(item.report, item.gate, look)


def proof_page(item: Reviewed, look: Look, several: bool = False) -> str:
    """What the report is of, the proofs, the gate's line."""
    from healthplan_cli.reporters.prooftext import proof_text

    line = f"{item.report.plan.id}　" * several + gate_line(item.gate)
    proofs = proof_text(item.proofs(), look.width, look.color)
    return "\n\n".join(filter(None, (heading(item.report), proofs.rstrip("\n"), line))) + "\n"


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
        if self.report.commitments is not None:
            yield from self._commitments()
        yield Text()
        yield from self._tallies()
        yield Text(gate_line(self.gate), style="bold")

    # ── head ──

    def _head(self) -> Iterator[Text]:
        report, plan = self.report, self.report.plan
        yield Text(plan.title, style="bold")
        year, period = report.conventions.year, plan.period
        words = tr(
            "{mode_words}：按 {year} 年的数据，对照 {end} 年目标（基期 {baseline} 年）",
            mode_words=MODE_WORDS[report.conventions.mode],
            year=year,
            end=period.end,
            baseline=period.baseline,
        )
        if year < period.end:
            elapsed = Fraction(year - period.baseline, period.end - period.baseline)
            band = percent_text(report.conventions.band).rstrip("%")
            words += tr(
                "；时间过了 {percent_text}，进度比它慢不超过 {band} 个、快不到 {band2} 个百分点算符合预期（本工具的约定）",
                percent_text=percent_text(elapsed),
                band=band,
                band2=band,
            )
        yield from self._lines(words)
        if report.illustrative:
            yield Text(tr("注意：数据文件标明为示例数据，不是真实数值。"), style="bold magenta")
        yield Text()

    def _lines(self, words: str, style: str = "") -> Iterator[Text]:
        """The words over as many lines as they take, every one as far in as the first."""
        start = " " * (len(words) - len(words.lstrip()))
        lines = wrap(words.lstrip(), self.look.width - len(start))
        return (Text(start + line, style=style) for line in lines)

    # ── what needs attention ──

    def _attention(self) -> Iterator[RenderableType]:
        results = self.report.results
        waived = [result for result in results if result.waiver is not None]
        results = tuple(result for result in results if result.waiver is None)
        late = [result for result in results if result.status in (Status.MISSED, Status.BEHIND)]
        late.sort(
            key=lambda result: (result.nature is not Nature.BINDING, result.status is not Status.MISSED)
        )
        unknown = [result for result in results if result.status is Status.UNKNOWN]
        for result in late:
            words = tr("{label}：{message}", label=label(result), message=result.message)
            yield self._item(badge_of(result), words)
        groups: dict[str, list[Result]] = {}
        for result in unknown:
            groups.setdefault(result.message, []).append(result)
        for message, members in groups.items():
            members.sort(key=lambda result: result.nature is not Nature.BINDING)
            many = tr("{count} 项", count=len(members)) if len(members) > 2 else ""
            names = tr("、").join(label(result) for result in members)
            yield self._item(
                STATUS_BADGES[Status.UNKNOWN],
                f"{many}{message}——{names}"
                if many
                else tr("{names}：{message}", names=names, message=message),
            )
        for result in waived:
            yield self._item(badge_of(result), waiver_text(result))
        if late or unknown or waived:
            yield Text()

    def _item(self, badge: Badge, words: str) -> RenderableType:
        lines = wrap(f"{badge.words}  {words}", self.look.width - 2)
        return Text(badge.mark(self.look.signs), style=badge.tone.style) + Text(" " + "\n  ".join(lines))

    # ── the table ──

    def _table(self) -> Table:
        table = Table(
            box=None, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False, header_style="bold", expand=True
        )
        rows = {
            (id(result), id(part)): self._cells(part, None if part is result else result)
            for result in self._shown()
            for part in (result, *result.components)
        }
        for at, (name, options) in enumerate(self._columns().items()):
            if name in _NUMBERED:
                options["width"] = _unbroken([cells[at] for cells in rows.values()], options["width"])
            table.add_column(name, **options)
        category: str | None = None
        for result in self._shown():
            if result.category != category:
                category = result.category
                table.add_row("", Text(category or "", style="bold underline"))
            table.add_row(*rows[id(result), id(result)])
            for part in result.components:
                table.add_row(*rows[id(result), id(part)])
        return table

    def _columns(self) -> dict[str, Any]:
        """The columns with their widths; a narrow terminal goes without unit, nature and bar, never without names."""
        wide, roomy = self.wide, self.look.width >= _ROOMY
        columns: dict[str, Any] = {
            tr("序号"): {"width": 4, "justify": "right"},
            tr("指标"): {"ratio": 1, "overflow": "fold", "min_width": 12},
            tr("单位"): {"width": 8 if wide else 6, "overflow": "fold"},
            tr("性质"): {"width": _NATURE_WIDTH if wide or language() != "zh" else 4, "no_wrap": True},
            tr("基期"): {"width": 12 if wide else 9 if roomy else 8, "justify": "right", "overflow": "fold"},
            tr("目标"): {"width": 16 if wide else 12 if roomy else 9, "justify": "right", "overflow": "fold"},
            tr("实际"): {"width": 12 if wide else 9 if roomy else 7, "justify": "right", "overflow": "fold"},
            tr("进度"): {"width": 16 if roomy else 8, "no_wrap": True},
            tr("状态"): {"width": self._state_width(self.report.results), "no_wrap": True},
        }
        return {name: options for name, options in columns.items() if name not in self._left_out()}

    def _left_out(self) -> tuple[str, ...]:
        return (tr("单位"), tr("性质"), tr("进度")) if self.look.width < _FULL else ()

    def _state_width(self, results: Iterable[Result]) -> int:
        """The columns that the states take: of every status, and of the longer ones that are there."""
        parts = [(part, result) for result in results for part in (result, *result.components)]
        badges = {badge_of(part, result) for part, result in parts} | set(STATUS_BADGES.values())
        return max(width(line) for badge in badges for line in self._state(badge).split("\n"))

    def _state(self, badge: Badge) -> str:
        """A badge's sign and words; a longer one over two lines where there is little room."""
        words = f"{badge.mark(self.look.signs)} {badge.words}"
        if self.look.width >= _ROOMY:
            return words
        return words.replace(tr("（"), "\n" + tr("（").lstrip()).replace("·", "\n ·").replace(", ", ",\n  ")

    def _cells(self, result: Result, row: Result | None = None) -> list[Text]:
        cells = dict(zip(_COLUMNS, self._row(result, row), strict=True))
        return [cell for name, cell in cells.items() if name not in self._left_out()]

    def _shown(self) -> Iterable[Result]:
        only = self.look.only
        return [result for result in self.report.results if not only or result.status in only]

    def _any_waived(self) -> bool:
        return any(result.waiver is not None for result in self._shown())

    def _row(self, result: Result, row: Result | None = None, units: bool = False) -> list[Text]:
        """The cells of a row, or of a component of `row`; target and value with their `units` where they have no column."""
        nature = (
            NATURE_WORDS[result.nature]
            if self.wide or language() != "zh"
            else NATURE_WORDS[result.nature][:2]
        )
        split, badge = bool(result.components), badge_of(result, row)
        baseline = result.baseline.text if result.baseline and not split else ""
        target = target_text(result, with_unit=units) if result.target and not split else ""
        actual = "" if split else value_text(result, bare=not units)
        marks = {code: self._mark(code) for code in result.noted if code in _FOOTNOTES and not split}
        start = "".join(marks.get(code, "") for code in ("baseline_from_text", "baseline_from_data"))
        end = "".join(marks.get(code, "") for code in _AT_THE_VALUE)
        unit = "" if row else result.unit or ""
        beside = tr("（{unit}）", unit=unit) if unit and tr("单位") in self._left_out() else ""
        return [
            Text("" if row else f"{result.no}{_WAIVED if result.waiver else ''}"),
            Text(f"· {result.name}" if row else f"{result.name}{beside}"),
            Text(unit),
            Text("" if row else nature, style="bold" if result.nature is Nature.BINDING else ""),
            Text(f"{baseline}{start}"),
            Text(f"{target}{marks.get('target_supplied', '')}{marks.get('revised', '')}"),
            Text(f"{actual}{end}"),
            Text() if split else self._bar(result, badge),
            Text(self._state(badge), style=badge.tone.style),
        ]

    def _bar(self, result: Result, badge: Badge) -> Text:
        """Progress from baseline to target, with | where it should be by now. Only the bar is capped."""
        if result.progress is None or result.status is Status.UNKNOWN:
            kept = {Status.MET: tr("保持"), Status.BEHIND: tr("未保持"), Status.MISSED: tr("未保持")}
            return Text(kept.get(result.status, "") if "kept" in result.noted else "")
        size = 8
        done = round(min(max(result.progress, Fraction(0)), Fraction(1)) * size)
        done = min(done, size - 1) if result.progress < 1 else done
        full, empty = ("▰", "▱") if self.look.signs else ("#", "-")
        bar = Text(full * done, style=badge.tone.style) + Text(empty * (size - done))
        if result.elapsed is not None and result.elapsed < 1:
            place = min(round(result.elapsed * size), size - 1)
            bar = bar[:place] + Text("|", style="bold") + bar[place + 1 :]
        return bar + Text(f" {self._share(result):>7}") if self.look.width >= _ROOMY else bar

    def _share(self, result: Result) -> str:
        """The progress in figures, never rounded over a limit of the band; far off the road only that it is."""
        band, elapsed = self.report.conventions.band, result.elapsed
        assert result.progress is not None
        if abs(result.progress) >= 10:
            return ">999%" if result.progress > 0 else "<-999%"
        limits = (Fraction(1),) if elapsed is None else (elapsed - band, elapsed + band, Fraction(1))
        return percent_text(result.progress, limits)

    def _mark(self, code: str) -> str:
        """The sign of a footnote; one that every encoding has where the terminal's lacks †."""
        sign = _FOOTNOTES[code]
        return sign if self.look.signs else {"†": "#", "‡": "##", "Σ": "="}.get(sign, sign)

    # ── commitments ──

    def _commitments(self) -> Iterator[RenderableType]:
        """Their own section: the table, and in a line each what is missed, behind or can't be told."""
        from healthplan_cli.reporters import promises

        report, rows = self.report, promises.listed(self.report, self.look)
        yield Text()
        yield Text(tr("正文承诺"), style="bold")
        for result in rows:
            bad = result.status in (Status.MISSED, Status.BEHIND, Status.UNKNOWN)
            if bad and promises.has_value(result) and result.waiver is None:
                words = tr("{label}：{message}", label=label(result), message=result.message)
                yield self._item(badge_of(result), words + self._due(result))
        if rows:
            yield self._promised(rows)
        for line in dict.fromkeys(remarks(rows)):
            yield from self._lines(line, "italic")
        if folded := promises.folded_words(report, self.look):
            yield from self._lines(folded)

    def _promised(self, rows: Sequence[Result]) -> Table:
        from healthplan_cli.reporters.promises import section

        table = Table(
            box=None, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False, header_style="bold", expand=True
        )
        roomy = self.look.width >= _ROOMY
        table.add_column(tr("编号"), width=4, justify="right")
        table.add_column(tr("承诺"), ratio=1, overflow="fold", min_width=12)
        if self.look.width >= _FULL:
            table.add_column(tr("出处"), width=16 if self.wide else 12, overflow="fold")
        table.add_column(tr("目标"), width=24 if self.wide else 14, overflow="fold")
        table.add_column(tr("实际"), width=12 if roomy else 8, justify="right", overflow="fold")
        table.add_column(tr("状态"), width=self._state_width(rows), no_wrap=True)
        for result in rows:
            for part in (result, *result.components):
                cells = self._row(part, None if part is result else result, units=True)
                place = section(self.report, result) if part is result else ""
                where = [Text(place)] if self.look.width >= _FULL else []
                target = cells[5] + Text(self._due(part)) if cells[5] else cells[5]
                table.add_row(cells[0], cells[1], *where, target, cells[6], cells[8])
        return table

    def _due(self, result: Result) -> str:
        """The target year of a commitment that has one of its own."""
        own = result.due != self.report.plan.period.end
        return tr("（{due} 年）", due=result.due) if own else ""

    # ── below ──

    def _footnotes(self) -> Iterator[RenderableType]:
        parts = [part for result in self._shown() for part in (result.components or (result,))]
        used = {code for part in parts for code in part.noted}
        notes = [
            f"{self._mark(code)} {_MARKED.get(code, NOTE_WORDS[code])}" for code in _FOOTNOTES if code in used
        ]
        notes = list(dict.fromkeys(notes))
        if names := preliminary_among(parts):  # the others' * isn't explained, and is noted by itself
            told = {f"{self._mark(code)} {_MARKED[code]}" for code in PRELIMINARY}
            shown = tr("、").join(names)
            notes = [
                tr("{note}（{names}）", note=note, names=shown) if note in told else note for note in notes
            ]
        lines = [tr("；").join(notes)] if notes else []
        if self._any_waived():
            lines.append(tr("{waived} 已豁免：状态照实，另行计数，不算达标，不挡门禁", waived=_WAIVED))
        lines += remarks(list(self._shown()))
        for line in dict.fromkeys(lines):
            yield from self._lines(line, "italic")

    def _tallies(self) -> Iterator[Text]:
        for nature, counts in self.report.by_nature:
            its = [result for result in self.report.results if result.nature is nature]
            none = sum(result.reason is Reason.NO_TARGET for result in its)
            aside = tr("（其中规划没有给目标 {none}）", none=none) if none else ""
            yield from self._lines(
                tr(
                    "{value} {total} 项：{counts}{aside}",
                    value=NATURE_WORDS[nature],
                    total=counts.total,
                    counts=counts_text(its),
                    aside=aside,
                )
            )
        yield from self._lines(rates_text(self.report))
        if said := note_counts_text(self.report.results):
            yield from self._lines(said)
        if self.report.commitments is not None:
            from healthplan_cli.reporters.promises import tally_words

            yield from self._lines(tally_words(self.report))
        if self.report.changes is not None:
            for line in change_lines(self.report.changes):
                yield from self._lines(line)
