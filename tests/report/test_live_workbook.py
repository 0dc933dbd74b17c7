"""A report's sheet works itself out: what LibreOffice computes is what the program says of the same numbers."""

from __future__ import annotations

import io
import random
import warnings
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
from livebooks import (
    SHEET,
    Line,
    LiveBook,
    computed,
    drawn,
    judged_anew,
    same,
    typed,
    with_baseline,
    with_target,
)
from openpyxl.cell import Cell
from support import ROOT, actuals_of, plan_of

from healthplan_cli import evaluate
from healthplan_cli.base.exact_format import decimal_text
from healthplan_cli.base.text_width import width
from healthplan_cli.evaluation.badges import BADGES
from healthplan_cli.evaluation.evaluate import evaluate_traced
from healthplan_cli.evaluation.gate import Policy, decide_gate
from healthplan_cli.model import Conventions, Plan
from healthplan_cli.units import is_share, whole
from healthplan_cli.views.reviewed_plan import Reviewed

SEED = 20231231
AGAIN = "须重新核验"
EXAMPLES = (  # plan, data, year, how many years old data may be
    ("chongqing", "chongqing-2024", 2024, 0),
    ("anju", "anju-2025", 2025, 0),
    ("dachuan", "dachuan-2025", 2022, 0),
    ("healthy_china_2030", "healthy-china-2020", 2020, 0),
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
    {
        "target": "≥60%",
        "baseline": "41.5",
        "better": "higher",
        "annual_targets": {2022: "≥45%", 2023: "≥52%", 2024: "≥55%"},
    },
    {"target": "≥60%", "baseline": "≥40", "better": "higher"},
    {"target": "≥60%", "better": "higher"},
    {"target": "80%左右", "better": "neither", "baseline": "60"},
    {"target": "国家下达", "baseline": "41.5", "better": "higher"},
    {"target": "—", "baseline": "41.5", "better": "higher"},
    {"target": "三级甲等", "baseline": "二级甲等", "better": "higher", "unit": None},
    {"target": "五年培训1000人", "unit": "人", "better": "higher"},
]
VALUES = {2021: 42.5, 2022: 43.1, 2023: 44.7, 2025: 46}
NO_NUMBER = ("row26", "row27")

Texts = dict[tuple[str, str], str | None]
Shown = tuple[Any, Any, Any]


@cache
def of_example(plan: str, folder: str, year: int, carry: int) -> LiveBook:
    return LiveBook(
        evaluate(plan, ROOT / "examples" / folder / "actuals.yaml", year=year, carry=carry)._reviewed
    )


@cache
def of_kinds(year: int, given: bool = True) -> LiveBook:
    """A made-up plan with a row of each kind, judged in a year; with the year's own value or without."""
    plan = plan_of([{"unit": "%", **row} for row in KINDS], check_shape=False)
    known = {when: value for when, value in VALUES.items() if given or when < year}
    values = {row.id: known for row in plan.indicators if row.id not in NO_NUMBER}
    data = actuals_of(plan, values)
    report, traces = evaluate_traced(plan, data, Conventions(year))
    return LiveBook(Reviewed(report, decide_gate(report, Policy()), data, traces))


@cache
def books() -> tuple[LiveBook, ...]:
    made = [of_example(*one) for one in EXAMPLES]
    return (*made, of_kinds(2023), of_kinds(2025), of_kinds(2024, given=False))


def readable(book: LiveBook, texts: Texts) -> tuple[Any, Texts]:
    """The data with these numbers, and those of the numbers that the readers take."""
    plan, report, data = book.report.plan, book.report, book.reviewed.actuals
    taken = {anchor: text for anchor, text in texts.items() if typed(plan, report, data, {anchor: text})}
    made = typed(plan, report, data, taken)
    assert made is not None
    return made, taken


def live(book: LiveBook) -> list[Line]:
    """The rows that work themselves out, and those that are judged by components which do."""
    known = [line for line in book.lines if line.live]
    return known + [
        line for line in book.lines if line.part.components and all(part.id in {one.part.id for one in known} for part in line.part.components)
    ]  # fmt: skip


class TestUnchanged:
    """A program that computes nothing (a preview, a reader of files) shows what the report says; one that does shows the same."""

    def test_shown(self) -> None:
        for book in books():
            sheet = openpyxl.load_workbook(io.BytesIO(book.content), data_only=True)[SHEET]
            judged = judged_anew(book.report.plan, book.reviewed.actuals, book.report)
            heads = [book.column(head) for head in ("判断", "完成进度", "差距")]
            for line in live(book):
                shown = tuple(sheet[f"{letter}{line.number}"].value for letter in heads)
                assert same(shown, judged[line.anchor]), (line.anchor, shown, judged[line.anchor])

    def test_which_rows_are_live(self) -> None:
        """All plain levels are; what rests on other numbers says why it isn't."""
        book = of_kinds(2023)
        sheet = openpyxl.load_workbook(io.BytesIO(book.content))[SHEET]
        told = {line.part.id: sheet[f"{book.column('改数以后')}{line.number}"].value for line in book.lines}
        kept = {id: words for id, words in told.items() if words != "随数重算"}
        assert kept == {
            "row24": "不重算：目标没有数",
            "row25": "不重算：规划没有给目标",
            "row26": "不重算：报的是等级、比值、名次或做成没有，不是数",
        }

    def test_the_list_has_no_merged_cells(self) -> None:
        sheet = openpyxl.load_workbook(io.BytesIO(of_kinds(2023).content))["清单"]
        assert not sheet.merged_cells.ranges
        assert sheet.auto_filter.ref == f"A1:U{sheet.max_row}"
        assert sheet.freeze_panes == "B2"
        assert [cell.value for cell in sheet[2]][7:9] == ["2023", "2020"] or [
            cell.value for cell in sheet[2]
        ][7:9] == [2023, 2020]
        assert all(cell.data_type == "n" for cell in sheet["H"][1:])


