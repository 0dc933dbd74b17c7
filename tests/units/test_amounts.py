"""Numbers with their units: as printed in Chinese, in English words in English."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from healthplan_cli.base import i18n
from healthplan_cli.base.text_width import begun
from healthplan_cli.report.words.glosses import place_words
from healthplan_cli.units.amounts import followed, with_unit


@pytest.fixture
def english() -> Iterator[None]:
    i18n.choose("en")
    yield
    i18n.choose("zh")


CASES = {
    "%": ("27%", "27%"),
    "‰": ("27‰", "27‰"),
    "岁": ("27 岁", "27 years"),
    "/10万": ("27/10万", "27 per 100,000"),
    "百分点": ("27 个百分点", "27 percentage points"),
    "个": ("27 个", "27"),
    "万元": ("27 万元", "27 × 10,000 yuan"),
    "羽": ("27 羽", "27 羽"),
    "": ("27", "27"),
}


@pytest.mark.parametrize(("unit", "said"), CASES.items())
def test_in_chinese(unit: str, said: tuple[str, str]) -> None:
    assert with_unit("27", unit) == said[0]


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(("unit", "said"), CASES.items())
def test_in_english(unit: str, said: tuple[str, str]) -> None:
    assert with_unit("27", unit) == said[1]


@pytest.mark.usefixtures("english")
def test_words_stand_apart_in_english() -> None:
    assert followed("5 years", "or better") == "5 years or better"
    assert [begun(text) for text in ("met early", "pH of rain", "指标", "")] == [
        "Met early",
        "pH of rain",
        "指标",
        "",
    ]
    assert [place_words(text)[-2:] for text in ("专栏1", "表 2")] == [" 1", " 2"]
    assert place_words("一、（一）1") == "一、（一）1"


def test_chinese_is_as_printed() -> None:
    assert followed("5 家", "之间") == "5 家之间"
    assert begun("pH") == "pH"
    assert place_words("专栏1") == "专栏1"
