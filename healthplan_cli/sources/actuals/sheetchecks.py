"""Validation and protection of a sheet to fill in: numbers, states and dates are checked while typing, fixed cells are
locked.

The checks refer to cells of their own row (its unit, its baseline), so that they hold after rows are sorted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from healthplan_cli.base.exact_format import decimal_text
from healthplan_cli.model import Plan
from healthplan_cli.sources.actuals.fillrows import FIXED, FillLine
from healthplan_cli.sources.actuals.grid import letters, runs_of

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_LONGEST = 255  # characters of a check's formula, or of its words
_FAR = Fraction(20, 3)  # times the baseline: a power of ten, as `order_of_magnitude` has it (contract, 注记)
_ORANGE = "FCE4D6"
_WHOLE = {
    "%": Fraction(100),
    "‰": Fraction(1000),
}  # what a share is at most, where the plan doesn't say otherwise
_UNIT, _BASELINE = FIXED.index("单位") + 1, FIXED.index("基期") + 1
_PROMPT = "填这一年的实际值，单位见左边；也可写 0.29%、>85、83左右、92.7*（* 是初步数）。没有数的留空，不要用 0 代替。"
_STATES = "是,否,在建"
_OF_STATES = (
    "做成了填“是”，没有做成填“否”，正在做填“在建”；也可写“已建成”“完成70%”“2023年11月建成”。没有数的留空。"
)
_OF_DAYS = "做成的日期：2023-11、2023年11月 或 2023年11月20日。"
_OF_SOURCES = "数从哪里来：文件名称、文号或系统名称。一行各年共用一格。"
FREE = ("完成时间", "佐证材料", "来源", "备注")  # beside the years, what may be filled in
Limit = tuple[Fraction | None, Fraction | None]


def add_checks(
    sheet: Worksheet, plan: Plan, lines: Sequence[FillLine], heads: Sequence[str], header: int
) -> None:
    """Add the checks to the cells below the header's row, and lock the cells that describe the rows."""
    last = header + len(lines)
    years = [at for at, head in enumerate(heads, 1) if head[:4].isdecimal()]
    first, end = f"{letters(years[0])}{header + 1}", f"{letters(years[-1])}{last}"
    states = [at for at, line in enumerate(lines, header + 1) if line.is_milestone]
    numbers = [at for at in range(header + 1, last + 1) if at not in states]
    if numbers:
        _add(sheet, _numbers(f"{letters(years[0])}{numbers[0]}", numbers[0], lines), _rows(years, numbers))
    if states:
        _add(sheet, _choice(), _rows(years, states))
    for head, check in (("完成时间", _days(plan, heads, header + 1)), ("来源", _told("来源", _OF_SOURCES))):
        if head in heads:
            letter = letters(heads.index(head) + 1)
            _add(sheet, check, [f"{letter}{header + 1}:{letter}{last}"])
    _mark_far(sheet, first, end, header + 1)
    _lock(sheet, heads, header, last)


def _add(sheet: Worksheet, check: Any, areas: Sequence[str]) -> None:
    for area in areas:
        check.add(area)
    if areas:
        sheet.add_data_validation(check)


def _rows(columns: Sequence[int], rows: Sequence[int]) -> list[str]:
    """Return the areas (B5:F9) of neighbouring columns in the given rows; neighbouring rows share an area."""
    first, last = letters(columns[0]), letters(columns[-1])
    return [f"{first}{begin}:{last}{end}" for begin, end in runs_of(rows)]


def limits_of(lines: Sequence[FillLine]) -> dict[str, Limit]:
    """Return the lowest and highest allowed number for each unit: the limits that most rows with the unit have."""
    units: dict[str, list[Limit]] = {}
    for line in lines:
        if not line.is_milestone and not line.typed_as_text:
            limits = line.indicator.limits
            own = limits.unit in (None, line.indicator.measure)  # else they are in another unit
            high = limits.high if own and limits.high is not None else _WHOLE.get(line.unit)
            units.setdefault(line.unit, []).append((limits.low if own else None, high))
    return {unit: Counter(found).most_common(1)[0][0] for unit, found in units.items()}


