"""The findings of lint for programs: JSON, SARIF 2.1.0, workflow commands of GitHub Actions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from types import ModuleType
from typing import Any

from healthplan_cli import __version__
from healthplan_cli.base.exitcodes import ExitCode
from healthplan_cli.base.i18n import language, tr
from healthplan_cli.checks.lint import Finding, FindingLevel, Linted, Linting, all_rules, documentation, title
from healthplan_cli.report import Look
from healthplan_cli.report.programs import cases
from healthplan_cli.report.programs.github import Annotation, command
from healthplan_cli.report.programs.jsontext import dumps
from healthplan_cli.report.programs.sarif import LANGUAGES, SCHEMA, artifact_of, physical, uri_of
from healthplan_cli.report.words.cells import clean
from healthplan_cli.report.words.linting import about, counts, summary

FORMAT = "hpcheck.lint/1"
_WEIGHTS = {
    FindingLevel.ERROR: cases.Severity.ERROR,
    FindingLevel.WARNING: cases.Severity.WARNING,
    FindingLevel.NOTE: cases.Severity.NOTE,
}


def lint_json(results: Sequence[Linting], look: Look) -> str:
    """Return all findings in one list, those with reasons in another, and how many there are of each level."""
    found = results[0].found
    levels = {level.value: count for level, count in counts(found).items()}
    explained = [(item, finding) for item in found for finding in item.explained]
    data = {
        "format": FORMAT,
        "tool": {"name": "hpcheck", "version": __version__},
        "plans": [item.plan.id for item in found],
        "findings": [finding_data(item, finding) for item in found for finding in item.findings],
        "explained": [
            {**finding_data(item, finding), "reason": finding.reason} for item, finding in explained
        ],
        "summary": {**levels, "explained": len(explained)},
    }
    return dumps(data, indent=2) + "\n"


def finding_data(item: Linted, finding: Finding) -> dict[str, Any]:
    """Return a finding as plain data."""
    return {
        "code": finding.code,
        "level": finding.level.value,
        "plan": item.plan.id,
        "id": finding.id or None,
        "no": finding.no or None,
        "name": finding.name or None,
        "file": finding.location.file,
        "line": finding.location.line,
        "message": finding.message,
        "words": finding.words,
    }


def lint_github(results: Sequence[Linting], look: Look) -> str:
    """Return an annotation for each finding at its line, most serious first, since GitHub shows only ten of a kind in a step."""
    annotations = [
        Annotation(_WEIGHTS[finding.level], _heading(finding), clean(_text(finding)), finding.location)
        for item in results[0].found
        for finding in item.findings
    ]
    return "".join(
        f"{command(annotation)}\n"
        for annotation in sorted(annotations, key=lambda annotation: annotation.level)
    )


def _heading(finding: Finding) -> str:
    return clean(f"{finding.code} {finding.no} {finding.name}".rstrip())


def _text(finding: Finding) -> str:
    words = tr("原文：{words}", words=finding.words) if finding.words else ""
    return tr("；").join(filter(None, (finding.message, words)))


def lint_sarif(results: Sequence[Linting], look: Look) -> str:
    """Return the SARIF log: a run for each plan, with all rules and the command's exit code."""
    [result] = results
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(item, result.code) for item in result.found]}
    return dumps(log, indent=2) + "\n"


def _run(item: Linted, code: ExitCode) -> dict[str, Any]:
    invocation = {"executionSuccessful": True, "exitCode": int(code), "exitCodeDescription": summary([item])}
    driver = {
        "name": "hpcheck",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_rule(rule) for rule in all_rules().values()],
    }
    return {
        "tool": {"driver": driver},
        "automationDetails": {"id": f"hpcheck-lint/{item.plan.id}/"},
        "language": LANGUAGES[language()],
        "columnKind": "unicodeCodePoints",
        "invocations": [invocation],
        "artifacts": [{**artifact_of(item.plan.path, item.plan.sha256), "roles": ["analysisTarget"]}],
        "results": list(_results(item)),
    }


def _rule(rule: ModuleType) -> dict[str, Any]:
    return {
        "id": rule.CODE,
        "shortDescription": {"text": title(rule)},
        "help": {"text": documentation(rule)},
        "defaultConfiguration": {"level": rule.LEVEL.value},
    }


def _results(item: Linted) -> Iterator[dict[str, Any]]:
    """Yield each finding, those with a reason as suppressed; its fingerprint is its code and row, numbered where a
    row has several of a code.
    """
    order = {uri_of(item.plan.path): 0}
    codes = list(all_rules())
    seen: Counter[str] = Counter()
    for finding in (*item.findings, *item.explained):
        print_ = "/".join((finding.code, item.plan.id, finding.id))
        seen[print_] += 1
        row = {"fullyQualifiedName": f"{item.plan.id}/{finding.id}", "name": finding.name, "kind": "member"}
        place = physical(finding.location, order)
        yield {
            "ruleId": finding.code,
            "ruleIndex": codes.index(finding.code),
            "level": finding.level.value,
            "message": {"text": clean(f"{about(finding)}{_text(finding)}")},
            "locations": [{**place, **({"logicalLocations": [row]} if finding.id else {})}],
            "partialFingerprints": {"hpcheckFinding/v1": f"{print_}/{seen[print_]}"},
            **_suppressed(finding),
            "properties": {"plan": item.plan.id, "indicator": finding.id or None, "words": finding.words},
        }


def _suppressed(finding: Finding) -> dict[str, Any]:
    if not finding.reason:
        return {}
    return {"suppressions": [{"kind": "inSource", "justification": clean(finding.reason)}]}
