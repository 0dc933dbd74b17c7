"""没有基期，看不出进展。

表里这一项没有基期值（没有印，或者印的是“—”），规划里别处也没有找到：到目标年以前，走完了多少、是快是慢都无从算起。
“每年降低”的，报了两年的数才能看这两年之间的变化，头一年的始终看不出；“持续提升”“同比例”“明显下降”一类连到期也判不了。
约束性指标的目标是从基期算起的变化的，作警告。每项各指出一次；整张表都没有基期栏的规划会有许多条，一份规划里同样的话超过 5 条的，
文字输出并成一行，不想看的加 --ignore HP107。正文里的承诺大多没有基期，不逐条指出。

怎么办：补上基期那年的数，写明出处；正文里有的，写成 baseline: {text: …, source: …}；还没有的，先把数据统计起来。

例：儿童青少年总体近视率，基期“—”，目标“力争每年降低0.5个百分点”。
"""

from __future__ import annotations

from collections.abc import Iterator

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.checks.lint.finding import FindingLevel, Hit, Subject
from healthplan_cli.checks.lint.rows import hit
from healthplan_cli.evaluation.part import IndicatorPart, parts
from healthplan_cli.model import Indicator, Nature

CODE = "HP107"
LEVEL = FindingLevel.NOTE


def check(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each row of the table that needs a baseline and has none."""
    for row in subject.plan.indicators:
        lacking = [part for part in parts(row) if not _has_baseline(part) and _needs_baseline(part)]
        if lacking:
            found = hit(lacking[0], _message(lacking[0]))
            yield replace(found, level=_level(row, lacking[0]))


def _has_baseline(part: IndicatorPart) -> bool:
    return part.baseline is not None and part.baseline.reading.values is not None


def _needs_baseline(part: IndicatorPart) -> bool:
    rule = part.target.rule if part.target else None
    return rule is not None and rule.needs_baseline


def _message(part: IndicatorPart) -> str:
    rule = part.target.rule if part.target else None
    if rule is not None and rule.is_level:
        return tr("没有基期，到目标年以前看不出进展；补上基期那年的数和出处")
    if rule is not None and rule.is_yearly_change and not rule.average and rule.since is None:
        return tr("没有基期，头一年的变化看不出；补上基期那年的数")
    return tr("没有基期，而目标是从基期算起的变化，到期也难判断；补上基期那年的数和出处")


def _level(row: Indicator, part: IndicatorPart) -> FindingLevel:
    """Return WARNING for a binding change, which nobody can check without a baseline; else NOTE."""
    level = part.target is None or part.target.rule.is_level
    return FindingLevel.NOTE if level or row.nature is not Nature.BINDING else FindingLevel.WARNING
