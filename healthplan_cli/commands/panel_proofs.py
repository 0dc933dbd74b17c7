"""The proofs that `hpcheck panel --why` asks for."""

from __future__ import annotations

from collections.abc import Sequence

from healthplan_cli.base.errors import InvalidInput, Problem
from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.location import Location
from healthplan_cli.panel.report import PanelReport
from healthplan_cli.sources.actuals.lookup import LeftOut, Misplaced
from healthplan_cli.views.reviewed_plan import Reviewed


def proofs_of(report: PanelReport, asked: Sequence[str]) -> list[Reviewed]:
    """Return the regions of `--why REGION:INDICATOR`, each with the rows asked for.

    Raise InvalidInput for an unknown region or indicator.
    """
    problems: list[Problem] = []
    found: dict[str, list[str]] = {}
    for text in asked:
        region, colon, name = text.replace("：", ":").partition(":")
        label = _region(report, region.strip())
        if not colon or label is None:
            near = tr("应写成 地区:指标，如 {example}", example=f"{report.values.regions[0].label}:1")
            words = tr("“{text}”：没有这个地区；{near}", text=text, near=near)
            problems.append(Problem(Location("--why"), words if colon else near))
            continue
        try:
            index = report.plans.index_of(label)
            assert index is not None
            found.setdefault(label, []).append(index.find(name.strip()).indicator.id)
        except (Misplaced, LeftOut) as error:
            problems.append(Problem(Location("--why"), str(error) or text))
    if problems:
        raise InvalidInput(problems)
    return [
        replace(item, asked=tuple(dict.fromkeys(ids)))
        for label, ids in found.items()
        for item in report.reviewed([label])
    ]


def _region(report: PanelReport, name: str) -> str | None:
    """Return the label of the region with this label, code, name, or beginning of its label; None where no region, or several, have it."""
    regions = report.values.regions
    labels = [item.label for item in regions if name in (item.label, item.code)]
    labels = labels or [item.label for item in regions if name and item.mention.name == name]
    labels = labels or [item.label for item in regions if len(name) > 1 and item.label.startswith(name)]
    return labels[0] if len(labels) == 1 else None
