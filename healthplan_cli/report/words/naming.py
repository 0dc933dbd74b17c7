"""The rows named in an evaluation report's text: by status, with value and target."""

from __future__ import annotations

from collections.abc import Sequence

from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.badges import Badge
from healthplan_cli.evaluation.messages import facts
from healthplan_cli.model import Result, Status
from healthplan_cli.report.words.lists import some_of
from healthplan_cli.report.words.notes import waiver_text
from healthplan_cli.report.words.remarks import unknown_words


def unwaived(results: Sequence[Result]) -> list[Result]:
    """Return the rows without a waiver, which the tally counts by status."""
    return [result for result in results if result.waiver is None]


def which_words(badge: Badge, results: Sequence[Result], year: int, names_alone: bool = False) -> str:
    """Return the rows of one class, each with its reason; `names_alone` where a table has their numbers."""
    if names_alone:
        return some_of([name_of(result) for result in results])
    if badge.waived:
        return tr("；").join(map(waiver_text, results))
    if badge.status is Status.UNKNOWN:
        return unknown_groups(results, year)
    if badge.status is Status.MET:
        return tr("；").join(map(_met, results))
    return tr("；").join(
        tr("{name}：{message}", name=name_of(result), message=result.message) for result in results
    )


def name_of(result: Result) -> str:
    """Return a row's number and name."""
    return f"{result.no}. {result.name}"


def part_name(result: Result, part: Result) -> str:
    """Return a row's number and name, with the component's where a part of it is meant."""
    return name_of(result) if part is result else f"{name_of(result)}·{part.name}"


def _met(result: Result) -> str:
    """Return a met row with its value and target."""
    said = tr("、").join(
        (part.name if part is not result else "") + facts(part) for part in result.components or (result,)
    )
    return tr("{name}（{said}）", name=name_of(result), said=said)


def unknown_groups(results: Sequence[Result], year: int) -> str:
    """Return the unknown rows grouped by what they lack."""
    groups: dict[str, list[Result]] = {}
    for result in results:
        groups.setdefault(unknown_words(result, year), []).append(result)
    return tr("；").join(
        tr(
            "{why}的 {count} 项（{names}）",
            why=why,
            count=len(members),
            names=some_of([name_of(member) for member in members]),
        )
        for why, members in groups.items()
    )


def group_words(what: str, results: Sequence[Result]) -> str:
    """Return what some rows have in common, their number, and their names."""
    names = some_of([name_of(result) for result in results])
    return tr("{what} {count} 项：{names}", what=what, count=len(results), names=names)
