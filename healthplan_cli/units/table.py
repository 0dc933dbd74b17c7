"""The closed table of unit words (contract section 2): dimensions, sizes, other spellings."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

MAGNITUDES: Mapping[str, int] = {
    "万亿": 10**12, "千亿": 10**11, "百亿": 10**10, "十亿": 10**9, "亿": 10**8, "千万": 10**7,
    "百万": 10**6, "十万": 10**5, "万": 10**4, "千": 10**3, "百": 10**2, "十": 10,
}  # fmt: skip

SHARE = "share"
POINT = "point"

# dimension → {unit word: its size in the dimension's own unit}
DIMENSIONS: Mapping[str, Mapping[str, str]] = {
    SHARE: {"%": "1/100", "‰": "1/1000", "‱": "1/10000"},
    POINT: {"百分点": "1", "千分点": "1/10"},
    "age": {"岁": "1"},
    "rank": {"位次": "1", "名次": "1"},
    "person": {"人": "1", "名": "1", "位": "1"},
    "visit": {"人次": "1"},
    "household": {"户": "1"},
    "item": {"个": "1", "家": "1", "所": "1", "处": "1", "座": "1", "项": "1"},
    "bed": {"张": "1"},
    "day": {"天": "1", "小时": "1/24", "分钟": "1/1440", "秒": "1/86400"},
    "month": {"个月": "1", "年": "12"},
    "yuan": {"元": "1"},
    "dollar": {"美元": "1"},
    "gram": {"克": "1", "毫克": "1/1000", "微克": "1/1000000", "千克": "1000", "吨": "1000000", "斤": "500"},
    "coal": {"吨标准煤": "1", "千克标准煤": "1/1000", "克标准煤": "1/1000000"},
    "metre": {"米": "1", "厘米": "1/100", "毫米": "1/1000", "公里": "1000"},
    "area": {"平方米": "1", "平方公里": "1000000", "公顷": "10000", "亩": "2000/3"},
    "volume": {"立方米": "1", "升": "1/1000", "毫升": "1/1000000"},
    "energy": {"千瓦时": "1"},
    "power": {"千瓦": "1", "兆瓦": "1000", "吉瓦": "1000000"},
}

# What plans count, share and pay: no physics, so the table's sizes are all there is to convert.
COUNTED = {SHARE, POINT, "rank", "person", "visit", "household", "item", "bed", "yuan", "dollar"}

# Things that are counted or scored, each comparable only with itself.
_ALONE = [
    "℃", "分贝", "分", "倍", "次", "例", "起", "人日", "人年", "人份", "辆", "台", "套", "件", "支", "场", "篇", "门", "种", "类",
    "期", "份", "册", "间", "部", "株", "头", "只", "艘", "架", "条", "层", "课时", "学时", "床位", "托位", "学位", "岗位",
    "车次", "批次", "户次", "等级", "工作日", "年一遇", "棵", "栋", "标箱", "剂", "剂次", "标台", "车位", "吨公里", "人公里", "公里/小时", "吨二氧化碳", "蒸吨", "步", "块", "盏", "口", "眼", "款", "笔", "宗", "尾", "羽",
    "幅", "枚", "语种", "箱", "重量箱", "标准箱", "TEU", "千卡", "千伏安", "端口", "mmol", "EFLOPS", "PFLOPS", "TFLOPS", "EB", "PB", "TB", "GB", "MB", "Tbps", "Gbps", "Mbps", "架次", "班次", "家次",
]  # fmt: skip

# Other spellings; what is written stays as written, these only say what it is.
SPELLINGS: Mapping[str, str] = {
    "个百分点": "百分点", "个位次": "位次", "个名次": "名次", "个等级": "等级", "个工作日": "工作日", "个千分点": "千分点", "周岁": "岁", "m2": "平方米", "㎡": "平方米", "m": "米",
    "m3": "立方米", "㎥": "立方米", "平方千米": "平方公里", "km2": "平方公里", "千米": "公里", "km": "公里", "公斤": "千克", "人·日": "人日", "人·年": "人年", "MW": "兆瓦", "GW": "吉瓦", "kVA": "千伏安", "kcal": "千卡",
    "公斤标准煤": "千克标准煤", "千克标煤": "千克标准煤", "公斤标煤": "千克标准煤", "克标煤": "克标准煤", "kgce": "千克标准煤", "tce": "吨标准煤",
    "kg": "千克", "吨标煤": "吨标准煤", "度电": "千瓦时", "kWh": "千瓦时", "kW": "千瓦", "mg": "毫克", "μg": "微克",
    "µg": "微克", "g": "克", "cm": "厘米", "mm": "毫米", "L": "升", "mL": "毫升", "ml": "毫升", "吨二氧化碳当量": "吨二氧化碳", "个小时": "小时", "方": "立方米", "日": "天", "月": "个月", "张床": "张", "张床位": "张", "摄氏度": "℃", "场次": "场",
    "台套": "台", "台(套)": "台", "台/套": "台", "台件": "台", "台(件)": "台", "辆标台": "标台", "标准台": "标台", "辆标准台": "标台", "人·次": "人次", "d": "天",
    "人口": "人", "常住人口": "人", "户籍人口": "人", "服务人口": "人",
}  # fmt: skip
PIECES = ("个百分点", "个千分点", "个位次", "个名次")  # said with 个, and the same without

# What something is counted for each of: only below a rate's line (个/县), for alone these are words of a sentence.
BELOW = [
    "省", "市", "县", "区", "县区", "县市区", "乡镇", "乡", "镇", "街道", "村", "行政村", "建制村", "社区", "校", "班", "院", "机构", "企业",
]  # fmt: skip
# 人·年: a person for a year, below a line as any two
PAIRS: Mapping[str, tuple[str, str]] = {"人·年": ("人", "年"), "人年": ("人", "年"), "人·日": ("人", "日"), "人日": ("人", "日")}  # fmt: skip

# unit word → its dimension, its size in the dimension's own unit
SIZES: Mapping[str, tuple[str, str]] = {
    **{word: (dimension, size) for dimension, words in DIMENSIONS.items() for word, size in words.items()},
    **{word: (f"alone{number}", "1") for number, word in enumerate(_ALONE)},
}
SIZES_BELOW: Mapping[str, tuple[str, str]] = {
    word: (f"below{number}", "1") for number, word in enumerate(BELOW)
}
