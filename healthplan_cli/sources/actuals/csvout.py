"""A CSV to fill in (`hpcheck init PLAN -o actuals.csv`): the rows of the sheet, read back without a word of configuration."""

from __future__ import annotations

from healthplan_cli.base.ooxml import csv_text
from healthplan_cli.model import Plan
from healthplan_cli.sources.actuals.fillrows import heads_to_fill, lines_to_fill, years_to_fill

_LEGEND = "带*的为初步数"  # read back as the sheet's own legend


def write_csv_to_fill(plan: Plan) -> bytes:
    """The file's bytes: whose plan it is, the header, a row for each indicator, component and commitment."""
    lines = lines_to_fill(plan)
    heads = heads_to_fill(plan, years_to_fill(plan, lines))
    return csv_text([[f"规划：{plan.id}", _LEGEND], heads, *(line.row(heads) for line in lines)]).encode()
