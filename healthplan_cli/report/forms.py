"""The table of reports and the table of their forms. A form for people serves every report; a form for programs belongs to one report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.visible import shown
from healthplan_cli.report import Look, Medium

if TYPE_CHECKING:
    from healthplan_cli.report.document import Document

PACKAGE = __name__.rpartition(".")[0]


@record(frozen=True, slots=True)
class Form:
    """A form of reports: the endings of its files, whether it is binary, the medium of its documents.

    Without a `medium` it is a form for programs, which has no document. `looked`: its renderer takes the look.
    """

    suffixes: tuple[str, ...]
    binary: bool = False
    medium: Medium | None = None
    looked: bool = False


FORMS = {
    "terminal": Form((".txt",), medium=Medium.SCREEN, looked=True),
    "markdown": Form((".md",), medium=Medium.PAPER),
    "csv": Form((".csv",), binary=True, medium=Medium.DATA),
    "xlsx": Form((".xlsx",), binary=True, medium=Medium.BOOK),
    "docx": Form((".docx",), binary=True, medium=Medium.PAPER, looked=True),
    "html": Form((".html", ".htm"), medium=Medium.PAGE),
    "parquet": Form((".parquet",), binary=True),
    "json": Form((".json",)),
    "jsonl": Form((".jsonl",)),
    "yaml": Form((".yaml", ".yml")),
    "junit": Form((".xml",)),
    "sarif": Form((".sarif",)),
    "github": Form((".txt",)),
    "tap": Form((".tap",)),
    "spec": Form(()),
    "archive": Form((".zip",), binary=True),
}
# Folders: a file for every chart of a document.
FOLDERS = ("svg", "png")
# These have escapes of their own for what can't be shown.
_ESCAPING = ("json", "jsonl", "sarif", "github", "spec", "archive")
_EXACT = (("draft", "yaml"),)  # a spec, which reads back as the words it was written with


@record(frozen=True, slots=True)
class ReportKind:
    """A report: the function that makes a document of a result, and the functions of its `own` forms, which need no
    document.
    Functions are named as module:name. A document is made from (result, look, medium), an own form from (results,
    look). `large`: its results are too many to be cleaned as a whole; their texts are made visible when written.
    """

    document: str
    own: Mapping[str, str]
    large: bool = False

    @property
    def forms(self) -> tuple[str, ...]:
        """The forms that the report has, those for people first."""
        return tuple(name for name, form in FORMS.items() if form.medium or name in self.own)

    @property
    def outputs(self) -> tuple[str, ...]:
        """The forms that it can be written in: `forms`, and folders of its charts."""
        return (*self.forms, *FOLDERS)


KINDS = {
    "evaluation": ReportKind(
        "report.documents.evaluation:evaluation",
        {
            "json": "report.programs.evaluation:render",
            "csv": "report.programs.records:csv",
            "jsonl": "report.programs.records:jsonl",
            "junit": "report.programs.junit:render",
            "sarif": "report.programs.sarif:render",
            "github": "report.programs.github:render",
            "tap": "report.programs.tap:render",
            "archive": "report.programs.archive:render",
        },
    ),
    "plan": ReportKind(
        "report.documents.plan:plan_document",
        {"json": "report.programs.plan:render", "spec": "report.programs.plan:spec"},
    ),
    "trends": ReportKind("report.documents.trends:trends", {"json": "report.programs.trends:render"}),
    "annual_targets": ReportKind(
        "report.documents.annual_targets:annual_targets",
        {
            "json": "report.programs.annual_targets:path_json",
            "yaml": "report.programs.annual_targets:path_yaml",
        },
    ),
    "comparison": ReportKind(
        "report.documents.comparison:comparison", {"json": "report.programs.comparison:render"}
    ),
    "projects": ReportKind(
        "report.documents.projects:projects", {"json": "report.programs.projects:projects_json"}
    ),
    "linting": ReportKind(
        "report.documents.linting:linting",
        {
            "json": "report.programs.linting:lint_json",
            "sarif": "report.programs.linting:lint_sarif",
            "github": "report.programs.linting:lint_github",
        },
    ),
    "draft": ReportKind(
        "report.documents.drafts:draft_document",
        {"json": "report.programs.drafts:render", "yaml": "report.programs.drafts:spec"},
    ),
    "panel": ReportKind(
        "report.documents.panel:panel",
        {
            "csv": "report.programs.panel:csv",
            "parquet": "report.programs.panel:parquet",
            "json": "report.programs.panel:render",
            "jsonl": "report.programs.panel:jsonl",
            "junit": "report.programs.panel:junit",
            "sarif": "report.programs.panel:sarif",
            "github": "report.programs.panel:github",
        },
        large=True,
    ),
    "recheck": ReportKind(
        "report.documents.recheck:recheck_document", {"json": "report.programs.recheck:render"}
    ),
    "verification": ReportKind(
        "report.documents.verification:verification", {"json": "report.programs.verification:render"}
    ),
}


def rendered(kind: str, form: str, results: Sequence[Any], look: Look) -> bytes:
    """Return the results of a command in one form, text as UTF-8.

    Texts from files are shown on one line, with nothing invisible.
    """
    report = KINDS[kind]
    if form in report.own:
        as_is = form in _ESCAPING or (kind, form) in _EXACT or report.large
        return _bytes(_function(report.own[form])(results if as_is else shown(results), look))
    medium = FORMS[form].medium
    assert medium is not None
    documents = _documents(report, results, look, medium)
    module = import_module(f"{PACKAGE}.formats.{form}")
    return _bytes(module.render(documents, look) if FORMS[form].looked else module.render(documents))


def charts_rendered(kind: str, form: str, results: Sequence[Any], look: Look) -> dict[str, bytes]:
    """Return the charts of a command's results, those of the page and of the paper, by file name."""
    from healthplan_cli.report.charts.figures import with_charts

    pages, papers = (_documents(KINDS[kind], results, look, medium) for medium in (Medium.PAGE, Medium.PAPER))
    documents = [with_charts(page, paper) for page, paper in zip(pages, papers, strict=True)]
    found: dict[str, bytes] = import_module(f"{PACKAGE}.formats.{form}").render(documents)
    return found


def _documents(report: ReportKind, results: Sequence[Any], look: Look, medium: Medium) -> list[Document]:
    """Return the document of each result; texts from files are shown on one line, with nothing invisible."""
    build = _function(report.document)
    if report.large:
        return [shown(build(result, look, medium)) for result in results]
    return [build(result, look, medium) for result in shown(results)]


def _function(place: str) -> Any:
    module, _, name = place.partition(":")
    return getattr(import_module(f"{PACKAGE.partition('.')[0]}.{module}"), name)


def _bytes(found: str | bytes) -> bytes:
    return found if isinstance(found, bytes) else found.encode()
