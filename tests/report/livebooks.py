"""A report's workbook with numbers changed, computed anew by LibreOffice; and what the program itself says of the same numbers."""

from __future__ import annotations

import io
import os
import random
import re
import shutil
import subprocess
import warnings
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from forms import render

from healthplan_cli.base.exact_format import decimal_text
from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.base.location import NOWHERE
from healthplan_cli.evaluation.badges import badge_of
from healthplan_cli.evaluation.evaluate import evaluate
from healthplan_cli.evaluation.part import IndicatorPart, owner_of
from healthplan_cli.model import Actual, Actuals, Indicator, Plan, Quantity, Report, Result
from healthplan_cli.report import Look
from healthplan_cli.report.words.cells import gap_text, progress_text
from healthplan_cli.sources.actuals.collect import Context, Gatherer
from healthplan_cli.sources.actuals.lookup import Index
from healthplan_cli.views.reviewed_plan import Reviewed

SHEET = "完成情况表"
OFFICE = shutil.which("soffice")


@record(frozen=True, slots=True)
class Line:
    """A row of the sheet: what it is of, its number, and where its steps end."""

    row: Result
    part: Result
    number: int
    ends: tuple[Fraction, ...]
    live: bool

    @property
    def anchor(self) -> tuple[str, str]:
        return self.row.id, self.part.id


class LiveBook:
    """The workbook of a report, its columns by their heads."""

    def __init__(self, reviewed: Reviewed) -> None:
        self.reviewed, self.report = reviewed, reviewed.report
        self.content = render("xlsx", [reviewed], Look())
        sheet: Any = openpyxl.load_workbook(io.BytesIO(self.content), data_only=True)[SHEET]
        header = next(row for row in sheet.iter_rows() if any(cell.value == "判断" for cell in row))
        self.letters = {str(cell.value): cell.column_letter for cell in header}
        self.first = header[0].row + 1
        shown = [(row, part) for row in self.report.results for part in (row, *row.components)]
        self.lines = [self._line(sheet, row, part, at) for at, (row, part) in enumerate(shown, self.first)]

    def column(self, key: str) -> str:
        """The letter of a column: its head, or the end of it."""
        return str(next(letter for head, letter in self.letters.items() if head.endswith(key)))

    def _line(self, sheet: Any, row: Result, part: Result, at: int) -> Line:
        ends = [
            sheet[f"{letter}{at}"].value for head, letter in self.letters.items() if head.startswith("界限")
        ]
        numbers = tuple(Fraction(str(end)) for end in ends if end is not None)
        live = str(sheet[f"{self.column('改数以后')}{at}"].value).startswith("随数重算")
        return Line(row, part, at, numbers, live)

    def write(
        self,
        path: Path,
        changes: Mapping[tuple[int, str], float | str | None],
        formats: Mapping[tuple[int, str], str] | None = None,
    ) -> None:
        """Write the workbook with some cells changed, by row and the end of the column's head; some with another format."""
        book = openpyxl.load_workbook(io.BytesIO(self.content))
        for (number, head), shown in (formats or {}).items():
            book[SHEET][f"{self.column(head)}{number}"].number_format = shown
        for (number, head), value in changes.items():
            book[SHEET][f"{self.column(head)}{number}"].value = value
        book.save(path)

    def read(self, path: Path) -> dict[int, tuple[Any, Any, Any]]:
        """Return the judgement, progress and gap that a computed workbook shows, by row."""
        with warnings.catch_warnings():  # LibreOffice adds what openpyxl doesn't know
            warnings.simplefilter("ignore", UserWarning)
            sheet = openpyxl.load_workbook(path, data_only=True)[SHEET]
        words, progress, gap = (self.column(head) for head in ("判断", "完成进度", "差距"))
        return {
            line.number: (
                sheet[f"{words}{line.number}"].value,
                sheet[f"{progress}{line.number}"].value,
                sheet[f"{gap}{line.number}"].value,
            )
            for line in self.lines
        }


def drawn(line: Line, chance: random.Random) -> str:
    """Return a number for a row: on the end of a step, just beside one, or anywhere about."""
    kind = chance.choice(("on", "beside", "about", "about"))
    if line.ends and kind != "about":
        end = chance.choice(line.ends)
        step = (
            Fraction(chance.choice((-1, 1)), 10 ** chance.randint(2, 6)) if kind == "beside" else Fraction(0)
        )
        return decimal_text(max(end + step, Fraction(0)), 9)
    low, high = (min(line.ends, default=Fraction(1)), max(line.ends, default=Fraction(90)))
    width = high - low or high / 10 or Fraction(1)
    places = chance.randint(0, 4)
    return decimal_text(max(low + width * Fraction(chance.randint(-150, 250), 100), Fraction(0)), places)


