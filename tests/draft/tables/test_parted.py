"""Tables of a text whose cells tabs, bars or lines part: heads of two rows, titles of groups, cells broken over lines, whatever is left out."""

from __future__ import annotations

import pytest

from healthplan_cli.base.read_bytes import Source
from healthplan_cli.draft.model import DraftRow
from healthplan_cli.draft.reading import read_draft
from healthplan_cli.sources.documents import read_blocks

# group, name, unit, 2020, 2025, 2035, nature; facts of public plans of forests, education and work
ROWS = (
    ("生态保护", "森林覆盖率", "%", "23.04", "24.1", "26", "约束性"),
    ("生态保护", "草原综合植被盖度", "%", "56.1", "57", "60左右", "预期性"),
    ("生态保护", "新增沙化土地治理面积", "万亩", "—", "1 000", "2500", "预期性"),
    ("教育发展", "学前教育毛入园率", "%", "85.2", "＞90", "≥95", "预期性"),
    ("教育发展", "九年义务教育巩固率", "%", "95.2", "96", "98", "约束性"),
    ("就业增长", "城镇新增就业增长", "%", "1.2", "2", "稳步提高", "预期性"),
    ("就业增长", "劳动年龄人口平均受教育年限", "年", "10.8", "11.3", "12", "约束性"),
)
ONE = (("指标", "单位", "2020年", "2025年", "2035年", "属性"),)
TWO = (("指标", "单位", "2020年", "规划目标", "", "属性"), ("", "", "", "2025年", "2035年", ""))
NEUTRAL = (("指标", "单位", "规划指标", "", "", "属性"), ("", "", "2020年", "2025年", "2035年", ""))
OVER_ALL = (("指标", "单位", "指标值", "", "", "属性"), ("", "", "2020年", "2025年", "2035年", ""))
SEPARATORS = {"tabs": "\t", "bars": "|", "bars around": "| "}
WANTED = [(name, unit, base, [first, last], nature) for _, name, unit, base, first, last, nature in ROWS]


def line(cells: tuple[str, ...] | list[str], mark: str, kept: bool = True) -> str:
    said = [cell for cell in cells if cell or kept]
    return f"| {' | '.join(said)} |" if mark == "| " else mark.join(said)


def table(
    head: tuple[tuple[str, ...], ...], mark: str, kept: bool, titles: str, page: int | None = None
) -> str:
    """The table as text: `titles` is how groups stand (none, lone, padded, in a column), `page` the rows before it goes on."""
    column = titles == "in a column"
    more = ("类别",) if column else ()
    heads = [
        line((*(more if at == 0 else ("",) * len(more)), *cells), mark, kept) for at, cells in enumerate(head)
    ]
    lines, before = [*heads], ""
    for number, (group, *cells) in enumerate(ROWS):
        if titles in ("lone", "padded") and group != before:
            lines.append(line([group, *[""] * 5], mark, kept) if titles == "padded" else group)
        first = ("" if group == before else group,) if column else ()
        lines.append(line((*first, *cells), mark, kept))
        before = group
        if number + 1 == page:
            lines += ["—3—", "续表", *heads]
    return "\n".join(lines)


def read(text: str) -> list[DraftRow]:
    paper = f"某县“十四五”规划\n二〇二一年三月\n表1 主要指标\n{text}\n\n二、任务\n全面推进各项工作，健全体系，持续提高服务能力。\n"
    return list(read_draft(read_blocks(Source("规划.txt", paper.encode()))).rows)


def said(rows: list[DraftRow]) -> list[tuple[str, str | None, str | None, list[str], str | None]]:
    return [
        (
            row.name,
            row.unit,
            row.baseline.text if row.baseline else None,
            [target.text for target in row.targets],
            row.nature,
        )
        for row in rows
    ]


