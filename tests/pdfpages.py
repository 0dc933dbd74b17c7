"""Small PDFs made by hand: words and rules where a test puts them."""

from __future__ import annotations

from collections.abc import Sequence


class PdfPage:
    """A page of A4, its heights counted from above; what is put on it stays in its order."""

    def __init__(self, width: float = 595, height: float = 842) -> None:
        self.width, self.height = width, height
        self.drawn: list[str] = []
        self.chars: set[str] = set()

    def text(self, x: float, base: float, words: str, size: float = 10) -> PdfPage:
        """Write words from here on: letters and digits half as wide as they are high, all others as wide."""
        self.chars |= set(words)
        codes = "".join(f"{ord(char):04X}" for char in words)
        self.drawn.append(f"BT /F {size} Tf 1 0 0 1 {x} {self.height - base} Tm <{codes}> Tj ET")
        return self

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> PdfPage:
        """Draw a line."""
        self.drawn.append(f"0.5 w {x0} {self.height - y0} m {x1} {self.height - y1} l S")
        return self

    def picture(self, x0: float, y0: float, x1: float, y1: float) -> PdfPage:
        """Put a grey picture there."""
        place = f"{x1 - x0} 0 0 {y1 - y0} {x0} {self.height - y1}"
        self.drawn.append(f"q {place} cm BI /W 1 /H 1 /CS /G /BPC 8 ID a EI Q")
        return self

    def grid(self, xs: Sequence[float], ys: Sequence[float]) -> PdfPage:
        """Rule a table with all its lines."""
        for y in ys:
            self.rule(xs[0], y, xs[-1], y)
        for x in xs:
            self.rule(x, ys[0], x, ys[-1])
        return self

    def cells(self, xs: Sequence[float], ys: Sequence[float], rows: Sequence[Sequence[str]]) -> PdfPage:
        """Write each cell's lines from its upper left on."""
        for y, row in zip(ys, rows, strict=False):
            for x, words in zip(xs, row, strict=False):
                for number, line in enumerate(words.split("\n")):
                    self.text(x + 3, y + 14 + 12 * number, line)
        return self

    @property
    def content(self) -> str:
        return "\n".join(self.drawn)


def pdf_of(pages: Sequence[PdfPage]) -> bytes:
    """The PDF of these pages, with one font that says its characters."""
    chars = sorted({char for page in pages for char in page.chars})
    pairs = "\n".join(f"<{ord(char):04X}> <{ord(char):04X}>" for char in chars)
    cmap = f"begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange\n{len(chars)} beginbfchar\n{pairs}\nendbfchar endcmap"
    kids = " ".join(f"{7 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /S /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /S /DW 1000 /W [32 126 500] /FontDescriptor 6 0 R"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        f"<< /Length {len(cmap)} >>\nstream\n{cmap}\nendstream",
        "<< /Type /FontDescriptor /FontName /S /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0"
        " /Ascent 900 /Descent -200 /CapHeight 700 /StemV 80 >>",
    ]
    for number, page in enumerate(pages):
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {page.width} {page.height}] /Contents {8 + 2 * number} 0 R"
            " /Resources << /Font << /F 3 0 R >> >> >>",
            f"<< /Length {len(page.content)} >>\nstream\n{page.content}\nendstream",
        ]
    out, starts = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        starts.append(len(out))
        out += f"{number} 0 obj\n{text}\nendobj\n".encode()
    table = "".join(f"{start:010d} 00000 n \n" for start in starts)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer << /Size {size} /Root 1 0 R >>\n"
    return out + f"{end}startxref\n{len(out)}\n%%EOF".encode()
