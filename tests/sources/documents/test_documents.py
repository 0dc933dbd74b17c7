"""README and its translation: the same commands in both; the specs and the data that they and the pages show are good ones."""

import re
import subprocess
import sys
import textwrap
from fractions import Fraction
from pathlib import Path

import pytest

from healthplan_cli.model import Actuals, Compare, Plan, Quantity, Relation
from healthplan_cli.sources.actuals.yamlfile import read_actuals
from healthplan_cli.sources.plans.catalog import catalogue, load_plan
from healthplan_cli.sources.plans.spec import build_plan
from healthplan_cli.sources.strict_yaml import parse

ROOT = Path(__file__).resolve().parents[3]
ENGLISH, CHINESE = READMES = ("README.md", "README.zh-CN.md")
TUTORIAL, OWN_PLAN = "docs/tutorial.md", "docs/own-plan.md"
_BLOCK = re.compile(r"^(?P<indent> *)```(?P<language>\w+)\n(?P<text>.*?)^ *```$", re.DOTALL | re.MULTILINE)
_COMMENT = re.compile(r"(?:^|\s+)# .*$")


def blocks(page: str, language: str) -> list[str]:
    """The fenced blocks of one language, without their indent."""
    text = (ROOT / page).read_text(encoding="utf-8")
    found = [
        textwrap.dedent(match["text"]) for match in _BLOCK.finditer(text) if match["language"] == language
    ]
    assert found, language
    return found


def without_comments(block: str) -> list[str]:
    return [line for line in (_COMMENT.sub("", line) for line in block.splitlines()) if line]


def own_plan(page: str) -> Plan:
    """The plan that a page shows how to write, read as `hpcheck validate` reads it."""
    block = next(block for block in blocks(page, "yaml") if "hpcheck.plan/1" in block)
    return build_plan(parse(block.encode(), "mycounty.yaml"), "mycounty.yaml", catalogue(), "")


def data_file(page: str) -> Actuals:
    """The made-up data of a page, read for the plan that they name."""
    block = next(block for block in blocks(page, "yaml") if "\nillustrative: true" in block)
    return read_actuals(parse(block.encode(), "actuals.yaml"), "actuals.yaml", load_plan("chongqing"))


@pytest.mark.parametrize("language", ["sh", "yaml"])
def test_both_readmes_have_the_same_commands_and_files(language: str) -> None:
    english, chinese = ([without_comments(block) for block in blocks(readme, language)] for readme in READMES)
    assert english == chinese


@pytest.mark.parametrize("readme", READMES)
def test_the_readmes_are_for_the_first_ten_minutes(readme: str) -> None:
    assert len((ROOT / readme).read_text(encoding="utf-8").splitlines()) <= 170


@pytest.mark.parametrize(("page", "count"), [(ENGLISH, 2), (CHINESE, 2), (OWN_PLAN, 6)])
def test_the_plan_of_a_page_is_valid(page: str, count: int) -> None:
    assert len(own_plan(page).indicators) == count


def test_the_own_plan_has_a_target_in_structured_form() -> None:
    target = own_plan(OWN_PLAN).find("emergency_response_time").target
    assert target is not None
    assert (target.text, target.rule) == (
        "形成12分钟急救圈",
        Compare(Relation.LE, Quantity(Fraction(12), "分钟")),
    )


@pytest.mark.parametrize(("page", "count", "targets"), [(ENGLISH, 6, 0), (CHINESE, 6, 0), (TUTORIAL, 8, 1)])
def test_the_data_of_a_page_are_valid(page: str, count: int, targets: int) -> None:
    actuals = data_file(page)
    assert (actuals.year, actuals.illustrative) == (2024, True)
    assert len(actuals.values) == count
    assert [target.indicator for target in actuals.targets] == ["surface_water_quality"][:targets]


@pytest.mark.parametrize("readme", READMES)
def test_each_readme_links_the_other_at_its_top(readme: str) -> None:
    top = (ROOT / readme).read_text(encoding="utf-8").splitlines()[:3]
    other = CHINESE if readme == ENGLISH else ENGLISH
    assert any(f"]({other})" in line for line in top)


@pytest.mark.parametrize(
    "page",
    [
        *READMES,
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        *(f"docs/{page.name}" for page in (ROOT / "docs").glob("*.md")),
    ],
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