@pytest.mark.parametrize("titles", ["none", "lone", "padded", "in a column"])
@pytest.mark.parametrize("kept", [True, False], ids=["empty cells kept", "empty cells left out"])
@pytest.mark.parametrize("head", [ONE, TWO, OVER_ALL], ids=["one row", "two rows", "two rows, over all"])
@pytest.mark.parametrize("mark", SEPARATORS)
def test_a_table_is_read_whatever_is_left_out(
    mark: str, head: tuple[tuple[str, ...], ...], kept: bool, titles: str
) -> None:
    rows = read(table(head, SEPARATORS[mark], kept, titles))
    assert said(rows) == WANTED
    assert [target.year for target in rows[0].targets] == [2025, 2035]
    if titles != "none":
        assert [row.category for row in rows] == [(row[0],) for row in ROWS]


@pytest.mark.parametrize("head", [ONE, TWO], ids=["one row", "two rows"])
def test_a_table_goes_on_over_pages(head: tuple[tuple[str, ...], ...]) -> None:
    assert said(read(table(head, "\t", True, "lone", page=4))) == WANTED


@pytest.mark.parametrize("titles", ["none", "lone"])
def test_a_single_year_stands_under_the_target(titles: str) -> None:
    head = (("指标", "单位", "2020年", "规划目标", "属性"), ("2025年",))
    rows = [(group, *cells[:4], cells[5]) for group, *cells in ROWS]
    lines = [line(cells, "\t") for cells in head]
    before = ""
    for group, *cells in rows:
        lines += [group] if titles == "lone" and group != before else []
        lines.append(line(cells, "\t"))
        before = group
    found = read("\n".join(lines))
    assert [(row.name, row.targets[0].text, row.targets[0].year) for row in found] == [
        (row[1], row[4], 2025) for row in ROWS
    ]


@pytest.mark.parametrize("numbered", [True, False])
def test_cells_broken_over_lines_are_whole(numbered: bool) -> None:
    head = ("序号", *ONE[0]) if numbered else ONE[0]
    lines = ["\t".join(head)]
    for number, (_, *cells) in enumerate(ROWS, 1):
        lines.append("\t".join([str(number), *cells] if numbered else cells))
    text = "\n".join(lines)
    for words in (
        "新增沙化土地治\n理面积",
        "劳动年龄人口平\n均受教育年限",
        "稳步\n提高",
        "学前教育毛入园\n率",
    ):
        assert words.replace("\n", "") in text
        text = text.replace(words.replace("\n", ""), words)
    text = text.replace("草原综合植被盖度", "草原综合植被盖\n度").replace(
        "九年义务教育巩固率", "九年义务教育巩\n固率"
    )
    text = text.replace("城镇新增就业增长", "城镇新增就业增\n长")
    assert said(read(text)) == WANTED


def test_plan_figures_stand_over_years() -> None:
    assert said(read(table(NEUTRAL, "\t", False, "lone"))) == WANTED


def test_names_begin_in_two_columns_under_one_head() -> None:
    lines, before = ["指标\t\t单位\t2020年\t2025年\t2035年\t属性"], ""
    for group, *cells in ROWS:
        lines.append("\t".join(["" if group == before else group, *cells]))
        before = group
    rows = read("\n".join(lines))
    assert said(rows) == WANTED
    assert [row.category for row in rows] == [(row[0],) for row in ROWS]


def test_what_stands_over_what_must_be_plain() -> None:
    # two heads that could each have two years below them, and nothing that tells: not read
    text = "指标\t单位\t目标甲值\t目标乙值\t属性\n2025年\t2030年\t2035年\n森林覆盖率\t%\t1\t2\t3\t预期性\n床位数\t张\t1\t2\t3\t预期性\n"
    assert read(text) == []


