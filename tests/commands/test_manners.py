"""The program's manners: pager, progress, links, manual, man page and completion, and the pages of the site."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

import click
import pytest
from support import ROOT
from terminals import in_terminal, program

from healthplan_cli.__main__ import expanded
from healthplan_cli.cli import hpcheck
from healthplan_cli.commands.docs import topics
from healthplan_cli.commands.links import can_link, linked
from healthplan_cli.sources.plans.catalog import load_plan

pty = pytest.importorskip("pty", reason="needs a terminal as POSIX has it")

EXAMPLE = str(ROOT / "examples" / "chongqing-2024" / "actuals.yaml")
EVALUATE = ("evaluate", EXAMPLE, "-p", "chongqing")


class TestPager:
    """A report longer than the terminal goes through HPCHECK_PAGER, else PAGER, else less; it decides nothing."""

    def test_in_the_order_of_git(self) -> None:
        code, shown = in_terminal(EVALUATE, HPCHECK_PAGER="sed 's/^/mine: /'", PAGER="sed 's/^/other: /'")
        assert code == 3
        assert "mine: 年度监测：" in shown
        assert "other:" not in shown
        assert "other: 年度监测：" in in_terminal(EVALUATE, PAGER="sed 's/^/other: /'")[1]

    @pytest.mark.parametrize("command", ["trend", "path"])
    def test_of_other_commands(self, command: str) -> None:
        arguments = ["path", "chongqing"] if command == "path" else ["trend", *EVALUATE[1:]]
        code, shown = in_terminal(arguments, PAGER="wc -l | sed 's/^/lines: /'")
        assert code == 0
        assert "lines: " in shown
        assert "lines: " not in in_terminal([*arguments, "--no-pager"], PAGER="wc -l | sed 's/^/lines: /'")[1]

    @pytest.mark.parametrize("wanted", ["", "cat", " "])
    def test_none_wanted(self, wanted: str) -> None:
        code, shown = in_terminal(EVALUATE, HPCHECK_PAGER=wanted, PAGER="sed 's/^/other: /'")
        assert code == 3
        assert "重庆市" in shown
        assert "other:" not in shown

    @pytest.mark.parametrize(
        ("arguments", "lines"),
        [
            ((*EVALUATE, "--no-pager"), 24),
            ((*EVALUATE, "--format", "json"), 24),
            ((*EVALUATE, "-q"), 1),
            (EVALUATE, 400),
        ],
        ids=["--no-pager", "json", "quiet", "high enough"],
    )
    def test_not_for(self, arguments: Sequence[str], lines: int) -> None:
        assert "paged" not in in_terminal(arguments, lines, PAGER="sed 's/^/paged: /'")[1]

    @pytest.mark.parametrize("broken", ["true", "false", "head -1", "exec <&-; sleep 0.1; exit 9"])
    def test_one_that_ends_early(self, broken: str) -> None:
        code, shown = in_terminal(EVALUATE, PAGER=broken)
        assert code == 3
        assert "Traceback" not in shown

    def test_one_that_is_not_there(self) -> None:
        code, shown = in_terminal(EVALUATE, PAGER="no-such-pager-anywhere")
        assert code == 3
        assert "退出码 3" in shown

    def test_less_is_told_how(self) -> None:
        shown = in_terminal(EVALUATE, PAGER="echo $LESS $LV")[1]
        assert shown.endswith("FRX -c\n")
        assert in_terminal(EVALUATE, PAGER="echo $LESS", LESS="-S")[1].endswith("-S\n")

    def test_not_into_a_pipe(self) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "healthplan_cli", *EVALUATE],
            capture_output=True,
            text=True,
            encoding="utf-8",
            env={**os.environ, "PAGER": "sed 's/^/paged: /'", "PYTHONUTF8": "1"},
            check=False,
        )
        assert done.returncode == 3
        assert "paged" not in done.stdout


SLOW_START = """
import sys, time
from healthplan_cli.__main__ import speak_chinese
speak_chinese()
from healthplan_cli.commands import judging, progress
slow = judging.evaluate_traced
def slowly(*arguments):
    time.sleep(0.5)
    return slow(*arguments)
