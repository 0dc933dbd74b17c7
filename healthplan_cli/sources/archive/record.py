"""The run recorded in a JSON report, as a RunRecord without the contents of files.

For reports of versions that wrote no `run`, the options are inferred from the report; where that is impossible, this is
reported.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from healthplan_cli.base.errors import InvalidInput, refusal
from healthplan_cli.base.exact_format import whole
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.evaluation.earlier_report.selection import select_report, text_in
from healthplan_cli.evaluation.gate import Settings
from healthplan_cli.sources.strict_yaml import Node, NodeReader
from healthplan_cli.views.run import FLAG, NUMBER, OPTIONS, TEXT, TEXTS, FileRole, FoundBy, RunFile, RunRecord

_SHA256 = Pattern(r"[0-9a-f]{64}\Z")
_NUMBER = Pattern(r"-?\d{1,6}\Z", re.ASCII)
_NEEDED = ("actuals", "carry", "band", "gate", "allow-unknown")  # what has a value in every run


def reports_in(root: Node, file: str) -> list[Node]:
    """Return the reports in a JSON file, each checked to be complete. Raise InvalidInput for any other content."""
    nodes = root.sequence or [root]
    ids = [text_in(node.get("plan"), "id") for node in nodes]
    return [select_report(root, file, str(id)) for id in ids]


def run_in(reports: Sequence[Node], file: str) -> RunRecord:
    """Return the run recorded in a file's reports. Raise InvalidInput where it can't be run again from them."""
    node = reports[0].get("run")
    if node is None:
        return _pieced_together(reports, file)
    reader = _RunReader(file)
    run = reader.run(node)
    if reader.problems:
        raise InvalidInput(reader.problems)
    return run


def settings_in(report: Node) -> Settings | None:
    """Return the settings file that affected a report's gate; None without one."""
    gate = report.get("gate")
    node = gate.get("settings") if gate else None
    return Settings(node.text_at("file") or "", node.texts_at("names")) if node else None


class _RunReader(NodeReader):
    def run(self, node: Node) -> RunRecord:
        options, files = node.get("options"), node.get("files")
        values: dict[str, Any] = {}
        for key, child in (options.mapping if options else {}).items():
            if key not in OPTIONS:
                words = tr("不认识的选项“{key}”：这份报告是更新的版本写的，请用那个版本重新核验", key=key)
                self.fail(child, words)
            else:
                values[key] = self._value(key, child)
        missing = [key for key in _NEEDED if key not in values]
        if missing or files is None:
            self.fail(node, tr("报告残缺：run 里缺少 {names}", names=tr("、").join(missing or ["files"])))
        return RunRecord(values, tuple(map(self._file, files.sequence if files else ())))

    def _value(self, key: str, node: Node) -> Any:
        kind, text = OPTIONS[key], node.text
        if kind is TEXTS and isinstance(node.value, list) and all(item.text for item in node.sequence):
            return tuple(item.text for item in node.sequence if item.text)
        if kind is FLAG and text in ("true", "false"):
            return text == "true"
        if kind in (TEXT, NUMBER) and node.value is None and key not in _NEEDED:
            return None
        if kind is NUMBER and text and _NUMBER.match(text):
            return whole(text)
        if kind is TEXT and text:
            return text
        self.fail(node, tr("选项 {key} 的值“{value}”不对", key=key, value=node.shown[:40]))
        return None

    def _file(self, node: Node) -> RunFile:
        role, found, sha256 = node.text_at("role"), node.text_at("found"), node.text_at("sha256") or ""
        path = node.text_at("path") or ""
        try:
            made = RunFile(FileRole(role), path, FoundBy(found), sha256, b"", node.text_at("member") or "")
        except ValueError:
            made = None
        if made is None or not path or not _SHA256.match(sha256):
            self.fail(node, tr("报告残缺：run 里的文件应有 role、path、found、sha256"))
            return RunFile(FileRole.DATA, path, FoundBy.PATH, sha256)
        return made


def _pieced_together(reports: Sequence[Node], file: str) -> RunRecord:
    """Return the run inferred from reports without `run`. Raise InvalidInput where an option had an effect and isn't known."""
    for report in reports:
        lacking = _not_told(report)
        if lacking:
            words = tr(
                "写这份报告的版本没有记下 {options}，没有它不能重新核验：请用现在的版本重做一次报告",
                options=lacking,
            )
            raise refusal(report.place(file), words)
    first = reports[0]
    data = [node for report in reports for node in _nodes(report, "inputs")]
    told = {text_in(node, "path") or "": text_in(node, "sha256") or "" for node in data}
    files = [RunFile(FileRole.DATA, path, FoundBy.PATH, sha256) for path, sha256 in told.items()]
    plans = [report.get("plan") for report in reports]
    ids = [str(text_in(plan, "id")) for plan in plans]
    files += [
        RunFile(FileRole.PLAN, id, FoundBy.NAME, text_in(plan, "sha256") or "")
        for id, plan in zip(ids, plans, strict=True)
    ]
    changes = first.get("changes")
    against = changes.get("against") if changes else None
    if against is not None:
        path, sha256 = text_in(against, "path") or "", text_in(against, "sha256") or ""
        files.append(RunFile(FileRole.AGAINST, path, FoundBy.PATH, sha256))
    gate = first.get("gate")
    carry = text_in(first, "carry") or "0"
    unknown_let = text_in(gate, "outcome") == "incomplete" and text_in(gate, "exit_code") == "0"
    if (
        not told
        or not all(told)
        or not _NUMBER.match(carry)
        or any(not _SHA256.match(item.sha256) for item in files)
    ):
        raise refusal(first.place(file), tr("报告残缺：缺少 inputs、plan 或 carry"))
    options: dict[str, Any] = {
        "actuals": tuple(told),
        "plan": tuple(ids),
        "year": whole(text_in(first, "year") or "0"),
        "mode": text_in(first, "mode"),
        "carry": whole(carry),
        "band": text_in(first, "band") or "0.05",
        "with": ("commitments",) if first.get("commitments") else (),
        "gate": text_in(gate, "policy") or "binding",
        "allow-unknown": unknown_let,
        "against": text_in(against, "path") if against else None,
    }
    return RunRecord(options, tuple(files))


def _not_told(report: Node) -> str:
    """Return the options, as text, that had an effect on a report without being recorded in it; empty without any."""
    rows = [*_nodes(report, "results"), *_nodes(report, "commitments")]
    noted = {item.text for row in rows for item in _nodes(row, "noted")}
    told: Mapping[str, bool] = {
        "--waivers": any(row.get("waiver") and row.mapping["waiver"].mapping for row in rows),
        "--set": "target_supplied" in noted,
        "--targets": "annual_targets_given" in noted,
        "--sources": "sources_differ" in noted,
    }
    return tr("、").join(option for option, decided in told.items() if decided)


def _nodes(node: Node, key: str) -> list[Node]:
    child = node.get(key)
    return child.sequence if child else []
