"""What the running text promises: subject, target, year, section, hedge, who answers; and what it promises nothing."""

from __future__ import annotations

from typing import Any

import pytest
from support import CASES, read_cases

from healthplan_cli.draft.body import read_body
from healthplan_cli.draft.model import DraftCommitment, DraftRow
from healthplan_cli.sources.documents.blocks import Block, DocumentBlocks, HeadingBlock, ParagraphBlock, Place

PLAN = "某县“十四五”卫生健康发展规划"


def document(*lines: str | Block) -> DocumentBlocks:
    """A document of paragraphs; a line that begins with # is a heading."""
    blocks: list[Block] = []
    for number, line in enumerate(lines, 1):
        if not isinstance(line, str):
            blocks.append(line)
        elif line.startswith("#"):
            blocks.append(
                HeadingBlock(line.lstrip("#"), len(line) - len(line.lstrip("#")), Place(line=number))
            )
        else:
            blocks.append(ParagraphBlock(line, Place(line=number)))
    return DocumentBlocks("规划.txt", "txt", "0" * 64, tuple(blocks))


def promised(*lines: str | Block, plan: str = PLAN) -> tuple[DraftCommitment, ...]:
    return read_body(document(plan, *lines), (), frozenset())[0]


def pairs(found: tuple[DraftCommitment, ...]) -> list[tuple[str, str]]:
    return [(each.subject, each.target) for each in found]


CLAUSES = [
    (plan["plan"], clause)
    for name in (
        "clauses_known",
        "clauses_unseen",
        "clauses_last",
        "clauses_fields",
        "clauses_fresh",
        "clauses_further",
    )
    for plan in read_cases(CASES / f"draft/{name}.yaml")
    for clause in plan["said"]
]


@pytest.mark.parametrize(
    ("plan", "clause"), CLAUSES, ids=lambda value: None if isinstance(value, dict) else value
)
def test_a_clause_promises_what_a_person_reads(plan: str, clause: dict[str, Any]) -> None:
    found = promised("二、发展目标", clause["text"] + "。", plan=plan)
    years = {(subject, target): year for subject, target, *more in clause["promises"] for year in more}
    wanted = [(subject, target) for subject, target, *more in clause["promises"] if more != ["missed"]]
    assert sorted(pairs(found)) == sorted(wanted)
    for each in found:
        assert str(each.due or "") == years.get((each.subject, each.target), "")


@pytest.mark.parametrize(
    "sentence",
    [
        "“十三五”期间，全县建成社区卫生服务中心5个",
        "截至2020年底，每千人口床位数达到6.2张",
        "孕产妇死亡率从2015年的13.8/10万下降到2020年的9.1/10万",
        "目前全县已建成三级医院2所",
        "五年来，全市新建城市书房50个，黑臭水体全部消除，县人民医院达到三级综合医院水平",
        "2020年，全市全面完成农村电网改造升级，教育支出只增不减",
        "截至2020年底，松材线虫病疫点全部拔除，35蒸吨/小时以下燃煤锅炉全部淘汰",
        "全市有行政村600个、常住人口300万人，拥有三级医院5家",
        "全市总面积1.2万平方公里，年末金融机构贷款余额2000亿元",
        "与发达地区相比，我市每千人口医师数不到3人",
        "监测数据显示，成人超重率为30.1%",
        "健全重大疫情救治体系，完善应急管理机制，加强人才队伍建设",
        "推进紧密型医共体建设，深入开展爱国卫生运动",
        "鼓励社会力量举办康复医院，引导居民树立健康理念",
        "县域就诊率是指县域内住院人次占全县住院人次的比例",
        "根据《“十四五”国民健康规划》，制定本规划",
    ],
)
def test_what_has_been_and_what_nobody_could_check_is_no_promise(sentence: str) -> None:
    assert pairs(promised("二、发展目标", sentence + "。")) == []


def test_a_chapter_that_looks_back_promises_nothing() -> None:
    said = "婴儿死亡率控制在4‰以下。"
    assert pairs(promised("# 第一章 发展基础", said)) == []
    assert pairs(promised("一、规划背景", "（一）发展现状", said)) == []
    assert pairs(promised("一、夯实发展基础", said)) == [("婴儿死亡率", "控制在4‰以下")]
    assert pairs(promised("二、目标", "第一节 疾病防控能力达到5家 12")) == []  # contents


