"""Plan specs: cases/specs/{valid,invalid}, each beside what it must give."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import check_expected, load_spec, walk

from healthplan_cli.catalog import load_plan, plan_files
from healthplan_cli.errors import InvalidInput
from healthplan_cli.model import Baseline, Indicator, Plan, Target
from healthplan_cli.numbers import decimal_text
from healthplan_cli.wording.describe import sentence


def words(baseline: Baseline | None, target: Target | None) -> str:
    due = f"（{target.due}）" if target and target.due else ""
    return f"{baseline.text if baseline else '无'} → {sentence(target.rule) + due if target else '无'}"


def lines(item: Indicator) -> list[str]:
    """An indicator as it was read: what it is judged in, which way, between what, and its words."""
    low, high = ("…" if end is None else decimal_text(end) for end in (item.limits.low, item.limits.high))
    better = item.better.value if item.better else "—"
    kind = f"{low} 到 {high}{item.limits.unit or ''}"
    found = [
        f"{item.no} {item.id} {item.measure or '—'} {better} {kind}",
        f"    {words(item.baseline, item.target)}",
    ]
    found += [f"    {year}: {words(None, target)}" for year, target in item.annual_targets]
    optional = "（可分）" if item.optional_components else ""
    return found + [
        f"    {part.id}{optional} {part.name}: {words(part.baseline, part.target)}"
        for part in item.components
    ]


def read(plan: Plan) -> str:
    return "".join(f"{line}\n" for item in plan.indicators for line in lines(item))


class TestValid:
    """「词句照印，只去掉空白」, and each row read with what the catalogue adds."""

    @pytest.mark.parametrize("path", walk("specs/valid"), ids=lambda path: path.stem)
    def test_is_read_as(self, path: Path) -> None:
        check_expected(path.with_suffix(".expected"), read(load_spec(path)))

    @pytest.mark.parametrize("name", list(plan_files()))
    def test_a_plan_that_ships(self, name: str) -> None:
        """Without the shape check, as it is loaded; test_structure.py has the shape."""
        plan = load_plan(name)
        assert plan.id == name
        assert len(plan.sha256) == 64
        assert all(item.better for item in plan.indicators)


class TestInvalid:
    """「错误一次全部报出，每条是 `文件:行:列: 说明`」"""

    @pytest.mark.parametrize("path", walk("specs/invalid"), ids=lambda path: path.stem)
    def test_gives_exactly_these_problems(self, path: Path) -> None:
        with pytest.raises(InvalidInput) as caught:
            load_spec(path)
        check_expected(path.with_suffix(".expected"), f"{caught.value}\n")

    def test_no_expected_text_is_left_over(self) -> None:
        for folder in ("specs/valid", "specs/invalid"):
            stems = {path.stem for path in walk(folder)}
            assert [path.name for path in walk(folder, ".expected") if path.stem not in stems] == []
