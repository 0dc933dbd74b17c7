"""`hpcheck draft` from a document to a spec that validate accepts, verify finds and lint reads; in every form."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path

import pytest
from support import Desk

from healthplan_cli.report.forms import KINDS

HEAD = ("序号", "指标", "单位", "2025年", "2030年", "性质")
TABLE = (
    ("1", "人均预期寿命", "岁", "79.0", "80", "预期性"),
    ("2", "孕产妇死亡率", "/10万", "12.1", "≤14.5", "预期性"),
    ("3", "居民健康素养水平", "%", "33.1", "达到40左右", "约束性"),
    ("4", "村卫生室自动除颤仪配备率", "%", "10", "60", "预期性"),
    ("5", "产业用地规模", "亩", "—", "500", "预期性"),
)
TITLE = "安岳县“十五五”卫生健康发展规划"
BODY = (
    "为推进健康安岳建设，制定本规划。规划期为2026—2030年，以2025年为基期。",
    "一、发展目标",
    "到2030年，人均预期寿命提高到80岁。12岁儿童龋齿率控制在25%以内。",
)


def txt(rows: Iterable[tuple[str, ...]] = TABLE) -> bytes:
    """The document as text, its cells apart by tabs."""
    return "\n".join([TITLE, "", *BODY, "", "表1 主要指标", *map("\t".join, (HEAD, *rows))]).encode()


def html(rows: Iterable[tuple[str, ...]] = TABLE) -> bytes:
    """The document as a web page."""
    body = "".join(f"<p>{line}</p>" for line in BODY)
    cells = "".join(
        "<tr>" + "".join(f"<td>{cell.replace('<', '&lt;')}</td>" for cell in row) + "</tr>"
        for row in (HEAD, *rows)
    )
    page = f"<html><head><meta charset='utf-8'><title>{TITLE}</title></head><body><h1>{TITLE}</h1>{body}<p>表1 主要指标</p><table>{cells}</table></body></html>"
    return page.encode()


def docx(rows: Iterable[tuple[str, ...]] = TABLE) -> bytes:
    """The document as Word has it."""
    from docx import Document

    document = Document()
    document.add_heading(TITLE, 0)
    for line in (*BODY, "表1 主要指标"):
        document.add_paragraph(line)
    found = (HEAD, *rows)
    table = document.add_table(len(found), len(HEAD))
    for at, row in enumerate(found):
        for column, cell in enumerate(row):
            table.cell(at, column).text = cell
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def xlsx(rows: Iterable[tuple[str, ...]] = TABLE) -> bytes:
    """The table as a sheet."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([TITLE])
    for row in (HEAD, *rows):
        sheet.append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


DOCUMENTS = {"规划.txt": txt(), "规划.html": html(), "规划.docx": docx()}


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Desk:
    """A folder with the document in all forms."""
    found = Desk(tmp_path, monkeypatch, capsys)
    found.put({**DOCUMENTS, "规划.xlsx": xlsx(), "会议.txt": "会议通知\n\n请于周五前报送材料。\n".encode()})
    return found


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_is_a_spec_that_holds(desk: Desk, name: str) -> None:
    made = desk.run("draft", name, "-o", "own.yaml")
    assert made.code == 0, made.err
    assert "5 项指标" in made.err
    assert "id: own" in (desk.folder / "own.yaml").read_text(encoding="utf-8")
    assert desk.run("validate", "own.yaml").code == 0
    found = desk.run("verify", "own.yaml", name)
    assert found.code == 0, found.out
    assert desk.run("lint", "own.yaml").code in (0, 1)
    shown = desk.run("show", "own.yaml", "--format", "json").json
    rows = [
        (row["name"], row["unit"], row["baseline"], row["target"], row["nature"])
        for row in shown["indicators"]
    ]
    assert rows == [row[1:] for row in TABLE]
    assert [row["id"] for row in shown["indicators"][:3]] == [
        "life_expectancy",
        "maternal_mortality",
        "health_literacy",
    ]
    assert shown["period"] == {"baseline": 2025, "start": 2026, "end": 2030}


def test_a_sheet_is_a_spec(desk: Desk) -> None:
    made = desk.run("draft", "规划.xlsx", "-o", "own.yaml")
    assert made.code == 0, made.err
    assert desk.run("validate", "own.yaml").code == 0
    assert "5 项指标" in made.err


