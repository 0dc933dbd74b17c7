"""The flat record of a verdict, on a whole row or a component of it (docs/formats.md, 「记录」).

The same for `evaluate --format csv|jsonl`, the library's `rows()` and the verdicts of many regions.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import islice
from typing import Any, TypedDict

from healthplan_cli.evaluation.gate import Gate
from healthplan_cli.evaluation.messages.amounts import baseline_number
from healthplan_cli.model import Report, Result, Status


class Record(TypedDict):
    """A row or a component as one flat record; the names of its fields and their order are promised to users.

    `indicator` and `component` are ids (None: the whole row); `year` is the one judged. `value`, `baseline` and `gap`
    are in `unit`, `progress` and `elapsed` shares (0.5 is half): the nearest double, None where it isn't one number.
    `target`: its words as printed; `nature`, `status`, `reason`, `noted` (joined by `;`): the codes of the JSON
    report. `gated`: whether it counts for the gate; a component never does.
    """

    region: str | None
    plan: str
    indicator: str
    component: str | None
    year: int
    value: float | None
    unit: str | None
    baseline: float | None
    target: str | None
    due: int
    nature: str
    status: str
    reason: str | None
    progress: float | None
    elapsed: float | None
    gap: float | None
    regressed: bool
    noted: str
    gated: bool


FIELDS = tuple(Record.__annotations__)
# What stands above the columns for those who read Chinese, whatever the program speaks (`--heads zh`).
HEADS = {
    "region": "地区",
    "plan": "规划",
    "indicator": "指标",
    "component": "分项",
    "year": "年份",
    "value": "实际值",
    "unit": "单位",
    "baseline": "基期值",
    "target": "目标",
    "due": "目标年",
    "nature": "性质",
    "status": "状态",
    "reason": "理由",
    "progress": "完成进度",
    "elapsed": "序时进度",
    "gap": "差距",
    "regressed": "倒退",
    "noted": "注记",
    "gated": "纳入门禁",
}


def records(
    report: Report, gate: Gate, region: str | None = None, only: Collection[Status] = ()
) -> list[Record]:
    """Return the records of a report in its order: each row with its components after it, then the commitments.

    `only`: rows of these statuses, with their components; empty for all.
    """
    return list(_records(report, gate, region, only))


def _records(report: Report, gate: Gate, region: str | None, only: Collection[Status]) -> Iterator[Record]:
    plan, year = report.plan.id, report.conventions.year
    for row in report.rows:
        if only and row.status not in only:
            continue
        yield record_of(row, plan, year, region=region, gated=row.id in gate.gated)
        for part in row.components:
            yield record_of(part, plan, year, region=region, row=row.id)


def record_of(
    result: Result,
    plan: str,
    year: int,
    *,
    region: str | None = None,
    row: str | None = None,
    gated: bool = False,
) -> Record:
    """Return the record of a result in a plan (its id) and year; `row` is the indicator's id where the result is a component's."""
    target = result.target
    return {
        "region": region,
        "plan": plan,
        "indicator": row or result.id,
        "component": result.id if row else None,
        "year": year,
        "value": _double(_value(result)),
        "unit": result.unit,
        "baseline": _double(_baseline(result)),
        "target": target.text if target else None,
        "due": result.due,
        "nature": result.nature.value,
        "status": result.status.value,
        "reason": result.reason.value if result.reason else None,
        "progress": _double(result.progress),
        "elapsed": _double(result.elapsed),
        "gap": _double(result.gap),
        "regressed": result.regressed,
        "noted": ";".join(note.value for note in result.noted),
        "gated": gated,
    }


# Some records by column, in the order of FIELDS: each column a list, or an Arrow array where an engine has that.
Batch = Sequence[Any]
AT_ONCE = 4_000


def by_column(rows: Iterable[Sequence[Any]], size: int = AT_ONCE) -> Iterator[Batch]:
    """Yield rows by column, `size` at once."""
    left = iter(rows)
    while some := list(islice(left, size)):
        yield [list(column) for column in zip(*some, strict=True)]


def listed_columns(batch: Batch) -> list[list[Any]]:
    """Return the columns of a batch as lists."""
    return [column if isinstance(column, list) else column.to_pylist() for column in batch]


def _double(number: Fraction | None) -> float | None:
    """Return the nearest double, for programs that compute with doubles; nothing is judged by it."""
    return None if number is None else float(number)


def _value(result: Result) -> Fraction | None:
    """Return the number that was compared with the target, in the row's unit: for a target over several years, their
    sum.
    None where it is no one number, and for a state, a grade or a change reported as one (〔0.7〕).
    """
    if result.total is not None:
        return result.total.value
    reading = result.actual.reading if result.actual else None
    rule = result.target.rule if result.target else None
    as_change = reading is not None and reading.cumulative and not (rule is not None and rule.is_total)
    if result.value is None or reading is None or reading.on_ladder or as_change:
        return None
    return result.value.value


def _baseline(result: Result) -> Fraction | None:
    known = result.baseline is not None and not result.baseline.reading.on_ladder
    return baseline_number(result) if known else None