def typed(
    plan: Plan, report: Report, data: Actuals, values: Mapping[tuple[str, str], str | None]
) -> Actuals | None:
    """Return the data with some numbers of the year judged typed anew, read as a sheet's cells are; None where one is refused."""
    year = report.conventions.year
    gatherer = Gatherer(Index(plan))
    dropped = set()
    for (row_id, part_id), text in values.items():
        row, owner = plan.find(row_id), owner_in(report, data, row_id, part_id)
        dropped.add((row_id, owner))
        if text is not None:
            component = next((part for part in row.components if part.id == owner), None)
            gatherer.value(text, None, Context(IndicatorPart(row, component), year), NOWHERE)
    if gatherer.problems:
        return None
    kept = [
        item
        for item in data.values
        if (item.indicator, item.component) not in dropped or item.year not in (year, None)
    ]
    parted = {item.indicator for item in data.values if item.component is not None} | data.parted
    return replace(data, values=(*kept, *gatherer.values), parted=frozenset(parted))


def owner_in(report: Report, data: Actuals, row_id: str, part_id: str) -> str | None:
    """Return whose value it is that stands in a part's cell: the component's, or the whole row's."""
    known = data.of(row_id)
    apart = row_id in data.parted or any(item.component is not None for item in known)
    if part_id == row_id or (known and not apart):
        return None
    row = report.plan.find(row_id).in_force(report.conventions.year)
    return owner_of(next(part for part in row.components if part.id == part_id))


def said(report: Report, row: Result, part: Result) -> tuple[str, str | float | None, str | float | None]:
    """Return what the program says of a part: the words, progress and gap as numbers, or the texts in their place."""
    if part.components:
        return badge_of(part, row).words, None, None
    progress = progress_text(part, report.conventions.band)
    gap = gap_text(part)
    return (
        badge_of(part, row).words,
        float(part.progress) if part.progress is not None and progress.strip("-")[:1].isdigit() else progress,
        float(part.gap) if part.gap is not None and gap != "—" else gap,
    )


def parts_of(report: Report) -> Iterator[tuple[Result, Result]]:
    """Yield every row and component."""
    yield from ((row, part) for row in report.results for part in (row, *row.components))


def same(found: tuple[Any, Any, Any], expected: tuple[Any, Any, Any]) -> bool:
    """Whether a sheet shows what the program says; numbers as far as a sheet has digits."""
    return all(_alike(one, other) for one, other in zip(found, expected, strict=True))


def _alike(one: Any, other: Any) -> bool:
    if isinstance(other, float):
        number = one if isinstance(one, (int, float)) else None
        return number is not None and abs(number - other) <= 1e-9 * max(1.0, abs(other))
    return (one or None) == (other or None)


def computed(paths: Sequence[Path], folder: Path) -> list[Path]:
    """Return the workbooks as LibreOffice writes them when it has computed them; skipped where there is none, in CI a failure."""
    if OFFICE is None:
        assert os.environ.get("CI") != "true", "needs LibreOffice (libreoffice-calc)"
        pytest.skip("needs LibreOffice")
    made = folder / "computed"
    profile = (folder / "profile").as_uri()
    command = [
        OFFICE,
        f"-env:UserInstallation={profile}",
        "--headless",
        "--norestore",
        "--convert-to",
        "xlsx",
    ]
    subprocess.run(
        [*command, "--outdir", str(made), *map(str, paths)], check=True, capture_output=True, timeout=600
    )
    return [made / path.name for path in paths]


# ── another plan ──


def with_baseline(plan: Plan, id: str, part_id: str, number: str) -> Plan:
    """Return a plan with another baseline printed in a row or a component."""

    def other(item: Any) -> Any:
        from healthplan_cli.model import Interval

        reading = replace(item.baseline.reading, text=number, values=Interval.point(Fraction(number)))
        return replace(item, baseline=replace(item.baseline, text=number, reading=reading))

    return _with(plan, id, part_id, other)


def with_target(plan: Plan, id: str, part_id: str, number: str) -> Plan:
    """Return a plan with another number in the target of a row or a component."""

    def other(item: Any) -> Any:
        rule = item.target.rule
        moved = replace(rule, quantity=Quantity(Fraction(number), rule.quantity.unit))
        text = re.sub(r"[0-9.]+", number, item.target.text, count=1)
        return replace(item, target=replace(item.target, rule=moved, text=text))

    return _with(plan, id, part_id, other)


def _with(plan: Plan, id: str, part_id: str, change: Any) -> Plan:
    def of_row(row: Indicator) -> Indicator:
        if row.id != id:
            return row
        if part_id == id:
            return change(row)  # type: ignore[no-any-return]
        return replace(
            row, components=tuple(change(part) if part.id == part_id else part for part in row.components)
        )

    return replace(plan, indicators=tuple(map(of_row, plan.indicators)))


def judged_anew(plan: Plan, data: Actuals, report: Report) -> dict[tuple[str, str], tuple[Any, Any, Any]]:
    """Return what the program says of other data, by row and part."""
    anew = evaluate(plan, data, report.conventions)
    return {(row.id, part.id): said(anew, row, part) for row, part in parts_of(anew)}


__all__ = [
    "SHEET",
    "Actual",
    "Line",
    "LiveBook",
    "computed",
    "drawn",
    "judged_anew",
    "same",
    "typed",
    "with_baseline",
    "with_target",
]
