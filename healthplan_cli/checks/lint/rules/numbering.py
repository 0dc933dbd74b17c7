"""序号不连着。

指标表、项目表印的序号缺了号、重了号，或者前后颠倒：多半是删改以后没有重排，也可能漏了一行；报数、核对时按序号对，就会对错。
每一类各从 1 起编的不算，只是次序颠倒、号并不缺的不说缺；不是整数的序号（1.1、一）不看。正文标题的序号只看写法：别处都写（二），有一处写（2）的，作提醒。

怎么办：对照原文，看是原文印错还是规格抄漏；原文印错的，修订时改正。

例：第 5 项之后是第 7 项；“九、（2）”应为“九、（二）”。
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.checks.lint.finding import FindingLevel, Hit, Subject
from healthplan_cli.checks.lint.words import SECTION
from healthplan_cli.model import Indicator, Plan, Project

CODE = "HP301"
LEVEL = FindingLevel.WARNING
_WHOLE = Pattern(r"[1-9][0-9]{0,3}$", re.ASCII)
_ODD_ONE = 10  # a way of writing is the odd one out where the other is this many times as frequent


def check(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each printed number that doesn't follow the one before it."""
    plan = subject.plan
    yield from _in_order([(row.no, row.category, row) for row in plan.indicators])
    yield from _in_order([(project.no, project.group, project) for project in plan.projects])
    yield from _sections(plan)


def _in_order(rows: Sequence[tuple[str, str | None, Indicator | Project]]) -> Iterator[Hit]:
    for numbered in _lists(rows):
        known = {number for number, _ in numbered}
        seen: set[int] = set()
        last = 0
        for number, row in numbered:
            why = _broken(number, last, seen, known)
            if why is not None:
                yield Hit(why, tr("{no} {name}", no=row.no, name=row.name), row)
            seen.add(number)
            last = number


def _lists(
    rows: Sequence[tuple[str, str | None, Indicator | Project]],
) -> Iterator[list[tuple[int, Indicator | Project]]]:
    """Yield the rows with whole numbers as lists, a new one where a category begins at 1 again."""
    found: list[tuple[int, Indicator | Project]] = []
    group = rows[0][1] if rows else None
    for no, its, row in rows:
        if not _WHOLE.match(no):
            continue
        if int(no) == 1 and its != group:
            yield found
            found = []
        found.append((int(no), row))
        group = its
    yield found


def _broken(number: int, last: int, seen: set[int], known: set[int]) -> str | None:
    """Return what is wrong with a number that follows `last`; None where nothing is. `seen`: those before it, `known`: all of its list."""
    if number == last + 1:
        return None
    if number in seen:
        return tr("序号 {number} 重复；核对是不是编重了", number=number)
    if number < last:
        return tr("序号 {number} 在 {last} 之后，次序颠倒；核对", number=number, last=last)
    gap = [one for one in range(max(seen, default=0) + 1, number) if one not in known]
    if not gap:
        return None
    missing = _spans(gap)
    if last == 0:
        return tr("第一个序号是 {number}，缺 {missing}；核对前面是不是少了", number=number, missing=missing)
    return tr(
        "序号 {last} 之后是 {number}，缺 {missing}；核对是编漏了还是少了一行",
        last=last,
        number=number,
        missing=missing,
    )


def _spans(numbers: Sequence[int]) -> str:
    """Return numbers in short: 2、4—6."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][-1] + 1:
            spans[-1][1:] = [number]
        else:
            spans.append([number])
    return tr("、").join("—".join(map(str, span)) for span in spans)


def _sections(plan: Plan) -> Iterator[Hit]:
    """Yield a hit for each heading whose number is written unlike all other headings'."""
    found: dict[bool, dict[str, Indicator]] = {True: {}, False: {}}
    for item in plan.commitments:
        match = SECTION.search(item.source or "")
        if match:
            found[match["plain"] is not None].setdefault(f"{item.source}"[: match.end()], item)
    arabic, chinese = found[True], found[False]
    if arabic and len(chinese) >= _ODD_ONE * len(arabic):
        for section, item in arabic.items():
            message = tr("标题的序号“{section}”与别处的写法不同，别处用（一）（二）；核对", section=section)
            yield Hit(message, section, location=item.location, level=FindingLevel.NOTE)
