"""两行是同一项指标。

表里两行名称相同，或者名称不同而在指标目录里是同一项（婴儿死亡率印了两遍；糖尿病规范管理率与 2型糖尿病患者基层规范管理服务率）。
两行的目标不一样就互相矛盾，一样就是重复计数，达标率也跟着不准。

怎么办：并成一行；确是两项的，把名称写得分得开。

例：第 3 项和第 12 项都是“居民健康素养水平”。
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from healthplan_cli.base.i18n import tr
from healthplan_cli.checks.lint.finding import FindingLevel, Hit, Subject
from healthplan_cli.checks.lint.rows import cells
from healthplan_cli.evaluation.part import parts
from healthplan_cli.language.names import name_key
from healthplan_cli.model import Entry, Indicator

CODE = "HP305"
LEVEL = FindingLevel.WARNING


def check(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each row that is the same indicator as an earlier row."""
    known = _meanings(subject.entries)
    names: dict[str, Indicator] = {}
    meanings: dict[str, Indicator] = {}
    for row in subject.plan.indicators:
        key = name_key(row.name)
        meaning = row.id if row.id in subject.entries else known.get(key, "")
        first = names.get(key) or (meanings.get(meaning) if meaning else None)
        if first is not None:
            yield _hit(first, row)
        names.setdefault(key, row)
        meanings.setdefault(meaning, row)


def _meanings(entries: Mapping[str, Entry]) -> dict[str, str]:
    """Return the catalogue's ids by each of their names."""
    return {
        name_key(name): id for id, entry in entries.items() for name in (entry.name, *entry.aliases) if name
    }


def _hit(first: Indicator, row: Indicator) -> Hit:
    message = tr(
        "与第 {no} 项“{name}”是同一项指标；并成一行，或把名称写得分得开", no=first.no, name=first.name
    )
    said = [f"{one.name} {cells(parts(one)[0])}" for one in (first, row)]
    return Hit(message, tr("；").join(said), row)
