"""各部分加起来不等于印的合计。

重大项目的投资、个数与文件自己印的合计对不上；或者正文写了总数，又在同一节分给了几家，几家的数加起来不等于总数。
分给几家的，规格里 subject 写“重点专科…区人民医院”或“区人民医院…重点专科”都认；后一种只认前面是一家单位、一个地方的。
总有一个数印错，或者漏了一项。有的项目没有印投资的，只有加起来已经超过合计才算。

怎么办：逐项核对；是规格抄错的改规格，是原文印错的，修订时改正。

例：29 个项目投资合计 248850 万元，附件印“合计 248800”；重点专科 15 个，其中 9 个、7 个。
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from healthplan_cli import units
from healthplan_cli.base.exact_format import decimal_text
from healthplan_cli.base.i18n import tr
from healthplan_cli.checks.lint.asked import quantity_of, rule_of
from healthplan_cli.checks.lint.finding import FindingLevel, Hit, Subject
from healthplan_cli.checks.lint.groups import quoted
from healthplan_cli.checks.lint.words import ONE_BODY, SEVERAL
from healthplan_cli.model import Indicator, Plan, Relation

CODE = "HP302"
LEVEL = FindingLevel.ERROR


def check(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each printed sum that isn't the sum of its parts."""
    yield from _projects(subject.plan)
    yield from _commitments(subject.plan)


def _projects(plan: Plan) -> Iterator[Hit]:
    total, projects = plan.projects_total, plan.projects
    if total is None or not projects:
        return
    if total.count is not None and total.count != len(projects):
        message = tr(
            "印的是 {printed} 个项目，列出的有 {count} 个；逐项核对", printed=total.count, count=len(projects)
        )
        yield Hit(message, total.source or "", location=total.location)
    known = [project.investment for project in projects if project.investment is not None]
    made = sum(known, Fraction(0))
    whole = len(known) == len(projects)
    if total.investment is not None and (made > total.investment or (whole and made < total.investment)):
        message = tr(
            "{count} 个项目的投资加起来是 {made} 万元，印的合计是 {printed} 万元，差 {gap} 万元；逐项核对",
            count=len(known),
            made=decimal_text(made),
            printed=decimal_text(total.investment),
            gap=decimal_text(abs(made - total.investment)),
        )
        yield Hit(
            message,
            tr(
                "{source}：{printed}",
                source=total.source or tr("合计"),
                printed=decimal_text(total.investment),
            ),
            location=total.location,
        )


def _commitments(plan: Plan) -> Iterator[Hit]:
    """Yield a hit for each number of things whose shares, given in the same section, don't add up to it."""
    for whole in plan.commitments:
        total = _count(whole)
        shares = [item for item in plan.commitments if total is not None and _is_share_of(item, whole)]
        counts = [count for item in shares if (count := _count(item)) is not None]
        if total is None or len(shares) < 2 or len(counts) < len(shares) or sum(counts) == total:
            continue
        message = tr(
            "总数是 {total}，各家加起来是 {made}；核对哪一个数印错，是不是漏了一家",
            total=decimal_text(total),
            made=decimal_text(sum(counts, Fraction(0))),
        )
        words = [
            quoted(item, f"{item.name} {item.target.text if item.target else ''}")
            for item in (whole, *shares)
        ]
        yield Hit(message, tr("；").join(words), whole)


def _is_share_of(item: Indicator, whole: Indicator) -> bool:
    """Return whether a commitment is one body's share of another commitment (重点专科): 重点专科…区人民医院, or 区人民医院…重点专科."""
    if item.source != whole.source:
        return False
    owner = item.name.removesuffix(f"…{whole.name}")
    owned = owner != item.name and ONE_BODY.search(owner) and not SEVERAL.search(owner)
    return item.name.startswith(f"{whole.name}…") or bool(owned)


def _count(item: Indicator) -> Fraction | None:
    """Return the exact number of things that a commitment asks for; None for a share, a minimum or anything else."""
    rule = rule_of(item.target)
    exact = rule is not None and (rule.is_plain or (rule.is_comparison and rule.relation is Relation.EQ))
    quantity = quantity_of(rule) if exact else None
    return quantity.value if quantity is not None and not units.is_share(quantity.unit) else None
