"""The fields of a YAML data file that hold for all its values, and the texts, flags and years of its records."""

from __future__ import annotations

import re
from collections.abc import Sequence

from healthplan_cli.base.errors import refusal
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.language.marks import Legend, as_mark, legends_in
from healthplan_cli.language.names import nearest
from healthplan_cli.language.normalise import plain
from healthplan_cli.sources.actuals.collect import Gatherer
from healthplan_cli.sources.actuals.lookup import Index
from healthplan_cli.sources.actuals.periods import NOTHING_SAID, PeriodScope, dated
from healthplan_cli.sources.strict_yaml import Node
from healthplan_cli.sources.strict_yaml.slips import quoting

FORMAT = "hpcheck.actuals/1"
_TOP = ("format", "plan", "year", "source", "sources", "note", "marks", "illustrative", "actuals", "targets")
_YEAR = Pattern(r"(?P<year>\d{4})年?$", re.ASCII)


class EntryReader(Gatherer):
    """Reads the fields of a data file's entries; a wrong field is added to the problems with its place, and reading goes on."""

    __slots__ = ("file", "note")

    def __init__(self, index: Index, file: str, sources: Sequence[str]) -> None:
        super().__init__(index, sources)
        self.file = file
        self.note: str | None = None

    def wrong(self, node: Node, message: str) -> None:
        """Add a problem at the place of a value."""
        self.fail(node.place(self.file), message)

    def wrong_key(self, parent: Node, key: str, message: str) -> None:
        """Add a problem at the place of a key."""
        self.fail(parent.key_place(self.file, key), message)

    def _check_plan(self, root: Node) -> None:
        """Raise InvalidInput for another plan's file at once, so that its names aren't reported one by one."""
        plan = root.get("plan")
        if plan is not None and plan.value is not None and not plan.text:
            raise refusal(plan.place(self.file), tr("plan 应是规划的 id，如 chongqing"))
        if plan is not None and plan.text and not self.index.is_called(plan.text):
            message = tr(
                "文件是规划“{text}”的数据，要核验的是“{plans}”", text=plan.text, plans=self.index.plans
            )
            raise refusal(plan.place(self.file), message)

    def _check_keys(self, root: Node) -> None:
        for key in root.mapping:
            if key not in _TOP:
                near = nearest(key, _TOP, 1)
                hint = (
                    tr("，是不是 {near}？", near=near[0])
                    if near
                    else tr("，可用的有：{names}", names=tr("、").join(_TOP))
                )
                extra = tr("（指标应写在 actuals 下面）") if not near else ""
                self.wrong_key(
                    root, key, tr("不认识的键“{key}”{hint}{extra}", key=key, hint=hint, extra=extra)
                )
        format = root.get("format")
        if format is not None and format.text != FORMAT:
            self.wrong(
                format,
                tr("format 是“{text}”，这里需要 {format}", text=format.shown, format=FORMAT)
                + quoting(format.text),
            )

    def _when(self, node: Node | None) -> tuple[int | None, PeriodScope]:
        """Return a year and the period given with it (2023年上半年); None for no year, and, reported, for a wrong one."""
        if node is None or node.value is None:
            return None, NOTHING_SAID
        found = year_of(node.text or "")
        if found is None or not 1950 <= found[0] <= 2100:
            self.wrong(
                node, tr("年份“{text}”不对，应为四位年份，如 2024", text=node.shown) + quoting(node.text)
            )
            return None, NOTHING_SAID
        return found

    def _sources(self, node: Node | None) -> tuple[str, ...]:
        """Return the order of sources that the file declares, best first."""
        if node is None or node.value is None:
            return ()
        names = [item.text for item in node.sequence]
        if not names or None in names:
            self.wrong(node, tr("sources 是来源的列表，最可靠的在前：[统计年鉴, 部门报表]"))
        for item in node.sequence:
            if item.plain and "，" in (item.text or ""):
                words = tr("括号里的各项要用英文逗号“,”隔开，不能用全角的“，”")
                self.wrong(item, words)
        return tuple(name for name in names if name)

    def _legend(self, node: Node | None) -> Legend:
        """Return the meanings of footnote marks in the file's `marks` and note."""
        found = legends_in(self.note, strict=True) if self.note else {}
        if node is None or node.value is None:
            return Legend(found)
        if not isinstance(node.value, dict):
            self.wrong(node, tr('marks 写数上的记号和它的意思：{"*": 初步数}'))
        for key, child in node.mapping.items():
            mark = as_mark(key)
            if mark is None or not child.text:
                words = tr("“{key}”不是一个注的记号，或没有写意思：应是 *、①、[1]、注1 一类", key=key)
                self.wrong_key(node, key, words)
            else:
                found[mark] = child.text
        return Legend(found)

    def _text(self, parent: Node, key: str) -> str | None:
        node = parent.get(key)
        if node is None or node.value is None:
            return None
        if node.text is None:
            self.wrong(node, tr("{key} 应为文字", key=key))
        return node.text

    def _flag(self, parent: Node, key: str) -> bool | None:
        """Return a boolean; None where the key is missing. Another value is a problem."""
        node = parent.get(key)
        if node is None or node.value is None:
            return None
        if node.text not in ("true", "false"):
            words = tr("{key} 只能是 true 或 false", key=key)
            self.wrong(node, words + quoting(node.text))
        return node.text != "false"


def year_of(text: str) -> tuple[int, PeriodScope] | None:
    """Return the year and period in a text: 2023, 2023年, 2023年上半年, 2023Q3. None for other text."""
    if len(text) == 4 and text.isascii() and text.isdecimal():
        return int(text), NOTHING_SAID
    match = _YEAR.match(text)
    if match is not None:
        return int(match["year"]), NOTHING_SAID
    found = dated(plain(text)) if text[:2] in ("19", "20") else None
    return (found[0], found[1]) if found is not None and found[0] is not None else None
