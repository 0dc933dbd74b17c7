"""A document's blocks → the paragraphs that may have commitments, each with its section.

Left out are sections about the past or the situation (发展基础, 面临形势), explanations (注, 指标解释) and the contents.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.draft.body.promise import Clause
from healthplan_cli.draft.body.sentences import clauses
from healthplan_cli.draft.body.states import promises_of_states
from healthplan_cli.draft.body.values import values
from healthplan_cli.language.normalise import squeeze
from healthplan_cli.sources.documents.blocks import (
    Block,
    DocumentBlocks,
    HeadingBlock,
    ParagraphBlock,
    Place,
    TableBlock,
)


@dataclass(frozen=True, slots=True)
class BodyPassage:
    """A paragraph without white space, its section as the document numbers it, and whether that section is about the past."""

    text: str
    section: str
    place: Place
    past: bool = False


_NUMERALS = "一二三四五六七八九十百"
# The kinds of numbering, the highest first: a heading ends every section of its own kind and below.
_NUMBERINGS = (
    Pattern(rf"第[{_NUMERALS}\d]+[编篇部]分?"),
    Pattern(rf"第[{_NUMERALS}\d]+章"),
    Pattern(rf"第[{_NUMERALS}\d]+节"),
    Pattern(rf"[{_NUMERALS}]+(?:、|\.|．)"),
    Pattern(rf"[(（](?:[{_NUMERALS}]+|\d{{1,2}})[)）]"),
    Pattern(r"\d{1,2}(?:、|\.(?!\d)|．(?!\d))|[①-⑳]"),
)
_BOX = Pattern(r"(?P<label>专栏(?:\d{1,2}|[一二三四五六七八九十]+)?)[:：]?(?P<name>[^。；]{2,40})$")
_CONTENTS = Pattern(r"(?:[.．·…]{3,}|\s|\t)\s*[-—]?\d{1,3}[-—]?\s*$")
_LOOKS_BACK = Pattern(
    "(?:发展|工作|现实|规划|编制)基础|^基础(?:条件|现状)?$|基础[与和、]|现状|回顾|成就|成效|进展|背景|形势|机遇|挑战|问题|面临|短板|"
    "指导思想|基本原则|基本情况|环境分析|发展环境|发展历程|评估情况"
)
_LOOKS_AHEAD = Pattern(
    "目标|任务|措施|工程|保障|展望|夯实|强化|推进|建设|加强|提升|解决|补齐|应对|筑牢|优化|营造|创新|完善|健全"
)
_EXPLAINS = Pattern(
    "(?:附注|注|备注|说明|资料来源|数据来源|指标解释|名词解释|计算公式|计算方法|指标定义)(?:\\d*[:：.、]|[一二三四五六]?$)"
)
_PROMISES = Pattern(r"\d(?!分钟)[^，。]*[%‰个所家名万张人年]|全覆盖|≥|≤|到20\d\d年")
_TO_WHOM = Pattern(
    "(?:——|—|-|[(（]?\\d[)）.])?(?P<who>个人(?:和家庭)?|家庭|社会(?:和政府)?|政府(?:和社会)?|学校|用人单位|医疗卫生机构)[:：]?$"
)
_TITLE = Pattern("(?:规划|纲要|通知|方案|计划|行动|意见)(?:[(（].*[)）])?$")
_DEFINES = Pattern(
    "^[^，。]{1,24}[=＝]|×100%|计算公式|(?:制定|编制|印发).{0,3}(?:本规划|本纲要|本方案|《[^》]*(?:规划|纲要|计划)》)。?$"
)
_BOOKMARK = Pattern(r"\[bookmark:[^\]]*\]")
_LONGEST_HEADING = 45


@dataclass(slots=True)
class _Outline:
    """The headings above the current paragraph.

    `open`: for each kind of numbering the number as printed, and whether that section is about the past (发展基础,
    面临形势).
    """

    open: dict[int, tuple[str, bool]] = field(default_factory=dict)
    box: str | None = None
    advice: bool = False
    """Whether what follows is what people are advised to do (个人和家庭：), not what is promised."""
    framed: bool = False
    """Whether the box has a frame: then a paragraph without one ends it, else the next heading does."""

    def enter(self, kind: int, number: str, past: bool) -> None:
        self.open = {other: said for other, said in self.open.items() if other < kind}
        self.open[kind] = number, past
        self.box = None
        self.advice = False

    @property
    def section(self) -> str:
        return self.box or "".join(number for _, (number, _) in sorted(self.open.items())).rstrip("、.．")

    @property
    def past(self) -> bool:
        return self.advice or any(past for _, past in self.open.values())


def passages(document: DocumentBlocks, used: frozenset[int]) -> Iterator[BodyPassage]:
    """Yield the document's paragraphs without its contents and explanations; `used` are blocks read already."""
    outline = _Outline()
    for block in _whole(block for index, block in enumerate(document.blocks) if index not in used):
        match block:
            case HeadingBlock() if block.text.rstrip().endswith("。"):  # an item as short as a heading
                yield from _of_paragraph(outline, block.text, block.place, boxed=False)
            case HeadingBlock():
                if not _CONTENTS.search(block.text) and _enter(outline, squeeze(block.text)) is None:
                    _enter_unnumbered(outline, squeeze(block.text), block.level)
            case ParagraphBlock():
                yield from _of_paragraph(outline, block.text, block.place, block.boxed)
            case TableBlock() if block.columns == 1:
                for cell in block.cells:
                    yield from _of_paragraph(outline, cell.text, cell.place, boxed=True)


