"""What is well formed, for each format that machines read."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree

import jsonschema
import yaml
from support import CASES

from healthplan_cli.views.records import FIELDS

MACHINES = ("jsonl", "junit", "github", "sarif", "tap")
FOLDER = CASES / "machines"
NUMBERS = ("value", "baseline", "progress", "elapsed", "gap")


# Which children and attributes each element of JUnit XML may have in the form that Jenkins' xUnit takes, and must have (!).
JUNIT = {
    "testsuites": (("testsuite",), "name time tests failures errors"),
    "testsuite": (
        ("properties", "testcase", "system-out", "system-err"),
        "name! tests! failures! errors! group time skipped timestamp hostname id package file log url",
    ),
    "properties": (("property",), ""),
    "property": ((), "name! value!"),
    "testcase": (("skipped", "error", "failure", "system-out", "system-err"), "name! time classname group"),
    "skipped": ((), "type message"),
    "failure": ((), "type message"),
    "system-out": ((), ""),
}


def check_junit(content: str) -> None:
    root = ElementTree.fromstring(content)
    assert root.tag == "testsuites"
    for element in root.iter():
        children, attributes = JUNIT[element.tag]
        known = attributes.replace("!", "").split()
        assert [child.tag for child in element if child.tag not in children] == []
        assert [name for name in element.attrib if name not in known] == []
        assert [
            name for name in attributes.split() if name[-1] == "!" and name[:-1] not in element.attrib
        ] == []
    for suite in root:
        found = [
            suite.findall("testcase"),
            *(suite.findall(f"testcase/{tag}") for tag in ("failure", "skipped")),
        ]
        counts = [suite.get(key) for key in ("tests", "failures", "skipped")]
        assert counts == [str(len(each)) for each in found]
    assert root.get("tests") == str(len(root.findall("testsuite/testcase")))


def check_jsonl(content: str) -> None:
    lines = [json.loads(line) for line in content.splitlines()]
    assert all(tuple(line) == FIELDS for line in lines)
    assert all(isinstance(line[key], float | None) for line in lines for key in NUMBERS)


def check_sarif(content: str) -> None:
    log = json.loads(content)
    schema = json.loads((FOLDER / "sarif.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(log)
    for run_ in log["runs"]:
        rules = run_["tool"]["driver"]["rules"]
        uris = [file["location"]["uri"] for file in run_["artifacts"]]
        prints = [json.dumps(result["partialFingerprints"]) for result in run_["results"]]
        assert len(set(prints)) == len(prints)
        for result in run_["results"]:
            assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
            for place in (*result["locations"], *result.get("relatedLocations", ())):
                file = place["physicalLocation"]["artifactLocation"]
                assert uris[file["index"]] == file["uri"]


COMMAND = re.compile(r"::(error|warning|notice) ((?:[a-z]+=[^:,]*,?)+)::([^\r\n]*)")


def annotated(content: str) -> list[tuple[str, dict[str, str], str]]:
    """What a runner reads: the kind, the properties, the message, unescaped."""
    found = []
    for line in content.split("\n")[:-1]:
        match = COMMAND.fullmatch(line)
        assert match, line
        pairs = dict(pair.split("=", 1) for pair in match[2].split(","))
        found.append((match[1], {key: plain(value) for key, value in pairs.items()}, plain(match[3])))
    return found


def plain(said: str) -> str:
    for code, sign in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        said = said.replace(code, sign)
    return said


def check_github(content: str) -> None:
    kinds = [kind for kind, _, _ in annotated(content)]
    assert kinds == sorted(kinds, key=("error", "warning", "notice").index)
    assert all(properties["title"] and message for _, properties, message in annotated(content))


TAP = re.compile(r"(not )?ok (\d+) - ((?:[^\\#]|\\.)+?)(?: # (SKIP|TODO) (.+))?")


def check_tap(content: str) -> None:
    version, plan, *lines = content.splitlines()
    assert version == "TAP version 14"
    points = [match for line in lines if (match := TAP.fullmatch(line))]
    assert [int(point[2]) for point in points] == list(range(1, int(plan.removeprefix("1..")) + 1))
    blocks = re.findall(r"^  ---\n((?:  .*\n)*?)  \.\.\.$", content, re.MULTILINE)
    assert len(blocks) == len(points)
    for point, block in zip(points, map(yaml.safe_load, blocks), strict=True):
        failed = block["status"] in ("missed", "behind")
        assert bool(point[1]) is (failed or point[4] == "TODO")
        assert (point[4] == "SKIP") is (block["status"] == "unknown" and not point[1])
    rest = [line for line in lines if not TAP.fullmatch(line) and not line.startswith(("  ", "# "))]
    assert rest == []


CHECKS = {
    "junit": check_junit,
    "jsonl": check_jsonl,
    "sarif": check_sarif,
    "github": check_github,
    "tap": check_tap,
}
