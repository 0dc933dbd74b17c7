"""Plans in Python: loading one, reading the words of a target, drafting a spec, looking for a plan's faults."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from healthplan_cli.base.errors import NotUnderstood, refusal
from healthplan_cli.base.location import Location
from healthplan_cli.commands.draft import DraftOptions, drafted
from healthplan_cli.commands.explain import explained
from healthplan_cli.commands.lint import LintOptions, found_in
from healthplan_cli.draft.result import DraftResult
from healthplan_cli.library.files import save_report
from healthplan_cli.library.words import in_python
from healthplan_cli.model import Plan as Spec
from healthplan_cli.report import Look
from healthplan_cli.report.forms import rendered
from healthplan_cli.report.programs.jsontext import dumps
from healthplan_cli.report.programs.linting import finding_data
from healthplan_cli.report.programs.plan import plan_data
from healthplan_cli.sources.plans.catalog import load_plan as read_plan

Path = str | os.PathLike[str]


class Plan:
    """A plan as it was loaded: what it is called, its years, its indicators."""

    def __init__(self, name: str, spec: Spec) -> None:
        self._name, self._spec = name, spec

    @property
    def id(self) -> str:
        """Its short name."""
        return self._spec.id

    @property
    def title(self) -> str:
        """Its title as printed."""
        return self._spec.title

    @property
    def region(self) -> str:
        """The name of its region, empty where it has none."""
        return self._spec.region_name

    @property
    def years(self) -> tuple[int, int, int]:
        """The year of its baselines, its first and its last year."""
        period = self._spec.period
        return period.baseline, period.start, period.end

    @property
    def indicators(self) -> dict[str, str]:
        """The printed names of its indicators by their ids, in its order."""
        return {item.id: item.name for item in self._spec.indicators}

    def to_json(self) -> str:
        """Return the whole plan as `hpcheck show -f json` writes it."""
        return dumps(plan_data(self._spec), indent=2) + "\n"

    def __repr__(self) -> str:
        _, start, end = self.years
        return f"<Plan {self.id}: {self.title}, {start}–{end}, {len(self._spec.indicators)} indicators>"


def load_plan(name: Path) -> Plan:
    """Return the plan of a name, or of a spec's path. Raise InvalidInput with every problem of it."""
    with in_python():
        return Plan(os.fspath(name), read_plan(os.fspath(name), whole=True))


def plan_of(plan: Plan | Path) -> Plan:
    """Return a plan that is given as such, or by its name or path."""
    return plan if isinstance(plan, Plan) else load_plan(plan)


def read_target(text: str) -> dict[str, Any]:
    """Return how a target's words are understood, as `hpcheck explain -f json` has it; numbers are int or Decimal.

    Raise InvalidInput, with the column at which understanding stopped, for words that fit no rule.
    """
    try:
        return dict(json.loads(dumps(explained(text)), parse_float=Decimal))
    except NotUnderstood as error:
        raise refusal(Location(text[:80], 1, error.at + 1), error.message) from None


def lint(
    plan: Plan | Path,
    *,
    under: Path | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
) -> list[dict[str, Any]]:
    """Return what `hpcheck lint -f json` finds in a plan, a mapping each; `under` is the plan above it.

    `select` and `ignore` are codes, or how they begin. Raise InvalidInput for a plan or a rule that isn't there.
    """
    name = plan._name if isinstance(plan, Plan) else os.fspath(plan)
    above = None if under is None else os.fspath(under)
    options = LintOptions(plans=(name,), select=tuple(select), ignore=tuple(ignore), under=above)
    with in_python():
        found = found_in(options)
    return [finding_data(item, finding) for item in found for finding in item.findings]


class Draft:
    """The draft of a spec, made from a plan's document: its text, and how much of it a person must look at."""

    def __init__(self, result: DraftResult) -> None:
        self._result = result

    @property
    def spec(self) -> str:
        """The spec's text, with `待核` where a person must decide."""
        return rendered("draft", "yaml", [self._result], Look()).decode()

    @property
    def counts(self) -> Mapping[str, int]:
        """How many `rows`, `commitments`, `projects` and `doubts` there are."""
        return dict(self._result.counts)

    def save(self, path: Path, form: str | None = None) -> None:
        """Write the spec (`.yaml`) or the report beside the document (`.html`, `.xlsx`, `.docx` …), by the file's ending.

        A file that is there is replaced. Raise InvalidInput for a form that can't be told, or a file that can't be written.
        """
        save_report("draft", [self._result], path, form)

    def __repr__(self) -> str:
        counted = ", ".join(f"{count} {what}" for what, count in self.counts.items())
        return f"<Draft of {self._result.document}: {counted}>"


def draft(document: Path, *, id: str | None = None, pages: str | None = None, ocr: bool = False) -> Draft:
    """Return the draft of a spec from a plan's document (docx, pdf, html, xlsx, txt).

    `pages` are those of a PDF (`"12-40"`), `ocr` reads its pictures. Raise InvalidInput for a document that can't be read or
    has nothing of a plan.
    """
    with in_python():
        return Draft(drafted(DraftOptions(document=os.fspath(document), id=id, pages=pages, ocr=ocr)))
