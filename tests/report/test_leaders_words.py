"""What leaders read has an official's words and none of the program's own: those stand in the working papers (核验底稿).

docs/formats.md: 「领导看的几种（`docx`、`markdown`、`html`）里没有程序自己的话」
"""

from __future__ import annotations

import re
import shlex
from html.parser import HTMLParser

import pytest
from sourcetree import calls, modules
from support import ROOT, Desk

# A command, an option, a file and its place, a digest, a key of the files, an id.
PROGRAM = re.compile(
    r"退出码|门禁|规格|本工具|hpcheck|SHA-?256|YAML|JSON|(?<![\w-])--[a-z]|\.(?:ya?ml|csv|xlsx|json|toml)\b|[a-z]+_[a-z]"
    r"|\b(?:revisions|baseline|better|target|sum|pace|targets|stderr)\b"
)
# What was said before the words of evaluation reports were.
OLD = re.compile(
    r"走完|时间过了|应到|时间进度|比基期倒退|比基期差|进度(?:快于|慢于|与)时间|没有 ?(?:\d{4}|\{\w+\}) 年的(?:实际值|数)"
)
WORKING = "核验底稿"

EXAMPLES = sorted(path.parent for path in (ROOT / "examples").glob("*/command"))
YEAR = "examples/chongqing-review/data/2021.csv examples/chongqing-review/data/2022.xlsx examples/chongqing-review/data/2023.yaml"
COMMANDS = [
    *((folder / "command").read_text(encoding="utf-8").strip() for folder in EXAMPLES),
    f"hpcheck evaluate {YEAR} --plan chongqing --waivers examples/chongqing-review/waivers.yaml --as-of 2024-03-31 "
    "--against examples/chongqing-review/reports/2022.json --with commitments --allow-unknown",
    "hpcheck evaluate examples/panzhihua-2025/actuals.yaml --plan panzhihua --with commitments --all --gate none",
    f"hpcheck trend {YEAR} --plan chongqing",
    "hpcheck path chongqing",
    "hpcheck path zhenan",
    "hpcheck compare chongqing zhenan dachuan",
    "hpcheck projects dachuan",
    "hpcheck projects dachuan examples/dachuan-projects/progress.csv",
    "hpcheck show chongqing",
    "hpcheck show dachuan --with commitments",
]  # fmt: skip


class _Page(HTMLParser):
    """The words of a page without those that are folded away as working papers."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._folds: list[int] = []  # where the words of each open fold begin
        self._hidden = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style"):
            self._hidden = tag
        if tag == "details":
            self._folds.append(len(self.words))

    def handle_endtag(self, tag: str) -> None:
        if tag == self._hidden:
            self._hidden = ""
        if tag == "details":
            start = self._folds.pop()
            title = next((words for words in self.words[start:] if words.strip()), "")
            if title.strip().startswith(WORKING):
                del self.words[start:]

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.words.append(data)


def read(form: str, text: str) -> str:
    """What a leader reads of a report: not its working papers."""
    if form == "markdown":
        return text.partition(f"\n## {WORKING}")[0].replace("\\", "")
    page = _Page()
    page.feed(text)
    return "\n".join(page.words)


@pytest.mark.parametrize("form", ["markdown", "html"])
@pytest.mark.parametrize("command", COMMANDS)
def test_papers_for_leaders_have_none_of_the_programs_own_words(desk: Desk, command: str, form: str) -> None:
    arguments = [
        str(ROOT / word) if word.startswith("examples/") else word for word in shlex.split(command)[1:]
    ]
    answer = desk.run(*arguments, "-f", form)
    told = read(form, answer.out)
    assert len(told) > 200, answer.err
    assert [line for line in told.splitlines() if PROGRAM.search(line)] == []
    assert [line for line in told.splitlines() if OLD.search(line)] == []


def test_the_pattern_finds_the_programs_words() -> None:
    for words in (
        "退出码 1",
        "可加 --carry 2 沿用",
        "specs/chongqing.yaml:17:5",
        "基期写在 revisions 里",
        "people_hospital",
    ):
        assert PROGRAM.search(words), words
    for words in ("走完 50%", "时间过了 60%", "2023 年应到 99.92%", "没有 2023 年的实际值", "比基期倒退"):
        assert OLD.search(words), words


def test_no_message_has_the_old_words() -> None:
    """Of the whole program, whatever form it is said in."""
    said = {
        first.value
        for tree in modules().values()
        for name, call in calls(tree)
        if name == "tr" and call.args
        for first in call.args[:1]
        if hasattr(first, "value") and isinstance(first.value, str)
    }
    assert len(said) > 1000
    assert sorted(words for words in said if OLD.search(words)) == []
