"""The bars of a Gantt chart, as characters of a terminal and as places in a picture. Pure; no markup."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from healthplan_cli.numbers import decimal_text
from healthplan_cli.projects import Standing, passed
from healthplan_cli.record import record

DONE, PLANNED, NOTHING, NOW = "▰▱.|"
PLAIN_DONE, PLAIN_PLANNED = "#="


@record(frozen=True, slots=True)
class Scale:
    """The years side by side, `cells` characters each; `at` is how many of all the characters are over by the day."""

    years: range
    cells: int
    at: int

    @property
    def size(self) -> int:
        """The columns that it takes, with the mark of the day."""
        return len(self.years) * self.cells + 1

    def heads(self) -> str:
        """The years over the bars: as many as have room, with their last two digits where there is little."""
        every = max(1, 4 // self.cells)
        long = self.cells * every >= 5
        line = ""
        for order, year in enumerate(self.years):
            if order % every == 0:
                text = str(year) if long else f"{year % 100:02}"
                line += text.ljust(self.cells * every)
        return self.marked(line[: len(self.years) * self.cells], " ")

    def bar(self, row: Standing, signs: bool = True) -> str:
        """A project's years: what is done, what is planned, the mark of the day."""
        project = row.project
        if project.start is None or project.end is None:
            return self.marked(NOTHING * (self.size - 1), NOW)
        before = (project.start - self.years[0]) * self.cells
        size = (project.end - project.start + 1) * self.cells
        done = _cells(row.filled, size)
        marks = (DONE, PLANNED) if signs else (PLAIN_DONE, PLAIN_PLANNED)
        bar = NOTHING * before + marks[0] * done + marks[1] * (size - done)
        return self.marked(bar.ljust(self.size - 1, NOTHING), NOW)

    def marked(self, line: str, mark: str) -> str:
        """The line with the mark of the day in it."""
        return line[: self.at] + mark + line[self.at :]


def _cells(share: Fraction, size: int) -> int:
    """Rounded down, but something done is seen, and so is something that isn't."""
    found = share.numerator * size // share.denominator
    return min(max(found, 1), size) if share > 0 else 0


def scale(years: range, day: date, room: int) -> Scale:
    """Quarters of years where there is room for them, else halves, else years."""
    cells = next((count for count in (4, 2) if len(years) * count + 1 <= room), 1)
    gone = passed(years[0], years[-1], day) * len(years) * cells
    return Scale(years, cells, gone.numerator // gone.denominator)


# ── the picture ──

YEAR = 24  # of its units, stretched to what room there is


@record(frozen=True, slots=True)
class Bar:
    """A project's bar in the picture: where it begins, how long it is, how much of it is done; as SVG writes them."""

    x: str
    length: str
    done: str


def bar(years: range, row: Standing) -> Bar | None:
    """The bar of a project; None without years."""
    start, end = row.project.start, row.project.end
    if start is None or end is None:
        return None
    length = Fraction((end - start + 1) * YEAR)
    return Bar(str((start - years[0]) * YEAR), _text(length), _text(length * row.filled))


def now(years: range, day: date) -> str:
    """The place of the end of the day."""
    return _text(passed(years[0], years[-1], day) * len(years) * YEAR)


def _text(number: Fraction) -> str:
    return decimal_text(number, 1)
