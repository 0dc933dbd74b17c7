"""A text as blocks: headings, paragraphs with their lines, tables by tabs and by bars, what stays as it is."""

from __future__ import annotations

from blockcases import blocks, grids, texts

from healthplan_cli.sources.documents.blocks import ParagraphBlock
from healthplan_cli.sources.documents.textblocks import read_text_blocks


def test_headings_and_lines() -> None:
    text = "# 某县规划\n\n第一章 总体要求\n一、目标\n到2025年达到5‰。\n\n### **专栏1 指标**\n[bookmark: _1](一) 健康水平\n"
    found = blocks(text.encode())
    assert texts(found) == [
        "# 某县规划",
        "# 第一章 总体要求",
        "## 一、目标",
        "到2025年达到5‰。",
        "### 专栏1 指标",
        "### (一) 健康水平",
    ]
    assert [block.place.line for block in found.blocks] == [1, 3, 4, 5, 7, 8]


def test_a_table_by_tabs() -> None:
    text = "表1\n类别\t序号\t指标\t2025年\n健康水平\t1\t婴儿死亡率（‰）\t≤5\n\t2\t人均寿命\t79\n\n服务\t3\t床位数\t6\t\n正文。\n"
    assert texts(blocks(text.encode())) == ["表1", "= 4×4", "正文。"]
    assert grids(text.encode()) == [
        [
            ["类别", "序号", "指标", "2025年"],
            ["健康水平", "1", "婴儿死亡率（‰）", "≤5"],
            ["", "2", "人均寿命", "79"],
            ["服务", "3", "床位数", "6"],
        ]
    ]
    [(_, grid)] = blocks(text.encode()).grids()
    assert grid.ruled
    assert {cell.place.line for cell in grid.cells if cell.text == "6"} == {6}


def test_groups_in_a_table_by_tabs() -> None:
    """A group's title has no tabs: numbered, or the first under the head and others like it."""
    rows = "床位数\t张\t12\t15\n占比\t%\t41\t55\n"
    for first, second in (("一、供给", "二、质量"), ("供给", "质量")):
        text = f"表1\n指标\t单位\t2020年\t2025年\n{first}\n{rows}{second}\n{rows}正文。\n"
        assert texts(blocks(text.encode())) == ["表1", "= 7×4", "正文。"]
        [(_, grid)] = blocks(text.encode()).grids()
        assert [(cell.text, cell.row) for cell in grid.cells if cell.colspan == 4] == [
            (first, 1),
            (second, 4),
        ]


def test_columns_in_doubt() -> None:
    """A row with a cell more than the head has: the columns are not certain."""
    text = "指标\t2020年\t2025年\n甲\t1\t2\n乙\t门诊\t3\t4\n"
    [(_, grid)] = blocks(text.encode()).grids()
    assert not grid.ruled


def test_tables_by_bars() -> None:
    text = (
        "| 指标 | 2020年 | 2025年 |\n|---|:---:|---|\n| 婴儿死亡率<br>（‰） | 5 | ≤4 |\n| 床位数 |  | 6 |\n\n"
    )
    right = [["指标", "2020年", "2025年"], ["婴儿死亡率|（‰）", "5", "≤4"], ["床位数", "", "6"]]
    assert grids(text.encode()) == [right]
    drawn = "┌──┬──┐\n│指标│目标│\n├──┼──┤\n│床位│6│\n└──┴──┘\n"
    assert grids(drawn.encode()) == [[["指标", "目标"], ["床位", "6"]]]
    ascii_ = "+----+----+\n| 指标 | 目标 |\n+----+----+\n| 床位 | 6 |\n+----+----+\n"
    assert grids(ascii_.encode()) == [[["指标", "目标"], ["床位", "6"]]]


def test_cells_one_a_line_stay_lines() -> None:
    """Their leading tabs too: they tell an empty cell."""
    text = "主要指标\n\t类别\n\t指标\n\n\t健康\n\t\n\t甲  \n"
    found = blocks(text.encode())
    assert [
        (block.text, block.place.line) for block in found.blocks if isinstance(block, ParagraphBlock)
    ] == [
        ("主要指标", 1),
        ("\t类别", 2),
        ("\t指标", 3),
        ("\t健康", 5),
        ("\t", 6),
        ("\t甲", 7),
    ]


def test_a_contents_list_is_no_table() -> None:
    text = "目 录\n第一章 背景\t5\n第一节 基础\t6\n第二节\t形势\t8\n第三节 机遇\t9\n"
    assert grids(text.encode()) == []


def test_sentences_that_lines_break() -> None:
    sentence = "到二〇二五年全县卫生健康服务体系更加完善居民健康水平持续提高主要健康指标优于全市平均水平。"
    lines = [sentence[at : at + 30] for at in range(0, len(sentence), 30)]
    text = "\n".join(["一、目标", *lines * 20])
    found = texts(blocks(text.encode()))
    assert found == ["# 一、目标", *[sentence] * 20]


def test_sentences_of_a_short_text_whose_paragraphs_are_set_in() -> None:
    text = """某县规划
一、任务
  推动高校、机关节水，到2027年全县县级以上机关节水型单
位建成率达到100%。加强淤地坝建设，到2030年新建淤地坝60座。实施灌区改造，
2029年底前完成5处大中型灌区改造。
　　加快人才培养，每年培训养老护理员、社工、志愿者
2000人次以上。
  到2027年全县用水总量控制在9亿立方米以内，再生水利用率提高
    （责任单位：县水利局）
"""
    assert texts(blocks(text.encode()))[2:] == [
        "  推动高校、机关节水，到2027年全县县级以上机关节水型单位建成率达到100%。加强淤地坝建设，到2030年新建淤地坝60座。实施灌区改造，2029年底前完成5处大中型灌区改造。",
        "　　加快人才培养，每年培训养老护理员、社工、志愿者2000人次以上。",
        "  到2027年全县用水总量控制在9亿立方米以内，再生水利用率提高",
        "    （责任单位：县水利局）",
    ]


def test_what_is_no_sentence_is_not_joined() -> None:
    lines = [
        "    关于印发某县国民经济和社会发展第十四个五年规划纲要的通知",
        "各乡镇人民政府、县政府各部门",
        "  一、总体要求和发展目标以及需要重点把握的若干重大关系和问题",
        "坚持以人民为中心",
    ]
    found = texts(blocks("\n".join(lines).encode()))
    assert len(found) == 4


def test_sentences_among_the_cells_of_a_table_are_joined() -> None:
    """Most lines are cells; how long a full line is, the sentences tell."""
    cells = "\n".join(f"指标{number}\n%\n{number}.5\n预期性" for number in range(20))
    sentences = [
        "到2028年，县妇幼保健院创建为二级甲等妇幼保健院，完善救治体系，2027",
        "年底前为县级救治中心配备新生儿转运救护车2辆。",
    ]
    prose = "\n".join(sentences * 6)
    found = texts(read_text_blocks(f"{cells}\n\n{prose}\n".encode(), "a.txt", ""))
    assert found.count("".join(sentences)) == 6


def test_paragraphs_that_are_set_in_by_a_few_spaces_are_joined() -> None:
    first = "到2025年建成道地药材标准化种植基地6个。推进文化传播，规划期内建成中医药"
    found = texts(read_text_blocks(f"   {first}\n文化体验馆1座。\n".encode(), "a.txt", ""))
    assert [text.strip() for text in found] == [f"{first}文化体验馆1座。"]
