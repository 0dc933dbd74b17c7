"""Many regions judged in Python: the verdicts as a table of several libraries, each region's gate, any proof."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from typing import Any

from healthplan_cli.base.errors import Problem
from healthplan_cli.commands.panel import PanelOptions, judged_panel
from healthplan_cli.commands.panel_proofs import proofs_of
from healthplan_cli.library.data import not_a_source
from healthplan_cli.library.evaluation import Gate, Number, gate_of, share_text
from healthplan_cli.library.files import save_report
from healthplan_cli.library.notebook import table_html
from healthplan_cli.library.plans import Path, Plan
from healthplan_cli.library.words import in_python, told
from healthplan_cli.panel.engines import AUTO, SPARK, relation_of
from healthplan_cli.panel.opening import Given
from healthplan_cli.panel.report import PanelReport
from healthplan_cli.report import Look
from healthplan_cli.report.forms import rendered
from healthplan_cli.sources.actuals.frames import is_frame, opened_frame
from healthplan_cli.views.records import Record

_WIDTH = 100  # columns of a proof


class Panel:
    """Many regions that have been judged, each as `evaluate` judges it alone."""

    def __init__(self, report: PanelReport, notices: Sequence[Problem]) -> None:
        self._report = report
        self.notices = tuple(notices)
        self.problems = tuple(map(told, report.values.problems))

    @property
    def exit_code(self) -> int:
        """The worst exit code: 2 where a region's data are wrong, else the worst of the gates' (1, 3 or 0)."""
        return int(self._report.exit_code)

    @property
    def regions(self) -> tuple[str, ...]:
        """The regions that were judged."""
        return tuple(region.label for region in self._report.values.regions)

    @property
    def years(self) -> tuple[int, ...]:
        """The years that were judged."""
        return tuple(self._report.values.years)

    def gates(self, year: int | None = None) -> dict[str, Gate]:
        """Return each region's gate in a year (without `year`, in the last one). Raise KeyError for a year that wasn't judged."""
        years = {item.year: item for item in self._report.summary.years}
        found = years[max(self.years) if year is None else year]
        return {region: gate_of(item.gate) for region, item in found.regions.items()}

    def rows(self) -> list[Record]:
        """Return the records of all regions as a list; of very many regions better use `relation`."""
        return list(self._report.verdicts.records())

    @property
    def relation(self) -> Any:
        """The records as a DuckDB relation (of Spark a data frame), computed only when it is used. Needs the extra `panel`."""
        with in_python():
            return relation_of(self._report.verdicts)

    def arrow(self) -> Any:
        """Return the records as an Arrow table (needs pyarrow)."""
        found = self.relation
        return found.toArrow() if hasattr(found, "toArrow") else found.to_arrow_table()

    def pandas(self) -> Any:
        """Return the records as a pandas frame."""
        found = self.relation
        return found.toPandas() if hasattr(found, "toPandas") else found.df()

    def polars(self) -> Any:
        """Return the records as a polars frame (not of Spark: take `arrow()` there)."""
        return self.relation.pl()

    def why(self, region: str, indicator: str) -> str:
        """Return the proof of a region's verdict on an indicator in the last year. Raise InvalidInput for an unknown
        region or indicator.
        """
        with in_python():
            proofs = proofs_of(self._report, [f"{region}:{indicator}"])
        return rendered("evaluation", "terminal", proofs, Look(_WIDTH)).decode()

    def save(
        self, path: Path, form: str | None = None, *, heads: str = "en", template: Path | None = None
    ) -> None:
        """Write the report (`.html`, `.xlsx`, `.docx`, `.md` …) or the records (`.csv`, `.parquet`, `.jsonl`) by the file's
        ending; a `.docx` in the styles of `template`, another Word document. A file that is there is replaced. Raise
        InvalidInput for a form that can't be told, for a template that is no Word document, or a file that can't be written.
        """
        save_report("panel", [self._report], path, form, template, Look(heads=heads))

    def __repr__(self) -> str:
        counted = Counter(gate.outcome for gate in self.gates().values())
        gates = ", ".join(f"{outcome} {count}" for outcome, count in sorted(counted.items()))
        years = "–".join(map(str, dict.fromkeys((min(self.years), max(self.years)))))
        wrong = f", {len(self.problems)} problems" if self.problems else ""
        return f"<Panel of {len(self.regions)} regions in {years}: gates {gates}{wrong}; exit code {self.exit_code}>"

    def _repr_html_(self) -> str:
        rows = ((region, gate.words) for region, gate in self.gates().items())
        return table_html(repr(self), ("region", "gate"), rows)


def panel(
    values: Any,
    plan: Plan | Path | None = None,
    *,
    year: int | Sequence[int] = (),
    plans: Path | None = None,
    targets: Path | None = None,
    gate: str | Sequence[str] = "binding",
    band: Number = "0.05",
    carry: int = 0,
    allow_unknown: bool = False,
    sheet: str | None = None,
    map: Path | None = None,
    sources: Sequence[str] = (),
    by: str | None = None,
    engine: str = AUTO,
    master: str | None = None,
    session: Any = None,
    verify_sample: int = 0,
) -> Panel:
    """Return many regions judged, each as `evaluate` judges it alone.

    `values`: a path, a folder or a pattern, or several; a pandas or polars frame, an Arrow table, a DuckDB relation
    or a list of dicts with a column of regions. `session`: an existing Spark session to judge with. The other
    parameters are the options of `hpcheck panel`. Problems of single regions make the `exit_code` 2; raise
    InvalidInput where nothing can be judged.
    """
    years = (year,) if isinstance(year, int) else tuple(year)
    name = plan._name if isinstance(plan, Plan) else plan
    with in_python():
        options = PanelOptions(
            values=_given(values),
            plan=() if name is None else (os.fspath(name),),
            plans=_text(plans),
            own_targets=_text(targets),
            sheet=sheet,
            map=_text(map),
            sources=tuple(sources),
            years=tuple(str(one) for one in years),
            carry=carry,
            band=share_text(band),
            gate=gate if isinstance(gate, str) else ",".join(gate),
            allow_unknown=allow_unknown,
            by=by,
            engine=engine if session is None else SPARK,
            master=master,
            session=session,
            verify_sample=verify_sample,
        )
        report, notices = judged_panel(options)
    return Panel(report, [told(notice) for notice in notices])


def _given(values: Any) -> tuple[Given, ...]:
    if isinstance(values, str | os.PathLike):
        return (os.fspath(values),)
    if (
        isinstance(values, list | tuple)
        and values
        and all(isinstance(one, str | os.PathLike) for one in values)
    ):
        return tuple(os.fspath(one) for one in values)
    if is_frame(values):
        return (opened_frame(values, name="values", any_length=True),)
    raise not_a_source(values, "values")


def _text(path: Path | None) -> str | None:
    return None if path is None else os.fspath(path)
