"""What a terminal would act on is made visible."""

from __future__ import annotations

import json
import re

import pytest
from hostilecases import BIDI, COMMAND, ODD, SAID, TYPED, UNREAL, check
from support import plan_of

from healthplan_cli.base.errors import Problem
from healthplan_cli.base.location import Location
from healthplan_cli.base.visible import guarded, one_line, shown, visible
from healthplan_cli.report.programs.jsontext import dumps

CONTROLS = "\x00\x07\x08\x0b\x0c\x1b\x7f\x80\x85\x9b\x9f\u2028\u2029"


class TestVisible:
    """「看不见的字符写成它的代码」"""

    @pytest.mark.parametrize("char", [*CONTROLS, *BIDI, *UNREAL, "\n", "\t", "\r", chr(0xD800), chr(0xDCFF)])
    def test_each(self, char: str) -> None:
        for text in (visible(f"a{char}b"), one_line(f"a{char}b"), guarded(f"a{char}b").replace("\n", "")):
            assert not ODD.search(text)
            text.encode()
        assert json.loads(dumps(f"a{char}b")) == f"a{char}b"
        assert char in "\n" or not ODD.search(dumps(f"a{char}b"))

    @pytest.mark.parametrize(
        "text",
        ["", "居民健康素养水平（%）", "a　b\xa0c", "\ue000𠮷", "1：2、3:4", "a::b", "## 标题", "‰≥—…※"],
    )
    def test_what_can_be_seen_stays(self, text: str) -> None:
        assert visible(text) == one_line(text) == guarded(text) == text

    def test_codes(self) -> None:
        assert visible("a\nb\tc\rd\x1be\x9bf\u202eg\u2028h\U000e0041") == (
            "a\\nb\\tc\\rd\\x1be\\x9bf\\u202eg\\u2028h\\U000e0041"
        )
        assert one_line("统计\r\n年鉴 \n\n 2023\t版") == "统计 年鉴 2023 版"

    def test_said_twice_is_said_once(self) -> None:
        assert visible(visible(TYPED)) == visible(TYPED)

    @pytest.mark.parametrize(
        "line",
        [
            COMMAND,
            f"  {COMMAND}",
            f"　{COMMAND}",
            f"\t{COMMAND}",
            ":::x::",
            "##[group]x",
            "a##vso[x]",
            "###[x]",
        ],
    )
    def test_commands_of_ci_servers(self, line: str) -> None:
        for text in (visible(line), one_line(line), *guarded(f"ok\n{line}\nok").split("\n")):
            assert not text.strip().startswith("::")
            assert not re.search(r"##[a-z]*\[", text)

    def test_a_page_keeps_its_lines_and_colours(self) -> None:
        page = "\x1b[1m标题\x1b[0m\n  a\x1b]8;;x\x1b\\b\n"
        assert guarded(page) == "\x1b[1m标题\x1b[0m\n  a\\x1b]8;;x\\x1b\\b\n"

    def test_a_whole_plan(self) -> None:
        plan = plan_of([{"target": "≥3", "note": SAID, "source": SAID}], title=SAID)
        clear = shown(plan)
        check(clear.title)
        check(clear.indicators[0].note or "")
        assert clear.indicators[0].target == plan.indicators[0].target
        plain = plan_of([{"target": "≥3"}])
        assert shown(plain) is plain

    def test_a_problem_is_one_line(self) -> None:
        check(str(Problem(Location(f"{COMMAND}.yaml", 3, 1), f"不认识“{TYPED}”")))
        assert "\n" not in str(Problem(Location("a"), "x\ny"))
