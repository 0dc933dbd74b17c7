"""A comparison as data: CSV with a line for each plan and indicator, Markdown, JSON (`hpcheck.compare/1`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from healthplan_cli.model import Plan
from healthplan_cli.names import NATURE_WORDS, shown_name
from healthplan_cli.numbers import decimal_text
from healthplan_cli.reporters.jsontext import dumps
from healthplan_cli.reporters.markdown import begun, escaped
from healthplan_cli.reporters.markdown import pipe_rows as pipes
from healthplan_cli.reporters.planhead import plan_head
from healthplan_cli.reporters.sidewords import (
    HALF,
    SIGNS,
    STAR,
    Shown,
    cited,
    counts,
    flag_line,
    flag_numbers,
    legend,
    line_name,
    numbered,
    shown,
    target_words,
    title,
)
from healthplan_cli.side import Cell, Flag, Line, Matrix
from healthplan_cli.speech import tr
from healthplan_cli.workbooks import csv_text

FORMAT = "hpcheck.compare/1"


# ── a line for each plan ──


def heads() -> tuple[str, ...]:
    """The columns of the long table."""
    return (
        tr("代码"),
        tr("指标"),
        tr("分项"),
        tr("统一单位"),
        tr("规划"),
        tr("有无"),
        tr("序号"),
        tr("印的名称"),
        tr("印的单位"),
        tr("性质"),
        tr("基期原文"),
        tr("基期"),
        tr("目标原文"),
        tr("目标年"),
        tr("关系"),
        tr("目标"),
        tr("最严"),
        tr("说明"),
        tr("提示"),
    )


def long_rows(matrix: Matrix) -> Iterator[tuple[str, ...]]:
    """Each indicator in each plan under the heads, those without it too; 基期 and 目标 are in the common unit."""
    for line, numbers in zip(matrix.lines, flag_numbers(matrix), strict=True):
        component = shown_name(line.component) if line.component else ""
        head = (line.id, line.name, component, line.unit or "")
        for plan in matrix.plans:
            cell = line.cells.get(plan.id)
            known = _cells(cell) if cell else ("",) * 10
            found = shown(line, plan.id)
            best = tr("最严") if found.best else tr("可能最严") if found.possible else ""
            about = tr("；").join(found.asides) if cell else ""
            flags = tr("、").join(map(str, numbers))
            yield (*head, matrix.labels[plan.id], _having(line, plan), *known, best, about, flags)


def _having(line: Line, plan: Plan) -> str:
    cell = line.cells.get(plan.id)
    if cell is None:
        return tr("没有") if plan.id in line.missing else tr("不分项")
    if cell.without_target:
        return tr("没有目标")
    return tr("正文") if cell.commitment else tr("有")


def _cells(cell: Cell) -> tuple[str, ...]:
    """From the printed number to the target in the common unit."""
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


def side_csv(matrix: Matrix) -> str:
    """The long table, UTF-8 with a mark; no formula runs."""
    return csv_text([heads(), *long_rows(matrix)])


# ── Markdown ──


def side_markdown(matrix: Matrix) -> str:
    """The matrix, the flags as a list by their numbers, the counts. No word of a plan is taken for markup."""
    lines = [f"# {escaped(title(matrix))}", ""]
    lines += [f"{begun(text)}  " for text in legend(matrix, STAR, HALF)]
    lines += ["", *pipes((tr("指标"), *map(matrix.labels.__getitem__, _ids(matrix))), _pipe_rows(matrix)), ""]
    if matrix.all_flags:
        lines += [f"## {tr('提示')}", ""]
        lines += [
            f"- {escaped(f'[{number}] {flag_line(flag, matrix)}')}" for number, flag in numbered(matrix)
        ]
        lines += [""]
    lines += [f"{begun(text)}  " for text in counts(matrix)]
    return "\n".join(lines) + "\n"


def _ids(matrix: Matrix) -> list[str]:
    return [plan.id for plan in matrix.plans]


def _pipe_rows(matrix: Matrix) -> Iterator[Sequence[str]]:
    for line, numbers in zip(matrix.lines, flag_numbers(matrix), strict=True):
        cells = [_one_line(shown(line, plan)) for plan in _ids(matrix)]
        yield (line_name(line) + cited(numbers), *cells)


def _one_line(found: Shown) -> str:
    """A cell's main text, and in brackets what stands beside it."""
    star = f"{STAR} " if found.best else f"{HALF} " if found.possible else ""
    beside = tr("（{words}）", words=tr("；").join(found.asides)) if found.asides else ""
    return f"{star}{found.main}{beside}"


# ── JSON ──


def side_json(matrix: Matrix) -> str:
    """The lines as data, with exact numbers and a line feed at the end."""
    data = {
        "format": FORMAT,
        "plans": [{**plan_head(plan), "label": matrix.labels[plan.id]} for plan in matrix.plans],
        "indicators": [_line(line, matrix) for line in matrix.lines],
        "flags": [{**_flag(flag), "indicators": list(flag.indicators)} for flag in matrix.flags],
        "counts": {"shared": matrix.shared, "alone": dict(matrix.alone)},
    }
    return dumps(data, indent=2) + "\n"


def _line(line: Line, matrix: Matrix) -> dict[str, Any]:
    component = line.component
    return {
        "id": line.id,
        "name": line.name,
        "component": {"id": component.id, "name": component.name} if component else None,
        "unit": line.unit,
        "better": line.better.value if line.better else None,
        "cells": {plan: _cell(line.cells[plan]) for plan in _ids(matrix) if plan in line.cells},
        "strictest": list(line.strictest),
        "possibly_strictest": list(line.possible),
        "missing": list(line.missing),
        "no_target": list(line.no_target),
        "flags": [_flag(flag) for flag in line.flags],
    }


def _cell(cell: Cell) -> dict[str, Any]:
    row, baseline, start = cell.part.indicator, cell.part.baseline, cell.baseline
    relation, value = cell.bound or (None, None)
    ends = cell.accepted
    return {
        "no": row.no,
        "name": row.name,
        "unit": row.unit,
        "nature": row.nature.value,
        "source": "commitment" if cell.commitment else "table",
        "target": None if cell.part.target is None else cell.part.target.text,
        "relation": relation.value if relation else None,
        "value": value,
        "range": [ends.low, ends.high] if ends and value is None else None,
        "due": cell.due,
        "derived": cell.derived,
        "reason": cell.reason,
        "baseline": baseline.text if baseline else None,
        "baseline_value": start.value if start else None,
    }


def _flag(flag: Flag) -> dict[str, Any]:
    return {"code": flag.code, "message": flag.message, "plans": list(flag.plans)}
