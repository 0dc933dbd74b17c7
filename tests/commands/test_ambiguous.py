"""Characters of ambiguous width (≥ ‰ “ … ①): one column or two, as asked for or as the terminal tells; either way columns align."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from support import ROOT, Desk

from healthplan_cli.commands import look
from healthplan_cli.commands.look import is_wide

EXAMPLE = str(ROOT / "examples" / "chongqing-2024" / "actuals.yaml")
_TOLD = (
    "TMUX",
    "VTE_CJK_WIDTH",
    "RUNEWIDTH_EASTASIAN",
    "LC_ALL",
    "LC_CTYPE",
    "LANG",
    "WT_SESSION",
    "TERM_PROGRAM",
)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Desk:
    for name in _TOLD:
        monkeypatch.delenv(name, raising=False)
    return Desk(tmp_path, monkeypatch, capsys)


def columns(text: str, kinds: str) -> int:
    """How many columns a text takes where characters of these kinds take two."""
    return sum(2 if unicodedata.east_asian_width(char) in kinds else 1 for char in text)


class TestAsked:
    """「`--ambiguous wide` 按两列，`narrow` 按一列」"""

    @pytest.mark.parametrize("width", ["80", "120"])
    @pytest.mark.parametrize("command", ["evaluate", "trend", "path"])
    @pytest.mark.parametrize(("choice", "kinds"), [("wide", "WFA"), ("narrow", "WF")])
    def test_lines_fit_and_cells_align(
        self, desk: Desk, monkeypatch: pytest.MonkeyPatch, width: str, command: str, choice: str, kinds: str
    ) -> None:
        monkeypatch.setenv("COLUMNS", width)
        arguments = ["path", "chongqing"] if command == "path" else [command, EXAMPLE, "-p", "chongqing"]
        lines = desk.run(*arguments, "--ambiguous", choice).out.splitlines()
        assert len(lines) > 20
        assert [line for line in lines if columns(line, kinds) > int(width)] == []
        if command == "evaluate":
            begins = {
                columns(line[: line.index("? 无法判定")], kinds)
                for line in lines
                if "? 无法判定" in line[10:] and "项" not in line
            }
            assert len(begins) == 1

    def test_the_two_differ(self, desk: Desk) -> None:
        said = {
            choice: desk.run("trend", EXAMPLE, "-p", "chongqing", "--ambiguous", choice).out
            for choice in ("wide", "narrow", "auto")
        }
        assert said["wide"] != said["narrow"] == said["auto"]

    def test_a_variable_and_a_chinese_word(self, desk: Desk) -> None:
        command = ("trend", EXAMPLE, "-p", "chongqing")
        wide = desk.run(*command, "--ambiguous", "wide").out
        assert desk.run(*command, HPCHECK_AMBIGUOUS="两列").out == wide
        desk.put({"hpcheck.toml": 'ambiguous = "wide"\n'})
        assert desk.run(*command).out == wide
        assert desk.run(*command, "--ambiguous", "一列").out != wide

    def test_a_file_is_narrow(self, desk: Desk) -> None:
        desk.run("evaluate", EXAMPLE, "-p", "chongqing", "-q", "-o", "a.txt", "--ambiguous", "wide")
        desk.run("evaluate", EXAMPLE, "-p", "chongqing", "-q", "-o", "b.txt")
        assert Path("a.txt").read_bytes() == Path("b.txt").read_bytes()


class TestTold:
    """「缺省 `auto` 看终端怎么说」"""

    @pytest.mark.parametrize(
        ("variables", "wide"),
        [
            ({}, False),
            ({"LANG": "zh_CN.UTF-8"}, False),
            ({"LANG": "zh_CN.UTF-8@cjkwide"}, True),
            ({"LANG": "zh_CN.UTF-8@cjkwide", "LC_ALL": "zh_CN.UTF-8"}, False),
            ({"LC_ALL": "zh_CN.UTF-8@cjknarrow", "RUNEWIDTH_EASTASIAN": "1"}, True),
            ({"VTE_CJK_WIDTH": "wide"}, True),
            ({"VTE_CJK_WIDTH": "narrow", "LANG": "zh_CN.UTF-8@cjkwide"}, False),
            ({"VTE_CJK_WIDTH": "wide", "TMUX": "/tmp/tmux-0/default,1,0"}, False),
            ({"RUNEWIDTH_EASTASIAN": "0"}, False),
        ],
    )
    def test_by_variables(
        self, desk: Desk, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], wide: bool
    ) -> None:
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        assert not is_wide("auto")  # into a file or a pipe
        monkeypatch.setattr(look, "_on_terminal", lambda: True)
        assert is_wide("auto") is wide
        assert (is_wide("wide"), is_wide("narrow")) == (True, False)

    @pytest.mark.parametrize(
        ("page", "wide"), [(936, True), (950, True), (65001, False), (437, False), (0, False)]
    )
    def test_a_windows_console(
        self, desk: Desk, monkeypatch: pytest.MonkeyPatch, page: int, wide: bool
    ) -> None:
        monkeypatch.setattr(look, "_on_terminal", lambda: True)
        monkeypatch.setattr(look, "_console_code_page", lambda: page)
        assert is_wide("auto") is wide

    def test_elsewhere_no_console_is_asked(self, desk: Desk) -> None:
        assert look._console_code_page() == 0