def test_a_section_is_cited_as_the_document_numbers_it() -> None:
    lines = ("三、重点任务", "（二）完善服务体系", "11.提升乡村服务。建成社区医院2个。")
    assert [each.section for each in promised(*lines)] == ["三、（二）11"]
    chapters = ("# 第三章 任务", "## 第一节 公共卫生", "到2025年，法定传染病报告率达到100%。")
    assert [each.section for each in promised(*chapters)] == ["第三章第一节"]
    box = (ParagraphBlock("专栏2 人才工程", Place(), True), ParagraphBlock("引进博士10名。", Place(), True))
    after = promised(*chapters, *box, "新增床位200张。")
    assert [each.section for each in after] == ["第三章第一节", "专栏2", "第三章第一节"]


def test_when_how_firmly_and_who_answers() -> None:
    found = promised(
        "三、任务",
        "力争到2023年，区疾控中心达到三级乙等。2024年底前建成急救站3个（责任单位：县卫生健康局、县财政局）。",
        "到2025年，由县教育局牵头，学校眼保健操普及率达到100%。",
    )
    assert [(each.due, each.modality, each.responsible) for each in found] == [
        (2023, "力争", "县卫生健康局、县财政局"),
        (2024, None, "县卫生健康局、县财政局"),
        (None, None, "县教育局"),
    ]


def test_who_answers_for_what_stands_before_and_above() -> None:
    found = promised(
        "三、任务",
        "建成急救站3个。（县应急局牵头，县财政局按职责分工负责）建成社区医院2个。",
        "（一）改善环境",
        "国家卫生乡镇覆盖率达到60%。",
        "责任单位：县爱卫办",
    )
    assert [each.responsible for each in found] == ["县应急局牵头，县财政局", None, "县爱卫办"]


def test_deeds_that_can_be_shown_to_be_done() -> None:
    said = (
        "创建国家卫生县城，出台《健康某县行动》，通过国家慢性病综合防控示范区复审，二级以上综合医院设置急诊科，"
        "巩固消除疟疾成果，开展年度监测和中期、末期评估，形成12分钟急救圈，杜绝医院感染暴发事件。"
    )
    assert pairs(promised("三、任务", said)) == [
        ("国家卫生县城", "创建国家卫生县城"),
        ("《健康某县行动》", "出台《健康某县行动》"),
        ("国家慢性病综合防控示范区复审", "通过国家慢性病综合防控示范区复审"),
        ("二级以上综合医院", "设置急诊科"),
        ("消除疟疾成果", "巩固消除疟疾成果"),
        ("年度监测和中期、末期评估", "开展年度监测和中期、末期评估"),
        ("12分钟急救圈", "形成12分钟急救圈"),
        ("医院感染暴发事件", "杜绝"),
    ]


def test_what_the_language_cannot_read_has_a_doubt_and_says_what_it_is() -> None:
    deed, share = promised("三、任务", "推动创建全国健康促进县，社区卫生服务中心设立中医馆。")
    assert (deed.op, share.op) == ("milestone", "share")
    assert [doubt.field for doubt in (*deed.doubts, *share.doubts)] == ["target", "target"]


ROWS = (
    DraftRow("婴儿死亡率", Place(), unit="‰"),
    DraftRow("居民健康素养水平", Place(), unit="%"),
    DraftRow("高血压患者基层规范管理服务率", Place(), unit="%"),
)


def test_a_row_that_is_said_again_is_pointed_to() -> None:
    text = document(
        PLAN,
        "二、目标",
        "全县婴儿死亡率控制在4‰以下，居民心理健康素养水平提升到20%，高血压患者规范管理率达到80%，居民健康素养水平达到30%。",
    )
    commitments, _ = read_body(text, ROWS, frozenset())
    assert [each.restates for each in commitments] == [0, None, 2, 1]


def test_values_of_the_base_year_are_mentions() -> None:
    text = document(
        PLAN,
        "一、发展基础",
        "截至2020年底，婴儿死亡率、居民健康素养水平分别为2.9‰、23.1%。2019年高血压患者基层规范管理服务率达到75.7%。",
    )
    commitments, mentions = read_body(text, ROWS, frozenset())
    assert commitments == ()
    assert [(each.row, each.text, each.year, each.section) for each in mentions] == [
        (0, "2.9‰", None, "一"),
        (1, "23.1%", None, "一"),
        (2, "75.7%", 2019, "一"),
    ]


def test_the_same_thing_said_in_two_sections_stands_twice() -> None:
    found = promised("三、任务", "建成县域医疗次中心3个。", "四、工程", "建成县域医疗次中心3个。")
    assert [each.section for each in found] == ["三", "四"]


