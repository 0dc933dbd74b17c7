"""The report as SARIF 2.1.0: a run for each plan, a result for each missed, behind or unknown case, at the line of its data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from healthplan_cli import __version__
from healthplan_cli.base.errors import Problem
from healthplan_cli.base.i18n import language, tr
from healthplan_cli.base.location import Location
from healthplan_cli.evaluation.messages import NOTE_WORDS
from healthplan_cli.model import Reason, Status
from healthplan_cli.report import Look
from healthplan_cli.report.programs.cases import DOUBTS, FAILED, Severity, TestCase, leaves, promised_leaves
from healthplan_cli.report.programs.jsontext import dumps
from healthplan_cli.report.words.cells import clean
from healthplan_cli.report.words.gateline import gate_line
from healthplan_cli.views.reviewed_plan import Reviewed

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
LANGUAGES = {"zh": "zh-CN", "en": "en"}
# What each rule is, and what to do about it; the ids are the codes of the JSON report.
_RULES = {
    Status.MISSED.value: (
        tr("到了目标年，没有达到目标"),
        tr("核对实际值和它的出处；确实没有达到的，说明原因。有文件批准的，写进豁免文件（--waivers）。"),
    ),
    Status.BEHIND.value: (
        tr("还没有到目标年，完成进度慢于序时进度"),
        tr("按消息里这一年的序时目标安排工作；规划中期调整过的，把调整写进规格的 revisions。"),
    ),
    Reason.NO_DATA.value: (tr("缺少这一年的数据"), tr("在数据文件里补上，或用 --carry 沿用以前年度的数。")),
    Reason.NO_BASELINE.value: (
        tr("没有基期值，进度或变化无从算起"),
        tr("在规格的 baseline 或数据里补上基期那年的数。"),
    ),
    Reason.NO_HISTORY.value: (
        tr("没有基期以前的数据，无从比较"),
        tr("在数据里补上更早的年份。"),
    ),
    Reason.EXTERNAL_TARGET.value: (
        tr("目标值由其他文件确定，还没有补上"),
        tr("用 --set 或数据文件的 targets 补上下达的数。"),
    ),
    Reason.CENSORED.value: (
        tr("报的是一个范围，达标、不达标两种可能都有"),
        tr("给出确切的数值。"),
    ),
    Reason.NEEDS_REVIEW.value: (
        tr("原文没有写明要多少，须人工认定"),
        tr("按消息里说的在规格里写明，或在报告里另行说明认定的结果。"),
    ),
    Reason.IN_PROGRESS.value: (
        tr("报的是正在做，或者只做了一部分，做成没有说不清"),
        tr("做成了的报“已建成”一类的，写明日期；没有做成的报“否”。"),
    ),
    Reason.NO_REFERENCE.value: (
        tr("所参照的指标没有数值"),
        tr("补上所参照的指标的基期或实际值。"),
    ),
}
# What is worth a look though the status is good: the note's code is the rule.
_RULES |= {note.value: (NOTE_WORDS[note], tr("结论照算；请看消息，核对数值和原文。")) for note in DOUBTS}
_DOUBTED = frozenset(note.value for note in DOUBTS)
_RULE_IDS = tuple(_RULES)


def render(reviewed: Sequence[Reviewed], look: Look) -> str:
    """Return the SARIF log of one run for each plan, with a line feed at its end."""
    return _log([_run([item], look) for item in reviewed])


def in_one_run(reviewed: Sequence[Reviewed], look: Look, id: str, problems: Sequence[Problem] = ()) -> str:
    """Return the log of many reports as one run, since code scanning refuses more than twenty runs.

    `problems` are those of data that couldn't be judged.
    """
    run = _run(reviewed, look, id)
    if problems:
        run["invocations"][0]["toolExecutionNotifications"] = [
            {"level": "error", "message": {"text": item.message}, "locations": [physical(item.location, {})]}
            for item in problems
        ]
    return _log([run])


def _log(runs: Sequence[dict[str, Any]]) -> str:
    return dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": list(runs)}, indent=2) + "\n"


def _run(items: Sequence[Reviewed], look: Look, id: str = "") -> dict[str, Any]:
    """Return the run of some reports; `id` distinguishes it from other runs of the same log."""
    report = items[0].report
    files = list({file["location"]["uri"]: file for item in items for file in _artifacts(item)}.values())
    order = {file["location"]["uri"]: index for index, file in enumerate(files)}
    found = [
        case
        for item in items
        for case in (*leaves(item), *promised_leaves(item, look))
        if _rule_id(case) in _RULES
    ]
    return {
        "tool": {"driver": _driver()},
        "automationDetails": {"id": id or f"hpcheck/{report.plan.id}/{report.conventions.year}"},
        "language": LANGUAGES[language()],
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(item) for item in items],
        "artifacts": files,
        "results": [_result(case, order) for case in found],
    }


def _invocation(item: Reviewed) -> dict[str, Any]:
    return {
        "executionSuccessful": True,
        "exitCode": int(item.gate.exit_code),
        "exitCodeDescription": gate_line(item.gate),
    }


def _driver() -> dict[str, Any]:
    return {
        "name": "hpcheck",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_rule(id, what, advice) for id, (what, advice) in _RULES.items()],
    }


def _rule(id: str, what: str, advice: str) -> dict[str, Any]:
    level = "error" if id == Status.MISSED.value else "note" if id in _DOUBTED else "warning"
    return {
        "id": id,
        "shortDescription": {"text": what},
        "help": {"text": advice},
        "defaultConfiguration": {"level": level},
    }


def _artifacts(item: Reviewed) -> list[dict[str, Any]]:
    """Return the files of the report with their digests: the data, and the plan."""
    plan, data = item.report.plan, item.report.inputs
    held = [artifact_of(plan.path, plan.sha256)] if plan.path else []
    read = [artifact_of(file.path, file.sha256) for file in data if file.path != "-"]
    return [*({**file, "roles": ["analysisTarget"]} for file in read), *held]


def artifact_of(path: str, sha256: str) -> dict[str, Any]:
    """Return SARIF's `artifact` of a file: its URI and its SHA-256."""
    return {"location": {"uri": uri_of(path)}, "hashes": {"sha-256": sha256}}