judging.evaluate_traced = slowly
progress.DELAY = 0.1
from healthplan_cli.cli import run
sys.exit(run(sys.argv[1:]))
"""


class TestProgress:
    """What takes over a second says what it is doing, on a terminal's standard error only."""

    def test_says_the_step_and_takes_it_away(self) -> None:
        code, shown = in_terminal((*EVALUATE, "--no-pager"), program=("-c", SLOW_START))
        assert code == 3
        assert "⠋ 正在核验 chongqing" in shown
        pictures, _, rest = shown.rpartition("\r\x1b[K")
        assert "正在核验" in pictures
        assert "正在" not in rest

    def test_not_when_quick_or_quiet(self) -> None:
        assert "正在" not in in_terminal((*EVALUATE, "--no-pager"))[1]
        assert "正在" not in in_terminal((*EVALUATE, "-q"), program=("-c", SLOW_START))[1]

    def test_not_into_a_file(self) -> None:
        done = subprocess.run([sys.executable, "-c", SLOW_START, *EVALUATE], capture_output=True, check=False)
        assert done.returncode == 3
        assert done.stderr == b""


def anchor(path: Path, line: int, words: str) -> str:
    """OSC 8: the words, leading to a line of a file."""
    return f"\x1b]8;;{path.resolve().as_uri()}#L{line}\x1b\\{words}\x1b]8;;\x1b\\"


