"""Yearly targets for the terminal: a table as wide as it, then what the numbers rest on and what has none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from healthplan_cli.record import record
from healthplan_cli.reporters.pathwords import (
    DERIVED,
    ROUNDED,
    about_targets,
    baseline_text,
    basis_words,
    label,
    revision_words,
    target_text,
    unit_text,
)
from healthplan_cli.speech import tr
from healthplan_cli.widths import pad, width, wrap
from healthplan_cli.yearpath import PathRow, YearPath

_ROOMY = 100  # columns from which the unit has a column of its own
_LEAST_NAME = 14
_GAP = " "


@record(frozen=True, slots=True)
class _Column:
    """A column's heading, its cells, the most columns of the terminal it may take, and on which side its cells stand."""

    head: str
    cells: tuple[str, ...]
    most: int
    right: bool = False

    @property
    def size(self) -> int:
        return min(max(map(width, (self.head, *self.cells))), self.most)


def path_terminal(path: YearPath, columns: int) -> str:
    """The whole page; no line is wider than the terminal."""
    lines = [
        *wrap(tr("{title}：年度目标", title=path.plan.title), columns),
        *wrap(
            tr(
                "{derived}；{about_targets}。", derived=DERIVED, about_targets=about_targets(path, tr("目标"))
            ),
            columns,
        ),
        "",
    ]
    shown = [row for row in path.rows if row.steps]
    if shown:
        lines += _tables(path, shown, columns)
        lines += [line for note in _notes(shown) for line in wrap(note, columns)]
    lines += _without(path, columns)
    return "".join(f"{line.rstrip()}\n" for line in lines)


# ── the table ──


def _tables(path: YearPath, rows: Sequence[PathRow], columns: int) -> Iterator[str]:
    """One table, or several below each other where not all the years fit."""
    lines = _lines(rows)
    years = list(path.years)
    while years:
        count = len(years)
        while count > 1 and _name_space(lines, years[:count], columns) < _LEAST_NAME:
            count -= 1
        yield from _table(lines, years[:count], columns)
        yield ""
        years = years[count:]


def _lines(rows: Sequence[PathRow]) -> list[tuple[PathRow, str, bool]]:
    """Each row with its name; before the first component of an indicator a line with the name of the whole."""
    found: list[tuple[PathRow, str, bool]] = []
    for row in rows:
        indicator, component = row.part.indicator, row.part.component
        if component is None:
            found.append((row, indicator.name, True))
            continue
        if not found or found[-1][0].part.indicator.id != indicator.id:
            found.append((row, indicator.name, False))
        found.append((row, f"· {component.name}", True))
    return found


def _columns(lines: Sequence[tuple[PathRow, str, bool]], years: Sequence[int], roomy: bool) -> list[_Column]:
    """All but the name."""

    def column(head: str, cells: list[str], most: int, right: bool = False) -> _Column:
        shown = [cell if filled else "" for cell, (_, _, filled) in zip(cells, lines, strict=True)]
        return _Column(head, tuple(shown), most, right)

    rows = [row for row, _, _ in lines]
    numbers = tuple("" if name.startswith("· ") else row.part.indicator.no for row, name, _ in lines)
    found = [_Column(tr("序号"), numbers, 6, right=True)]
    if roomy:
        found.append(column(tr("单位"), [unit_text(row) for row in rows], 10))
    found.append(column(tr("基期"), [baseline_text(row) for row in rows], 12 if roomy else 8, right=True))
    for year in years:
        texts = [step.text if (step := row.step(year)) else "" for row in rows]
        found.append(column(str(year), texts, 10 if roomy else 8, right=True))
    return [*found, column(tr("目标"), [target_text(row) for row in rows], 16 if roomy else 10)]


def _name_space(lines: Sequence[tuple[PathRow, str, bool]], years: Sequence[int], columns: int) -> int:
    others = _columns(lines, years, columns >= _ROOMY)
    return columns - sum(column.size + len(_GAP) for column in others)


