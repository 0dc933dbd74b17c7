"""目标是一个数，却没有印单位。

表里没有单位栏（或者空着），目标的词句里也没有写：读的人只能猜是 %、人还是张，报数的人各按各的填。目标自己写了单位的（≥80岁）、
名称末尾括注了单位的、本来就没有单位的（指数、生育率、医护比、名次）、没有写数的，都不算。

怎么办：在表里补上单位；规格照印（unit: null），核验时按指标目录里的单位算。

例：每千人口药师（士）数，≥0.54。
"""

from __future__ import annotations

from collections.abc import Iterator

from healthplan_cli import units
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.checks.lint.asked import printed_unit, quantity_of, rule_of
from healthplan_cli.checks.lint.finding import FindingLevel, Hit, Subject
from healthplan_cli.checks.lint.rows import cells
from healthplan_cli.checks.lint.words import PLAIN
from healthplan_cli.evaluation.part import IndicatorPart, parts
from healthplan_cli.language.normalise import normalise, squeeze
from healthplan_cli.model import Indicator

CODE = "HP205"
LEVEL = FindingLevel.WARNING
_IN_NAME = Pattern(r"\((?P<inside>[^()]*)\)$")


def check(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each number in the table that has no unit anywhere."""
    for row in subject.plan.indicators:
        bare = [part for part in parts(row) if not _has_unit(part)]
        if bare:
            yield Hit(_message(row), cells(bare[0]), row)


def _message(row: Indicator) -> str:
    if row.measure is None:
        return tr("目标是一个数，表里和词句里都没有印单位；补上单位（核验时不看单位）")
    return tr(
        "目标是一个数，表里和词句里都没有印单位；补上单位（核验时按 {measure} 算）", measure=row.measure
    )


def _has_unit(part: IndicatorPart) -> bool:
    rule = rule_of(part.target)
    quantity = quantity_of(rule)
    if (
        quantity is None
        or quantity.unit
        or (rule is not None and rule.is_place)
        or printed_unit(part.indicator)
    ):
        return True
    name = normalise(squeeze(part.indicator.name)).text
    bracket = _IN_NAME.search(name)
    return bool(PLAIN.search(name) or (bracket and units.canonical(bracket["inside"])))
