"""The yearly targets that follow from a plan as a Document: a table by years, the basis of its numbers, rows without any."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from healthplan_cli.base.exact_format import decimal_text
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.language.names import NATURE_WORDS, shown_name
from healthplan_cli.model import Component
from healthplan_cli.report import Look, Medium
from healthplan_cli.report.cell import Align, Cell, Column, Spill
from healthplan_cli.report.document import (
    Block,
    Document,
    Heading,
    Item,
    Items,
    Paragraph,
    Part,
    Role,
    Row,
    Table,
)
from healthplan_cli.report.words.annual_targets import (
    DERIVED,
    ROUNDED,
    about_targets,
    baseline_text,
    basis_words,
    label,
    reason_words,
    remarks,
    revision_words,
    target_cell,
    target_text,
    unit_text,
)
from healthplan_cli.report.words.titles import cited
from healthplan_cli.units.words import unit_words
from healthplan_cli.views.annual_targets import PathRow, YearPath

_BOUND = Pattern(r"[≤≥<>≦≧＜＞]?(?P<number>-?[0-9]+(?:\.(?P<decimals>[0-9]+))?)[^0-9\"]*$")


def annual_targets(path: YearPath, look: Look, medium: Medium) -> Document:
    """Return the document of a plan's yearly targets."""
    title = tr("{title}年度目标分解表", title=cited(path.plan.title))
    if medium is Medium.DATA:
        blocks: list[Block] = [_sheet(path, codes=True)]
    elif medium is Medium.BOOK:
        blocks = [
            Heading(title),
            _about(path, tr("规划目标"), _any_rounded(path)),
            Paragraph("", role=Role.REMARK),
        ]
        blocks.append(_sheet(path))
    else:
        advised = medium is Medium.SCREEN  # who sits there has the spec
        blocks = [Heading(title, 1), _about(path, tr("目标"))]
        shown = [row for row in path.rows if row.steps]
        blocks += (
            [_table(path, shown), *(Paragraph(note, role=Role.REMARK) for note in _notes(shown, advised))]
            if shown
            else []
        )
        blocks += _without(path, advised)
    return Document(path.plan.id, title, (Part(tr("年度目标"), tuple(blocks), wide=True),))


def _about(path: YearPath, column: str, rounded: bool = False) -> Paragraph:
    words = tr("{derived}；{about_targets}。", derived=DERIVED, about_targets=about_targets(path, column))
    return Paragraph(words + tr("{rounded}。", rounded=ROUNDED) * rounded, role=Role.REMARK)


def _any_rounded(path: YearPath) -> bool:
    return any(step.rounded for row in path.rows for step in row.steps)


# ── the table for readers ──


def _table(path: YearPath, rows: Sequence[PathRow]) -> Table:
    """Return a row for each target; an indicator with components has a row with its name before the first."""
    columns = [
        Column("no", tr("序号"), 6, Align.RIGHT),
        Column("name", tr("指标"), 36, Align.LEFT, least=20),
        Column("unit", tr("单位"), 8, Align.LEFT, drop=1, spill=Spill.NAME, most=10),
        Column("baseline", tr("基期"), 10, numeric=True, most=12),
    ]
    columns += [
        Column(str(year), str(year), 11, numeric=True, serial=True, least=6, most=10) for year in path.years
    ]
    columns.append(Column("target", tr("目标"), 18, Align.LEFT, least=8, most=16))
    found: list[Row] = []
    last = ""
    for row in rows:
        indicator, component = row.part.indicator, row.part.component
        if component is not None and last != indicator.id:
            found.append(_row([indicator.no, shown_name(indicator)] + [""] * (len(columns) - 2)))
        last = indicator.id
        head = ["", f"· {shown_name(component)}"] if component else [indicator.no, shown_name(indicator)]
        years = [step.text if (step := row.step(year)) else "" for year in path.years]
        found.append(
            _row(
                [*head, unit_words(unit_text(row)), baseline_text(row), *years, target_text(row)],
                bool(component),
            )
        )
    return Table(tuple(columns), tuple(found))


def _row(texts: Sequence[str], part: bool = False) -> Row:
    return Row(tuple(map(Cell, texts)), part=part)


