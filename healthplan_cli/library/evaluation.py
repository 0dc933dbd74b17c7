"""A plan judged in Python: the same verdicts, the same reports, the same exit code as `hpcheck evaluate`."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from healthplan_cli.base.errors import Problem
from healthplan_cli.base.exact_format import decimal_text
from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.commands.judging import EvaluateOptions, asked_for, judged
from healthplan_cli.commands.options import asked_year, band_of, carry_of
from healthplan_cli.evaluation.gate import Gate as Answer
from healthplan_cli.library.data import Actuals, load_actuals
from healthplan_cli.library.files import save_report
from healthplan_cli.library.notebook import evaluation_html
from healthplan_cli.library.plans import Path, Plan, plan_of
from healthplan_cli.library.words import in_python, told
from healthplan_cli.report import Look
from healthplan_cli.report.forms import rendered
from healthplan_cli.report.words.gateline import gate_line
from healthplan_cli.sources.actuals.loading import PlanData, Request, load_opened
from healthplan_cli.sources.actuals.lookup import Index
from healthplan_cli.sources.actuals.ownership import index_of
from healthplan_cli.views.records import Record, records
from healthplan_cli.views.reviewed_plan import Reviewed

Number = str | int | float | Decimal | Fraction
_WIDTH = 100  # columns of a proof


@record(frozen=True, slots=True)
class Gate:
    """The gate's answer: `outcome` is `pass`, `fail` or `incomplete`, `words` the line that reports print of it.

    The others are ids of indicators: `gated` those that count, `failed` those missed or behind, `unknown` those that
    can't be judged, `waived` those with a waiver (docs/semantics.md, section 11).
    """

    outcome: str
    exit_code: int
    gated: tuple[str, ...]
    failed: tuple[str, ...]
    unknown: tuple[str, ...]
    waived: tuple[str, ...]
    words: str

    def __str__(self) -> str:
        return self.words


def gate_of(gate: Answer) -> Gate:
    """Return the library's record of a gate's answer, with plain strings and ids."""
    code, words = int(gate.exit_code), gate_line(gate)
    return Gate(gate.outcome.value, code, gate.gated, gate.failed, gate.unknown, gate.waived, words)


class Evaluation:
    """A plan that has been judged: records, the gate, proofs, reports in every form."""

    def __init__(self, reviewed: Reviewed, index: Index, notices: Sequence[Problem]) -> None:
        self._reviewed, self._index = reviewed, index
        self.notices = tuple(notices)

    @property
    def year(self) -> int:
        """The year that was judged."""
        return self._reviewed.report.conventions.year

    @property
    def exit_code(self) -> int:
        """The exit code that `hpcheck evaluate` would end with: 0, 1 or 3."""
        return int(self._reviewed.gate.exit_code)

    @property
    def gate(self) -> Gate:
        """The gate's answer."""
        return gate_of(self._reviewed.gate)

    def rows(self) -> list[Record]:
        """Return the records, a flat mapping for each row and each component of one: `pandas.DataFrame(result.rows())`."""
        return records(self._reviewed.report, self._reviewed.gate)

    def to_json(self) -> str:
        """Return the report as `hpcheck evaluate -f json` writes it, numbers exact; without `run`, the record of a command line."""
        return rendered("evaluation", "json", [self._reviewed], Look()).decode()

    def why(self, indicator: str) -> str:
        """Return the proof of an indicator's verdict (by its id, name or number; `all` for every one), as `--why`
        prints it.
        Raise InvalidInput for an indicator that the plan doesn't have.
        """
        with in_python():
            ids = asked_for(self._reviewed.report, [indicator], self._index, [self._index])
        shown = rendered("evaluation", "terminal", [replace(self._reviewed, asked=ids)], Look(_WIDTH))
        return shown.decode()

    def save(
        self, path: Path, form: str | None = None, *, heads: str = "en", template: Path | None = None
    ) -> None:
        """Write the report in the form of the file's ending (`.docx`, `.xlsx`, `.html`, `.md`, `.csv`, `.json` …), or in `form`.

        A file that is there is replaced. `heads="zh"` is for `.csv`, `template` a Word document whose styles a `.docx` has.
        Raise InvalidInput for a form that can't be told, for a template that is no Word document, or a file that can't be written.
        """
        save_report("evaluation", [self._reviewed], path, form, template, Look(heads=heads))

    def __repr__(self) -> str:
        report = self._reviewed.report
        counted = Counter(result.status.value for result in report.results)
        told_of = ", ".join(f"{status} {count}" for status, count in counted.items())
        return f"<Evaluation of {report.plan.id} in {self.year}: {told_of}; gate {self.gate.outcome}, exit code {self.exit_code}>"

    def _repr_html_(self) -> str:
        return evaluation_html(self._reviewed)


def evaluate(
    plan: Plan | Path,
    actuals: Any,
    *,
    year: int | None = None,
    gate: str | Sequence[str] = "binding",
    band: Number = "0.05",
    carry: int = 0,
    mode: str | None = None,
    allow_unknown: bool = False,
    commitments: bool = False,
    set: Mapping[str, str] | None = None,
    targets: Path | None = None,
    waivers: Path | None = None,
    as_of: str | None = None,
    against: Path | None = None,
) -> Evaluation:
    """Return a plan judged by reported values: `actuals` is what `load_actuals` returns, or anything that it takes.

    The parameters are the options of `hpcheck evaluate`: `gate` is `binding`, `all`, `none`, `new` or indicators,
    `band` a share of the way. Settings in hpcheck.toml are ignored. Raise InvalidInput with every problem, before
    anything is judged.
    """
    whole = plan_of(plan)
    data = actuals if isinstance(actuals, Actuals) else load_actuals(actuals, whole)
    options = EvaluateOptions(
        actuals=(),
        gate=gate if isinstance(gate, str) else ",".join(gate),
        allow_unknown=allow_unknown,
        with_=("commitments",) if commitments else (),
        waivers=_path(waivers),
        as_of=as_of,
        against=_path(against),
    )
    with in_python():
        request = Request(
            commitments=commitments,
            sources=data._sources,
            year=asked_year(year),
            mode=mode,
            band=band_of(share_text(band)),
            carry=carry_of(carry),
            set=tuple(f"{id}={target}" for id, target in (set or {}).items()),
            targets=_path(targets),
        )
        index = index_of(whole._name, commitments, whole._spec)
        plans, notices = load_opened(data._opened, [index], request, data._words)
        [reviewed] = judged(plans, options, notices)
    return Evaluation(reviewed, _index(plans), list(map(told, notices)))


def _index(plans: Sequence[PlanData]) -> Index:
    [found] = plans
    return found.index


def _path(path: Path | None) -> str | None:
    return None if path is None else os.fspath(path)


def share_text(band: Number) -> str:
    """Return a share as text for the option `--band`: a float by its shortest digits, so that 0.05 is exactly "0.05"."""
    if isinstance(band, Fraction):
        return decimal_text(band)
    return format(Decimal(str(band)), "f") if isinstance(band, float | Decimal) else str(band)
