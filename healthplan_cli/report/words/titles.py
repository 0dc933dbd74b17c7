"""Titles of papers, and how they name their plan: in full the first time, 《规划》 from then on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from healthplan_cli.base.i18n import tr
from healthplan_cli.model import Mode, Report
from healthplan_cli.report.words.cells import clean

if TYPE_CHECKING:
    from healthplan_cli.views.projects import ProjectsReport

_INSIDE = str.maketrans("《》", "〈〉")
_SHORT = {"纲要": tr("《纲要》"), "方案": tr("《方案》"), "行动": tr("《行动》")}


def cited(title: str) -> str:
    """Return a plan's title in title marks, with single ones inside it."""
    title = clean(title)
    return (
        title
        if title.startswith("《") and title.endswith("》")
        else tr("《{title}》", title=title.translate(_INSIDE))
    )


def short_name(title: str) -> str:
    """Return the short name that a text uses once it has given a plan's full title: by the title's last word, else 《规划》."""
    words = clean(title).partition("（")[0].rstrip("》")
    return next((short for word, short in _SHORT.items() if words.endswith(word)), tr("《规划》"))


def review_title(report: Report) -> str:
    """Return the title of an evaluation paper: by the kind of review; an annual one has its year."""
    title, mode = cited(report.plan.title), report.conventions.mode
    if mode is Mode.MIDTERM:
        return tr("{title}中期评估报告", title=title)
    if mode is Mode.FINAL:
        return tr("{title}终期评估报告", title=title)
    return tr("{title}{year} 年度监测报告", title=title, year=report.conventions.year)


def data_line(report: Report) -> str:
    """Return the line below the title: which years are compared."""
    period = report.plan.period
    return tr(
        "（{year} 年数据，基期 {baseline} 年，目标年 {end} 年）",
        year=report.conventions.year,
        baseline=period.baseline,
        end=period.end,
    )


def projects_title(report: ProjectsReport) -> str:
    """Return the title of the paper on a plan's projects: their progress, or their plan where no progress is given."""
    title = cited(report.plan.title)
    if report.given is None:
        return tr("{title}重大项目安排", title=title)
    return tr("{title}重大项目 {year} 年进展情况报告", title=title, year=report.year)
