"""Old office files, pictures and what else is no document that can be read: converted, recognised, or said."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from blockcases import blocks, rows, texts
from pdfpages import PdfPage, pdf_of

from healthplan_cli.base.errors import InvalidInput
from healthplan_cli.base.read_bytes import Source
from healthplan_cli.draft.reading import read_draft
from healthplan_cli.sources.documents import read_blocks

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def refusal(content: bytes, name: str = "plan.doc", **options: Any) -> str:
    with pytest.raises(InvalidInput) as error:
        read_blocks(Source(name, content), **options)
    [problem] = error.value.problems
    return problem.message


class TestOld:
    def test_without_libreoffice(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(shutil, "which", lambda name: None)
        assert "另存为 .docx" in refusal(OLE + b"x" * 100)
        assert "密码" in refusal(OLE + "EncryptedPackage".encode("utf-16-le"))

    def test_what_libreoffice_can_t_read(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def run(command: list[str], **_: Any) -> None:
            raise subprocess.TimeoutExpired(command, 1)

        monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
        monkeypatch.setattr(subprocess, "run", run)
        assert "没能转换" in refusal(OLE + b"x" * 100)

    @pytest.mark.parametrize(("marker", "kind"), [("WordDocument", "docx"), ("Workbook", "xlsx")])
    def test_how_it_is_called(self, marker: str, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
        """With a profile of its own, without a window, into a folder that is thrown away."""
        called: list[list[str]] = []

        def run(command: list[str], **options: Any) -> None:
            called.append(command)
            assert options["timeout"] <= 120
            out = Path(command[command.index("--outdir") + 1])
            out.mkdir()
            made: Any
            if kind == "docx":
                made = docx.Document()
                made.add_paragraph("一、总体要求")
            else:
                made = openpyxl.Workbook()
                made.active.append(["一、总体要求"])
            made.save(str(out / f"document.{kind}"))

        monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
        monkeypatch.setattr(subprocess, "run", run)
        source = Source("plan.wps", OLE + marker.encode("utf-16-le"))
        found = read_blocks(source)
        assert (texts(found), found.form, found.sha256) == (["# 一、总体要求"], kind, source.sha256)
        [command] = called
        profile = next(part for part in command if part.startswith("-env:UserInstallation=file:"))
        assert not Path(profile.partition("file://")[2]).exists()
        assert "--headless" in command


class TestSaid:
    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b"\x89PNG\r\n\x1a\n" + bytes(50), "文字识别"),
            (b"{\\rtf1 x}", "RTF"),
            (b" \n", "空的"),
            (b"PK\x03\x04 broken off", "损坏"),
            (b"%PDF-1.4\n1 0 obj\n<<", "损坏"),
            (pdf_of([PdfPage(), PdfPage()]), "扫描件"),
            (pdf_of([PdfPage().text(60, 100, "abcdefgh" * 9)]), "汉字"),
            (b"x" * 20_000_001, "20 MB"),
        ],
    )
    def test_what_it_is(self, content: bytes, words: str) -> None:
        assert words in refusal(content, "plan")

    def test_what_unpacks_to_too_much(self) -> None:
        import zlib

        bomb = zlib.compress(bytes(60_000_000))
        content = pdf_of([PdfPage().text(60, 100, "规划")])
        content = content.replace(
            b"xref\n",
            b"99 0 obj\n<< /Filter /FlateDecode >>\nstream\n" + bomb + b"\nendstream\nendobj\nxref\n",
            1,
        )
        assert "压缩炸弹" in refusal(content, "plan.pdf")

    def test_any_part_of_a_file(self) -> None:
        document, stream = docx.Document(), io.BytesIO()
        document.add_paragraph("一、总体要求")
        document.save(stream)
        for content in (stream.getvalue(), pdf_of([PdfPage().text(60, 100, "一、总体要求在这里")])):
            cut = [content[:end] for end in range(20, len(content), len(content) // 25)]
            said = [refused(part) for part in cut]
            assert all(
                words is None or "损坏" in words or "文字层" in words or "编码" in words for words in said
            )
            assert sum(words is not None for words in said) > len(said) // 2


def refused(content: bytes) -> str | None:
    """What is said of a file that is refused; None for one that is read."""
    try:
        blocks(content, "plan")
    except InvalidInput as error:
        return str(error)
    return None


class TestRecognised:
    def test_without_the_extra(self, monkeypatch: pytest.MonkeyPatch) -> None:
        import sys

        monkeypatch.setitem(sys.modules, "rapidocr", None)
        from healthplan_cli.sources.documents import recognition

        recognition._engine.cache_clear()
        assert "hpcheck[ocr]" in refusal(pdf_of([PdfPage()]), "plan.pdf", ocr=True)

    def test_a_page_that_is_a_picture(self) -> None:
        """A page drawn here with a font of this computer, its table ruled."""
        pytest.importorskip("rapidocr", reason="the extra ocr isn't installed")
        pytest.importorskip("onnxruntime", reason="the extra ocr isn't installed")
        from PIL import Image, ImageDraw, ImageFont

        try:
            font = ImageFont.truetype("NotoSansCJK-Regular.ttc", 34)
        except OSError:
            pytest.skip("no Chinese font to draw with")
        picture = Image.new("RGB", (1240, 600), "white")
        draw = ImageDraw.Draw(picture)
        cells = [["指标", "单位", "2025年"], ["人均预期寿命", "岁", "79.5"], ["居民健康素养水平", "%", "30"]]
        for y in range(200, 440, 75):
            draw.line((100, y, 1100, y), "black", 2)
        for x in (100, 560, 800, 1100):
            draw.line((x, 200, x, 425), "black", 2)
        for y, row in zip((215, 290, 365), cells, strict=True):
            for x, words in zip((120, 580, 820), row, strict=True):
                draw.text((x, y), words, "black", font)
        draw.text((120, 100), "主要发展指标如下表所示", "black", font)
        stream = io.BytesIO()
        picture.save(stream, "PNG")
        found = read_blocks(Source("plan.png", stream.getvalue()), ocr=True)
        assert found.recognised
        assert texts(found)[0] == "主要发展指标如下表所示"
        assert [rows(grid) for _, grid in found.grids()] == [cells]


class TestPagesThatArePictures:
    """A PDF with text has pages that are pictures: they are named, and neither an empty page nor one with a seal is one."""

    def pages(self, *last: PdfPage) -> bytes:
        running = [
            PdfPage().text(60, 40, f"青山县规划 {number}").text(60, 100, f"第{number}章的文字在这里")
            for number in range(1, 5)
        ]
        return pdf_of([*running, *last])

    def unread(self, *last: PdfPage) -> tuple[int, ...]:
        return read_blocks(Source("a.pdf", self.pages(*last))).unread

    def test_a_picture_over_the_page(self) -> None:
        assert self.unread(PdfPage().picture(50, 80, 545, 780)) == (5,)

    def test_its_running_head_is_no_text(self) -> None:
        assert self.unread(PdfPage().text(60, 40, "青山县规划 5").picture(50, 80, 545, 780)) == (5,)

    def test_an_empty_page_a_seal_and_a_background_are_none(self) -> None:
        seal, background = PdfPage().picture(300, 600, 400, 700), PdfPage().picture(0, 0, 595, 842)
        assert self.unread(PdfPage(), seal, background.text(60, 300, "一页有自己的文字")) == ()

    def test_a_draft_says_so(self) -> None:
        found = read_draft(read_blocks(Source("a.pdf", self.pages(PdfPage().picture(50, 80, 545, 780)))))
        assert any("第 5 页是图片" in remark and "--ocr" in remark for remark in found.remarks)

    def test_a_word_document_of_pictures_says_what_to_do(self) -> None:
        stream = io.BytesIO()
        docx.Document().save(stream)
        assert "--ocr" in refusal(stream.getvalue(), "a.docx")


class TestScans:
    """What a scanner does to a page: its lines are grey and not level."""

    def page(self, turned: float = 0.0, ink: str = "black") -> Any:
        pytest.importorskip("cv2", reason="the extra ocr isn't installed")
        from PIL import Image, ImageDraw

        picture = Image.new("RGB", (1240, 1000), "white")
        draw = ImageDraw.Draw(picture)
        for y in range(200, 440, 75):
            draw.line((100, y, 1100, y), ink, 1)
        for x in (100, 560, 800, 1100):
            draw.line((x, 200, x, 425), ink, 1)
        return picture.rotate(turned, fillcolor="white", resample=Image.Resampling.BICUBIC)

    @pytest.mark.parametrize("turned", [0.0, 0.6, -1.4, 2.6])
    @pytest.mark.parametrize("ink", ["black", "#b0b0b0"])
    def test_all_lines_are_found(self, turned: float, ink: str) -> None:
        picture = self.page(turned, ink)
        import numpy

        from healthplan_cli.sources.documents import recognition

        rules = list(recognition._rules(recognition._straight(numpy.asarray(picture)), 2.0))
        assert sum(rule.across for rule in rules) == 4
        assert sum(not rule.across for rule in rules) == 4

    def test_a_sign_that_is_recognised_as_two(self) -> None:
        from healthplan_cli.sources.documents.recognition import _PER_MILLE

        assert [_PER_MILLE.sub("‰", text) for text in ("%0", "3.5%0", "30%", "5%05")] == [
            "‰",
            "3.5‰",
            "30%",
            "5%05",
        ]


def test_nothing_of_recognition_is_loaded_unless_asked() -> None:
    import sys

    code = (
        "import sys; sys.path[:0] = ['tests']; from pdfpages import PdfPage, pdf_of\n"
        "from healthplan_cli.base.read_bytes import Source\n"
        "from healthplan_cli.sources.documents import read_blocks\n"
        "read_blocks(Source('a.pdf', pdf_of([PdfPage().text(60, 100, '规划的文字在这里')])))\n"
        "print(sorted({'rapidocr', 'onnxruntime', 'numpy', 'cv2', 'PIL', 'pypdfium2', 'docx', 'openpyxl'} & set(sys.modules)))"
    )
    root = Path(__file__).resolve().parents[3]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


class TestHostile:
    """What a PDF can say to keep a reader busy for ever."""

    def refused_soon(self, content: bytes) -> str | None:
        import time

        begin = time.process_time()
        said = refused(content)
        assert time.process_time() - begin < 10
        return said

    def test_a_font_of_a_hundred_million_widths(self) -> None:
        content = pdf_of([PdfPage().text(60, 100, "规划的文字")])
        assert "损坏" in str(self.refused_soon(content.replace(b"/W [32 126 500]", b"/W [0 99999999 500]")))

    def test_a_font_of_four_thousand_million_codes(self) -> None:
        content = pdf_of([PdfPage().text(60, 100, "规划的文字")])
        codes = b"begincmap\n1 beginbfrange\n<00000000> <ffffffff> <0000>\nendbfrange\nendcmap"
        start, end = content.index(b"begincmap"), content.index(b"endcmap") + len(b"endcmap")
        assert "损坏" in str(self.refused_soon(content[:start] + codes + content[end:]))

    def test_parts_that_draw_each_other(self) -> None:
        """Ten drawn ten times each, nine deep: a thousand million."""
        page = PdfPage().text(60, 100, "规划的文字在这里")
        page.drawn.append("/X0 Do " * 10)
        content = pdf_of([page])
        for level in range(9):
            inner = f"/X{level + 1} Do " * 10
            names = " ".join(f"/X{n} {50 + n} 0 R" for n in range(10))
            part = (
                f"{50 + level} 0 obj\n<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << {names} >> >>"
                f" /Length {len(inner)} >>\nstream\n{inner}\nendstream\nendobj\n"
            )
            content = content.replace(b"xref\n", part.encode() + b"xref\n", 1)
        content = content.replace(b"/Resources << /Font", b"/Resources << /XObject << /X0 50 0 R >> /Font")
        content = content[: content.index(b"xref\n")] + b"trailer << /Size 70 /Root 1 0 R >>\n"
        assert self.refused_soon(content) is None

    def test_a_page_that_is_its_own_parent(self) -> None:
        content = pdf_of([PdfPage().text(60, 100, "规划的文字")]).replace(b"/Kids [7 0 R]", b"/Kids [2 0 R]")
        self.refused_soon(content)