def _whole(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield blocks; a paragraph that a page break divides is one."""
    held: Block | None = None
    for block in blocks:
        if isinstance(held, ParagraphBlock) and isinstance(block, ParagraphBlock) and _goes_on(held, block):
            held = replace(held, text=held.text.rstrip() + block.text.lstrip())
            continue
        if held is not None:
            yield held
        held = block
    if held is not None:
        yield held


def _goes_on(first: ParagraphBlock, second: ParagraphBlock) -> bool:
    """Return whether a paragraph ends in the middle of a sentence that the next paragraph continues."""
    said, next_said = squeeze(first.text), squeeze(second.text)
    return (
        first.boxed == second.boxed
        and len(said) >= _LONGEST_HEADING
        and said[-1] not in _SENTENCE_ENDS
        and bool(next_said)
        and not second.text.startswith("\t")
        and _numbered(next_said) is None
        and not _STARTS.match(next_said)
    )


_SENTENCE_ENDS = "。；：！？;:!?…”’）)》"
_STARTS = Pattern("专栏|表\\d|附件|——|注[:：]|第[一二三四五六七八九十]")


def _of_paragraph(outline: _Outline, text: str, place: Place, boxed: bool) -> Iterator[BodyPassage]:
    """Yield the paragraph with its section, or its lines where it is in a box."""
    for line in text.splitlines() if boxed else (text,):
        bare = squeeze(_BOOKMARK.sub("", line))
        if not bare or (_CONTENTS.search(line.rstrip()) and _numbered(bare) is not None):
            continue
        if box := _BOX.match(bare):
            outline.box, outline.framed = (box["label"] if box["label"] != "专栏" else bare), boxed
            continue
        if to := _TO_WHOM.match(bare):
            outline.advice = to["who"].startswith(("个人", "家庭"))
            continue
        if outline.box and not boxed and (outline.framed or _numbered(bare) is not None):
            outline.box = None
        said = bare if outline.box else _enter(outline, bare)
        if said is None:
            said = bare
        if said and not _EXPLAINS.match(said) and not _DEFINES.search(said):
            yield BodyPassage(said, outline.section, place, outline.past)


def _numbered(bare: str) -> tuple[int, str] | None:
    """Return the kind of a paragraph's numbering and the number as printed; None where it has none."""
    for kind, numbering in enumerate(_NUMBERINGS):
        if (found := numbering.match(bare)) and not bare[found.end() :].startswith(("、", "年")):
            return kind, found.group()
    return None


def _enter(outline: _Outline, bare: str) -> str | None:
    """Open the section of a numbered heading or paragraph; return the rest of the paragraph, None where it has no number."""
    numbered = _numbered(bare)
    if numbered is None:
        return None
    kind, number = numbered
    name = bare[len(number) :]
    head, stop, rest = name.partition("。")
    if (
        len(head) > _LONGEST_HEADING
        or _promises(head, bool(stop and not rest))
        or (not stop and "：" in head)
    ):
        head, rest = "", name  # a number before a sentence of its own
    past = _looks_back(head)
    outline.enter(kind, _as_cited(kind, number), past)
    return rest


def _promises(head: str, alone: bool) -> bool:
    """Return whether words after a number are a promise and not a heading; `alone`: they are a whole paragraph, with its 。."""
    if _PROMISES.search(head) or any(value.verb or value.end > value.unit_end for value in values(head)):
        return True
    return alone and any(any(promises_of_states(Clause(clause))) for clause in clauses(head))


def _enter_unnumbered(outline: _Outline, bare: str, level: int) -> None:
    """Open the section of a heading without a number."""
    if box := _BOX.match(bare):
        outline.box, outline.framed = (box["label"] if box["label"] != "专栏" else bare), False
    elif not _TITLE.search(bare):
        outline.enter(min(level, len(_NUMBERINGS)) + len(_NUMBERINGS), f"“{bare[:30]}”", _looks_back(bare))


def _looks_back(heading: str) -> bool:
    return bool(_LOOKS_BACK.search(heading)) and not _LOOKS_AHEAD.search(_LOOKS_BACK.sub("", heading))


def _as_cited(kind: int, number: str) -> str:
    """Return a section's number as it is cited: 二、 and （三） unchanged, 4 without its point."""
    return number.rstrip(".．、") if kind == len(_NUMBERINGS) - 1 else number
