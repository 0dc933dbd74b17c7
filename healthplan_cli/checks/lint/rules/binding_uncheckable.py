"""约束性指标核验不了。

约束性是必须完成的承诺，目标里却没有可以核验的数：数在别的文件里（国家下达、完成国家目标），只说程度（明显下降、大幅提高），
或者干脆没有目标。到期时完成没完成，无从说起。

怎么办：写出数来；由上级下达的，写明文号，收到后用 --set 或数据文件的 targets 补上；“明显”一类在规格里写 at_least。

例：地表水达到或好于Ⅲ类水体比例，约束性，目标“国家下达”；青少年新发近视率，约束性，目标“明显下降”。
"""

from __future__ import annotations

from collections.abc import Iterator

from healthplan_cli.base.i18n import tr
from healthplan_cli.checks.lint.finding import FindingLevel, Hit, Subject
from healthplan_cli.checks.lint.rows import hit
from healthplan_cli.evaluation.part import IndicatorPart, due_parts
from healthplan_cli.model import Nature

CODE = "HP109"
LEVEL = FindingLevel.WARNING


def check(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each binding row whose target has no number to be judged by."""
    for row in subject.plan.indicators:
        if row.nature is Nature.BINDING:
            for part in due_parts(row):
                message = _message(part)
                if message is not None:
                    yield hit(part, message)


def _message(part: IndicatorPart) -> str | None:
    rule = part.target.rule if part.target else None
    text = part.target.text if part.target else "—"
    if rule is None or rule.asks_nothing:
        return tr("约束性指标没有目标；写出目标")
    if rule.is_external:
        return tr("约束性指标的数在别的文件里（{target}），规划自己没有写；写明文号或补上这个数", target=text)
    if rule.degree is not None:
        return tr("约束性指标只写“{target}”，多少才算没有写，核验不了；写出数来", target=text)
    return None
