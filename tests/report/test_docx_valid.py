"""Papers open as they are: what must be named once is, what is referred to is there, in either language."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree
from support import ROOT, Desk

from healthplan_cli.base import i18n

YEAR = [f"examples/chongqing-review/data/{name}" for name in ("2021.csv", "2022.xlsx", "2023.yaml")]
PAPERS = {
    "evaluation": ["evaluate", "examples/panzhihua-2025/actuals.yaml", "-p", "panzhihua"],
    "trend": ["trend", *YEAR, "-p", "chongqing"],
    "projects": ["projects", "dachuan", "examples/dachuan-projects/progress.csv"],
    "comparison": ["compare", "chongqing", "panzhihua", "dachuan"],
    "panel": ["panel", "examples/panel-counties/counties.csv", "-p", "examples/panel-counties/plan.yaml"],
}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("paper", PAPERS)
def test_names_are_given_once(desk: Desk, paper: str, language: str, request: pytest.FixtureRequest) -> None:
    i18n.choose(language)
    request.addfinalizer(lambda: i18n.choose("zh"))
    words = [str(ROOT / word) if (ROOT / word).exists() and "/" in word else word for word in PAPERS[paper]]
    assert desk.run(*words, "-o", "out.docx").code in (0, 1)
    content = (desk.folder / "out.docx").read_bytes()
    package = zipfile.ZipFile(io.BytesIO(content))
    body: Any = docx.Document(io.BytesIO(content)).element.body
    assert once(Path(name).as_posix().casefold() for name in package.namelist())
    assert once(item.get("id") for item in body.iter(qn("wp:docPr")))
    assert once(item.get(qn("w:id")) for item in body.iter(qn("w:bookmarkStart")))
    styles = etree.fromstring(package.read("word/styles.xml"))
    ids = {item.get(qn("w:styleId")) for item in styles.iter(qn("w:style"))}
    assert once(item.get(qn("w:styleId")) for item in styles.iter(qn("w:style")))
    used = {item.get(qn("w:val")) for item in body.iter(qn("w:pStyle"), qn("w:tblStyle"))}
    assert used <= ids
    for rels in (name for name in package.namelist() if name.endswith(".rels")):
        assert once(item.get("Id") for item in etree.fromstring(package.read(rels)))
    for row in body.iter(qn("w:tr")):
        grid = row.getparent().find(qn("w:tblGrid"))
        assert len(row.findall(qn("w:tc"))) == len(grid)


def once(names: Any) -> bool:
    return all(count == 1 for count in Counter(names).values())