class TestComputed:
    """「公式算出的与程序核验同样的数的结论相同，不会另有一套」"""

    def test_values(self, tmp_path: Path) -> None:
        chance = random.Random(SEED)
        made: list[tuple[LiveBook, Texts, Any]] = []
        for at, book in enumerate(books()):
            lines = {line.anchor: line.number for line in book.lines if line.live}
            texts: Texts = {
                line.anchor: None if chance.random() < 0.05 else drawn(line, chance) for line in book.lines if line.live
            }  # fmt: skip
            data, texts = readable(book, texts)
            cells = {
                (lines[anchor], "实际"): None if text is None else float(text)
                for anchor, text in texts.items()
            }
            book.write(tmp_path / f"{at}.xlsx", cells)
            made.append((book, texts, judged_anew(book.report.plan, data, book.report)))
        wrong, count = [], 0
        paths = computed([tmp_path / f"{at}.xlsx" for at in range(len(made))], tmp_path)
        for path, (book, texts, judged) in zip(paths, made, strict=True):
            found = book.read(path)
            count += len(texts)
            wrong += [
                (path.name, line.anchor, texts.get(line.anchor), found[line.number], judged[line.anchor])
                for line in live(book)
                if not same(found[line.number], judged[line.anchor])
            ]
        assert not wrong, "\n".join(map(str, wrong))
        assert count >= 200

    def test_baselines_and_targets(self, tmp_path: Path) -> None:
        """A baseline or a target that is corrected gives the program's verdict, or says that it must judge again."""
        chance = random.Random(SEED)
        made: list[tuple[LiveBook, dict[tuple[str, str], str], Any]] = []
        for at, book in enumerate(books()):
            plan, cells, changed = book.report.plan, {}, {}
            for line in book.lines:
                head = chance.choice(("基期", "目标"))
                number = self.other(book, line, head, chance)
                if number is None or not line.live:
                    continue
                change = with_baseline if head == "基期" else with_target
                plan = change(plan, line.row.id, line.part.id, number)
                cells[line.number, head] = float(number)
                changed[line.anchor] = f"{head} {number}"
            book.write(tmp_path / f"{at}.xlsx", cells)
            made.append((book, changed, self.judged(plan, book)))
        wrong, again, count = [], 0, 0
        paths = computed([tmp_path / f"{at}.xlsx" for at in range(len(made))], tmp_path)
        for path, (book, changed, judged) in zip(paths, made, strict=True):
            found = book.read(path)
            for line in (line for line in book.lines if line.anchor in changed):
                count += 1
                shown = found[line.number]
                again += shown[0] == AGAIN
                if shown[0] != AGAIN and not same(shown, judged[line.anchor]):
                    wrong.append((path.name, line.anchor, changed[line.anchor], shown, judged[line.anchor]))
        assert not wrong, "\n".join(map(str, wrong))
        assert count >= 100
        assert again <= count / 3

    def other(self, book: LiveBook, line: Line, head: str, chance: random.Random) -> str | None:
        """Another number for a baseline or a target that is a number in its cell; None where it is none."""
        sheet = self.sheet(book)
        value = sheet[f"{book.column(head)}{line.number}"].value
        row = book.report.plan.find(line.row.id)
        item: Any = next((part for part in row.components if part.id == line.part.id), row)
        target = item.target
        printed = target is not None and not target.years and "quantity" in type(target.rule).__match_args__
        if head == "基期":
            printed = item.baseline is not None and item.baseline.reading.values is not None
        if not isinstance(value, (int, float)) or not printed:
            return None
        return f"{max(value * (1 + chance.choice((-0.2, -0.03, -0.01, 0.01, 0.02, 0.3))), 0):.3f}"

    @cache  # noqa: B019
    def sheet(self, book: LiveBook) -> Any:
        return openpyxl.load_workbook(io.BytesIO(book.content), data_only=True)[SHEET]

    def judged(self, plan: Plan, book: LiveBook) -> Any:
        return judged_anew(plan, book.reviewed.actuals, book.report)


