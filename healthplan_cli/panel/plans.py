"""The plan by which each region is judged: one for all, a region's own spec (`--plans`), or one with its own targets (`--targets`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from healthplan_cli.base.errors import InvalidInput, Problem, refusal
from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.location import Location
from healthplan_cli.language.names import place, region_names
from healthplan_cli.model import Plan
from healthplan_cli.panel.mentions import RegionMention, code_in
from healthplan_cli.panel.reading import region_of_name
from healthplan_cli.panel.regions import PanelRegion, PanelRegions
from healthplan_cli.sources.actuals.lookup import Index
from healthplan_cli.sources.actuals.ownership import index_of
from healthplan_cli.sources.plans.catalog import SUFFIXES


@record(slots=True)
class PanelPlans:
    """The plan of each region by its label; `common` is the plan of all other regions (None: they have none)."""

    common: Index | None
    own: Mapping[str, Index]

    def index_of(self, region: str) -> Index | None:
        """Return a region's plan, as an index of its names; None where it has none."""
        return self.own.get(region, self.common)

    def of(self, region: str) -> Plan:
        """Return a region's plan. Raise KeyError where it has none."""
        index = self.index_of(region)
        if index is None:
            raise KeyError(region)
        return index.plan

    @property
    def distinct(self) -> tuple[Plan, ...]:
        """Every plan once."""
        indexes = [*self.own.values(), *([self.common] if self.common else [])]
        return tuple({id(index.plan): index.plan for index in indexes}.values())


def common_index(name: str) -> tuple[Index, str]:
    """Return the plan for all regions, and the region that it is written for where that consists of others (a city, a
    province); else empty.
    The plan returned names no region: that region's row in the data is a sum over the others.
    """
    index = index_of(name, commitments=False)
    whole = index.plan.region_name if _has_parts(index.plan) else ""
    return _without_region(index), whole


def _has_parts(plan: Plan) -> bool:
    """Return whether a plan's region consists of counties; that of a county is a region beside others."""
    region = dict(plan.region)
    if region.get("level"):
        return region["level"] != "county"
    code = region.get("code", "")
    return code.endswith("00") if code else not (place(plan.region_name) or "").endswith(("县", "区", "旗"))


def _without_region(index: Index) -> Index:
    found = Index(replace(index.plan, region=()), None, index.left_out, index.subjects)
    found.called |= {*index.called, *region_names(index.plan.region_name)}
    return found


def read_plans(folder: str) -> list[tuple[RegionMention, Index]]:
    """Return the specs in a folder, each with its region: by the file's name, else as the spec says.

    Raise InvalidInput with every problem.
    """
    if not Path(folder).is_dir():
        raise refusal(folder, tr("没有这个文件夹"))
    files = [
        path
        for path in sorted(Path(folder).iterdir())
        if path.suffix in SUFFIXES and not path.name.startswith(".") and path.stem != "catalog"
    ]
    if not files:
        raise refusal(folder, tr("文件夹里没有规格文件（{endings}）", endings=" ".join(SUFFIXES)))
    found: list[tuple[RegionMention, Index]] = []
    problems: list[Problem] = []
    for path in files:
        try:
            index = index_of(str(path), commitments=False)
        except InvalidInput as error:
            problems += error.problems
            continue
        name = place(index.plan.region_name) or region_of_name(path.stem)
        if not name:
            words = tr("看不出是哪个地区的规划：请写 region，或以地区命名文件")
            problems.append(Problem(Location(str(path)), words))
            continue
        code = dict(index.plan.region).get("code", "") or code_in(path.stem)
        found.append((RegionMention(name, (), code_in(code), Location(str(path))), _without_region(index)))
    if problems:
        raise InvalidInput(problems)
    return found


def plans_by_region(
    common: Index | None,
    own: Sequence[tuple[RegionMention, Index]],
    regions: PanelRegions,
    problems: list[Problem],
) -> PanelPlans:
    """Return the plan of each region; a second one for a region is added to `problems`."""
    found: dict[str, tuple[RegionMention, Index]] = {}
    for mention, index in own:
        region = regions.of(mention)
        if region is None:
            continue
        if region.label in found:
            words = tr(
                "{region} 有两个规划：另一个是 {other}",
                region=region.label,
                other=found[region.label][0].place,
            )
            problems.append(Problem(mention.place, words))
            continue
        found[region.label] = mention, index
    return PanelPlans(common, {label: index for label, (_, index) in found.items()})


def without_plan(regions: Sequence[PanelRegion], plans: PanelPlans) -> dict[str, Problem]:
    """Return the problems of the regions that have no plan, by label."""
    return {
        region.label: Problem(region.mention.place, tr("--plans 里没有它的规格，也没有 --plan"))
        for region in regions
        if plans.index_of(region.label) is None
    }