def _notes(rows: Sequence[PathRow], advised: bool) -> Iterator[str]:
    """Yield the basis of the numbers, by row number; the document's words where they are no number."""
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
        yield tr("{rounded}；准确的数见 --format json", rounded=ROUNDED) if advised else ROUNDED
    for row in rows:
        yield from (
            tr("{label}：{revision_words}", label=label(row), revision_words=revision_words(revision))
            for revision in row.revisions
        )
    yield from _years_without(rows, advised)


def _years_without(rows: Sequence[PathRow], advised: bool) -> Iterator[str]:
    """Yield why rows with numbers for some years have none for others, each reason once."""
    groups: dict[str, list[PathRow]] = {}
    for row in rows:
        if row.reason:
            groups.setdefault(reason_words(row, advised), []).append(row)
    for reason, members in groups.items():
        if len(members) == 1:
            yield tr("{label}：{reason}", label=label(members[0]), reason=reason)
        else:
            yield tr("有的年份没有数，{reason}——{numbers}", reason=reason, numbers=_numbers(members))


def _numbers(rows: Sequence[PathRow]) -> str:
    return tr("、").join(
        row.part.indicator.no + (f"·{row.part.component.name}" if row.part.component else "") for row in rows
    )


def _without(path: YearPath, advised: bool) -> Iterator[Block]:
    """Yield the rows without any number, by reason."""
    groups: dict[str, list[PathRow]] = {}
    for row in path.rows:
        if not row.steps:
            groups.setdefault(reason_words(row, advised), []).append(row)
    if not groups:
        return
    yield Heading(tr("没有年度数的 {count} 项：", count=sum(map(len, groups.values()))))
    names = {
        reason: tr("、").join(label(row) + _target(row) for row in rows) for reason, rows in groups.items()
    }
    yield Items(tuple(Item(f"{reason}——{named}") for reason, named in names.items()))


def _target(row: PathRow) -> str:
    """Return a row's target in brackets; empty where the reason has its words."""
    words = target_text(row)
    return tr("（{words}）", words=words) if words and words not in (row.reason or "") else ""


# ── the sheet ──


def _sheet(path: YearPath, codes: bool = False) -> Table:
    """Return every row of the plan, under headings (2021年目标) that can't be read as actual values when such a sheet is read again."""
    parted = codes or any(row.part.component for row in path.rows)
    columns = [
        Column("no", tr("序号"), 6),
        Column("name", tr("指标"), 36, Align.LEFT),
        *([Column("component", tr("分项"), 12, Align.LEFT)] if parted else []),
        Column("unit", tr("单位"), 8),
        Column("nature", tr("性质"), 8),
        Column("baseline", tr("基期"), 10, numeric=True),
        *(Column(str(year), tr("{year}年目标", year=year), 11, numeric=True) for year in path.years),
        Column("target", tr("规划目标"), 18),
        Column("remarks", tr("说明"), 34, Align.LEFT),
        *([Column("id", tr("代码"))] if codes else []),
    ]
    return Table(tuple(columns), tuple(_line(row, path, parted, codes) for row in path.rows))


def _line(row: PathRow, path: YearPath, parted: bool, codes: bool) -> Row:
    indicator, component, baseline = row.part.indicator, row.part.component, row.part.baseline
    values = baseline.reading.values if baseline else None
    steps = [row.step(year) for year in path.years]
    cells = [
        Cell(indicator.no),
        Cell(indicator.name if codes else shown_name(indicator)),
        *([Cell(_component_name(component, codes) if component else "")] if parted else []),
        Cell(unit_text(row) if codes else unit_words(unit_text(row))),
        Cell(NATURE_WORDS[indicator.nature]),
        _number(baseline_text(row), values.value if values else None),
        *(_number(step.text, step.value) if step else Cell() for step in steps),
        Cell(target_cell(row)),
        Cell(remarks(row)),
        *([Cell(indicator.id)] if codes else []),
    ]
    return Row(tuple(cells), unit=unit_text(row))


def _component_name(component: Component, printed: bool) -> str:
    """Return a component's name: as `printed` for what reads the table again, else for people."""
    return component.name if printed else shown_name(component)


def _number(text: str, value: Fraction | None) -> Cell:
    """Return the cell of a limit, with its exact number where that is in the row's unit."""
    match = _BOUND.match(text)
    same = (
        match
        and value is not None
        and Fraction(match["number"]) == Fraction(decimal_text(value, len(match["decimals"] or "")))
    )
    return Cell(text, value if same else None)
