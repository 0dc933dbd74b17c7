"""Which names count what is done in the plan's years, and which say how many there are (contract section 4, 合计的数)."""

from __future__ import annotations

import pytest

from healthplan_cli.sources.plans.counted_names import counts_what_is_done

DONE = [
    "新增城镇污水处理能力",
    "新增供水能力",
    "城镇新增就业人数",
    "新增托位数",
    "新增劳动力人数",
    "新增耕地面积",
    "新增高标准农田",
    "新增装机容量",
    "新增普惠性学前教育学位",
    "新建公园数",
    "新建区域医疗中心",
    "新增户外运动场地",
    "新增发电功率",
    "新增中医馆数",
    "新增中小学学位",
    "脱贫人口数",
    "脱贫人口",
    "脱贫村数",
    "脱贫户数",
    "扶贫对象脱贫人数",
    "脱贫人口新增就业人数",
    "脱贫人口技能培训人次",
    "培训企业职工人次",
    "培训养老护理员",
    "引进高层次人才",
    "五年引进高层次卫生人才",
    "“十四五”期间新建急救站点",
    "规划期内培训教师",
    "引进人才数量",
    "资助学生人数",
    "资助学生金额",
    "培育企业数",
    "培养人才数量",
    "转移农村劳动力就业人数",
    "实现转移农业劳动力人口数",
    "搬迁人口数",
    "搬迁户数",
    "农村危房改造户数",
    "造林面积",
    "引进人才落户人数",
]
STANDING = [
    "脱贫人口务工规模",
    "脱贫人口就业人数",
    "脱贫劳动力务工人数",
    "全县脱贫人口务工规模",
    "脱贫户人均收入",
    "脱贫人口参保人数",
    "脱贫县农产品网络零售额",
    "脱贫村集体经济收入",
    "脱贫人口收入水平",
    "脱贫地区特色产业产值",
    "搬迁群众就业人数",
    "搬迁人口务工规模",
    "易地扶贫搬迁脱贫人口务工规模",
    "新增劳动力平均受教育年限",
    "新增耕地质量等级",
    "新增劳动力受过高等教育比例",
    "新建建筑能效水平",
    "新建商品住宅均价",
    "城镇新增就业人员平均工资",
    "新增耕地亩均产量",
    "新增劳动力受教育年限",
    "培训学员满意度",
    "培训合格率",
    "引进企业产值",
    "培育企业营业收入",
    "发放贷款余额",
    "引进人才保有量",
    "转移劳动力工资水平",
    "培训学员平均年龄",
    "培训机构数",
    "救助站数量",
    "培训基地",
    "改造后床位数",
    "年培训人次",
    "每年新增就业",
    "农民工务工规模",
    "污水处理能力",
    "创新增长极",
    "更新建设项目",
    "床位数",
]
UNCLEAR = [
    "新增劳动力中受过高等教育人数",
    "新建商品房销售面积",
    "新增企业产值",
    "脱贫劳动力转移就业人数",
    "引进企业到位资金",
    "培训学员就业人数",
    "新增人口就业人数",
    "脱贫人口小额信贷发放总额",
    "新建建筑中绿色建筑面积",
]


@pytest.mark.parametrize("name", DONE)
def test_what_is_done_adds_up(name: str) -> None:
    assert counts_what_is_done(name) is True


@pytest.mark.parametrize("name", STANDING)
def test_how_many_there_are_is_a_level(name: str) -> None:
    assert counts_what_is_done(name) is False


@pytest.mark.parametrize("name", UNCLEAR)
def test_what_may_be_either_is_not_told(name: str) -> None:
    assert counts_what_is_done(name) is None
