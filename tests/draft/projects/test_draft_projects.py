"""Tables of projects: what is read, and that nobody's name is."""

from __future__ import annotations

from healthplan_cli.draft.projects import read_projects
from healthplan_cli.sources.documents.blocks import (
    Block,
    DocumentBlocks,
    GridCell,
    ParagraphBlock,
    Place,
    TableBlock,
)

HEAD = [
    "序号",
    "项目名称",
    "建设地址",
    "建设性质",
    "建设内容及规模",
    "建设年限",
    "总投资（万元）",
    "责任单位",
    "责任领导",
    "备注",
]


def grid(*rows: list[str], wide: dict[int, int] | None = None) -> TableBlock:
    """A table of rows of text; `wide`: how many columns the first cell of a row covers."""
    cells = []
    for row, words in enumerate(rows):
        span = (wide or {}).get(row, 1)
        for column, text in enumerate(words):
            if column == 0 or column >= span:
                cells.append(GridCell(text, row, column, 1, span if column == 0 else 1, Place(row=row + 1)))
    return TableBlock(tuple(cells), len(rows), len(rows[0]), Place(table=1))


def document(*blocks: Block) -> DocumentBlocks:
    return DocumentBlocks("规划.docx", "docx", "0" * 64, blocks)


def test_a_project_is_read_as_printed_and_nobody_is_named() -> None:
    table = grid(
        HEAD,
        [
            "1",
            "区人民医院\n新建项目",
            "北街1号",
            "新建",
            "新建用房4.95万平方米",
            "2022-2024",
            "30000",
            "区人民医院",
            "某甲",
            "",
        ],
        ["2", "区中医医院改建项目", "南街2号", "改建", "改建用房", "2023", "450", "区中医医院", "某乙", ""],
        ["合计", "", "", "", "", "", "30450", "", "", ""],
    )
    projects, total = read_projects(document(table), frozenset())
    first = projects[0]
    assert (first.no, first.name, first.location, first.kind) == (
        "1",
        "区人民医院新建项目",
        "北街1号",
        "新建",
    )
    assert (first.content, first.years, first.investment, first.unit) == (
        "新建用房4.95万平方米",
        "2022-2024",
        "30000",
        "万元",
    )
    assert (first.responsible, first.doubts) == ("区人民医院", ())
    assert len(projects) == 2
    assert total is not None
    assert (total.investment, total.no) == ("30450", None)
    assert "某甲" not in str(projects)
    assert "某乙" not in str(projects)


def test_groups_subtotals_and_repeated_heads() -> None:
    head = ["序号", "项目名称", "建设内容", "投资估算", "实施单位", "联系人"]
    table = grid(
        head,
        ["一、医疗机构建设项目", "", "", "", "", ""],
        ["1", "院区迁建工程", "迁建", "12000", "市医院", "某丙"],
        ["小计", "", "", "12000", "", ""],
        head,
        ["二、信息化项目", "", "", "", "", ""],
        ["2", "平台建设工程", "平台", "待定", "信息中心", "某丁"],
        ["合计", "共2个项目", "", "12000", "", ""],
        wide={1: 6, 5: 6},
    )
    projects, total = read_projects(document(ParagraphBlock("单位：万元", Place()), table), frozenset())
    assert [(each.name, each.group) for each in projects] == [
        ("院区迁建工程", "一、医疗机构建设项目"),
        ("平台建设工程", "二、信息化项目"),
    ]
    assert [each.unit for each in projects] == ["万元", "万元"]
    assert [doubt.field for doubt in projects[1].doubts] == ["investment"]
    assert total is not None
    assert (total.investment, total.no) == ("12000", "2")


def test_other_tables_are_none() -> None:
    indicators = grid(
        ["序号", "指标名称", "单位", "2020年", "2025年", "属性"],
        ["1", "人均预期寿命", "岁", "78", "79", "预期性"],
    )
    duties = grid(["重点任务", "责任单位"], ["完善疾控体系", "区卫生健康局"])
    projects = grid(HEAD, ["1", "项目", "", "新建", "", "2022", "1", "单位", "", ""])
    assert read_projects(document(indicators, duties), frozenset()) == ((), None)
    assert read_projects(document(projects), frozenset({0})) == ((), None)
