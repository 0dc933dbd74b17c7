"""Every kind of target answers what is asked of all of them, and nobody asks which one it is."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from fractions import Fraction

import pytest
from sourcetree import PACKAGE, calls, modules
from support import ROOT

from healthplan_cli import model
from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.kinds.base import Rule
from healthplan_cli.kinds.case import Case, every
from healthplan_cli.kinds.comparisons import Comparison
from healthplan_cli.model import (
    All,
    AnnualChange,
    Approx,
    Better,
    Change,
    Compare,
    ComponentRule,
    Demand,
    Direction,
    Each,
    EveryYear,
    External,
    Grade,
    Interval,
    Milestone,
    Multiple,
    NoTarget,
    Proportional,
    Quantity,
    Range,
    Rank,
    Ratio,
    Reach,
    Reference,
    Relation,
    Share,
    Slowing,
    Stable,
    Total,
    Trend,
    Unread,
)
from healthplan_cli.sources.plans.structured import structured_rule

SIXTY, POINT = Quantity(Fraction(60), "%"), Quantity(Fraction(1), "百分点")
ONE_OF_EACH = [
    Compare(Relation.GE, SIXTY),
    Reach(SIXTY),
    Approx(SIXTY),
    Range(SIXTY, Quantity(Fraction(70), "%")),
    AnnualChange(POINT, Direction.DOWN, False),
    Change(POINT, Direction.UP),
    Multiple(Fraction(2)),
    Proportional(),
    Trend(Direction.UP, True),
    Slowing(False),
    Stable(),
    External("国家下达"),
    Unread(),
    Grade("三级甲等", "grade:hospital", Fraction(33)),
    Ratio("1:1.3", Quantity(Fraction(1)), Quantity(Fraction(13, 10))),
    Milestone("建成并投入使用"),
    Rank(Quantity(Fraction(10), "名")),
    NoTarget(),
    EveryYear(Reach(SIXTY)),
    Total(Reach(SIXTY)),
    Each((ComponentRule("城镇", Reach(SIXTY), "城镇60%"),)),
    Reference("GDP增速", Relation.GE, POINT, row="gdp"),
    All((Demand("≥60%", Compare(Relation.GE, SIXTY)), Demand("持续提高", Trend(Direction.UP, True)))),
    Share(SIXTY, "县", "患病率在2%以下"),
]


def kinds_of(rule: type[Rule]) -> Iterator[type[Rule]]:
    """The kinds below a class, those without any below them."""
    below = rule.__subclasses__()
    yield from (kind for each in below for kind in kinds_of(each)) if below else [rule]


def made(name: str) -> set[type[Rule]]:
    """The kinds that `model` names: a record is made anew, and its first draft stays a subclass until it is collected."""
    return {kind for kind in kinds_of(Rule) if getattr(model, kind.__name__, None) is kind}


@pytest.mark.parametrize("rule", ONE_OF_EACH, ids=lambda rule: type(rule).__name__)
class TestEveryKind:
    """Section 4 of docs/semantics.md."""

    def test_is_said_and_written(self, rule: Rule) -> None:
        for better in (None, *Better):
            assert rule.sentence(Fraction(2, 100), better)
        assert rule.section.startswith("第 ")
        assert rule.fields()["op"]

    def test_has_a_number_or_says_why_not(self, rule: Rule) -> None:
        """What has no number of its own, nor one that follows from a baseline, says why the years have none."""
        number = rule.level.is_number or rule.is_change or rule.is_stable
        total = rule.is_total or rule.is_every_year
        assert (rule.no_yearly_number("原话", "另一项") is None) is (number or total)

    def test_says_what_else_it_looks_at(self, rule: Rule) -> None:
        """A kind that follows its years, or the years before, says so to who judges many regions at once (docs/panel.md)."""
        follows = (rule.looks_back or rule.looks_before) and not rule.looks_at_each_year
        assert rule.looks_elsewhere is None or rule.looks_elsewhere.strip()
        assert rule.looks_elsewhere or not follows
        assert rule.looks_elsewhere or not (
            rule.on_ladder or rule.is_place or rule.is_total or rule.is_external
        )

    def test_is_decided_by_what_a_proof_shows(self, rule: Rule) -> None:
        """「集合里的每个值都够，才是达标」: met, missed and unknown are those of the comparisons."""
        fifty, point = Interval.point(Fraction(50)), Interval.point(Fraction(1))
        for value in (Interval.point(Fraction(40)), fifty, Interval(Fraction(20), Fraction(90))):
            case = Case(2025, 2021, 2021, Better.HIGHER, "%", {2021: value}, fifty, history={2015: point})
            case = replace(case, reference=(fifty, Interval.point(Fraction(55))))
            shown = [
                one for one in rule.comparisons(case) if isinstance(one, Comparison) and not one.is_aside
            ]
            if rule.asks_nothing or rule.is_external or rule.is_unread or rule.parts or rule.demands:
                assert shown == []
            else:
                judged = rule.level if rule.is_total else rule
                assert every(one.verdict for one in shown).outcome is judged.verdict(case).outcome

    def test_a_level_is_its_own(self, rule: Rule) -> None:
        assert rule.level.level is rule.level
        assert rule.is_level is (rule.level is rule and rule.is_level)
        assert (rule.quantity is None) is (not rule.is_number)


def test_one_of_each_is_here() -> None:
    assert {type(rule) for rule in ONE_OF_EACH} == made("kinds"), "ONE_OF_EACH has one of each kind"


def test_each_is_documented_and_has_a_structure() -> None:
    """Both tables of docs/formats.md have each `op`; the schema takes each that has a structure (not of lists and ratios)."""
    ops = {rule.fields()["op"] for rule in ONE_OF_EACH}
    page = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
    structures, fields = (part.partition("\n\n")[0] for part in page.split("| `op` | ")[1:])
    written = ops - {"each", "ratio"}
    schema = json.loads((PACKAGE / "schema" / "plan.json").read_text(encoding="utf-8"))
    assert written - enums_of(schema) == set(), "schema/plan.json lacks them"
    assert {op for op in written if f"`{op}`" not in structures} == set(), "docs/formats.md, 目标写成结构"
    assert {op for op in ops if f"`{op}`" not in fields} == set(), (
        "docs/formats.md, hpcheck explain --format json"
    )
    for op in written:
        given = {
            "op": op,
            "value": 2,
            "low": 1,
            "high": 2,
            "by": 1,
            "unit": "%",
            "direction": "up",
            "grade": "三级乙等",
            "state": "建成并投入使用",
            "to": "上年",
            "of": "县",
            "parts": ["≥60%", "持续提高"],
        }
        assert structured_rule(given).fields()["op"] == op


def enums_of(schema: object) -> set[str]:
    """Return the values that the key `op` takes anywhere in a schema."""
    if isinstance(schema, list):
        return {op for each in schema for op in enums_of(each)}
    if not isinstance(schema, dict):
        return set()
    op = schema.get("op")
    own = set(op["enum"]) if isinstance(op, dict) and "enum" in op else set()
    return own | {op for each in schema.values() for op in enums_of(each)}


def asking(tree: ast.Module, kinds: set[str]) -> Iterator[int]:
    """The lines of a module that ask which kind a rule is."""
    matched = [node.cls for node in ast.walk(tree) if isinstance(node, ast.MatchClass)]
    for named in [*matched, *(node.args[1] for called, node in calls(tree) if called == "isinstance")]:
        if kinds & {each.id for each in ast.walk(named) if isinstance(each, ast.Name)}:
            yield named.lineno


def test_nobody_asks_which_kind_it_is() -> None:
    """Those who hold a rule ask its traits and methods; the grammar may look at what a row of it has just read."""
    kinds = {type(rule).__name__ for rule in ONE_OF_EACH}
    found = [
        f"{name}:{line}"
        for name, tree in modules().items()
        if name.split(".")[0] not in ("kinds", "report", "commands")
        for line in asking(tree, kinds)
    ]
    assert [place for place in found if not place.startswith("language.levels:")] == []


def test_another_unit_leaves_the_sides_as_they_are() -> None:
    """In 每千人口 a range that is two-sided, or open at an end, stays so."""
    rule = Range(Quantity(Fraction(6)), Quantity(Fraction(7)), two_sided=True, high_open=True)
    found = rule.counted_in("张/千人")
    assert (found.two_sided, found.low_open, found.high_open) == (True, False, True)
    assert (found.low.unit, found.high.unit) == ("张/千人", "张/千人")