def test_items_in_one_paragraph_and_years_without_a_comma() -> None:
    found = promised(
        "二、目标",
        "主要指标：1.人均预期寿命达到79岁；2.婴儿死亡率控制在4‰以下；（3）2023年县疾控中心建成二级甲等；④健康素养水平2024年达到28%。",
    )
    assert [(each.subject, each.target, each.due) for each in found] == [
        ("人均预期寿命", "达到79岁", None),
        ("婴儿死亡率", "控制在4‰以下", None),
        ("县疾控中心", "建成二级甲等", 2023),
        ("健康素养水平", "达到28%", 2024),
    ]


@pytest.mark.parametrize("sign", ["：", "，", ""])
@pytest.mark.parametrize("was", ["2020年88%", "2020年底为88%", "2019年达到88%"])
def test_what_it_was_is_no_goal(sign: str, was: str) -> None:
    found = promised("二、发展目标", f"3.县域内就诊率{sign}{was}，2023年89%，2025年达到90%以上（约束性）；")
    assert [(one.subject, one.target, one.due) for one in found] == [
        ("县域内就诊率", "89%", 2023),
        ("县域内就诊率", "达到90%以上", None),
    ]


def test_goals_listed_in_prose() -> None:
    lines = (
        "1.人均预期寿命：2020年78.2岁，2025年79.5岁（预期性）；",
        "2.婴儿死亡率：2020年3.9‰，2025年控制在3.5‰以内（预期性）；",
        "3.每千人口医师数：2020年2.9人，2025年3.2人。",
    )
    found = promised("二、发展目标", *lines)
    assert [(one.subject, one.target, one.due) for one in found] == [
        ("人均预期寿命", "79.5岁", None),
        ("婴儿死亡率", "控制在3.5‰以内", None),
        ("每千人口医师数", "3.2人", None),
    ]


def test_a_year_within_a_sentence_is_its_own() -> None:
    found = promised(
        "二、发展目标", "力争2023年前实现村卫生室公有产权全覆盖；每万人口配备全科医生不少于4名。"
    )
    assert [one.due for one in found] == [2023, None]
    led = promised(
        "二、发展目标", "到2023年，村卫生室公有产权全覆盖；每万人口配备全科医生不少于4名。签约率达到75%。"
    )
    assert [one.due for one in led] == [2023, 2023, 2023]


def test_what_is_done_every_year() -> None:
    found = promised("每年完成森林抚育不少于20万亩。每年开展妇女“两癌”筛查1500人以上。")
    assert pairs(found) == [("完成森林抚育", "每年…不少于20万亩"), ("妇女“两癌”筛查", "每年开展…1500人以上")]


def test_work_is_what_is_counted_where_a_verb_stands_before_it() -> None:
    found = promised("完成特殊困难老年人家庭适老化改造600户。实施危房改造1000户，改造老旧小区30个。")
    assert pairs(found) == [
        ("特殊困难老年人家庭适老化改造", "完成…600户"),
        ("危房改造", "实施…1000户"),
        ("改造老旧小区", "30个"),
    ]


def test_a_year_of_the_sentence_before_is_marked() -> None:
    found = promised(
        "2024年底前，建成疾控中心大楼。护林员配备率达到100%。到2025年，素养水平达到30%。签约率达到60%。"
    )
    marked = [(each.subject, each.due, [doubt.field for doubt in each.doubts]) for each in found]
    assert marked == [
        ("疾控中心大楼", 2024, []),
        ("护林员配备率", 2024, ["due"]),
        ("素养水平", None, []),
        ("签约率", None, []),
    ]


def test_built_and_in_use() -> None:
    found = promised("到2023年，县殡仪馆完成改扩建并投入使用。到2024年，建成县疾控中心新址。")
    assert [(each.subject, each.target, each.due) for each in found] == [
        ("县殡仪馆", "完成改扩建并投入使用", 2023),
        ("县疾控中心新址", "建成县疾控中心新址", 2024),
    ]


def test_what_each_of_a_kind_has_is_not_the_row_of_how_many_there_are() -> None:
    row = DraftRow("社会工作专业人才数", Place(), unit="人")
    found, _ = read_body(document(PLAN, "每个城市社区至少有1名社会工作专业人才。"), (row,), frozenset())
    assert [each.restates for each in found] == [None]


DUE = [
    ("县职教中心新校区2024年9月建成投用。", ("县职教中心新校区", "建成投用", 2024)),
    ("市妇幼保健院新院区2023年6月底正式投用。", ("市妇幼保健院新院区", "正式投用", 2023)),
    ("中部供水工程2023年全线通水。", ("中部供水工程", "全线通水", 2023)),
    ("抽水蓄能电站2024年首台机组投产发电。", ("抽水蓄能电站…首台机组", "投产发电", 2024)),
    ("到2024年完成乡镇敬老院改造提升28家。", ("乡镇敬老院改造提升", "完成…28家", 2024)),
    ("到2023年完成老旧管网整治提升120公里。", ("老旧管网整治提升", "完成…120公里", 2023)),
]


