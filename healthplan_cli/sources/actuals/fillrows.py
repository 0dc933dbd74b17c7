"""The rows, years and headings of a file to fill in (`hpcheck init`), and that file as a CSV."""

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
    """A row to fill in, for an indicator or for one of its components."""

    indicator: Indicator
    component: Component | None = None

    def cells(self) -> tuple[str, ...]:
        """Return the texts of the row's cells to the left of the years, in the order of FIXED."""
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
        """The unit as shown in the row."""
        return self.indicator.unit or self.indicator.measure or ""

    @property
    def lacks_baseline(self) -> bool:
        """Whether the plan prints no baseline, so that one may be filled in; False for a milestone."""
        item = self.component or self.indicator
        baseline = item.baseline
        if self.is_milestone:
            return False
        return baseline is None or baseline.reading.values is None

    @property
    def is_milestone(self) -> bool:
        """Whether the values to fill in are 是, 否 or 在建."""
        target = (self.component or self.indicator).target
        return target is not None and all(rule.is_state for rule in target.rules)

    @property
    def typed_as_text(self) -> bool:
        """Whether the cells must be text, because a spreadsheet would turn typed values into something else (1:1.25 into a time)."""
        target = self.component.target if self.component else self.indicator.target
        return target is not None and any(rule.is_grade_or_ratio for rule in target.rules)

    def row(self, heads: Sequence[str]) -> list[str]:
        """Return the row's cells under these headings, with empty texts for those to fill in."""
        said = dict(zip(FIXED, self.cells(), strict=True))
        if self.indicator.nature is Nature.COMMITMENT:
            said[_SECTION] = self.indicator.source or ""
        said["代码"] = self.indicator.id
        return [said.get(head, "") for head in heads]


def rows_to_fill(plan: Plan) -> tuple[Indicator, ...]:
    """Return the plan's rows whose values a verdict needs: those with a target or referred to by another row, and
    commitments.

    A commitment that restates a row takes that row's values and isn't among them.
    """
    rows = (*plan.indicators, *(item for item in plan.commitments if item.restates is None))
    return tuple(row for row in rows if row not in rows_left_out(plan))


def rows_left_out(plan: Plan) -> tuple[Indicator, ...]:
    """Return the indicators without a target to which no other row refers, so that no verdict needs their values."""
    others = {rule.row for row in plan.rows for target in row.targets if target for rule in _asked(target)}
    others |= {row.relative_to for row in plan.rows}
    return tuple(row for row in plan.indicators if row.id not in others and not _is_asked(row))


def _is_asked(row: Indicator) -> bool:
    """Return whether a row has a target, as printed or in a revision."""
    return any(has_target(target) for version in row.versions for target in version.targets)


def has_target(target: Target | None) -> bool:
    """Return whether a target asks for anything in any of its years."""
    return target is not None and not all(rule.asks_nothing for rule in target.rules)


def _asked(target: Target) -> tuple[Rule, ...]:
    """Return the rules of all years of a target, followed by those of their single demands."""
    return tuple(one for rule in target.rules for one in (rule, *(demand.rule for demand in rule.demands)))


def lines_to_fill(plan: Plan) -> list[FillLine]:
    """Return the lines of the file: one for each row, or one for each of its components with a target."""
    found = []
    for indicator in rows_to_fill(plan):
        if indicator.components and not indicator.optional_components:
            asked = [part for part in indicator.components if has_target(part.target)]
            found += [FillLine(indicator, part) for part in asked or indicator.components]
        else:
            found.append(FillLine(indicator))
    return found


def years_to_fill(plan: Plan, lines: Sequence[FillLine]) -> range:
    """Return the plan's years, with the baseline year before them where a line lacks a baseline."""
    period = plan.period
    lacking = any(line.lacks_baseline for line in lines)
    return range(period.baseline if lacking else period.start, period.end + 1)


def heads_to_fill(plan: Plan, years: Sequence[int]) -> list[str]:
    """Return the headings of the file; 章节 only for a plan with commitments, 完成时间 only for one with milestones."""
    where = [_SECTION] if plan.commitments else []
    done = ["完成时间", "佐证材料"] if has_milestones(plan) else []
    return [*FIXED, *map(head_of, years), *done, "来源", "备注", *where, "代码"]


def legends_to_fill(plan: Plan) -> list[str]:
    """Return the hints on how to fill in values, which stand in the line with the plan's id."""
    return [_LEGEND, _OF_MILESTONES] if has_milestones(plan) else [_LEGEND]


def head_of(year: int) -> str:
    """Return the heading of a year's column."""
    return f"{year}年实际"


def write_csv_to_fill(plan: Plan) -> bytes:
    """Return the CSV to fill in as bytes: a line with the plan's id, the headings, a line for each value to report."""
    lines = lines_to_fill(plan)
    heads = heads_to_fill(plan, years_to_fill(plan, lines))
    return csv_text(
        [[f"规划：{plan.id}", *legends_to_fill(plan)], heads, *(line.row(heads) for line in lines)]
    ).encode()