def _table(lines: Sequence[tuple[PathRow, str, bool]], years: Sequence[int], columns: int) -> Iterator[str]:
    roomy = columns >= _ROOMY
    number, *others = _columns(lines, years, roomy)
    names = tuple(name if roomy or name.startswith("· ") else name + _unit(row) for row, name, _ in lines)
    space = max(_name_space(lines, years, columns), 8)
    every = [number, _Column(tr("指标"), names, space), *others]
    yield _GAP.join(_aligned(column, column.head) for column in every)
    for index in range(len(lines)):
        cells = [folded(column.cells[index], column.size) for column in every]
        for line in range(max(map(len, cells))):
            texts = [cell[line] if line < len(cell) else "" for cell in cells]
            yield _GAP.join(_aligned(column, text) for column, text in zip(every, texts, strict=True))


def _unit(row: PathRow) -> str:
    unit = unit_text(row)
    return tr("（{unit}）", unit=unit) if unit else ""


def _aligned(column: _Column, text: str) -> str:
    return " " * (column.size - width(text)) + text if column.right else pad(text, column.size)


def folded(text: str, size: int) -> list[str]:
    """Lines of at most `size` columns; a run of digits that is longer is cut."""
    found = []
    for line in wrap(text, size):
        while width(line) > size:
            end = next(
                at for at in range(1, len(line) + 1) if at == len(line) or width(line[: at + 1]) > size
            )
            found.append(line[:end])
            line = line[end:]
        found.append(line)
    return found


# ── below it ──


def _notes(rows: Sequence[PathRow]) -> Iterator[str]:
    """What the numbers rest on, by row number; the document's words where they are no number."""
    groups: dict[str, list[PathRow]] = {}
    for row in rows:
        groups.setdefault(basis_words(row), []).append(row)
    for words, members in groups.items():
        yield tr("{words}：{numbers}", words=words, numbers=_numbers(members))
    texts = [row for row in rows if row.part.baseline and not row.part.baseline.printed]
    if texts:
        yield tr("基期值取自规划正文，不在指标表里：{numbers}", numbers=_numbers(texts))
    provisional = [row for row in rows if row.part.baseline and row.part.baseline.reading.provisional]
    if provisional:
        yield tr("基期值是初步数（*）：{numbers}", numbers=_numbers(provisional))
    if any(step.rounded for row in rows for step in row.steps):
        yield tr("{rounded}；准确的数见 --format json", rounded=ROUNDED)
    for row in rows:
        yield from (
            tr("{label}：{revision_words}", label=label(row), revision_words=revision_words(revision))
            for revision in row.revisions
        )
    yield from _years_without(rows)


def _years_without(rows: Sequence[PathRow]) -> Iterator[str]:
    """Why years of a row that has others are empty, each reason once."""
    groups: dict[str, list[PathRow]] = {}
    for row in rows:
        if row.reason:
            groups.setdefault(row.reason, []).append(row)
    for reason, members in groups.items():
        if len(members) == 1:
            yield tr("{label}：{reason}", label=label(members[0]), reason=reason)
        else:
            yield tr("有的年份没有数，{reason}——{numbers}", reason=reason, numbers=_numbers(members))


def _numbers(rows: Sequence[PathRow]) -> str:
    names = [
        row.part.indicator.no + (f"·{row.part.component.name}" if row.part.component else "") for row in rows
    ]
    return tr("、").join(names)


def _without(path: YearPath, columns: int) -> list[str]:
    """The rows without a number, by reason."""
    groups: dict[str, list[PathRow]] = {}
    for row in path.rows:
        if not row.steps:
            groups.setdefault(row.reason or "", []).append(row)
    if not groups:
        return []
    count = sum(map(len, groups.values()))
    lines = ["", tr("没有年度数的 {count} 项：", count=count)]
    for reason, rows in groups.items():
        names = tr("、").join(label(row) + _target_unless_said(row) for row in rows)
        first, *rest = wrap(f"{reason}——{names}", columns - 2)
        lines += [f"- {first}", *(f"  {line}" for line in rest)]
    return lines


def _target_unless_said(row: PathRow) -> str:
    words = target_text(row)
    return tr("（{words}）", words=words) if words and words not in (row.reason or "") else ""