def test_without_a_file_the_spec_is_written_out(desk: Desk) -> None:
    made = desk.run("draft", "规划.txt", "--id", "anyue")
    assert made.code == 0
    assert made.out.startswith("# 由 hpcheck draft 写出")
    assert "id: anyue" in made.out
    assert "待核" in made.err
    assert "正文承诺" not in made.out


def test_strict_is_about_doubts(desk: Desk) -> None:
    assert desk.run("draft", "规划.txt", "--strict").code == 1
    desk.put({"净.txt": txt(TABLE[:3])})
    clean = desk.run("draft", "净.txt", "--strict", "--format", "json")
    assert (clean.code, clean.json["summary"]["doubts"]) == (0, 0), clean.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("会议.txt",), "没有找到指标表"),
        (("没有.docx",), "找不到这个文件"),
        (("规划.txt", "--id", "1a"), "--id"),
        (("规划.txt", "--pages", "x"), "--pages"),
        (("规划.txt", "--pages", "9-3"), "--pages"),
        (("规划.txt", "-o", "x.pdf"), "--output"),
        (("规划.txt", "--update", "规划.txt"), "规划.txt"),
    ],
)
def test_what_cant_be_read_writes_nothing(desk: Desk, arguments: tuple[str, ...], said: str) -> None:
    before = sorted(desk.folder.iterdir())
    made = desk.run("draft", *arguments, *(() if "-o" in arguments else ("-o", "own.yaml")))
    assert made.code == 2
    assert said in made.err
    assert sorted(desk.folder.iterdir()) == before


@pytest.mark.parametrize("form", KINDS["draft"].forms)
def test_every_form(desk: Desk, form: str) -> None:
    made = desk.run("draft", "规划.txt", "-o", f"{form}:out")
    assert made.code == 0, made.err
    content = (desk.folder / "out").read_bytes()
    assert content
    if form not in ("xlsx", "docx"):
        text = content.decode("utf-8-sig")
        for words in ("居民健康素养水平", "达到40左右", "待核" if form != "json" else "doubt"):
            assert words in text


def test_data_have_confidence_and_place(desk: Desk) -> None:
    data = desk.run("draft", "规划.txt", "--format", "json").json
    assert data["format"] == "hpcheck.draft/1"
    literacy, land = data["indicators"][2], data["indicators"][4]
    target = literacy["fields"]["target"]
    assert (target["value"], target["confidence"], target["doubts"]) == ("达到40左右", "certain", [])
    assert [one["text"] for one in target["printed"]] == ["达到40左右"]
    assert target["printed"][0]["place"]["line"]
    assert literacy["place"]
    assert "40" in literacy["reading"][0]
    assert land["fields"]["target"]["confidence"] == "doubt"
    assert land["fields"]["target"]["value"] == {"op": "unread", "text": "500"}


def test_a_new_edition(desk: Desk) -> None:
    desk.run("draft", "规划.txt", "-o", "own.yaml")
    same = desk.run("draft", "规划.docx", "--update", "own.yaml", "-o", "same.yaml")
    assert same.code == 0, same.err
    assert "改动" not in same.err
    desk.put(
        {"新版.txt": txt((*TABLE[:2], ("3", "居民健康素养水平", "%", "33.1", "≥42", "约束性"), TABLE[3]))}
    )
    new = desk.run("draft", "新版.txt", "--update", "own.yaml", "-o", "new.yaml")
    assert "居民健康素养水平，目标：“达到40左右” → “≥42”" in new.err
    assert "没有了：产业用地规模" in new.err
    assert desk.run("validate", "new.yaml").code == 0
    assert "上一版作“达到40左右”" in (desk.folder / "new.yaml").read_text(encoding="utf-8")


def test_the_earlier_spec_is_not_written_over(desk: Desk) -> None:
    desk.run("draft", "规划.txt", "-o", "own.yaml")
    made = desk.run("draft", "规划.txt", "--update", "own.yaml", "-o", "own.yaml", "--force")
    assert made.code == 2


def test_nothing_of_it_is_loaded_by_evaluate() -> None:
    import subprocess
    import sys

    code = "import sys; from healthplan_cli.cli import run; run(['evaluate', '--help']); print([m for m in sys.modules if '.draft' in m or m == 'pypinyin'])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