class TestLinks:
    """`file:line` leads to the file where the terminal has hyperlinks; anywhere else the text is as it was."""

    def test_of_a_proof(self) -> None:
        code, shown = in_terminal(
            (*EVALUATE, "--why", "10", "--no-pager"), VTE_VERSION="6800", CI="", COLUMNS="300"
        )
        assert code == 3
        line = load_plan("chongqing").find("smoking_rate").location.line
        assert anchor(ROOT / "specs" / "chongqing.yaml", line, f"specs/chongqing.yaml:{line}") in shown
        assert anchor(Path(EXAMPLE), 29, f"{EXAMPLE}:29") in shown

    def test_of_an_error(self, tmp_path: Path) -> None:
        wrong = tmp_path / "wrong 数.yaml"
        wrong.write_text("plan: chongqing\nyear: 2024\nactuals: {no_such_thing: 1}\n", encoding="utf-8")
        code, shown = in_terminal(["validate", str(wrong)], WT_SESSION="1", CI="")
        assert code == 2
        assert shown.startswith(anchor(wrong, 3, f"{wrong}:3:11") + ": ")

    @pytest.mark.parametrize(
        ("variables", "expected"),
        [
            ({}, False),
            ({"TERM_PROGRAM": "vscode"}, True),
            ({"TERM_PROGRAM": "vscode", "TERM": "dumb"}, False),
            ({"TERM_PROGRAM": "vscode", "CI": "true"}, False),
            ({"TERM_PROGRAM": "vscode", "HPCHECK_HYPERLINKS": "never"}, False),
            ({"TERM": "dumb", "HPCHECK_HYPERLINKS": "always"}, True),
            ({"TERM": "xterm-kitty"}, True),
            ({"VTE_VERSION": "5000"}, False),
            ({"VTE_VERSION": "5202"}, True),
        ],
        ids=str,
    )
    def test_where_they_are(
        self, variables: dict[str, str], expected: bool, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name in list(os.environ):
            if name not in ("PATH", "HOME"):
                monkeypatch.delenv(name)
        for name, value in {"TERM": "xterm", **variables}.items():
            monkeypatch.setenv(name, value)
        main, side = os.openpty()
        with os.fdopen(side, "w") as stream:
            assert can_link(stream) is expected
        os.close(main)

    def test_a_name_within_another_is_not_a_place(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        (tmp_path / "a.yaml").touch()
        text = "data/a.yaml:3 aa.yaml:3 （a.yaml:12）a.yaml b.yaml:3\n"
        place = anchor(tmp_path / "a.yaml", 12, "a.yaml:12")
        assert linked(text, ["a.yaml", "b.yaml", "-"]) == text.replace("a.yaml:12", place)

    def test_through_less_only(self) -> None:
        assert (
            "\x1b]8;;"
            not in in_terminal((*EVALUATE, "--why", "10"), PAGER="sed ''", HPCHECK_HYPERLINKS="always")[1]
        )


def run(*arguments: str, folder: Path = ROOT, **variables: str) -> subprocess.CompletedProcess[str]:
    """A command outside a terminal."""
    return subprocess.run(
        [sys.executable, "-X", "utf8", "-m", "healthplan_cli", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **variables},
        check=False,
    )


class TestPatternsOnWindows:
    """No shell of Windows replaces *.yaml by the files: the program does."""

    def test_a_pattern_is_its_files(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        for name in ("二.yaml", "一.yaml", "三.csv", "a[1].yaml"):
            (tmp_path / name).touch()
        assert expanded(["evaluate", "*.yaml", "-p", "x"]) == [
            "evaluate",
            *sorted(["a[1].yaml", "一.yaml", "二.yaml"]),
            "-p",
            "x",
        ]
        assert expanded(["explain", "27*", "a[1].yaml", "-o*", "三.csv"]) == [
            "explain",
            "27*",
            "a[1].yaml",
            "-o*",
            "三.csv",
        ]


class TestDocs:
    """`hpcheck docs` prints the manual that ships with the program."""

    def test_every_page_is_a_topic_and_ships(self) -> None:
        pages = {path.stem for path in (ROOT / "docs").glob("*.md")}
        assert set(topics()) == {"readme", *pages}
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
        shipped = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
        inside = {path for path in shipped.values() if path.startswith("healthplan_cli/docs/")}
        english = {f"en/{path.name}" for path in (ROOT / "docs" / "en").glob("*.md")}
        names = {"README.md", "README.zh-CN.md", *(f"{page}.md" for page in pages), *english}
        assert inside == {f"healthplan_cli/docs/{name}" for name in names}
        assert all((ROOT / path).exists() for path in shipped)

    def test_prints_a_page_without_the_generators_marks(self) -> None:
        done = run("docs", "exit-codes")
        page = (ROOT / "docs" / "exit-codes.md").read_text(encoding="utf-8")
        assert done.returncode == 0
        assert done.stdout == re.sub(r"<!--.*?-->\n", "", page)
        assert run("docs", "Exit-Codes.md").stdout == done.stdout

    def test_without_a_topic_the_overview(self) -> None:
        assert run("docs").stdout.startswith("# hpcheck\n")
        assert "五年卫生健康规划的末尾总有一张表" in run("docs").stdout
        assert "五年卫生健康规划的末尾总有一张表" not in run("--lang", "en", "docs").stdout

    def test_pages_in_english(self) -> None:
        pages = sorted((ROOT / "docs" / "en").glob("*.md"))
        assert [path.stem for path in pages] == ["exit-codes", "formats", "tutorial"]
        for path in pages:
            wanted = re.sub(r"<!--.*?-->\n", "", path.read_text(encoding="utf-8"))
            assert run("--lang", "en", "docs", path.stem).stdout == wanted

    def test_lists_the_topics(self) -> None:
        lines = run("docs", "--list").stdout.splitlines()
        assert [line.split()[0] for line in lines] == list(topics())
        assert "semantics   目标的含义" in lines

    def test_proposes_the_nearest(self) -> None:
        done = run("docs", "semantic")
        known = "、".join(topics())
        assert done.returncode == 2
        assert done.stderr == f"semantic: 手册里没有这一页。是不是 semantics、schemas？可用的有：{known}\n"

    def test_goes_through_the_pager(self) -> None:
        assert "paged: # 目标的含义" in in_terminal(["docs", "semantics"], PAGER="sed 's/^/paged: /'")[1]
        assert "paged:" not in in_terminal(["docs", "semantics", "--no-pager"], PAGER="sed 's/^/paged: /'")[1]


class TestGenerated:
    """The man page and the completion files say what the program says."""

    def test_are_up_to_date(self) -> None:
        done = subprocess.run(
            [sys.executable, "-X", "utf8", str(ROOT / "docs" / "manpage.py"), "--check"],
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")

    def test_every_command_and_option_is_in_the_man_page(self) -> None:
        page = (ROOT / "man" / "hpcheck.1").read_text(encoding="utf-8").replace("\\-", "-")
        context = click.Context(hpcheck)
        for name in hpcheck.list_commands(context):
            command = hpcheck.get_command(context, name)
            assert command is not None
            section = page.partition(f'.SS "hpcheck {name} ')[2].partition(".SS")[0]
            options = {text for param in command.params for text in param.opts if text.startswith("--")}
            assert {text for text in options if text not in section} == set(), name

    def test_ship(self) -> None:
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
        shared = project["tool"]["hatch"]["build"]["targets"]["wheel"]["shared-data"]
        files = {f"completions/{path.name}" for path in (ROOT / "completions").iterdir()}
        assert set(shared) == {"man/hpcheck.1", *files}

    def test_bash_completes_with_the_file(self, tmp_path: Path) -> None:
        program(tmp_path)
        script = (
            f". {ROOT}/completions/hpcheck.bash\n"
            "COMP_WORDS=(hpcheck docs sem) COMP_CWORD=2\n"
            '_hpcheck_completion hpcheck; echo "${COMPREPLY[@]}"\n'
        )
        done = subprocess.run(
            ["bash", "-c", script],
            capture_output=True,
            text=True,
            env={**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"},
            check=False,
        )
        assert (done.stdout, done.stderr) == ("semantics\n", "")


BLOCKS = re.compile(r"(?:<!-- file: (?P<file>\S+) -->\n)?```(?P<kind>\w+)\n(?P<text>.*?)```\n", re.DOTALL)


class TestPages:
    """What the pages of the site tell a reader to do can be done, in the order in which they tell it."""

    @pytest.mark.parametrize(
        ("page", "not_zero"),
        [("tutorial", {1: 1, 3: 5}), ("own-plan", {1: 0, 3: 0}), ("en/tutorial", {1: 1, 3: 5})],
    )
    def test_every_command_runs(self, page: str, not_zero: dict[int, int], tmp_path: Path) -> None:
        folder, tools = tmp_path / "work", tmp_path / "bin"
        (folder / "plans").mkdir(parents=True)
        tools.mkdir()
        program(tools)
        steps = []
        for block in BLOCKS.finditer((ROOT / "docs" / f"{page}.md").read_text(encoding="utf-8")):
            if block["file"]:
                steps.append(f"cat > {block['file']} <<'END'\n{block['text']}END\n")
            elif block["kind"] == "sh":
                steps.append(block["text"])
        kept = {name: value for name, value in os.environ.items() if not name.startswith("HPCHECK_")}
        done = subprocess.run(
            ["bash", "-c", "".join(steps)],
            cwd=folder,
            capture_output=True,
            text=True,
            env={**kept, "PATH": f"{tools}:{os.environ['PATH']}"},
            check=False,
        )
        lines = (tools / "codes").read_text(encoding="utf-8").splitlines()
        assert len(lines) == sum(step.count("hpcheck ") for step in steps if not step.startswith("cat"))
        codes = [int(line.split()[0]) for line in lines]
        assert set(codes) <= {0, 1, 3}, [line for line in lines if line[0] not in "013"] + [done.stderr]
        assert {code: codes.count(code) for code in (1, 3)} == not_zero, lines

    @pytest.mark.parametrize(
        ("html", "wanted"),
        [
            ("<p>一行\n另一行</p>", "<p>一行另一行</p>"),
            ("<p>读出来，\n（再）写</p>", "<p>读出来，（再）写</p>"),
            (
                '<p>见<a href="x.md">一页</a>\n<strong>里</strong></p>',
                '<p>见<a href="x.md">一页</a><strong>里</strong></p>',
            ),
            ("<p>one\ntwo</p>", "<p>one\ntwo</p>"),
            ("<p>用 hpcheck\n核验</p>", "<p>用 hpcheck\n核验</p>"),
            ("<pre>一行\n另一行</pre>", "<pre>一行\n另一行</pre>"),
        ],
    )
    def test_lines_of_a_chinese_sentence_are_joined(self, html: str, wanted: str) -> None:
        spec = importlib.util.spec_from_file_location("sitepages", ROOT / "docs" / "sitepages.py")
        assert spec is not None
        assert spec.loader is not None
        sitepages = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sitepages)
        assert sitepages.joined(html) == wanted

    @pytest.mark.skipif(
        not all(map(importlib.util.find_spec, ("mkdocs", "material"))),
        reason="needs mkdocs-material (the docs extra)",
    )
    def test_the_site_builds_and_fetches_nothing(self, tmp_path: Path) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
            check=False,
        )
        assert done.returncode == 0, done.stderr
        pages = sorted(tmp_path.rglob("*.html"))
        assert len(pages) > len(topics()) - 1
        for path in pages:
            fetched = re.findall(
                r'<(?:script|link|img|iframe)[^>]+(?:src|href)="(?:https?:)?//[^"]*"', path.read_text("utf-8")
            )
            assert fetched == [], path
