"""The components' results → the row's: the worst of their statuses, and their messages."""

from __future__ import annotations

from collections.abc import Sequence

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.language.names import shown_category, shown_name
from healthplan_cli.model import Indicator, Result, Status

# An indicator with components takes the first of these that any of them has (contract, end of section 4).
WORST_FIRST = tuple(Status)


def join_components(indicator: Indicator, parts: tuple[Result, ...]) -> Result:
    """Return the result of a row from those of its components."""
    status = next(status for status in WORST_FIRST if any(part.status is status for part in parts))
    deciding = [part for part in parts if part.status is status]
    whole = parts[0].actual if len({id(part.actual) for part in parts}) == 1 else None
    return Result(
        id=indicator.id,
        no=indicator.no,
        name=shown_name(indicator),
        category=shown_category(indicator.category),
        nature=indicator.nature,
        unit=indicator.measure,
        baseline=indicator.baseline,
        target=indicator.target,
        due=max(part.due for part in parts),
        actual=whole,
        value=None,
        status=status,
        reason=deciding[0].reason,
        regressed=any(part.regressed for part in deciding),
        noted=tuple(dict.fromkeys(note for part in deciding for note in part.noted)),
        elapsed=max(parts, key=lambda part: part.due).elapsed,
        message=_message(parts, deciding),
        advice=tr("；").join(dict.fromkeys(part.advice for part in deciding if part.advice)),
        components=parts,
        location=indicator.location,
        years_missing=tuple(sorted({year for part in deciding for year in part.years_missing})),
        responsible=next(filter(None, (part.responsible for part in parts)), None),
    )


def with_deciding(result: Result) -> Result:
    """Return the result of a row of several demands with the value and the numbers of the demand that decides its status."""
    one = next(part for part in result.components if part.status is result.status)
    return replace(
        result,
        due=one.due,
        value=one.value,
        gap=one.gap,
        progress=one.progress,
        elapsed=one.elapsed,
        expected=one.expected,
    )


def _message(parts: Sequence[Result], deciding: Sequence[Result]) -> str:
    """Join the messages of the components; a message that all of them share is written once."""
    messages = {part.message for part in parts}
    if len(deciding) == len(parts) and len(messages) == 1:
        return messages.pop()
    return tr("；").join(tr("{name}：{message}", name=part.name, message=part.message) for part in deciding)
