"""The numbers of a paper's sections: 一、 二、 三、."""

from __future__ import annotations

from healthplan_cli.base.i18n import tr
from healthplan_cli.report.document import Heading

_NUMERALS = (tr("一"), tr("二"), tr("三"), tr("四"), tr("五"), tr("六"), tr("七"), tr("八"))


def numbered_heading(order: int, title: str) -> Heading:
    """Return the heading of a section, the first of `order` 0."""
    return Heading(tr("{numeral}、{title}", numeral=_NUMERALS[order], title=title))
