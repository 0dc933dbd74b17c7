"""A comparison of plans as a Document: the matrix, the flags, the counts; in sheets and data also a row for each plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from healthplan_cli.base.exact_format import decimal_text
from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.badges import MET, ON_TRACK
from healthplan_cli.kinds.said import SIGNS
from healthplan_cli.language.names import NATURE_WORDS, shown_name
from healthplan_cli.model import Plan
from healthplan_cli.report import Look, Medium
from healthplan_cli.report.cell import Align, Cell, Column
from healthplan_cli.report.document import (
    Block,
    Density,
    Document,
    Folded,
    Heading,
    Item,
    Items,
    Paragraph,
    Part,
    Role,
    Row,
    Table,
)
from healthplan_cli.report.documents.comparisoncharts import comparison_charts
from healthplan_cli.report.documents.working_papers import labelled
from healthplan_cli.report.words.comparison import (
    HALF,
    PLAIN_HALF,
    PLAIN_STAR,
    STAR,
    cited,
    counts,
    flag_line,
    flag_numbers,
    legend,
    level_text,
    line_name,
    numbered,
    shown,
    target_words,
    title,
)
from healthplan_cli.units.words import unit_words
from healthplan_cli.views.comparison import ComparedIndicator, Matrix
from healthplan_cli.views.comparison import PlanTarget as Compared


def comparison(matrix: Matrix, look: Look, medium: Medium) -> Document:
    """Return the document of plans side by side."""
    parts = {Medium.BOOK: _book, Medium.DATA: _data}.get(medium, _page)
    ids = "-".join(plan.id for plan in matrix.plans)
    return Document(ids, title(matrix), tuple(parts(matrix, look, medium)))


def _page(matrix: Matrix, look: Look, medium: Medium) -> Iterator[Part]:
    """Yield the matrix with its flags and their sources below."""
    star, half = (STAR, HALF) if look.signs or medium is not Medium.SCREEN else (PLAIN_STAR, PLAIN_HALF)
    blocks: list[Block] = [Heading(title(matrix), 1)]
    blocks += [Paragraph(text, role=Role.REMARK) for text in legend(matrix, star, half)]
    if matrix.lines:
        alone = tuple(legend(matrix, star, half))
        blocks.append(replace(_matrix(matrix, linked=medium is Medium.PAGE), drawn=True, alone=alone))
    else:
        more = tr("；--all 列出各规划的全部指标") if medium is Medium.SCREEN else ""
        blocks.append(Paragraph(tr("这几个规划没有共有的指标{more}。", more=more)))
    if matrix.all_flags:
        flags = (
            Item(flag_line(flag, matrix), f"[{number}]", f"[{number}]", anchor=f"flag{number}")
            for number, flag in numbered(matrix)
        )
        blocks += [Heading(tr("提示")), Items(tuple(flags))]
    blocks += [Heading(tr("合计")), *map(Paragraph, counts(matrix))]
    drawn = comparison_charts(matrix) if medium is not Medium.SCREEN else ()
    charts = (Heading(tr("各规划的目标")), *drawn) if drawn else ()
    if medium is Medium.PAGE:
        blocks += [*charts, Folded(tr("核验底稿：依据"), (bases(matrix),))]
    yield Part(tr("对照表"), tuple(blocks), wide=True, density=Density.DENSE)
    if charts and medium is Medium.PAPER:
        yield Part(tr("图"), charts)


def bases(matrix: Matrix) -> Table:
    """Return the plans with the digests of their files, for checking the comparison."""
    pairs = tuple(
        (matrix.labels[plan.id], tr("{title}（SHA-256 {sha256}）", title=plan.title, sha256=plan.sha256))
        for plan in matrix.plans
    )
    return labelled(tr("依据"), pairs)


def _matrix(matrix: Matrix, linked: bool) -> Table:
    """Return a row for each indicator and a column for each plan, with the strictest marked."""
    columns = [Column("name", tr("指标"), 34, Align.LEFT, least=20)]
    columns += [
        Column(plan.id, matrix.labels[plan.id], 17, Align.LEFT, serial=True, least=13, most=26)
        for plan in matrix.plans
    ]
    rows = []
    for line, numbers in zip(matrix.lines, flag_numbers(matrix), strict=True):
        cells = (_cell(line, plan.id) for plan in matrix.plans)
        links = tuple((f"[{number}]", f"flag{number}") for number in numbers if linked)
        name = line_name(line) + ("" if linked else cited(numbers))
        rows.append(Row((Cell(name, links=links), *cells)))
    return Table(tuple(columns), tuple(rows))


def _cell(line: ComparedIndicator, plan: str) -> Cell:
    found = shown(line, plan)
    if found.best:
        return Cell(found.main, None, MET, strong=True, sign=STAR, plain=PLAIN_STAR, below=found.asides)
    if found.possible:
        return Cell(found.main, None, ON_TRACK, sign=HALF, plain=PLAIN_HALF, below=found.asides)
    return Cell(found.main, below=found.asides)


# ── sheets ──


def _book(matrix: Matrix, look: Look, medium: Medium) -> Iterator[Part]:
    """Yield the sheets: the matrix in numbers, the flags, a row for each plan and indicator."""
    told = [
        Paragraph(text, role=Role.REMARK)
        for text in legend(matrix, tr("加粗、带底色的"), tr("只是字带颜色的"))
    ]
    yield Part(tr("对照表"), (Heading(title(matrix)), *told, _numbers(matrix)), wide=True)
    columns = (
        Column("number", tr("编号"), 8, numeric=True),
        Column("message", tr("内容"), 90, Align.LEFT),
        Column("names", tr("指标"), 40, Align.LEFT),
    )
    names = {
        row.id: shown_name(row) for plan in matrix.plans for row in (*plan.indicators, *plan.commitments)
    }
    names |= {line.id: line.name for line in matrix.lines}
    rows = (
        _row(str(number), flag.message, tr("、").join(names.get(id, id) for id in flag.indicators))
        for number, flag in numbered(matrix)
    )
    yield Part(tr("提示"), (Table(columns, tuple(rows), tr("提示")),), wide=True)
    drawn = comparison_charts(matrix)
    if drawn:
        yield Part(tr("图"), drawn)
    yield Part(tr("明细"), (replace(_long(matrix), filtered=True),), wide=True)


def _row(*texts: str) -> Row:
    return Row(tuple(map(Cell, texts)))


def _numbers(matrix: Matrix) -> Table:
    """Return the matrix with numbers; who is strictest and who lacks the indicator are columns."""
    columns = [Column("name", tr("指标"), 34, Align.LEFT)]
    columns += [Column(plan.id, matrix.labels[plan.id], 17, numeric=True) for plan in matrix.plans]
    columns += [
        Column("best", tr("最严"), 15),
        Column("none", tr("没有这一项"), 15),
        Column("flags", tr("提示"), 8),
    ]

    def named(ids: Sequence[str]) -> str:
        return tr("、").join(matrix.labels[plan.id] for plan in matrix.plans if plan.id in ids)

    rows = []
    for line, numbers in zip(matrix.lines, flag_numbers(matrix), strict=True):
        best = tr("相同") if line.equal else named(line.strictest)
        if line.possible:
            best = tr("可能：{names}", names=named(line.possible))
        cells = (_number(line, plan.id) for plan in matrix.plans)
        last = (best, named((*line.missing, *line.no_target)), ",".join(map(str, numbers)))
        rows.append(Row((Cell(line_name(line)), *cells, *map(Cell, last))))
    return Table(tuple(columns), tuple(rows))


def _number(line: ComparedIndicator, plan: str) -> Cell:
    """Return the limit as a number, marked where it is derived; nothing stands below a number."""
    found, compared = shown(line, plan), line.cells.get(plan)
    tone = MET if found.best else ON_TRACK if found.possible else None
    if compared is None or compared.bound is None:
        return Cell(found.main, None, tone, strong=found.best, below=found.asides)
    text = level_text(compared) + (tr("（推算）") if compared.derived else "")
    return Cell(text, compared.bound[1], tone, strong=found.best)


# ── a row for each plan ──


def _data(matrix: Matrix, look: Look, medium: Medium) -> Iterator[Part]:
    yield Part(tr("明细"), (_long(matrix),))


def _long(matrix: Matrix) -> Table:
    """Return a row for each indicator in each plan, with 基期 and 目标 in the common unit; also for plans without it."""
    columns = (
        Column("id", tr("代码"), 28, Align.LEFT),
        Column("name", tr("指标"), 26, Align.LEFT),
        Column("component", tr("分项"), 9),
        Column("unit", tr("统一单位"), 8),
        Column("plan", tr("规划"), 11),
        Column("having", tr("有无"), 9),
        Column("no", tr("序号"), 6, numeric=True),
        Column("printed_name", tr("印的名称"), 26, Align.LEFT),
        Column("printed_unit", tr("印的单位"), 8),
        Column("nature", tr("性质"), 9),
        Column("printed_baseline", tr("基期原文"), 12),
        Column("baseline", tr("基期"), 10, numeric=True),
        Column("printed_target", tr("目标原文"), 18, Align.LEFT),
        Column("due", tr("目标年"), 8, numeric=True),
        Column("relation", tr("关系"), 6),
        Column("target", tr("目标"), 10, numeric=True),
        Column("best", tr("最严"), 7),
        Column("about", tr("说明"), 26, Align.LEFT),
        Column("flags", tr("提示"), 8),
    )
    return Table(columns, tuple(_row(*texts) for texts in _long_rows(matrix)))


def _long_rows(matrix: Matrix) -> Iterator[tuple[str, ...]]:
    for line, numbers in zip(matrix.lines, flag_numbers(matrix), strict=True):
        component = shown_name(line.component) if line.component else ""
        head = (line.id, line.name, component, unit_words(line.unit))
        for plan in matrix.plans:
            cell = line.cells.get(plan.id)
            known = _printed(cell) if cell else ("",) * 10
            found = shown(line, plan.id)
            best = tr("最严") if found.best else tr("可能最严") if found.possible else ""
            about = tr("；").join(found.asides) if cell else ""
            flags = tr("、").join(map(str, numbers))
            yield (*head, matrix.labels[plan.id], _having(line, plan), *known, best, about, flags)


def _having(line: ComparedIndicator, plan: Plan) -> str:
    cell = line.cells.get(plan.id)
    if cell is None:
        if line.year is not None and plan.id not in line.missing:
            return tr("没有这一年的目标")
        return tr("没有") if plan.id in line.missing else tr("不分项")
    if cell.without_target:
        return tr("没有目标")
    return tr("正文") if cell.commitment else tr("有")


def _printed(cell: Compared) -> tuple[str, ...]:
    """Return the lines from the printed number to the target in the common unit."""
    row, baseline = cell.part.indicator, cell.part.baseline
    start = cell.baseline.value if cell.baseline else None
    relation, value = (SIGNS[cell.bound[0]], decimal_text(cell.bound[1])) if cell.bound else ("", "")
    return (
        row.no,
        row.name,
        row.unit or "",
        NATURE_WORDS[row.nature],
        baseline.text if baseline else "",
        "" if start is None else decimal_text(start),
        target_words(cell),
        str(cell.due),
        relation,
        value,
    )
