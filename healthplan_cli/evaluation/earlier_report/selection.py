"""Select the report of a plan from the tree of an earlier file, and read the cells of its rows.

Everything that a comparison needs is checked here, so that none of its cells is unreadable later.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from healthplan_cli.base.errors import InvalidInput, Problem, in_order, refusal
from healthplan_cli.base.exact_format import exact
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.model import Status
from healthplan_cli.sources.strict_yaml import Node

FORMAT = "hpcheck.report/1"
_STATUSES = {status.value: status for status in Status}
_LONGEST = 1_000  # characters of a number: one that ends is written out, and a rate of events has a hundred
_YEAR = Pattern(r"(?:19|20|21)\d\d$")


def select_report(root: Node, file: str, plan: str) -> Node:
    """Return the report of a plan in an earlier file, which has one report or a list of them. Raise InvalidInput when it isn't there."""
    reports = root.sequence or [root]
    wrong = [node for node in reports if text_in(node, "format") != FORMAT]
    if wrong:
        words = tr(
            "不是 hpcheck 的 JSON 报告（format 应为 {format}）：请给出 hpcheck evaluate --format json 的输出",
            format=FORMAT,
        )
        raise refusal(wrong[0].place(file), words)
    found = [node for node in reports if text_in(node.get("plan"), "id") == plan]
    if len(found) != 1:
        said = tr("、").join(dict.fromkeys(str(text_in(node.get("plan"), "id")) for node in reports))
        words = (
            tr("里面有 {count} 份规划 {plan} 的报告", count=len(found), plan=plan)
            if found
            else tr("这份报告是规划 {said} 的，没有 {plan}", said=said, plan=plan)
        )
        raise refusal(file, words)
    node = found[0]
    try:
        if year_in(node) is None:
            raise ValueError
        dict(rows_by_id(node, commitments=node.get("commitments") is not None))
    except ValueError:
        raise refusal(
            node.place(file), tr("报告残缺：缺少 year、results，或 results 里缺少 id、status")
        ) from None
    _check_numbers(node, file)
    return node


def rows_by_id(report: Node, commitments: bool = False) -> Iterator[tuple[str, Node]]:
    """Yield (id, node) of each result of an earlier report. Raise ValueError where there are no results, or one lacks an id or a status."""
    results = report.get("results")
    if results is None or not isinstance(results.value, list):
        raise ValueError
    more = report.get("commitments") if commitments else None
    if more is not None and not isinstance(more.value, list):
        raise ValueError
    for row in [*results.sequence, *(more.sequence if more else ())]:
        id, status = text_in(row, "id"), text_in(row, "status")
        if id is None or status not in _STATUSES:
            raise ValueError
        yield id, row


_NUMBERS = {"actual": ("value", "low", "high", "year"), "baseline": ("year",), "target": ("due",)}


def _check_numbers(report: Node, file: str) -> None:
    """Raise InvalidInput where a number of an earlier report isn't written as this program does.

    An exponent or endless digits would make exact arithmetic endless too.
    """
    rows = [row for _, row in rows_by_id(report, commitments=report.get("commitments") is not None)]
    parts = [part for row in rows if (found := row.get("components")) for part in found.sequence]
    wrong: list[Problem] = []
    for row in (*rows, *parts):
        for cell, keys in _NUMBERS.items():
            for key in keys:
                node = found.get(key) if (found := row.get(cell)) else None
                if node is None or node.value is None:
                    continue
                text, is_year = node.text or "", key in ("year", "due")
                if (_YEAR.match(text) is None) if is_year else (exact_number(text) is None):
                    wanted = tr("四位年份") if is_year else tr("小数，最多 {most} 个字符", most=_LONGEST)
                    words = tr("{key} 的“{text}”不对：应是{wanted}", key=key, text=text[:40], wanted=wanted)
                    wrong.append(Problem(node.place(file), words))
    if wrong:
        raise InvalidInput(in_order(wrong))


def year_in(node: Node | None) -> int | None:
    """Return the year of a cell, None where it has none."""
    text = text_in(node, "year")
    return int(text) if text and _YEAR.match(text) else None


def status_in(row: Node) -> Status:
    """Return the status of a row."""
    return _STATUSES[str(text_in(row, "status"))]


def text_in(node: Node | None, key: str) -> str | None:
    """Return the text under a key, None where there is none."""
    child = node.get(key) if node else None
    return child.text if child else None


def exact_number(text: str | None) -> Fraction | None:
    """Return a text as an exact number; None for a text that is no number, or longer than any that a report has."""
    try:
        return None if text is None else exact(text, _LONGEST)
    except ValueError:
        return None
