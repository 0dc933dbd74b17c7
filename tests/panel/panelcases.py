"""Sheets of many regions, and what is read from them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from healthplan_cli.panel.plans import PanelPlans, common_index
from healthplan_cli.panel.reading import PanelFiles, read_panel
from healthplan_cli.panel.values import PanelValues, read_values
from healthplan_cli.sources.actuals.loading import Request

PLAN = """format: hpcheck.plan/1
id: city
title: 某市规划
region: {name: 某省某市, level: city}
period: {baseline: 2020, start: 2021, end: 2025}
indicators:
  - {id: life_expectancy, no: 1, name: 人均预期寿命, unit: 岁, baseline: "78", target: "≥79", nature: 约束性, better: higher}
  - {id: maternal_mortality, no: 2, name: 孕产妇死亡率, unit: 1/10万, baseline: "11", target: "≤10", nature: 约束性, better: lower}
  - {id: infant_mortality, no: 3, name: 婴儿死亡率, unit: ‰, baseline: "4", target: "≤4", nature: 预期性, better: lower}
"""


def plan_file(folder: Path) -> Path:
    """Write the plan, and return its path."""
    path = folder / "city.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return path


def written(folder: Path, name: str, lines: Iterable[str] | str, encoding: str = "utf-8") -> Path:
    """Write a file, and return its path."""
    path = folder / name
    path.parent.mkdir(exist_ok=True, parents=True)
    text = lines if isinstance(lines, str) else "\n".join(lines) + "\n"
    path.write_bytes(text.encode(encoding))
    return path


def read(
    folder: Path, *paths: Path, years: Sequence[int] = (), by: str = ""
) -> tuple[PanelFiles, PanelValues]:
    """Return what the files have of each region, and its values."""
    index, whole = common_index(str(plan_file(folder)))
    files = read_panel([str(path) for path in paths], [index], whole, by=by)
    return files, read_values(files, PanelPlans(index, {}), Request(), years, None)


def values(found: PanelValues) -> dict[str, list[tuple[str, int | None, str]]]:
    """Return the values of each region: indicator, year, the text as printed."""
    return {
        region.label: [
            (item.indicator, item.year, item.reading.text) for item in found.data[region.label].values
        ]
        for region in found.regions
    }
