"""Reports of projects → bytes, by the name of the form; a form's module is imported when it is asked for."""

from __future__ import annotations

from pathlib import PurePath

from healthplan_cli.errors import InvalidInput, Problem
from healthplan_cli.model import Location
from healthplan_cli.projects import ProjectsReport
from healthplan_cli.reporters import Format
from healthplan_cli.speech import tr

FORMS = {
    "terminal": Format("projectstext", ".txt"),
    "json": Format("projectsdata", ".json"),
    "csv": Format("projectsdata", ".csv", binary=True),
    "html": Format("projectspage", ".html"),
    "markdown": Format("projectsdata", ".md"),
    "xlsx": Format("projectsbook", ".xlsx", binary=True),
}


def form_of(asked: str | None, output: str | None) -> str:
    """What is written: as asked, else as the file's name ends."""
    suffix = PurePath(output).suffix.lower() if output else ""
    named = next((name for name, form in FORMS.items() if form.suffix == suffix), None)
    if output is None and asked == "xlsx":
        raise _wrong("--format", tr("xlsx 不能写到标准输出：请用 -o 给出文件名，如 -o 项目.xlsx"))
    if output is not None and asked is None and named is None:
        endings = tr("、").join(form.suffix for form in FORMS.values())
        raise _wrong(output, tr("看不出要写成什么：文件名请以 {names} 结尾，或加 --format", names=endings))
    if asked is not None and named is not None and asked != named:
        words = tr("文件名以 {suffix} 结尾，与 --format {asked} 不一致", suffix=suffix, asked=asked)
        raise _wrong(str(output), words)
    return asked or named or "terminal"


def _wrong(where: str, message: str) -> InvalidInput:
    return InvalidInput([Problem(Location(where), message)])


def rendered(report: ProjectsReport, form: str, width: int, color: bool, signs: bool) -> bytes:
    """The report in a form; text as UTF-8."""
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
