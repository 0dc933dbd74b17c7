"""Options in Chinese: 「选项的词也可以写中文，命令行、环境变量和设置里一样」 (docs/formats.md)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from support import ROOT, Answer, Desk

from healthplan_cli.base.optionwords import WORDS, meant

DATA = "plan: chongqing\nyear: 2023\nactuals: {health_literacy: 31, smoking_rate: 24}\n"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Desk:
    made = Desk(tmp_path, monkeypatch, capsys)
    made.put({"a.yaml": DATA})
    return made


def test_the_document_has_every_word() -> None:
    text = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
    table = text.partition("选项的词也可以写中文")[2].partition("`-v`")[0]
    said = set(re.split("[|；、\\s]+", table))
    assert [word for words in WORDS.values() for word in words if word not in said] == []


def test_no_word_stands_for_two() -> None:
    words = [word for words in WORDS.values() for word in words]
    assert len(words) == len(set(words))
    assert not set(words) & set(WORDS)


@pytest.mark.parametrize(
    ("word", "choices", "found"),
    [
        ("中期", ("annual", "midterm"), "midterm"),
        (" 约束 性 ", ("binding",), "binding"),
        ("Excel", ("xlsx",), "xlsx"),
        ("中期", ("binding",), "中期"),
        ("中", ("midterm",), "中"),
        ("midterm", ("midterm",), "midterm"),
        ("香蕉", ("midterm",), "香蕉"),
        ("", ("midterm",), ""),
    ],
)
def test_what_is_meant(word: str, choices: tuple[str, ...], found: str) -> None:
    assert meant(word, choices) == found


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        (["--mode", "中期"], ["--mode", "midterm"]),
        (["--mode", "中期评估"], ["--mode", "midterm"]),
        (["--gate", "全部"], ["--gate", "all"]),
        (["--gate", "约束性"], ["--gate", "binding"]),
        (["--gate", "不设门禁"], ["--gate", "none"]),
        (
            ["--gate", "约束性，正文承诺", "--with", "承诺"],
            ["--gate", "binding,commitments", "--with", "commitments"],
        ),
        (["--gate", "约束性,吸烟率"], ["--gate", "binding,smoking_rate"]),
        (["--only", "滞后、达标，快于预期"], ["--only", "behind,met,ahead"]),
        (["--only", "无法判定"], ["--only", "unknown"]),
        (["-p", "重庆市"], ["-p", "chongqing"]),
        (["--why", "全部", "--only", "滞后"], ["--why", "all", "--only", "behind"]),
        (["--color", "从不", "-f", "终端"], ["--color", "never", "-f", "terminal"]),
        (["-f", "网页"], ["-f", "html"]),
    ],
)
def test_a_report_is_the_same(desk: Desk, chinese: list[str], english: list[str]) -> None:
    said = desk.run("evaluate", "a.yaml", *english)
    assert said.code != 2, said.err
    assert desk.run("evaluate", "a.yaml", *chinese) == said


def test_variables_and_settings(desk: Desk) -> None:
    wanted = desk.run("evaluate", "a.yaml", "--gate", "all", "--mode", "midterm", "--only", "behind", "-q")
    variables = {
        "HPCHECK_GATE": "全部",
        "HPCHECK_MODE": "中期",
        "HPCHECK_ONLY": "滞后",
        "HPCHECK_QUIET": "是",
    }
    assert desk.run("evaluate", "a.yaml", **variables) == wanted
    desk.put(
        {"hpcheck.toml": 'gate = ["全部"]\nmode = "中期"\nonly = ["滞后"]\nformat = "网页"\nplan = "重庆"\n'}
    )
    told = wanted.out.rstrip("\n") + "（按 hpcheck.toml 里的 gate、mode）\n"  # nobody named that file
    assert desk.run("evaluate", "a.yaml", "-q") == Answer(wanted.code, told, wanted.err)
    assert desk.run("lint", "-f", "文字").code in (0, 1)  # a form of the report isn't lint's
    with_them = desk.run("evaluate", "a.yaml", "-q", "--gate", "正文承诺", HPCHECK_WITH="正文承诺")
    assert "正文承诺" in with_them.out


def test_other_commands(desk: Desk) -> None:
    assert desk.run("lint", "重庆", "--level", "错误") == desk.run("lint", "chongqing", "--level", "error")
    same = ("path", "chongqing", "吸烟率", "-f", "json", "--pace")
    assert desk.run(*same, "固定增长率") == desk.run(*same, "geometric")
    assert desk.run("schema", "规划") == desk.run("schema", "plan")
    assert desk.run("compare", "重庆", "攀枝花") == desk.run("compare", "chongqing", "panzhihua")
    assert desk.run("lint", "--explain", "全部") == desk.run("lint", "--explain", "all")
    desk.run("evaluate", "a.yaml", "-q", "-o", "网页:一.htm", "-o", "表格:二.xlsm")
    assert (desk.folder / "一.htm").read_bytes().startswith(b"<!DOCTYPE html")
    assert (desk.folder / "二.xlsm").read_bytes().startswith(b"PK")


def test_a_word_that_is_none(desk: Desk) -> None:
    for options in (["--mode", "期中"], ["--only", "滞"], ["--gate", "约"], ["-p", "重"]):
        answer = desk.run("evaluate", "a.yaml", *options)
        assert (answer.code, answer.out) == (2, "")
        assert options[1] in answer.err