# ── one result ──


def _rule_id(case: TestCase) -> str:
    result = case.result
    if result.reason is not None:
        return result.reason.value
    doubted = result.status not in FAILED and case.doubts
    return case.doubts[0].value if doubted else result.status.value


def _result(case: TestCase, order: Mapping[str, int]) -> dict[str, Any]:
    id, level = _rule_id(case), case.level
    assert level is not None
    said = tr("；").join((*case.lines, *case.cell_lines))
    text = tr("{name}：{words}。{said}", name=case.name, words=case.badge.words, said=said)
    out: dict[str, Any] = {
        "ruleId": id,
        "ruleIndex": _RULE_IDS.index(id),
        "level": _LEVELS[level],
        "message": {"text": text},
        "locations": [_location(case.place, order, case)],
        "partialFingerprints": {"hpcheckIndicator/v1": case.id},
        "properties": _properties(case),
    }
    if case.result.location.file:
        told = {"text": tr("规划里的这一项")}
        out["relatedLocations"] = [{"id": 1, "message": told, **physical(case.result.location, order)}]
    if case.waived:
        leave = {"kind": "external", "status": "accepted", "justification": case.lines[-1]}
        out["suppressions"] = [leave]
    return out


def _properties(case: TestCase) -> dict[str, Any]:
    report, result = case.item.report, case.result
    return {
        "plan": report.plan.id,
        "indicator": case.row.id,
        "component": case.part.id if case.part else None,
        "year": report.conventions.year,
        "nature": result.nature.value,
        "gated": case.row.id in case.item.gate.gated,
        "status": result.status.value,
        "class": case.badge.code,
        "noted": [note.value for note in result.noted],
        "progress": result.progress,
    }


def _location(place: Location | None, order: Mapping[str, int], case: TestCase) -> dict[str, Any]:
    """Return the place of a case's value, and its indicator as a logical location."""
    indicator = {"fullyQualifiedName": case.id, "name": case.name, "kind": "member"}
    own = {} if place is None else physical(place, order)
    return {**own, "logicalLocations": [indicator, *own.get("logicalLocations", ())]}


def physical(place: Location, order: Mapping[str, int]) -> dict[str, Any]:
    """Return a file with line and column; for a workbook the file, with sheet and cell as a logical location."""
    uri = uri_of(place.file)
    artifact = {"uri": uri, **({"index": order[uri]} if uri in order else {})}
    column = {"startColumn": place.column} if place.column and place.cell is None else {}
    region = {"startLine": place.line or 1, **column}  # GitHub wants one of a whole file, too
    out: dict[str, Any] = {"physicalLocation": {"artifactLocation": artifact, "region": region}}
    if place.cell is not None:
        cell = clean(place.cell)
        name = cell.rpartition("!")[2]
        out["logicalLocations"] = [{"fullyQualifiedName": cell, "name": name, "kind": "member"}]
    return out


def uri_of(path: str) -> str:
    """Return a path as a relative URI, or as a file: URI where it is absolute."""
    told = quote(path.replace("\\", "/"), safe="/")
    return f"file://{told}" if told.startswith("/") else told
