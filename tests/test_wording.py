"""The target language, text by text: cases/wording/*.yaml against what `hpcheck explain` says."""

from __future__ import annotations

from typing import Any

import pytest
from support import ROOT, read_cases, same, walk

from healthplan_cli.errors import NotUnderstood
from healthplan_cli.widths import width
from healthplan_cli.wording.describe import reading, target_fields
from healthplan_cli.wording.target import parse_target
from healthplan_cli.wording.underline import underlined

ITEMS = [item for path in walk("wording") for item in read_cases(path)]
UNDERSTOOD = [pytest.param(item, id=item["text"] or "empty") for item in ITEMS if "error" not in item]
REFUSED = [pytest.param(item, id=item["text"]) for item in ITEMS if "error" in item]
PAGE = [
    tuple(cell.strip().removeprefix("`").removesuffix("`") for cell in line.split("|")[1:-1])
    for line in (ROOT / "docs" / "wordings.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("| `")
]


class TestUnderstood:
    """「哪一条都对不上的写法是错误」: and these are none."""

    @pytest.mark.parametrize("item", UNDERSTOOD)
    def test_fields(self, item: dict[str, Any]) -> None:
        found = target_fields(parse_target(item["text"]))
        shown = {key: found.get(key, "absent") for key in item["expect"]}
        assert shown == {
            key: shown[key] if same(want, shown[key]) else want for key, want in item["expect"].items()
        }

    @pytest.mark.parametrize("item", UNDERSTOOD)
    def test_has_a_sentence(self, item: dict[str, Any]) -> None:
        assert reading(parse_target(item["text"])).endswith("。")


class TestRefused:
    """「哪一条都对不上的写法是错误，连同原文报出来，并指出读到哪个字停下」"""

    @pytest.mark.parametrize("item", REFUSED)
    def test_the_place(self, item: dict[str, Any]) -> None:
        with pytest.raises(NotUnderstood) as caught:
            parse_target(item["text"])
        error = caught.value
        assert error.text == item["text"]
        assert item.get("says", "") in error.message
        if "at" in item:
            assert (error.at, item["text"][error.at :]) == (int(item["at"]), item["text"][int(item["at"]) :])

    def test_no_wording_is_both_understood_and_refused(self) -> None:
        texts = [item["text"] for item in ITEMS]
        assert [text for text in texts if texts.count(text) > 1] == []


class TestUnderlined:
    """「连同原文报出来，并指出读到哪个字停下」: with ^ under that character, in terminal columns."""

    @pytest.mark.parametrize(
        ("text", "line", "columns"),
        [
            ("1,5", "1,5", 1),
            ("≥90%香蕉", "≥90%香蕉", 4),
            ("达到80%但是", "达到80%但是", 2 + 2 + 3),
            ("　达到 80% 但是", " 达到 80% 但是", 1 + 2 + 2 + 1 + 3 + 1),
            ("“≥90％”香蕉", "“≥90％”香蕉", 1 + 1 + 2 + 2 + 1),
            ("达到\n80%香蕉", "达到 80%香蕉", 2 + 2 + 1 + 3),
            ("香蕉", "香蕉", 0),
        ],
    )
    def test_the_column(self, text: str, line: str, columns: int) -> None:
        with pytest.raises(NotUnderstood) as caught:
            parse_target(text)
        assert underlined(caught.value) == f"    {line}\n    {' ' * columns}^"

    @pytest.mark.parametrize("item", REFUSED)
    def test_two_lines_with_one_mark(self, item: dict[str, Any]) -> None:
        with pytest.raises(NotUnderstood) as caught:
            parse_target(item["text"])
        text, mark = underlined(caught.value).split("\n")
        assert mark.strip() == "^"
        assert width(mark) <= width(text) + 1


class TestPage:
    """docs/wordings.md: what is understood of each wording, in the same words as `hpcheck explain`."""

    @pytest.mark.parametrize(("text", "op", "sentence"), [row for row in PAGE if "▸" not in row[1]])
    def test_understood(self, text: str, op: str, sentence: str) -> None:
        target = parse_target(text)
        assert (target_fields(target)["op"], reading(target)) == (op, sentence)

    @pytest.mark.parametrize(("text", "stopped", "words"), [row for row in PAGE if "▸" in row[1]])
    def test_refused(self, text: str, stopped: str, words: str) -> None:
        """「报错并指出读到哪里停下（▸ 之后）」"""
        with pytest.raises(NotUnderstood) as caught:
            parse_target(text)
        error = caught.value
        assert (f"{text[: error.at]}▸{text[error.at :]}", error.message) == (stopped, words)


class TestSentences:
    """「报告里会注明用到了哪一条」: what a choice of ours was is said in the sentence."""

    @pytest.mark.parametrize(
        ("text", "sentence"),
        [
            ("≤14.5", "不高于 14.5（含）。"),
            (">25%", "高于 25%（不含）。"),
            ("27%左右", "约为 27%：上下 2%，即 26.46 到 27.54 之间，或好于这个区间。"),
            (
                "力争每年降低0.5个百分点",
                "规划期内每一年都比上一年至少降低 0.5 个百分点；隔 k 年的数据须满 k 步（语气：力争，不改变算法）。",
            ),
            ("到2025年达到60%", "2025 年达到 60%：朝好的方向至少到这个数。"),
            ("—", "没有设定目标：不算未达标，也不算达标。"),
        ],
    )
    def test_sentence(self, text: str, sentence: str) -> None:
        assert reading(parse_target(text)) == sentence