def test_a_title_without_values_is_no_row_in_a_page_either() -> None:
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in (
        ONE[0], ("健康水平", *[""] * 5), ROWS[0][1:], ROWS[1][1:], ("就业增长", *[""] * 5), ROWS[5][1:], ROWS[6][1:],
    ))  # fmt: skip
    page = f"<html><body><h1>某县“十四五”规划</h1><table>{cells}</table></body></html>"
    rows = list(read_draft(read_blocks(Source("规划.html", page.encode()))).rows)
    assert said(rows) == [WANTED[0], WANTED[1], WANTED[5], WANTED[6]]
    assert [row.category for row in rows] == [("健康水平",), ("健康水平",), ("就业增长",), ("就业增长",)]


def test_a_row_without_values_whose_parts_follow_is_no_title() -> None:
    text = "指标\t单位\t2020年\t2025年\t属性\n森林覆盖率\t%\t23\t24\t约束性\n每千人口床位数\t张\t\t\t\n其中：公立医院\t张\t3\t4\t预期性\n其中：社会办医院\t张\t1\t2\t预期性\n护士数\t人\t3\t4\t预期性\n"
    rows = read(text)
    assert [(row.name, [part.name for part in row.parts]) for row in rows] == [
        ("森林覆盖率", []),
        ("每千人口床位数", ["公立医院", "社会办医院"]),
        ("护士数", []),
    ]


def test_a_name_that_begins_with_a_quote_keeps_it() -> None:
    text = "指标\t2020年\t2025年\t属性\n1.“双师型”教师占比（%）\t55\t60\t预期性\n2.毛入园率（%）\t85\t90\t预期性\n"
    assert [row.name for row in read(text)] == ["“双师型”教师占比", "毛入园率"]


def test_a_name_that_begins_with_a_figure_keeps_it_behind_its_number() -> None:
    names = "孕产妇死亡率", "婴儿死亡率", "人均预期寿命", "5岁以下儿童死亡率", "15岁以上人群吸烟率"
    rows = [f"{number}.{name}\t5\t4\t预期性" for number, name in enumerate(names, 1)]
    found = read("\n".join(["指标\t2020年\t2025年\t属性", *rows]))
    assert [(row.no, row.name) for row in found] == [
        (str(number), name) for number, name in enumerate(names, 1)
    ]


@pytest.mark.parametrize("gap", [False, True])
@pytest.mark.parametrize("titles", ["none", "lone", "结果性指标"])
@pytest.mark.parametrize("head", [ONE, TWO, OVER_ALL], ids=["one row", "two rows", "two rows, over all"])
def test_a_cell_a_line(head: tuple[tuple[str, ...], ...], titles: str, gap: bool) -> None:
    lines, before = [cell for cells in head for cell in cells if cell], ""
    for group, *cells in ROWS:
        if titles != "none" and group != before:
            lines += [""] if gap else []
            lines.append(group if titles == "lone" else f"{group}指标")
        lines += [*([""] if gap else []), *cells]
        before = group
        lines += ["续表"] if cells[0] == ROWS[3][1] and gap else []
    assert said(read("\n".join(lines))) == WANTED


def test_a_table_whose_lines_hold_pieces_of_several_cells_is_seen_and_not_read() -> None:
    """As pdf-to-text tools write a table: heads together on a line, 约束 and 性 apart, rows in the order of their heights."""
    rows = "约束\n{no}\n88.7\n90\n{name} %\n持续改善\n性\n"
    names = "空气质量优良天数比率", "水体比例", "化学需氧量排放总量减少", "二氧化碳排放降低", "耕地安全利用率"
    text = "序 类别 指标\n单位 2020年 2025年 2035年\n属性\n号\n" + "".join(
        rows.format(no=number, name=name) for number, name in enumerate(names, 1)
    )
    paper = (
        f"某县“十四五”规划\n表1 主要指标\n{text}\n二、任务\n全面推进各项工作，健全体系，持续提高服务能力。\n"
    )
    found = read_draft(read_blocks(Source("规划.txt", paper.encode())))
    assert (found.rows, found.commitments) == ((), ())
    assert any("pdftotext -layout" in remark for remark in found.nearly)
