"""README and its translation: the same commands in both, and the spec and the data they show are good ones."""

import re
import subprocess
import sys
import textwrap
from fractions import Fraction
from pathlib import Path

import pytest

from healthplan_cli.actuals.yamlfile import read_actuals
from healthplan_cli.catalog import catalogue, load_plan
from healthplan_cli.model import Actuals, Compare, Plan, Quantity, Relation
from healthplan_cli.spec import build_plan
from healthplan_cli.yamlsource import parse

ROOT = Path(__file__).resolve().parents[1]
ENGLISH, CHINESE = READMES = ("README.md", "README.zh-CN.md")
_BLOCK = re.compile(r"^(?P<indent> *)```(?P<language>\w+)\n(?P<text>.*?)^ *```$", re.DOTALL | re.MULTILINE)
_COMMENT = re.compile(r"(?:^|\s+)# .*$")


def blocks(readme: str, language: str) -> list[str]:
    """The fenced blocks of one language, without their indent."""
    text = (ROOT / readme).read_text(encoding="utf-8")
    found = [
        textwrap.dedent(match["text"]) for match in _BLOCK.finditer(text) if match["language"] == language
    ]
    assert found, language
    return found


def without_comments(block: str) -> list[str]:
    return [line for line in (_COMMENT.sub("", line) for line in block.splitlines()) if line]


def own_plan(readme: str) -> Plan:
    """The plan that the README shows how to write, read as `hpcheck validate` reads it."""
    block = next(block for block in blocks(readme, "yaml") if "hpcheck.plan/1" in block)
    return build_plan(parse(block.encode(), "mycounty.yaml"), "mycounty.yaml", catalogue(), "")


def data_file(readme: str) -> Actuals:
    block = next(block for block in blocks(readme, "yaml") if "\nactuals:" in block)
    return read_actuals(parse(block.encode(), "actuals.yaml"), "actuals.yaml", load_plan("chongqing"))


@pytest.mark.parametrize("language", ["sh", "python", "yaml"])
def test_both_readmes_have_the_same_commands_and_files(language: str) -> None:
    english, chinese = ([without_comments(block) for block in blocks(readme, language)] for readme in READMES)
    assert english == chinese


@pytest.mark.parametrize("readme", READMES)
def test_the_plan_in_the_readme_is_valid(readme: str) -> None:
    plan = own_plan(readme)
    assert [indicator.no for indicator in plan.indicators] == ["1", "2", "3", "4", "5"]
    target = plan.find("emergency_response_time").target
    assert target is not None
    assert (target.text, target.rule) == (
        "形成12分钟急救圈",
        Compare(Relation.LE, Quantity(Fraction(12), "分钟")),
    )


@pytest.mark.parametrize("readme", READMES)
def test_the_data_in_the_readme_are_valid(readme: str) -> None:
    actuals = data_file(readme)
    assert actuals.year == 2024
    assert actuals.illustrative
    assert len(actuals.values) == 8
    assert [target.indicator for target in actuals.targets] == ["surface_water_quality"]


@pytest.mark.parametrize("readme", READMES)
def test_each_readme_links_the_other_at_its_top(readme: str) -> None:
    top = (ROOT / readme).read_text(encoding="utf-8").splitlines()[:3]
    other = CHINESE if readme == ENGLISH else ENGLISH
    assert any(f"]({other})" in line for line in top)


@pytest.mark.parametrize(
    "page", [*READMES, "CONTRIBUTING.md", "CHANGELOG.md", "docs/semantics.md", "docs/formats.md"]
)
def test_every_link_to_a_page_leads_to_one(page: str) -> None:
    path = ROOT / page
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", path.read_text(encoding="utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


def test_the_generated_parts_are_what_the_program_says() -> None:
    done = subprocess.run(
        [sys.executable, "docs/generate.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