def _numbers(cell: str, row: int, lines: Sequence[FillLine]) -> Any:
    """Return the check of a number by the unit in its row; any text passes, because it is read later.

    It only warns where some row may exceed the limits of its unit.
    """
    limits = limits_of(lines)
    unit = f"${letters(_UNIT)}{row}"
    conditions, told = [f"{cell}>=0"], ["数值应不小于 0"]
    for name, (_, high) in limits.items():
        condition = "" if high is None or not name else f'OR({unit}<>"{name}",{cell}<={decimal_text(high)})'
        words = "" if high is None else f"单位是 {name} 的不大于 {decimal_text(high)}"
        if condition and len(",".join([*conditions, condition])) < _LONGEST - 60:
            conditions.append(condition)
            told.append(words)
    inside = f"AND({','.join(conditions)})" if len(conditions) > 1 else conditions[0]
    odd = any(_goes_beyond(line, limits[line.unit]) for line in lines if line.unit in limits)
    return _check(
        type="custom",
        formula1=f"IF(ISNUMBER({cell}),{inside},ISTEXT({cell}))",
        errorStyle="warning" if odd else "stop",
        promptTitle="实际值",
        prompt=_PROMPT,
        errorTitle="这个数不对",
        error=_cut("；".join(told), "。34.3% 填 34.3 或 34.3%，都行。"),
    )


def _goes_beyond(line: FillLine, usual: Limit) -> bool:
    """Return whether a row's value may be negative or above the usual limit of its unit."""
    low, high = line.indicator.limits.low, line.indicator.limits.high
    return low is None or low < 0 or (usual[1] is not None and (high is None or high > usual[1]))


def _cut(words: str, ending: str) -> str:
    """Return words with an ending, the words cut so that both fit in a check's message."""
    return words[: _LONGEST - len(ending)] + ending


def _choice() -> Any:
    """Return the list of usual words for a state; other words may be typed too."""
    return _check(
        type="list",
        formula1=f'"{_STATES}"',
        errorStyle="information",
        promptTitle="做成没有",
        prompt=_OF_STATES,
        errorTitle="请核对",
        error="一般填 是、否 或 在建；写别的话也可以，要说得清做成没有。",
    )


def _days(plan: Plan, heads: Sequence[str], row: int) -> Any:
    """Return the check of a date: it must begin with a year near the plan's period."""
    letter = letters(heads.index("完成时间") + 1) if "完成时间" in heads else "A"
    begun = f"VALUE(LEFT({letter}{row},4))"
    first, last = plan.period.baseline - 5, plan.period.end + 5
    return _check(
        type="custom",
        formula1=f"IF(ISNUMBER({letter}{row}),TRUE,IFERROR(AND({begun}>={first},{begun}<={last}),FALSE))",
        errorStyle="stop",
        promptTitle="完成时间",
        prompt=_OF_DAYS,
        errorTitle="日期不对",
        error=f"请写成 2023-11 或 2023年11月；年份应在 {first} 年到 {last} 年之间。",
    )


def _told(title: str, words: str) -> Any:
    """Return a check that accepts everything and only shows a prompt."""
    return _check(type=None, promptTitle=title, prompt=words)


def _check(**fields: Any) -> Any:
    from openpyxl.worksheet.datavalidation import DataValidation

    return DataValidation(
        allow_blank=True, showInputMessage=True, showErrorMessage="error" in fields, **fields
    )


def _mark_far(sheet: Worksheet, first: str, end: str, row: int) -> None:
    """Highlight numbers that are about a power of ten away from the baseline in their row."""
    from openpyxl.formatting.rule import FormulaRule
    from openpyxl.styles import PatternFill

    base = f"${letters(_BASELINE)}{row}"
    far = decimal_text(_FAR, 2)
    formula = f"AND(ISNUMBER({first}),ISNUMBER({base}),{first}>0,{base}>0,OR({first}>={base}*{far},{first}<={base}/{far}))"
    rule: Any = FormulaRule(formula=[formula], fill=PatternFill("solid", bgColor=_ORANGE))  # type: ignore[no-untyped-call]
    sheet.conditional_formatting.add(f"{first}:{end}", rule)


def _lock(sheet: Worksheet, heads: Sequence[str], header: int, last: int) -> None:
    """Protect the sheet without a password; cells to fill in stay open, filter and column widths usable."""
    from openpyxl.styles import Protection

    for column, head in enumerate(heads, 1):
        if head[:4].isdecimal() or head in FREE:
            for row in range(header + 1, last + 1):
                sheet.cell(row, column).protection = Protection(locked=False)
                if head == "完成时间":
                    sheet.cell(row, column).number_format = "@"  # 2023-11 stays as it is typed
    protection: Any = sheet.protection
    protection.sheet = True
    for allowed in ("autoFilter", "formatColumns", "formatRows", "formatCells"):
        setattr(protection, allowed, False)  # what is False isn't forbidden
