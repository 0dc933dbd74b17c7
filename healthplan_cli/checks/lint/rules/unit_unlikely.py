"""单位不像是对的。

印的单位与这项指标通常的单位不是一个量级，照它读，数比别的规划差好几倍，换成通常的单位读就正好：多半是 %、‰、/10万 印错了。
单位只是少见、数并不离谱的（甲乙类传染病发病率用 %），只作提醒；单位大得数只剩零头的（0.00497亿人）也是。
平均住院日一类以天计的，同样看。每千人口、每万人口有多少的，单位看不出，数比别的规划差 5 倍以上、而移动一位小数点就正好的，指出
（要有至少两份别的规划）。抗菌药物使用强度以每百人天的 DDDs 计，写 % 的也在这里。比照的是自带的其他规划里同一指标的目标
（没有数的取基期）；只有一份别的规划可比的，只作提醒。

怎么办：按指标的定义和往年的数认定单位；认定之前，报数时写明单位。

例：重大慢性病过早死亡率 13.66‰（即 1.366%），别的规划在 10% 到 17% 之间；每千人口执业（助理）医师数 25.4。
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from healthplan_cli import units
from healthplan_cli.base.exact_format import decimal_text
from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.checks.lint.asked import quantity_of, reading_unit, rule_of, target_unit, with_unit
from healthplan_cli.checks.lint.finding import FindingLevel, Hit, Subject
from healthplan_cli.checks.lint.rows import cells, hit
from healthplan_cli.checks.lint.words import DDDS
from healthplan_cli.evaluation.part import IndicatorPart, parts
from healthplan_cli.model import Entry, Plan

CODE = "HP203"
LEVEL = FindingLevel.WARNING
_SHARES = ("%", "‰", "/万", "/10万")
_FAR, _NEAR = 5, 2  # times another plan's number
_FEWEST = 2  # other plans, without which it is only a note
_VERY_FAR = 10  # where the unit is the usual one


@record(frozen=True, slots=True)
class _Usual:
    """The usual number of an indicator in other plans, in the catalogue's unit: the median, and how many plans there are."""

    value: Fraction
    count: int

    def off(self, value: Fraction) -> Fraction:
        """Return the ratio of a value to the usual number, the greater divided by the lesser."""
        return max(value / self.value, self.value / value)


