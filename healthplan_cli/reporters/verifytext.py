"""What a document lacks of a plan's words, for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from healthplan_cli.model import Location
from healthplan_cli.reporters import Look
from healthplan_cli.speech import tr
from healthplan_cli.verify import Item, Status, Verification
from healthplan_cli.widths import width, wrap

_FIELDS = {
    "title": tr("标题"),
    "category": tr("类别"),
    "name": tr("名称"),
    "unit": tr("单位"),
    "baseline": tr("基期"),
    "target": tr("目标"),
    "nature": tr("性质"),
    "mentions": tr("正文的数"),
    "subject": tr("主语"),
    "due": tr("年份"),
    "modality": tr("语气"),
    "responsible": tr("责任单位"),
    "place": tr("建设地点"),
    "kind": tr("建设性质"),
    "content": tr("建设内容"),
    "years": tr("建设年限"),
    "investment": tr("投资"),
    "number": tr("文号"),
    "date": tr("日期"),
    "by": tr("机关"),
    "population": tr("常住人口"),
    "births": tr("出生数"),
    "projects_total.count": tr("项目合计的项数"),
    "projects_total.investment": tr("项目合计的投资"),
}
_KINDS = {
    "plan": tr("规划"),
    "indicator": tr("指标 {no} {name}"),
    "commitment": tr("承诺 {no} {name}"),
    "project": tr("项目 {no} {name}"),
}
_RED, _MAGENTA, _GREEN, _BOLD, _END = "\x1b[31m", "\x1b[35m", "\x1b[32m", "\x1b[1m", "\x1b[0m"
_SECTIONS = (
    (Status.MISSING, _RED, tr("原文里没有，或原文在那里是别的字：")),
    (Status.APART, _MAGENTA, tr("原文里有，但不在一处（--strict 时算没有找到）：")),
    (Status.EXCUSED, _BOLD, tr("例外，规格里写明了原因：")),
    (Status.UNCHECKED, _BOLD, tr("规格里没有引用原文的字，没有查：")),
    (Status.FOUND, _GREEN, tr("找到的：")),
)


def verify_text(found: Verification, look: Look, all_: bool) -> str:
    """How many words were found, then the others (or `all_`) under the parts of the plan that they are of."""
    return "\n".join(_Text(look).lines(found, all_)) + "\n"


def field_words(field: str) -> str:
    """What a field of the spec is called: target, or employee.target of a component."""
    part, _, name = field.rpartition(".")
    words = _FIELDS.get(field) or _FIELDS.get(name, name)
    return f"{part} {words}" if part and part not in ("issued", "projects_total", "region") else words


class _Text:
    """Lines no wider than the terminal."""

    def __init__(self, look: Look) -> None:
        self.look = look

    def lines(self, found: Verification, all_: bool) -> Iterator[str]:
        """The summary, and a section for each status that needs one."""
        failed = found.of(Status.MISSING)
        yield from self._painted(wrap(_summary(found), self.look.width), _RED if failed else _GREEN)
        for status, style, head in _SECTIONS:
            items = found.of(status)
            if items and (all_ or status is not Status.FOUND):
                yield from self._section(head, style, items)
        needless = [item for item in found.of(Status.FOUND) if item.reason]
        if needless:
            head = tr("规格里写作例外，其实找得到，not_in_document 可以删去：")
            yield from self._section(head, _MAGENTA, needless)

    def _section(self, head: str, style: str, items: Sequence[Item]) -> Iterator[str]:
        """The items of each part of the plan under its name."""
        yield ""
        yield from self._painted(wrap(head, self.look.width), style)
        last = None
        for item in items:
            key = (item.kind, item.id)
            if key != last:
                title = _KINDS[item.kind].format(no=item.no, name=item.name)
                yield from self._indented(2, tr("{title}（{place}）", title=title, place=item.location))
                last = key
            yield from self._item(item)

    def _item(self, item: Item) -> Iterator[str]:
        yield from self._placed(4, field_words(item.field) + tr("：") + item.words, item.place)
        if item.near is not None:
            yield from self._placed(6, tr("原文作：{words}", words=item.near.words), item.near.place)
        if item.reason is not None:
            yield from self._indented(6, tr("说明：{reason}", reason=item.reason))

    def _indented(self, indent: int, text: str) -> Iterator[str]:
        """Folded; what goes on is two columns further in."""
        first, *rest = wrap(text, self.look.width - indent - 2)
        yield " " * indent + first
        yield from (" " * (indent + 2) + line for line in rest)

    def _placed(self, indent: int, text: str, place: Location | None) -> Iterator[str]:
        """With its place behind it, on a line of its own where it doesn't fit."""
        *lines, last = self._indented(indent, text)
        yield from lines
        if place is None:
            yield last
        elif width(f"{last}  {place}") <= self.look.width:
            yield f"{last}  {place}"
        else:
            yield last
            yield f"{'':{indent + 2}}{place}"

    def _painted(self, lines: Sequence[str], style: str) -> Iterator[str]:
        yield from (f"{style}{line}{_END}" if self.look.color else line for line in lines)


def _summary(found: Verification) -> str:
    checked = len(found.items) - len(found.of(Status.UNCHECKED))
    counts = [
        (tr("{count} 处没有"), Status.MISSING),
        (tr("{count} 处不在一处"), Status.APART),
        (tr("{count} 处例外"), Status.EXCUSED),
        (tr("{count} 处没有引用原文"), Status.UNCHECKED),
    ]
    more = [words.format(count=count) for words, status in counts if (count := len(found.of(status)))]
    head = tr(
        "{plan}：规格里的 {checked} 处词句，{found} 处在 {path} 里找到",
        plan=found.plan,
        checked=checked,
        found=len(found.of(Status.FOUND)),
        path=found.document.path,
    )
    return tr("，").join([head, *more]) + tr("。")