class TestTypedOtherwise:
    """「键入 85% 与 85 一样，按单位换算」, and what is no amount is judged anew."""

    def test_percentages(self, tmp_path: Path) -> None:
        """A spreadsheet keeps 12.5% as 0.125: that is the number that the program reads from the same cell."""
        chance = random.Random(SEED)
        made: list[tuple[LiveBook, Texts, Any]] = []
        for at, book in enumerate(books()):
            lines = {line.anchor: line for line in book.lines if line.live and is_share(line.part.unit)}
            texts: Texts = {anchor: self.percentage(line, chance) for anchor, line in lines.items()}
            data, texts = readable(book, texts)
            cells = {
                (lines[anchor].number, "实际"): float(Fraction(str(text)[:-1]) / 100)
                for anchor, text in texts.items()
            }
            book.write(tmp_path / f"{at}.xlsx", cells, dict.fromkeys(cells, "0.00%"))
            made.append((book, texts, judged_anew(book.report.plan, data, book.report)))
        wrong, count = [], 0
        for path, (book, texts, judged) in zip(
            computed([tmp_path / f"{at}.xlsx" for at in range(len(made))], tmp_path), made, strict=True
        ):
            found = book.read(path)
            for line in (line for line in book.lines if line.anchor in texts):
                count += 1
                if not same(found[line.number], judged[line.anchor]):
                    wrong.append((line.anchor, texts[line.anchor], found[line.number], judged[line.anchor]))
        assert not wrong, "\n".join(map(str, wrong))
        assert count >= 60

    def percentage(self, line: Line, chance: random.Random) -> str:
        number = Fraction(drawn(line, chance)) * 100 / whole(line.part.unit or "")
        return f"{decimal_text(number, 9)}%"

    def test_what_is_no_amount(self, tmp_path: Path) -> None:
        """Days anywhere, percentages where no share is asked, and percentages as baselines and targets."""
        book = of_example(*EXAMPLES[0])
        cells, shown = {}, {}
        for line in (line for line in book.lines if line.live):
            head, form = ("实际", "m/d/yy") if is_share(line.part.unit) else ("实际", "0%")
            if line.number % 3 == 0:
                head, form = "基期", "0%"
            cells[line.number, head], shown[line.number, head] = 0.5 if form == "0%" else 45000.0, form
        book.write(tmp_path / "0.xlsx", cells, shown)
        found = book.read(computed([tmp_path / "0.xlsx"], tmp_path)[0])
        assert {found[number][0] for number, _ in cells} == {AGAIN}
        assert len(cells) > 10

    def test_what_is_typed_is_taken_as_it_is_typed(self) -> None:
        """Only a cell without a format of its own takes 85% as a percentage; what was printed is shown by a condition."""
        book = of_kinds(2023)
        sheet = openpyxl.load_workbook(io.BytesIO(book.content))[SHEET]
        for head in ("基期", "目标", "实际"):
            column = [sheet[f"{book.column(head)}{line.number}"] for line in book.lines]
            assert {cell.number_format for cell in column if cell.data_type == "n"} == {"General"}
        shown = {
            str(area.sqref): [rule.dxf.numFmt.formatCode for rule in rules if rule.dxf and rule.dxf.numFmt]
            for area, rules in sheet.conditional_formatting._cf_rules.items()  # type: ignore[attr-defined]  # it has no public door
        }
        target = f"{book.column('目标')}{book.first}"
        assert shown[target] == ['"≥"0"%"', '"≥"General']

    def test_the_list_has_the_number_meant(self, tmp_path: Path) -> None:
        book = of_kinds(2023)
        line = next(line for line in book.lines if line.live)
        book.write(tmp_path / "0.xlsx", {(line.number, "实际"): 0.5225}, {(line.number, "实际"): "0.00%"})
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            computed_book = openpyxl.load_workbook(
                computed([tmp_path / "0.xlsx"], tmp_path)[0], data_only=True
            )
        flat = computed_book["清单"]
        heads = {cell.value: cell.column_letter for cell in flat[1] if isinstance(cell, Cell)}
        assert flat[f"{heads['实际值']}{line.number - book.first + 2}"].value == 52.25


class TestPrinted:
    """What is printed of the workbook: only columns that say something, words whole, as wide as the paper."""

    def test_a_column_that_says_nothing_is_left_out(self) -> None:
        sheet = openpyxl.load_workbook(io.BytesIO(of_kinds(2023).content))
        heads = [[cell.value for row in sheet[name].iter_rows() for cell in row] for name in (SHEET, "清单")]
        assert "责任单位" not in heads[0]
        assert "责任单位" in heads[1]  # a flat sheet has the same columns every year

    def test_judgements_stand_on_one_line(self) -> None:
        book = of_kinds(2023)
        sheet = openpyxl.load_workbook(io.BytesIO(book.content))[SHEET]
        room = sheet.column_dimensions[book.column("判断")].width
        assert room > max(width(badge.words) for badge in BADGES if not badge.waived)

    def test_numbers_of_pictures_are_as_wide_as_the_paper(self) -> None:
        sheet = openpyxl.load_workbook(io.BytesIO(of_kinds(2023).content))["图的数据"]
        setup = sheet.sheet_properties.pageSetUpPr
        assert setup is not None
        assert setup.fitToPage
        assert (sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (9, 0)
