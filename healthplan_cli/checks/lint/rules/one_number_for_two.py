"""一行两个率，只给一个数。

名称里是两个率（孕产妇系统管理率和3岁以下儿童系统管理率；高血压、糖尿病患者规范管理率），基期、目标各只有一个数：两个都要到，还是合起来算，原文没有说；
基期是哪一个的也看不出。程序的做法是：分开报的各自核验，只报一个数的按整行。

怎么办：拆成两行，或者写“均达到…”；基期分别写。

例：孕产妇系统管理率和3岁以下儿童系统管理率 94 → ≥95。
"""

from __future__ import annotations

from collections.abc import Iterator

from healthplan_cli.base.i18n import tr
from healthplan_cli.checks.lint.asked import rule_of
from healthplan_cli.checks.lint.finding import FindingLevel, Hit, Subject
from healthplan_cli.checks.lint.rows import hit
from healthplan_cli.checks.lint.words import EACH, PATIENTS, RATES
from healthplan_cli.evaluation.part import parts
from healthplan_cli.language.normalise import normalise, squeeze
from healthplan_cli.model import Indicator

CODE = "HP116"
LEVEL = FindingLevel.NOTE


def check(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each row whose name has several rates while its cells have one number."""
    for row in subject.plan.indicators:
        named = [part.name for part in row.components if part.name in row.name]
        target = row.target.text if row.target else ""
        if row.components and not row.optional_components:
            continue
        if len(named) < 2 and _is_numeric(row):
            named = _joined(row.name)
        if len(named) > 1 and not EACH.search(target):
            [part] = parts(row)
            names = tr("、").join(named)
            yield hit(
                part, tr("名称里是几个率（{names}），却只有一个数；拆成几行，或写“均达到”", names=names)
            )


def _is_numeric(row: Indicator) -> bool:
    rule = rule_of(row.target)
    return rule is not None and (rule.is_level or rule.is_change)


def _joined(name: str) -> list[str]:
    """Return the two things that a name has rates of; empty for a name with one."""
    plain = normalise(squeeze(name)).text
    found = RATES.match(plain) or PATIENTS.match(plain)
    return [found["first"], found["second"]] if found else []
