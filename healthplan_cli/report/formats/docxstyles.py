"""The styles of documents: of official papers (GB/T 9704) in Chinese, of a plain report in English; or a template's.

A style is found by its name as Word writes it. Styles of a template stay as they are, missing ones are added.
"""

from __future__ import annotations

from typing import Any

from docx.oxml.ns import qn

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import language, tr
from healthplan_cli.report.formats.docxxml import measured, rule, w

LATIN = "Times New Roman"
# What is not on every machine stands with what takes its place (fontTable's altName): 小标宋 is bought, the others come with Windows.
XIAOBIAOSONG, SONG, HEI, FANG, KAI = tr("方正小标宋简体"), tr("宋体"), tr("黑体"), tr("仿宋"), tr("楷体")
INSTEAD = {
    XIAOBIAOSONG: tr("小标宋体,方正小标宋_GBK,华文中宋,宋体"),
    SONG: "SimSun",
    HEI: "SimHei",
    FANG: tr("仿宋_GB2312,FangSong"),
    KAI: tr("楷体_GB2312,KaiTi"),
}


@record(frozen=True, slots=True)
class Style:
    """A paragraph's style.

    In points: `size`, `exact` (height of a line), `before`, `after`, `indent` of the first line. `outline`: its level
    in the navigation pane; `followed`: the style of the next paragraph.
    """

    name: str
    font: str
    size: int
    latin: str = LATIN
    bold: bool = False
    align: str = ""
    exact: int = 0
    before: int = 0
    after: int = 0
    indent: int = 0
    left: int = 0
    right: int = 0
    outline: int | None = None
    kept: bool = False
    followed: str = ""


BODY, TITLE, SUBTITLE, SECTION, SUBSECTION = "Normal", "Title", "Subtitle", "heading 1", "heading 2"
CAPTION, FOOTER, SIGNATURE, DATE = "caption", "footer", "Signature", "Date"
ANNEX, ANNEX_TITLE, LISTED = tr("附件标记"), tr("附件标题"), tr("附件说明")
CELL, NOTE, FIGURE, DENSE = tr("表格文字"), tr("表注"), tr("图"), tr("摘要文字")
GRID = "Table Grid"
# What some programs call Word's own styles in files.
_IN_CHINESE = {
    "正文": BODY, "标题": TITLE, "副标题": SUBTITLE, "标题1": SECTION, "标题2": SUBSECTION, "题注": CAPTION, "网格型": GRID,
}  # fmt: skip
_USUAL = (BODY, TITLE, SECTION, SUBSECTION, CAPTION, GRID)  # that a template is expected to have
_OF_TEXT = (DENSE, LISTED, SIGNATURE, DATE)  # these have the letters and lines of a template's own text


def _official() -> tuple[Style, ...]:
    """Return the styles of an official paper; 三号 is 16 points, 二号 22, 小五 9."""
    return (
        Style(BODY, FANG, 16, exact=28, indent=32, align="both"),
        Style(DENSE, FANG, 14, exact=20, indent=28, align="both"),
        Style(TITLE, XIAOBIAOSONG, 22, exact=34, after=4, align="center", kept=True, followed=SUBTITLE),
        Style(SUBTITLE, KAI, 16, exact=26, after=4, align="center"),
        Style(SECTION, HEI, 16, exact=28, indent=32, outline=0, kept=True, followed=BODY),
        Style(SUBSECTION, KAI, 16, exact=28, indent=32, outline=1, kept=True, followed=BODY),
        Style(ANNEX, HEI, 16, exact=28, outline=0, kept=True, followed=ANNEX_TITLE),
        Style(ANNEX_TITLE, XIAOBIAOSONG, 18, exact=30, after=8, align="center", outline=1, kept=True, followed=BODY),
        Style(LISTED, FANG, 16, exact=28, left=80, kept=True),
        Style(SIGNATURE, FANG, 16, exact=28, left=200),
        Style(DATE, FANG, 16, exact=28, align="right", right=64),
        Style(CAPTION, HEI, 12, exact=18, before=2, after=2, align="center"),
        Style(CELL, SONG, 9, exact=12),
        Style(NOTE, SONG, 9, exact=13, before=2),
        Style(FIGURE, SONG, 9, align="center", kept=True),
        Style(FOOTER, SONG, 14),
    )  # fmt: skip


def _plain() -> tuple[Style, ...]:
    """Return the styles of a plain report in English."""
    sans = "Arial"
    return (
        Style(BODY, SONG, 11, after=6, align="left"),
        Style(DENSE, SONG, 10, after=4, align="left"),
        Style(TITLE, HEI, 20, sans, True, after=6, align="left", kept=True, followed=SUBTITLE),
        Style(SUBTITLE, SONG, 11, after=12, align="left"),
        Style(SECTION, HEI, 14, sans, True, before=12, after=4, outline=0, kept=True, followed=BODY),
        Style(SUBSECTION, HEI, 12, sans, True, before=8, after=4, outline=1, kept=True, followed=BODY),
        Style(ANNEX, HEI, 12, sans, True, after=2, outline=0, kept=True, followed=ANNEX_TITLE),
        Style(ANNEX_TITLE, HEI, 14, sans, True, after=8, outline=1, kept=True, followed=BODY),
        Style(LISTED, SONG, 11, left=54, after=2, kept=True),
        Style(SIGNATURE, SONG, 11, left=220, before=10),
        Style(DATE, SONG, 11, left=220, before=10),
        Style(CAPTION, HEI, 9, sans, True, before=8, after=3, align="left"),
        Style(CELL, SONG, 9, sans),
        Style(NOTE, SONG, 8, sans, before=2),
        Style(FIGURE, SONG, 9, before=6, align="left", kept=True),
        Style(FOOTER, SONG, 9, sans),
    )


