"""Matching of names, normalised and exact; only proposals in messages are fuzzy."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from healthplan_cli import units
from healthplan_cli.base.i18n import language, tr
from healthplan_cli.base.lexicon import Pattern, atomic
from healthplan_cli.base.limits import MAX_NAME
from healthplan_cli.language.normalise import normalise, squeeze
from healthplan_cli.model import Component, Indicator, Nature

_TRAILING_BRACKET = Pattern(r"\((?P<inside>[^()]*)\)$")
_REGION = Pattern(r"(?:.*(?:省|自治区|自治州|地区|市|盟))?(?P<place>.{2,})$")
_KIND = Pattern(r"(?P<own>.{2,}?)(?:自治[区州县旗]|地区|新区|[省市区县州盟旗])$")
_ORDINAL = r"(?:[①-⑳⑴-⒇㈠-㈩#*·•]|\d{1,3}(?:[、)]|\.(?!\d))|[一二三四五六七八九十]+[、.)]|\((?:\d{1,3}|[一二三四五六七八九十]+)\))*"
_AMONG = Pattern(
    "[-—]*+"
    + atomic(_ORDINAL, "ordinal")
    + "[-—]*+[(〔]?其中[)〕]?[:;,、。.·—~-]*+"
    + atomic(_ORDINAL, "numbered")
    + "(?P<rest>.*)$"
)

_WRAPPED = Pattern(r"\((?P<inside>其中(?:[^()]|\([^()]*\))*)\)$")
_HASH = Pattern(r"#(?P<rest>[\u4e00-\u9fff].*)$")


@lru_cache(maxsize=4096)
def name_key(name: str) -> str:
    """Return a name for comparison: without white space, quotes and a unit in brackets at its end, in half width and lower case."""
    plain = normalise(squeeze(name)).text.lower()
    bracket = _TRAILING_BRACKET.search(plain) if plain.endswith(")") else None
    if bracket and bracket.start() and units.canonical(bracket["inside"]):
        plain = plain[: bracket.start()]
    return plain


@lru_cache(maxsize=4096)
def named_among(name: str) -> str | None:
    """Return the key of the name behind 其中 (其中：女性, ①其中，女性, （其中：女性）) or behind the # of yearbooks
    (#女性).

    Return None for a name that begins with neither.
    """
    if not may_be_among(name):
        return None
    key = name_key(name)
    wrapped = _WRAPPED.match(key)
    key = wrapped["inside"] if wrapped else key
    match = _AMONG.match(key) if "中" in name else _HASH.match(key)
    return match["rest"] if match else None


def may_be_among(name: str) -> bool:
    """Return whether a name may begin with 其中 or #: a quick test before the patterns."""
    return "中" in name or name[:1] in ("#", "＃")


def without_among(name: str) -> str:
    """Return a component's name without the 其中 before it: 其中：女性 → 女性."""
    rest = named_among(name)
    return name[-len(rest) :] if rest and name.lower().endswith(rest) else rest or name


NATURE_WORDS = {
    Nature.BINDING: tr("约束性"),
    Nature.EXPECTED: tr("预期性"),
    Nature.ADVOCATED: tr("倡导性"),
    Nature.COMMITMENT: tr("正文承诺"),
}
WAYS = {"higher": tr("越高越好"), "lower": tr("越低越好"), "neither": tr("不论高低")}
# Categories as plans print them, for the languages that have other words for them.
_CATEGORIES = {
    "人群健康": tr("人群健康"),
    "健康产业": tr("健康产业"),
    "健康保障": tr("健康保障"),
    "健康服务": tr("健康服务"),
    "健康水平": tr("健康水平"),
    "（一）健康知识普及行动": tr("（一）健康知识普及行动"),
    "（二）合理膳食行动": tr("（二）合理膳食行动"),
    "（三）全民健身行动": tr("（三）全民健身行动"),
    "（四）控烟行动": tr("（四）控烟行动"),
    "（五）心理健康促进行动": tr("（五）心理健康促进行动"),
    "（六）健康环境促进行动": tr("（六）健康环境促进行动"),
    "（七）妇幼健康促进行动": tr("（七）妇幼健康促进行动"),
    "（八）中小学健康促进行动": tr("（八）中小学健康促进行动"),
    "（九）职业健康保护行动": tr("（九）职业健康保护行动"),
    "（十）老年健康促进行动": tr("（十）老年健康促进行动"),
    "（十一）～（十四）心脑血管疾病、癌症、慢性呼吸系统疾病、糖尿病防治行动": tr(
        "（十一）～（十四）心脑血管疾病、癌症、慢性呼吸系统疾病、糖尿病防治行动"
    ),
    "（十五）传染病及地方病防控行动": tr("（十五）传染病及地方病防控行动"),
    "健康服务与保障": tr("健康服务与保障"),
    "健康水平和健康保障": tr("健康水平和健康保障"),
    "健康环境": tr("健康环境"),
    "健康生活": tr("健康生活"),
    "健康管理": tr("健康管理"),
    "医疗卫生服务体系": tr("医疗卫生服务体系"),
    "医疗服务": tr("医疗服务"),
    "医疗资源": tr("医疗资源"),
    "妇幼健康": tr("妇幼健康"),
    "疾病预防": tr("疾病预防"),
}


def shown_name(item: Indicator | Component) -> str:
    """Return the name of an indicator or a component for reports: as printed, or the catalogue's English name in English."""
    return item.name_en if item.name_en and language() == "en" else item.name


def shown_category(category: str | None) -> str | None:
    """Return a category's name for reports: as printed, or translated where it is a usual one."""
    return _CATEGORIES.get(category, category) if category else category


def place(region: str) -> str | None:
    """Return a region without the province and city it belongs to: 四川省达州市达川区 → 达川区. None for an empty text."""
    match = _REGION.match(region)
    return match["place"] if match else None


def region_names(region: str) -> tuple[str, ...]:
    """Return a region's names, the full one first: 四川省达州市达川区, 达川区, 达川. Empty for an empty text."""
    own = place(region)
    kind = _KIND.match(own) if own else None
    return tuple(dict.fromkeys(filter(None, (region, own, kind and kind["own"]))))


def nearest(name: str, known: Iterable[str], count: int = 3) -> list[str]:
    """Return up to `count` known names that are most similar to a name, for proposals in a message."""
    import difflib

    if len(name) > MAX_NAME:
        return []
    candidates = list(dict.fromkeys(known))
    plain = name_key(name)
    close = difflib.get_close_matches(plain, candidates, n=count, cutoff=0.5)
    inside = [
        candidate for candidate in candidates if len(plain) > 1 and (plain in candidate or candidate in plain)
    ]
    return list(dict.fromkeys([*close, *inside]))[:count]


def component_keys(component: Component) -> frozenset[str]:
    """Return the keys of all a component's names, its id and aliases included, without a 其中 before them."""
    names = (component.id, component.name, *component.aliases)
    return frozenset(named_among(name) or name_key(name) for name in names)
