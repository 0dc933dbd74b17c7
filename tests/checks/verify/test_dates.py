"""A date in the writings that documents and pages have."""

from __future__ import annotations

import pytest

from healthplan_cli.checks.verify.dates import spellings


@pytest.mark.parametrize(
    "written",
    ["2021年12月3日", "2021年12月03日", "2021-12-03", "2021-12-3", "2021/12/3", "2021.12.03", "二〇二一年十二月三日", "二○二一年十二月三日"],
)  # fmt: skip
def test_a_date_in_its_usual_writings(written: str) -> None:
    assert written in spellings("2021-12-03")
    assert spellings("2021-12-03")[0] == "2021年12月3日"


def test_tens_in_words_and_other_words() -> None:
    assert "二〇二〇年十月二十一日" in spellings("2020年10月21日")
    assert "二〇二〇年三月三十日" in spellings("2020-3-30")
    assert spellings("2020年底") == ("2020年底",)