@pytest.mark.parametrize(("text", "wanted"), DUE)
def test_a_year_within_a_sentence_is_when_it_is_due(text: str, wanted: tuple[str, str, int]) -> None:
    assert [(each.subject, each.target, each.due) for each in promised("二、任务", text)] == [wanted]


@pytest.mark.parametrize("span", ["“十四五”期间", "规划期内", "“十四五”时期"])
def test_the_plans_years_end_the_year_of_the_sentence_before(span: str) -> None:
    text = f"到2023年，建成返乡入乡创业园20家。加大创业扶持，{span}新增发放创业担保贷款25亿元。"
    assert [each.due for each in promised("二、任务", text)] == [2023, None]
    text = f"到2023年，建成返乡入乡创业园20家，{span}新增发放创业担保贷款25亿元。"
    assert [each.due for each in promised("二、任务", text)] == [2023, None]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("引导社会力量参与，到2023年建成社区食堂30个。", None),
        ("鼓励民间资本进入，到2023年新增养老床位500张。", None),
        ("加强舆论引导，到2023年建成文化广场30个。", None),
        ("到2023年设立产业引导基金10亿元。", None),
        ("鼓励各地到2023年建成社区食堂30个。", "鼓励"),
        ("力争改善条件，到2023年建成社区食堂30个。", "力争"),
    ],
)
def test_what_others_do_makes_a_promise_no_wish(text: str, wanted: str | None) -> None:
    assert {each.modality for each in promised("二、任务", text)} == {wanted}


def test_what_the_five_years_bring_is_counted() -> None:
    found = promised("二、任务", "五年新修竹山机耕路3000公里。")
    assert [(each.target, each.due) for each in found] == [("3000公里", None)]
    assert "新修竹山机耕路" in found[0].subject


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("居民人均预期寿命达到82.5岁以上", [("居民人均预期寿命", "达到82.5岁以上")]),
        ("人均健康预期寿命提高到70岁及以上", [("人均健康预期寿命", "提高到70岁及以上")]),
        ("平均期望寿命稳定在82岁以上水平", [("平均期望寿命", "稳定在82岁以上水平")]),
        ("人均预期寿命79.5岁以上", [("人均预期寿命", "79.5岁以上")]),
        ("平均初婚年龄保持在26周岁以上", [("平均初婚年龄", "保持在26周岁以上")]),
        (
            "居民人均预期寿命和健康预期寿命分别达到80岁以上和70岁以上",
            [("居民人均预期寿命", "达到80岁以上"), ("居民…健康预期寿命", "70岁以上")],
        ),
        ("65岁以上老年人健康管理率达到72%以上", [("65岁以上老年人健康管理率", "达到72%以上")]),
        ("老年健康服务覆盖60岁以上、70岁以上老年人", []),
        ("服务对象为60岁及以上", []),
    ],
)
def test_an_age_that_is_reached_is_no_age_of_people(text: str, wanted: list[tuple[str, str]]) -> None:
    assert sorted(pairs(promised("二、目标", text + "。"))) == sorted(wanted)


@pytest.mark.parametrize("number", ["", "——", "3.", "3、", "（3）", "（三）", "③"])
@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "保证中小学生每天校内体育活动时间不少于1小时",
            ("中小学生每天校内体育活动时间", "不少于1小时"),
        ),
        ("院前急救平均反应时间不超过12分钟", ("院前急救平均反应时间", "不超过12分钟")),
        ("门诊候诊时间30分钟以内", ("门诊候诊时间", "30分钟以内")),
        ("森林蓄积量达到10万立方米", ("森林蓄积量", "达到10万立方米")),
        ("县人民医院创成三级甲等综合医院", ("县人民医院", "创成三级甲等综合医院")),
        ("县域内就诊率高于全省平均水平", ("县域内就诊率", "高于全省平均水平")),
    ],
)
def test_an_item_promises_what_it_does_without_its_number(
    text: str, wanted: tuple[str, str], number: str
) -> None:
    assert pairs(promised("三、任务", f"{number}{text}。")) == [wanted]


