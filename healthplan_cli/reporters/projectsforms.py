"""Reports of projects → bytes, by the name of the form; a form's module is imported when it is asked for."""

from __future__ import annotations

from healthplan_cli.projects import ProjectsReport
from healthplan_cli.reporters import Format
from healthplan_cli.visible import shown

FORMS = {
    "terminal": Format("projectstext", ".txt"),
    "json": Format("projectsdata", ".json"),
    "csv": Format("projectsdata", ".csv", binary=True),
    "html": Format("projectspage", ".html"),
    "markdown": Format("projectsdata", ".md"),
    "xlsx": Format("projectsbook", ".xlsx", binary=True),
}


def rendered(report: ProjectsReport, form: str, width: int, color: bool, signs: bool) -> bytes:
    """The report in a form; text as UTF-8."""
    report = report if form == "json" else shown(report)
    match form:
        case "json":
            from healthplan_cli.reporters.projectsdata import projects_json

            return projects_json(report).encode()
        case "csv":
            from healthplan_cli.reporters.projectsdata import projects_csv

            return projects_csv(report)
        case "html":
            from healthplan_cli.reporters.projectspage import projects_page

            return projects_page(report).encode()
        case "markdown":
            from healthplan_cli.reporters.projectsdata import projects_markdown

            return projects_markdown(report).encode()
        case "xlsx":
            from healthplan_cli.reporters.projectsbook import projects_xlsx

            return projects_xlsx(report)
    from healthplan_cli.reporters.projectstext import projects_text

    return projects_text(report, width, color, signs).encode()
