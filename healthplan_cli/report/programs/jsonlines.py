"""The report as JSON lines, one object a line: the head, each result and component, the counts, the gate (docs/formats.md)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from healthplan_cli.report import Look
from healthplan_cli.report.programs.evaluation import report_data
from healthplan_cli.report.programs.jsontext import dumps
from healthplan_cli.views.reviewed_plan import Reviewed

FORMAT = "hpcheck.lines/1"
_HEAD = ("tool", "plan", "inputs", "year", "mode", "band", "carry", "illustrative")


def render(reviewed: Sequence[Reviewed], look: Look) -> str:
    """Return the lines of every plan, one plan after the other."""
    return "".join(one_object(line) + "\n" for item in reviewed for line in _lines(item))


def one_object(data: Any) -> str:
    """Return JSON on one line, whatever a reader of lines takes for the end of one."""
    return dumps(data)


def _lines(item: Reviewed) -> Iterator[dict[str, Any]]:
    report = report_data(item.report, item.gate, item.proofs())
    whose = {"plan": report["plan"]["id"], "year": report["year"]}
    yield {"type": "report", "format": FORMAT, **{key: report[key] for key in _HEAD}}
    for kind, rows in (("result", "results"), ("commitment", "commitments")):
        for row in report.get(rows, ()):
            parts = row.pop("components")
            yield {"type": kind, **whose, "component": None, **row}
            for part in parts:
                del part["components"]
                component = {"id": part["id"], "name": part["name"]}
                own = {**part, "id": row["id"], "name": row["name"]}
                yield {"type": kind, **whose, "component": component, **own}
    yield from ({"type": "proof", **whose, **proof} for proof in report.get("proofs", ()))
    if "changes" in report:
        yield {"type": "changes", **whose, **report["changes"]}
    yield {"type": "summary", **whose, **report["summary"]}
    yield {"type": "gate", **whose, **report["gate"]}
