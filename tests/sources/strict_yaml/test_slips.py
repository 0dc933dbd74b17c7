"""YAML typed with Chinese punctuation: named as such, at its line (docs/formats.md: 「逐行指出应怎么写」)."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import ROOT, Desk

from healthplan_cli.base.errors import InvalidInput
from healthplan_cli.sources.strict_yaml import parse
from healthplan_cli.sources.strict_yaml.slips import quoting, slip_of

WIDE, NARROW = "全角冒号", "缺一个空格"
COMMA, QUOTES, BRACKETS = "英文逗号", "中文引号", "全角括号"
TAB, SPACE, DASH = "制表符", "全角空格", "英文的“- ”开头"


def said(text: str) -> list[tuple[str, str]]:
    """Place and message of each problem."""
    with pytest.raises(InvalidInput) as caught:
        parse(text.encode(), "f")
    return [(str(problem.location)[2:], problem.message) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("year：2023\nplan: x\nactuals:\n  a: 5\n", [("1:5", WIDE)]),
        ("plan: x\nactuals:\n  a: 1\n  安居：5\n  b: 2\n", [("4:5", WIDE)]),
        ("plan: x\nactuals:\n  a: 1\n  安居：5\n", [("4:5", WIDE)]),
        ("actuals:\n  安居：5\n  b: 2\n", [("2:5", WIDE)]),
        ("actuals:\n  a: 1\n  安居：5\n  达川：6\n  b: 2\n  振安：7\n", [("3:5", WIDE), ("4:5", WIDE), ("6:5", WIDE)]),
        ("plan: x\nactuals：\n  a: 1\n", [("2:8", WIDE)]),
        ("id：s\nindicators:\n- id: a\n  name：率\n  note: 甲：乙\n", [("1:3", WIDE), ("4:7", WIDE)]),
        ("plan：x\nactuals：\n  a：1\n", [("1:5", WIDE), ("2:8", WIDE), ("3:4", WIDE)]),
        ("plan: x\nactuals:5\n", [("2:8", NARROW)]),
        ("year:2023\nactuals:\n  a: 5\n", [("1:5", NARROW)]),
        ("actuals:\n  a: 1\n\n  # 说明\n  b:2\n  c: 3\n", [("5:4", NARROW)]),
        ("actuals:\n  \"a\":5\n  b: 6\n", [("2:6", NARROW)]),
        ("actuals:\n  'a'：5\n  b: 6\n", [("2:6", WIDE)]),
        ("actuals: {安居：5}\n", [("1:11", WIDE)]),
        ("actuals: {安居:5, b: 3}\n", [("1:11", NARROW)]),
        ("actuals: {b: {职工：85，居民：70}}\n", [("1:15", WIDE)]),
        ("actuals: {b: 3, 2023：24}\n", [("1:17", WIDE)]),
        ("actuals:\n  8：34\n  9: 5\n", [("2:4", WIDE)]),
        ("actuals: {a: {2022: 23，2024: 25}}\n", [("1:23", COMMA)]),
        ("actuals: {a: {count: 1， population: 25}}\n", [("1:23", COMMA)]),
        ("plan: “x: y”\nactuals: {}\n", [("1:7", QUOTES)]),
        ("actuals: ｛a: 5｝\n", [("1:10", BRACKETS)]),
        ("actuals:\n\ta: 5\n", [("2:1", TAB)]),
        ("actuals:\n  a: 5\n\tb: 6\n", [("3:1", TAB)]),
        ("actuals:\n\u3000\u3000a: 5\n", [("2:1", SPACE)]),
        ("actuals:\n\u00a0\u00a0a: 5\n  b: 6\n", [("2:1", SPACE)]),
        ("sources:\n－ a\n－ b\nactuals: {}\n", [("2:1", DASH), ("3:1", DASH)]),
        ("waivers:\n- indicator：a\n  reason: b\n", [("2:12", WIDE)]),
        ("waivers:\n- indicator: a\n  reason：b\n  by: c\n", [("3:9", WIDE)]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_at_its_line(text: str, found: list[tuple[str, str]]) -> None:
    problems = said(text)
    assert [place for place, _ in problems] == [place for place, _ in found]
    for (_, message), (_, words) in zip(problems, found, strict=True):
        assert words in message


@pytest.mark.parametrize(
    "text",
    [
        "note: 来源：统计局\nactuals: {a: 1：1.3, b: '职工：85'}\n",
        "note: |\n  来源：统计局\n  电话:12345\nactuals: {}\n",
        "source: http://example.org/a:b\nsources: [a, “b，c”]\n",
        '{"actuals":{"a":5,"b":{"2022":"6：7"}}}\n',
        "title: “十四五”规划\nsubject: 医护比达到1：1.3\n",
        "actuals:\n  其中：女性: 5\n  '其中：60岁以上':\n  其中：65岁以上:\n",
        "actuals : \n  a :\t5\n",
    ],
)
def test_what_is_right_stays(text: str) -> None:
    parse(text.encode(), "f")


@pytest.mark.parametrize(
    "text",
    [
        "note: |\n  来源：统计局\nactuals:\n  a: 5\n b: 6\n",
        "title: “十四五”规划\nyear 2023\nactuals: {}\n",
        "year 2023\ntitle: “十四五”规划\n",
        "note: 甲，乙\na: [1, 2\nb: 3\n",
    ],
)
def test_another_error_is_not_laid_to_it(text: str) -> None:
    assert not any(word in message for _, message in said(text) for word in (WIDE, NARROW, COMMA, QUOTES))


def test_no_file_of_ours_is_one_long_slip() -> None:
    for path in [*ROOT.glob("specs/*.yaml"), *ROOT.glob("examples/**/*.yaml")]:
        parse(path.read_bytes(), path.name)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("安居：5", "安居: 5"),
        ("安居 ： 5", "安居: 5"),
        ("year:2023", "year: 2023"),
        ("门诊：60 住院：70", "门诊: 60"),
        ("actuals：", "actuals:"),
        ("- a：1", "a: 1"),
        ("职工：85，", "职工: 85"),
        ("period:{baseline: 2020, end: 2025}", "period: {baseline: 2020, end: 2025}"),
    ],
)
def test_what_would_be_right(text: str, right: str) -> None:
    message = slip_of(text)
    assert message is not None
    assert message.endswith(right)


@pytest.mark.parametrize("text", ["http://x", "a: 5", "安居", "", "—"])
def test_what_is_none(text: str) -> None:
    assert slip_of(text) is None


def test_quoting() -> None:
    assert quoting("“2024”")
    assert [quoting(text) for text in ("2024", "", None, '"x"')] == ["", "", "", ""]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("actuals:\n  health_literacy：34\n", "a.yaml:2:3: “health_literacy”后面是全角冒号"),
        ("actuals:5\n", "a.yaml:1:8: “actuals”的冒号后面缺一个空格，应写成 actuals: 5"),
        ("year: “2024”\nactuals: {8: 34}\n", "中文引号不是 YAML 的引号"),
        ("format: “hpcheck.actuals/1”\nactuals: {8: 34}\n", "中文引号不是 YAML 的引号"),
        ("sources: [年鉴，报表]\nactuals: {8: 34}\n", "a.yaml:1:11: 括号里的各项要用英文逗号"),
        ("actuals:\n  22:\n    职工报销：85\n", "a.yaml:3:5: “职工报销”后面是全角冒号"),
        ("actuals: {22: {职工：85}}\n", "a.yaml:1:16: “职工”后面是全角冒号"),
        ("actuals: {8: {2024：34}}\n", "a.yaml:1:15: “2024”后面是全角冒号"),
        ("actuals: {8: 1：1.3}\n", "健康素养"),
    ],
)
def test_through_the_command_line(
    content: str,
    words: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    desk = Desk(tmp_path, monkeypatch, capsys)
    desk.put({"a.yaml": content})
    answer = desk.run("evaluate", "a.yaml", "-p", "chongqing")
    assert (answer.code, answer.out) == (2, "")
    assert words in answer.err