def test_a_short_item_with_its_full_stop_is_a_sentence_where_documents_take_it_for_a_heading() -> None:
    item = HeadingBlock("（四）县人民医院创成三级甲等综合医院。", 3, Place(line=3))
    assert pairs(promised("三、任务", item)) == [("县人民医院", "创成三级甲等综合医院")]
    heading = HeadingBlock("（四）县人民医院创成三级甲等综合医院", 3, Place(line=3))
    assert pairs(promised("三、任务", heading)) == []


def test_a_heading_with_a_number_in_its_words_is_still_one() -> None:
    assert [each.section for each in promised("三、任务", "（二）打造15分钟健身圈。新增床位20张。")] == [
        "三、（二）"
    ]


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("推动市人民医院在2025年底前创成三级乙等综合医院", None),
        ("市人民医院于2024年底前创成三级乙等综合医院", 2024),
        ("市人民医院在2023年6月底前创成三级乙等综合医院", 2023),
        ("市人民医院力争在“十四五”末创成三级乙等综合医院", None),
        ("市人民医院到规划期末创成三级乙等综合医院", None),
    ],
)
def test_when_it_is_due_is_no_part_of_a_subject(text: str, due: int | None) -> None:
    found = promised("三、任务", text + "。")
    assert [(each.subject, each.target, each.due) for each in found] == [
        ("市人民医院", "创成三级乙等综合医院", due)
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("到2025年，在五个新城和部分郊区落实约1万张统筹建设床位", ("统筹建设床位", "约1万张")),
        ("在中心城区新增3家社区医院", ("社区医院", "新增3家")),
        (
            "在五个新城和部分郊区建设养老床位1万张",
            ("五个新城和部分郊区建设养老床位", "1万张"),
        ),
        ("在校学生体质达标率达到95%", ("在校学生体质达标率", "达到95%")),
        ("在册患者规范管理率达到90%以上", ("在册患者规范管理率", "达到90%以上")),
    ],
)
def test_where_it_is_done_is_no_subject(text: str, wanted: tuple[str, str]) -> None:
    assert pairs(promised("三、任务", text + "。")) == [wanted]


@pytest.mark.parametrize(
    "target",
    [
        "在上一年度基础上每年降低1个百分点以上",
        "在上年基础上降低2个百分点",
        "在现有基础上降低5个百分点",
        "在“十三五”末基础上降低5个百分点",
        "较“十三五”末降低5个百分点",
        "在2020年水平的基础上每年降低0.5个百分点",
    ],
)
def test_what_a_target_starts_from_is_its_own(target: str) -> None:
    rows = (DraftRow("儿童青少年总体近视率", Place(line=9), unit="%"),)
    text = document(PLAN, "二、目标", f"全市儿童青少年总体近视率{target}。")
    found = read_body(text, rows, frozenset())[0]
    assert [(each.subject, each.target, each.due, each.restates) for each in found] == [
        ("全市儿童青少年总体近视率", target, None, 0)
    ]


def test_a_subject_that_seems_to_say_where_or_when_is_in_doubt() -> None:
    found = promised("三、任务", "在重点行业接触职业病危害因素的劳动者防护率达到90%。")
    assert [[doubt.field for doubt in each.doubts] for each in found] == [["subject"]]
    found = promised("三、任务", "县域内就诊率在重大活动期间达到90%。")
    assert [[doubt.field for doubt in each.doubts] for each in found] == [["subject"]]
    for whose in ("在岗培训覆盖率", "在管精神分裂症患者治疗率", "在治患者随访率"):
        assert [each.doubts for each in promised("三、任务", f"{whose}达到95%。")] == [()]


@pytest.mark.parametrize(
    ("clause", "subject", "target"),
    [
        (
            "县疾控中心实验室检验检测能力达到国家A类标准项目85%以上",
            "县疾控中心实验室检验检测能力",
            "达到国家A类标准项目85%以上",
        ),
        ("县级医院设备配置达到推荐清单品目90%以上", "县级医院设备配置", "达到推荐清单品目90%以上"),
        ("全县用水量达到许可取水量80%以下", "全县用水量", "达到许可取水量80%以下"),
    ],
)
def test_a_share_of_what_others_have_needs_no_de(clause: str, subject: str, target: str) -> None:
    """达到…项目85% as 达到…项目的85%: both say of what the share is."""
    assert pairs(promised("二、发展目标", f"到2023年，{clause}。")) == [(subject, target)]


def test_a_share_that_has_its_own_name_is_not_of_what_stands_before() -> None:
    assert pairs(promised("二、发展目标", "到2023年，乡镇卫生院达到国家标准比例85%以上。")) != [
        ("乡镇卫生院", "达到国家标准比例85%以上")
    ]