def check(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each unit that can't be right, or is unusual."""
    for row in subject.plan.rows:
        if DDDS.search(row.name):
            yield from (hit for part in parts(row) for hit in _intensity(part))
    for row in subject.plan.indicators:
        entry = subject.entries.get(row.id)
        sized = entry is not None and _is_of_one_size(entry.unit)
        found = [hit for part in parts(row) if entry and sized for hit in _size(part, entry, subject)]
        found += [
            hit
            for part in parts(row)
            if entry and entry.per and not sized
            for hit in _digit(part, entry, subject)
        ]
        found += [hit for part in parts(row) for hit in _too_large(part)]
        yield from found[:1]  # components have one unit


def _intensity(part: IndicatorPart) -> Iterator[Hit]:
    unit = target_unit(part)
    if unit is not None and units.is_share(unit):
        message = tr("使用强度以每百人天的 DDDs 计，不是份额，单位却印“{unit}”；核对单位", unit=unit)
        yield hit(part, message, f"{part.name} {part.target.text if part.target else ''}")


def _is_of_one_size(unit: str | None) -> bool:
    """Return whether a unit's values don't depend on the size of the region: a share, or a mean of days; not a count."""
    parsed = units.parse(unit) if unit else None
    return parsed is not None and (units.is_share(unit) or parsed.dimension == "day")


def _digit(part: IndicatorPart, entry: Entry, subject: Subject) -> Iterator[Hit]:
    """Yield a hit for a number per so many heads that is off by a factor of ten, as 每万 for 每千 would make it."""
    figure, usual, unit = _figure(part), _usual(entry, subject.plan, subject.others), _unit(part) or ""
    if (
        not figure
        or not usual
        or usual.count < _FEWEST
        or unit not in ("", entry.unit)
        or usual.off(figure) < _FAR
    ):
        return
    said = {"figure": decimal_text(figure), "unit": unit, "middle": decimal_text(usual.value, 2)}
    if usual.off(figure / 10) <= _NEAR:
        message = tr(
            "照印是 {figure}{unit}，别的规划的中位数是 {middle}，除以 10 就在一个量级；核对小数点和每多少人口",
            **said,
        )
        yield hit(part, message)
    elif usual.off(figure * 10) <= _NEAR:
        message = tr(
            "照印是 {figure}{unit}，别的规划的中位数是 {middle}，乘以 10 就在一个量级；核对小数点和每多少人口",
            **said,
        )
        yield hit(part, message)


def _size(part: IndicatorPart, entry: Entry, subject: Subject) -> Iterator[Hit]:
    fitting = misprinted(part, entry, subject.plan, subject.others)
    unit, figure, usual = _unit(part), _figure(part), _usual(entry, subject.plan, subject.others)
    if fitting and unit and figure and usual:
        yield _wrong(part, figure, unit, fitting, usual, entry)
    elif unit and units.is_share(unit) and _size_of(unit, entry) not in (0, 1):
        yield Hit(
            _unusual(part, unit, entry), with_unit(part), part.indicator, part.location, FindingLevel.NOTE
        )


def _unusual(part: IndicatorPart, unit: str, entry: Entry) -> str:
    """Write which unit is usual, and what the figure is in it."""
    figure = _figure(part)
    if figure is None:
        return tr(
            "这项指标通常以 {usual} 计，这里印“{unit}”；报数时写明单位", usual=entry.unit or "", unit=unit
        )
    return tr(
        "这项指标通常以 {usual} 计，这里印“{unit}”，{figure}{unit}即 {value}{usual}；报数时写明单位",
        usual=entry.unit or "",
        unit=unit,
        figure=decimal_text(figure),
        value=decimal_text(figure * _size_of(unit, entry)),
    )


def misprinted(part: IndicatorPart, entry: Entry, plan: Plan, others: Iterable[Plan]) -> str | None:
    """Return the unit that a row must mean, where in the printed one it is far from all other plans; else None."""
    unit, figure, usual = _unit(part), _figure(part), _usual(entry, plan, others)
    size = _size_of(unit, entry) if unit else None
    if not unit or not _is_of_one_size(unit) or not size or not figure or not usual:
        return None
    if size != 1:
        wrong = usual.off(figure * size) >= _FAR and usual.off(figure) <= _NEAR
        return entry.unit if wrong else None
    if usual.count < _FEWEST or not units.is_share(unit) or usual.off(figure) < _VERY_FAR:
        return None
    fitting = (other for other in _SHARES if usual.off(figure * _size_of(other, entry)) <= _NEAR)
    return next(fitting, None)


def _size_of(unit: str, entry: Entry) -> Fraction:
    return units.factor(unit, entry.unit or "") or Fraction(0)


def _wrong(
    part: IndicatorPart, figure: Fraction, unit: str, fitting: str, usual: _Usual, entry: Entry
) -> Hit:
    message = tr(
        "照印是 {figure}{unit}，即 {value}{usual}，别的规划的中位数是 {middle}{usual}，"
        "按 {fitting} 读就在一个量级，单位疑为 {fitting}；认定后更正",
        figure=decimal_text(figure),
        unit=unit,
        value=decimal_text(figure * _size_of(unit, entry)),
        usual=entry.unit or "",
        middle=decimal_text(usual.value, 2),
        fitting=fitting,
    )
    found = hit(part, message, cells(part) + tr("（{unit}）", unit=unit))
    return replace(found, level=FindingLevel.NOTE) if usual.count < _FEWEST else found


def _unit(part: IndicatorPart) -> str | None:
    """Return the unit with which the part's figure is printed."""
    if quantity_of(rule_of(part.target)) is not None or part.baseline is None:
        return target_unit(part)
    return reading_unit(part.baseline.reading, part.indicator)


def _figure(part: IndicatorPart) -> Fraction | None:
    """Return the number printed as the target, else as the baseline; None where there is none or it is 0."""
    quantity = quantity_of(rule_of(part.target))
    if quantity is not None:
        return quantity.value or None
    values = part.baseline.reading.values if part.baseline else None
    return (values.value or None) if values is not None else None


def _usual(entry: Entry, plan: Plan, others: Iterable[Plan]) -> _Usual | None:
    """Return the median of the other plans' numbers for the same indicator; None without any."""
    found = sorted(value for other in others if other.id != plan.id and (value := _known(entry, other)))
    if not found:
        return None
    half = len(found) // 2
    return _Usual((found[half] + found[-half - 1]) / 2, len(found))


def _known(entry: Entry, plan: Plan) -> Fraction | None:
    for row in plan.indicators:
        if row.id == entry.id:
            for part in parts(row):
                unit, figure = _unit(part) or row.measure, _figure(part)
                size = units.factor(unit, entry.unit or "") if unit else None
                if figure and size:
                    return figure * size
    return None


def _too_large(part: IndicatorPart) -> Iterator[Hit]:
    """Yield a hit for a count in so large a unit that it is less than one."""
    unit, figure = _unit(part), _figure(part)
    parsed = units.parse(unit) if unit else None
    if unit is None or parsed is None or not parsed.base or figure is None or parsed.per:
        return
    if parsed.factor >= 10**4 and 0 < figure < Fraction(1, 100):
        message = tr(
            "单位“{unit}”太大，{figure}{unit}就是 {number}万{base}；宜换小一级的单位",
            unit=unit,
            figure=decimal_text(figure),
            number=decimal_text(figure * parsed.factor / 10**4),
            base=parsed.base,
        )
        yield Hit(message, cells(part), part.indicator, part.location, FindingLevel.NOTE)
