"""What a file to fill in (`hpcheck init`) has: the rows with what stands to the left of the years, the years, the headings; and as a CSV."""

from __future__ import annotations

from collections.abc import Sequence

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.ooxml import csv_text
from healthplan_cli.model import Component, Indicator, Nature, Plan, Rule, Target
from healthplan_cli.sources.actuals.readings import has_milestones

FIXED = ("序号", "指标", "分组", "单位", "性质", "基期", "目标")
_SECTION = "章节"
_OF_MILESTONES = "做没做成的填：是、否、在建"
_LEGEND = "带*的为初步数"  # read back as the sheet's own legend


@record(frozen=True, slots=True)
class FillLine:
    """A row to fill in: an indicator, or a component of one."""

    indicator: Indicator
    component: Component | None = None

    def cells(self) -> tuple[str, ...]:
        """Return what stands to the left of the years."""
        indicator, item = self.indicator, self.component or self.indicator
        target, baseline = item.target, item.baseline
        none = target is None or target.rule.asks_nothing
        return (
            indicator.no,
            indicator.name,
            self.component.name if self.component else "",
            self.unit,
            indicator.nature.value,
            baseline.text if baseline else "",
            "（没有目标）" if none or target is None else target.text,
        )

    @property
    def unit(self) -> str:
        """The unit as the row shows it."""
        return self.indicator.unit or self.indicator.measure or ""

    @property
    def lacks_baseline(self) -> bool:
        """Whether the plan prints no baseline value, so that one may be filled in."""
        item = self.component or self.indicator
        baseline = item.baseline
        if self.is_milestone:
            return False
        return baseline is None or baseline.reading.values is None

    @property
    def is_milestone(self) -> bool:
        """Whether 是, 否 or 在建 is to be filled in."""
        target = (self.component or self.indicator).target
        return target is not None and all(rule.is_state for rule in target.rules)

    @property
    def typed_as_text(self) -> bool:
        """Whether a spreadsheet would take the usual values for something else: 1:1.25 is a time to it."""
        target = self.component.target if self.component else self.indicator.target
        return target is not None and any(rule.is_grade_or_ratio for rule in target.rules)

    def row(self, heads: Sequence[str]) -> list[str]:
        """Return the row under these headings, its places to fill in empty."""
        said = dict(zip(FIXED, self.cells(), strict=True))
        if self.indicator.nature is Nature.COMMITMENT:
            said[_SECTION] = self.indicator.source or ""
        said["代码"] = self.indicator.id
        return [said.get(head, "") for head in heads]


def rows_to_fill(plan: Plan) -> tuple[Indicator, ...]:
    """Return the rows whose values decide something: indicators with a target or to which another row is compared, and
    commitments that don't take a row's value.
    """
    rows = (*plan.indicators, *(item for item in plan.commitments if item.restates is None))
    return tuple(row for row in rows if row not in rows_left_out(plan))


def rows_left_out(plan: Plan) -> tuple[Indicator, ...]:
    """Return the indicators without a target that no other row is compared with: their values decide nothing."""
    others = {rule.row for row in plan.rows for target in row.targets if target for rule in _asked(target)}
    others |= {row.relative_to for row in plan.rows}
    return tuple(row for row in plan.indicators if row.id not in others and not _is_asked(row))


def _is_asked(row: Indicator) -> bool:
    """Return whether a row, as printed or revised, has a target."""
    return any(has_target(target) for version in row.versions for target in version.targets)


def has_target(target: Target | None) -> bool:
    """Return whether a target asks for anything, in any year."""
    return target is not None and not all(rule.asks_nothing for rule in target.rules)


def _asked(target: Target) -> tuple[Rule, ...]:
    """Return what a target asks for, in all its years, each of several demands by itself."""
    return tuple(one for rule in target.rules for one in (rule, *(demand.rule for demand in rule.demands)))


def lines_to_fill(plan: Plan) -> list[FillLine]:
    """Return a line for each row, or for each of its components."""
    found = []
    for indicator in rows_to_fill(plan):
        if indicator.components and not indicator.optional_components:
            asked = [part for part in indicator.components if has_target(part.target)]
            found += [FillLine(indicator, part) for part in asked or indicator.components]
        else:
            found.append(FillLine(indicator))
    return found


def years_to_fill(plan: Plan, lines: Sequence[FillLine]) -> range:
    """Return the years to fill in: the plan's, and the baseline year where the plan leaves a baseline out."""
    period = plan.period
    lacking = any(line.lacks_baseline for line in lines)
    return range(period.baseline if lacking else period.start, period.end + 1)


def heads_to_fill(plan: Plan, years: Sequence[int]) -> list[str]:
    """Return the headings; the section only where there are commitments."""
    where = [_SECTION] if plan.commitments else []
    done = ["完成时间", "佐证材料"] if has_milestones(plan) else []
    return [*FIXED, *map(head_of, years), *done, "来源", "备注", *where, "代码"]


def legends_to_fill(plan: Plan) -> list[str]:
    """Return what may be written, beside the plan's name."""
    return [_LEGEND, _OF_MILESTONES] if has_milestones(plan) else [_LEGEND]


def head_of(year: int) -> str:
    """Return the heading of a year's column."""
    return f"{year}年实际"


def write_csv_to_fill(plan: Plan) -> bytes:
    """Return the file's bytes: whose plan it is, the header, a row for each indicator, component and commitment."""
    lines = lines_to_fill(plan)
    heads = heads_to_fill(plan, years_to_fill(plan, lines))
    return csv_text(
        [[f"规划：{plan.id}", *legends_to_fill(plan)], heads, *(line.row(heads) for line in lines)]
    ).encode()
