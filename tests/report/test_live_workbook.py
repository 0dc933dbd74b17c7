"""A report's sheet works itself out: what LibreOffice computes is what the program says of the same numbers."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from livebooks import LiveBook, computed, drawn, judged_anew, same, typed, with_baseline, with_target
from support import ROOT, actuals_of, plan_of

from healthplan_cli import evaluate
from healthplan_cli.evaluation.evaluate import evaluate_traced
from healthplan_cli.evaluation.gate import Policy, decide_gate
from healthplan_cli.model import Conventions
from healthplan_cli.views.reviewed_plan import Reviewed

SEED = 20231231
EXAMPLES = (  # plan, data, year, how many years old data may be
    ("chongqing", "chongqing-2024", 2024, 0),
    ("chongqing", "chongqing-2024", 2023, 0),
    ("chongqing", "chongqing-final", 2025, 0),
    ("anju", "anju-2025", 2025, 0),
    ("anju", "anju-2025", 2023, 0),
    ("dachuan", "dachuan-2025", 2025, 0),
    ("dachuan", "dachuan-2025", 2022, 0),
    ("healthy_china_2030", "healthy-china-2020", 2020, 0),
    ("healthy_china_2030", "healthy-china-2020", 2026, 0),
    ("healthy_china_action", "healthy-china-2022", 2022, 2),
    ("healthy_china_action", "healthy-china-2022", 2024, 0),
    ("panzhihua", "panzhihua-2025", 2025, 0),
    ("panzhihua", "panzhihua-2025", 2024, 0),
    ("zhenan", "zhenan-2023", 2023, 1),
)
KINDS: list[dict[str, Any]] = [
    {"target": "≥60%", "baseline": "41.5", "better": "higher"},
    {"target": "<23.3", "baseline": "30", "better": "lower"},
    {"target": ">25", "baseline": "25", "better": "higher"},
    {"target": "60", "baseline": "72.25", "better": "higher"},
    {"target": "60%左右", "baseline": "41.5", "better": "higher"},
    {"target": "9左右", "baseline": "8.3", "better": "higher", "tolerance": 0.05},
    {"target": "50%—60%之间", "baseline": "41.5", "better": "higher"},
    {"target": "5—10", "baseline": "2", "better": "higher"},
    {"target": "提高10个百分点", "baseline": "41.5", "better": "higher"},
    {"target": "降低10%", "baseline": "41.5", "better": "lower"},
    {"target": "翻一番", "baseline": "21.3", "better": "higher"},
    {"target": "年均增长5%", "baseline": "41.5", "better": "higher"},
    {"target": "每年降低0.5个百分点", "baseline": "41.5", "better": "lower"},
    {"target": "每年不少于40%", "baseline": "41.5", "better": "higher"},
    {"target": "保持稳定", "baseline": "41.5", "better": "higher"},
    {"target": "持续提升", "baseline": "41.5", "better": "higher"},
    {"target": "明显下降", "baseline": "41.5", "better": "lower"},
    {"target": "100%", "baseline": "87.5", "better": "higher"},
    {"target": "≥60%", "baseline": "41.5", "better": "higher", "pace": "geometric"},
    {"target": "≥60%", "baseline": "41.5", "better": "higher", "annual_targets": {2022: "≥45%", 2023: "≥52%", 2024: "≥55%"}},
    {"target": "≥60%", "baseline": "≥40", "better": "higher"},
    {"target": "≥60%", "better": "higher"},
    {"target": "80%左右", "better": "neither", "baseline": "60"},
]
VALUES = {2021: 42.5, 2022: 43.1, 2023: 44.7, 2025: 46}


@cache
def of_example(plan: str, folder: str, year: int, carry: int) -> LiveBook:
    return LiveBook(evaluate(plan, ROOT / "examples" / folder / "actuals.yaml", year=year, carry=carry)._reviewed)


@cache
def of_kinds(year: int, given: bool = True) -> LiveBook:
    """A made-up plan with a row of each kind, judged in a year."""
    plan = plan_of([{"unit": "%", **row} for row in KINDS], check_shape=False)
    values = {f"row{at}": {when: value for when, value in VALUES.items() if given or when < year} for at in range(1, len(KINDS) + 1)}
    data = actuals_of(plan, values)
    report, traces = evaluate_traced(plan, data, Conventions(year))
    return LiveBook(Reviewed(report, decide_gate(report, Policy()), data, traces))


@cache
def books() -> tuple[LiveBook, ...]:
    made = (*(of_example(*one) for one in EXAMPLES), *(of_kinds(year) for year in (2022, 2023, 2025)), of_kinds(2024, given=False))
    return tuple(made)


def test_cached_values_are_the_programs() -> None:
    """A program that computes nothing shows what the report says."""


class TestComputed:
    """「formulas recalculate … and give the program's own statuses」: nothing that a sheet computes is another verdict."""

    def test_values(self, tmp_path: Path) -> None:
        chance = random.Random(SEED)
        paths, expected = [], []
        for at, book in enumerate(books()):
            lines = [line for line in book.lines if line.live]
            texts: dict[tuple[str, str], str | None] = {
                line.anchor: None if chance.random() < 0.05 else drawn(line, chance) for line in lines
            }
            data, texts = self.readable(book, texts)
            path = tmp_path / f"values{at}.xlsx"
            rows = {line.anchor: line.number for line in lines}
            book.write(path, {(rows[anchor], "实际"): None if text is None else float(text) for anchor, text in texts.items()})
            paths.append(path)
            expected.append((book, texts, judged_anew(book.report.plan, data, book.report)))
        wrong, count = [], 0
        for path, (book, texts, judged) in zip(computed(paths, tmp_path), expected, strict=True):
            found = book.read(path)
            for line in book.lines:
                count += line.anchor in texts
                if not same(found[line.number], judged[line.anchor]):
                    wrong.append((path.name, line.anchor, texts.get(line.anchor), found[line.number], judged[line.anchor]))
        assert not wrong, "\n".join(map(str, wrong))
        assert count > 300

    def readable(self, book: LiveBook, texts: dict[tuple[str, str], str | None]) -> tuple[Any, dict[tuple[str, str], str | None]]:
        """The data with these numbers, and the numbers that the readers take."""
        data = book.reviewed.actuals
        taken = {
            anchor: text for anchor, text in texts.items() if typed(book.report.plan, book.report, data, {anchor: text}) is not None
        }
        made = typed(book.report.plan, book.report, data, taken)
        assert made is not None
        return made, taken
