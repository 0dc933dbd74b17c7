"""What a cell or a file's name says of a region: its name, its code, the regions above; and words that are no region (全市, 合计). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from functools import lru_cache

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.base.location import NOWHERE, Location
from healthplan_cli.language.divisions import division_of_code, divisions_called
from healthplan_cli.language.marks import split_marks
from healthplan_cli.language.names import place
from healthplan_cli.language.normalise import plain, squeeze
from healthplan_cli.sources.actuals.footnotes import is_summary
from healthplan_cli.sources.actuals.heading_words import WORDS, ColumnRole

_KINDS = "省市县区州盟旗"
_HEAD = Pattern(
    r"(?:所属|所在|填报|报送|各)?(?:地区|地域|区域|辖区|城市|行政区划?|行政区域|(?:省级?|市级?|县级?|区级?|州|盟|旗|自治[区州县旗])+(?:行政区划?|单位)?|"
    r"region|area|county|city|province|district)(?:的?名称?|_?name)?$"
)
_CODE = Pattern(
    r"(?:(?:行政)?区划|行政区|行政区域|地区|区域|区县|县区|市县|县|省|市|region|area|county|division)?_?(?:代码|编码|code)$|adcode$|gb_?t?2260$"
)
_TOTAL = Pattern(
    rf"(?:[全本我各][国{_KINDS}地]{{1,3}}|[国{_KINDS}](?=合|总|平|均|小|汇|水)|地区|全国)?(?:合计|总计|小计|共计|汇总|总体|平均|均值|平均值|平均水平|平均数|总数|水平|值|数据)*$"
)
_SUMS = ("合计", "总计", "小计", "共计", "汇总", "平均", "均值", "平均值", "平均数", "平均水平")
_ORDINAL = Pattern(
    r"(?:\d{1,4}(?:[、.)]|\s)|[一二三四五六七八九十]{1,3}[、.]|\((?:\d{1,3}|[一二三四五六七八九十]{1,3})\))(?P<rest>.+)$"
)
_DIVISION = Pattern(
    rf"[\u4e00-\u9fff·]{{1,18}}(?:[{_KINDS}]|地区|林区|特区|新区|开发区|高新区|示范区|管理区|园区|兵团)$"
)
# Kinds of places, which may be parts of one region (城区, 郊区) as well as regions.
_GENERIC = frozenset(
    [
        "城区",
        "郊区",
        "市区",
        "社区",
        "园区",
        "街区",
        "辖区",
        "地区",
        "山区",
        "牧区",
        "林区",
        "库区",
        "农区",
        "湖区",
        "库区",
        "景区",
        "矿区",
        "老区",
        "新区",
        "城市",
        "开发区",
        "管理区",
        "各县",
        "全县",
        "县区",
        "区县",
        "县市",
        "旗县",
    ]
)
_DIGITS = Pattern(r"(?:cn-?)?(?P<code>\d{6})(?:0{3}|0{6})?(?:\.0)?$")
_BESIDE = Pattern(  # 510904 东山县, 东山县（510904）
    r"(?P<first>\d{6})(?:0{3}|0{6})?[\s:、._-]*(?P<behind>[^\d\s].*)$|"
    r"(?P<before>[^\d]*[^\d\s:(〔_-])[\s:_-]*[(〔]?(?P<last>\d{6})(?:0{3}|0{6})?[)〕]?$"
)
_CORNER = Pattern(r"(?P<one>[^\\/、|＼]+)[\\/、|＼](?P<other>[^\\/、|＼]+)$")
_NAME_HEADS = frozenset(
    ["名称", "name", "单位", "单位名称", "填报单位", "报送单位", "填表单位", "责任单位", "机构", ""]
)


@record(frozen=True, slots=True)
class RegionMention:
    """A region as one file names it: `name` (empty where there is only a code), and those above it, the widest first.

    `place` is where it stands; `beside` has other columns of its row, by which regions may be grouped, by heading.
    """

    name: str
    above: tuple[str, ...] = ()
    code: str = ""
    place: Location = NOWHERE
    beside: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, ...]:
        """What distinguishes it from other mentions: its code, the names above, its name."""
        return (self.code, *self.above, self.name)


@lru_cache(maxsize=8192)
def _name_and_code(text: str) -> tuple[str, str]:
    """Return the name in a cell and the code beside it; a cell with only a code has that as its name."""
    words = split_marks(plain(text))[0]
    match = _ORDINAL.match(words)
    words = match["rest"] if match else words
    match = _BESIDE.match(words)
    code = (match["first"] or match["last"]) if match else ""
    if match is None or division_of_code(f"{code[:2]}0000") is None:  # no province's: 202301东山县
        return squeeze(words).strip("：:、."), ""
    return squeeze(match["behind"] or match["before"]).strip("()〔〕：:、."), code


def name_of(text: str) -> str:
    """Return the name in a cell, without white space, footnote marks, number in a list (1. 东山县*) and code."""
    return _name_and_code(text)[0]


def code_beside(text: str) -> str:
    """Return the code beside a name in a cell: 510904 东山县, 东山县（510904）; empty without one."""
    return _name_and_code(text)[1]


def is_total(name: str, own: str = "") -> bool:
    """Return whether a (cleaned) name stands for a sum over regions: 全市, 合计, 全省平均.

    `own` is the region of the plan, whose row among those of its counties is such a sum.
    """
    if not name:
        return False
    if name.endswith(_SUMS) or (own and name in (own, place(own))):
        return True
    if divisions_called(name):  # 全州县
        return False
    return is_summary(name) or _TOTAL.match(name) is not None


@lru_cache(maxsize=1024)
def is_region_head(text: str) -> bool:
    """Return whether a heading is that of regions: 区县, 县（市、区）, 所属地区, region_name."""
    key = plain(text)
    role = WORDS.get(key)
    bare = key.translate(str.maketrans("", "", "()、,/和及 \\"))
    return (role is not None and role[0] is ColumnRole.REGION) or _HEAD.match(bare) is not None


@lru_cache(maxsize=1024)
def is_code_head(text: str) -> bool:
    """Return whether a heading may be that of region codes: 行政区划代码, adcode; 代码 alone could be the indicators'."""
    return _CODE.match(plain(text)) is not None


def may_head_names(text: str) -> bool:
    """Return whether regions may stand below a heading that isn't about regions: 填报单位, 名称, an empty one."""
    return plain(text) in _NAME_HEADS


def corner(text: str) -> tuple[str, str] | None:
    """Return the two headings in a table's corner cell (地区＼指标); None for another text."""
    match = _CORNER.match(text.strip())
    return (plain(match["one"]), plain(match["other"])) if match else None


def code_in(text: str) -> str:
    """Return the six digits of a region's code: 510904, 510904000000, CN-510904; empty for another text."""
    match = _DIGITS.match(plain(text))
    return match["code"] if match else ""


def is_division(text: str) -> bool:
    """Return whether a text looks like a region: a name such as 东山县 or 高新区, or a known code."""
    name = name_of(text)
    named = _DIVISION.match(name) is not None and name not in _GENERIC and not is_total(name)
    return named or is_known_code(text)


def is_known_code(text: str) -> bool:
    """Return whether a text is a code in the list of administrative divisions."""
    code = code_in(text)
    return bool(code) and division_of_code(code) is not None


def mostly(texts: Iterable[str], test: object) -> bool:
    """Return whether more than half of the cells that aren't empty pass a test, at least two different ones."""
    assert callable(test)
    filled = [text for text in texts if text]
    passed = [text for text in filled if test(text)]
    return len(set(passed)) > 1 and 2 * len(passed) > len(filled)