def own_styles() -> tuple[Style, ...]:
    """Return the styles of a paper in the chosen language."""
    return _official() if language() == "zh" else _plain()


class StyleIds:
    """The ids of styles in a document by name; a missing style is added."""

    def __init__(self, styles: Any) -> None:
        """Take the styles element of a document."""
        self.styles = styles
        self.ids: dict[str, str] = {}
        self.taken = {style.get(qn("w:styleId")) for style in styles.iterfind(qn("w:style"))}
        for style in styles.iterfind(qn("w:style")):
            name = style.find(qn("w:name"))
            kind = style.get(qn("w:type"), "paragraph")
            said = name.get(qn("w:val"), "") if name is not None else ""
            said = _IN_CHINESE.get(said.replace(" ", ""), said).casefold()
            if said and (kind == "table") == (said == GRID.casefold()) and kind in ("paragraph", "table"):
                self.ids.setdefault(said, style.get(qn("w:styleId")))
        self.own_text = self.has(BODY)
        self.missing = tuple(style for style in _USUAL if not self.has(style))
        self._add_missing()

    def __getitem__(self, name: str) -> str:
        return self.ids[name.casefold()]

    def has(self, name: str) -> bool:
        """Return whether the document has a style of that name."""
        return name.casefold() in self.ids

    def size(self, name: str) -> int:
        """Return the half points of a style's letters; 0 where it doesn't say so itself."""
        found = (
            style for style in self.styles.iterfind(qn("w:style")) if style.get(qn("w:styleId")) == self[name]
        )
        letters = next((style.find(f"{qn('w:rPr')}/{qn('w:sz')}") for style in found), None)
        return measured(letters.get(qn("w:val"))) if letters is not None else 0

    def _add_missing(self) -> None:
        missing = [style for style in own_styles() if not self.has(style.name)]
        grid = not self.has(GRID)
        for style in missing:
            self._name(style.name)
        if grid:
            self._name(GRID)
        self.styles.extend(self._element(style) for style in missing)
        if grid:
            self.styles.append(_grid(self[GRID]))

    def _name(self, name: str) -> None:
        """Give a style's name an id that no other has."""
        plain = "".join(part[:1].upper() + part[1:] for part in name.split())
        id, number = plain, 2
        while id in self.taken:
            id, number = f"{plain}{number}", number + 1
        self.taken.add(id)
        self.ids[name.casefold()] = id

    def _element(self, style: Style) -> Any:
        base = style.name == BODY
        bare = self.own_text and style.name in _OF_TEXT
        shape = w(
            "pPr",
            w("keepNext") if style.kept else None,
            w("widowControl", val=0) if base else None,
            None if bare else w("spacing", before=style.before * 20, after=style.after * 20, **_line(style)),
            w("ind", left=style.left * 20, right=style.right * 20, firstLine=style.indent * 20),
            w("jc", val=style.align or "left"),
            w("outlineLvl", val=style.outline) if style.outline is not None else None,
        )
        fonts = w("rFonts", ascii=style.latin, hAnsi=style.latin, eastAsia=style.font, cs=style.latin)
        if language() == "zh":
            fonts.set(qn("w:hint"), "eastAsia")  # quotation marks and dashes are Chinese ones
        letters = w(
            "rPr",
            fonts,
            w("b", val=int(style.bold)),
            w("i", val=0),
            w("color", val="000000"),
            w("sz", val=style.size * 2),
            w("szCs", val=style.size * 2),
        )
        made = w(
            "style",
            w("name", val=style.name),
            w("basedOn", val=self[BODY]) if not base else None,
            w("next", val=self[style.followed]) if style.followed else None,
            w("qFormat"),
            shape,
            None if bare else letters,
            type="paragraph",
            styleId=self[style.name],
        )
        if base:
            made.set(qn("w:default"), "1")
        return made


def _line(style: Style) -> dict[str, object]:
    if style.exact:
        return {"line": style.exact * 20, "lineRule": "exact"}
    return {"line": 240, "lineRule": "auto"}


def _grid(id: str) -> Any:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    return w(
        "style",
        w("name", val=GRID),
        w("tblPr", w("tblBorders", *(w(side, **rule()) for side in sides))),
        type="table",
        styleId=id,
    )


def defaults() -> Any:
    """Return the styles element of an empty document, with only the default language and font."""
    letters = w(
        "rPr",
        w("rFonts", ascii=LATIN, hAnsi=LATIN, eastAsia=SONG, cs=LATIN),
        w("sz", val=21),
        w("lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA"),
    )
    return w("styles", w("docDefaults", w("rPrDefault", letters), w("pPrDefault")))


def font_table() -> Any:
    """Return the fonts with those that replace them where they aren't installed."""
    return w(
        "fonts",
        w("font", w("charset", val="00"), w("family", val="roman"), w("pitch", val="variable"), name=LATIN),
        *(
            w(
                "font",
                w("altName", val=others),
                w("charset", val="86"),
                w("family", val="auto"),
                w("pitch", val="variable"),
                name=font,
            )
            for font, others in INSTEAD.items()
        ),
    )
