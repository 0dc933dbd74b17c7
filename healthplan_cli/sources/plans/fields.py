"""The cells of a spec: text, years, numbers, and the words of baselines and targets."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from healthplan_cli.base.errors import NotUnderstood, Problem
from healthplan_cli.base.exact_format import exact, whole
from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.location import Location
from healthplan_cli.language.marks import Legend, meaning, target_year
from healthplan_cli.language.places import read_place
from healthplan_cli.language.proposals import proposal
from healthplan_cli.language.reported import dated, parse_reported
from healthplan_cli.language.states_reported import read_state
from healthplan_cli.language.target import parse_target
from healthplan_cli.language.underline import underlined
from healthplan_cli.model import Baseline, Mention, NoTarget, Period, Reading, Rule, Target
from healthplan_cli.sources.plans.structured import structured_rule
from healthplan_cli.sources.strict_yaml import Node, NodeReader


def alike(id: str, other: str, line: int) -> str:
    """Return the message that two ids differ only in case, which data files don't distinguish."""
    return tr(
        "id“{id}”和第 {line} 行的“{other}”只差大小写，数据里分不清：请改一个", id=id, other=other, line=line
    )


class FieldReader(NodeReader):
    """Reads the cells of one spec, and collects their problems."""

    def __init__(self, file: str, period: Period, problems: list[Problem] | None = None) -> None:
        super().__init__(file, problems)
        self.period = period
        self.legend = Legend()

    def _year(self, node: Node | None) -> int | None:
        return whole(node.text) if node is not None and node.text else None

    def _number(self, node: Node | None) -> Fraction | None:
        return exact(node.text) if node is not None and node.text else None

    def _baseline(
        self, node: Node | None, key: str = "baseline", rules: Sequence[Rule] = ()
    ) -> Baseline | None:
        """Return a baseline as printed; None without one. `{text, source}` is one from the body text. `rules` are the target's."""
        child = node.get(key) if node is not None else None
        if child is None:
            return None
        words = child.get("text") if isinstance(child.value, dict) else child
        if words is None or words.text is None:
            return None
        said, text = dated(words.text)
        try:
            reading = baseline_reading(text, rules)
        except NotUnderstood as error:
            self._words_problem(
                words, tr("基期") if key == "baseline" else tr("人数"), _of_whole(error, words.text)
            )
            return None
        reading, of_mark = self._explained(words, reading)
        year = self._own_year(child.get("year"), said or of_mark, words) or self.period.baseline
        printed = not isinstance(child.value, dict)
        return Baseline(words.text, reading, year, child.text_at("source"), printed)

    def _own_year(self, node: Node | None, said: int | None, words: Node) -> int | None:
        """Return the year of a value, from its own words (2014年为89.6) or the key beside them; None without either."""
        given = self._year(node)
        if node is not None and given and said and given != said:
            self.fail(
                node,
                tr("“{text}”写明是 {said} 年，而 year 是 {given}", text=words.shown, said=said, given=given),
            )
        return said or given

    def _explained(self, node: Node, reading: Reading) -> tuple[Reading, int | None]:
        """Return a baseline with the meaning of its footnote marks applied, and the year that the legend gives it (None: none)."""
        year, provisional, left = None, reading.provisional, []
        for mark in reading.marks:
            words = self.legend.says(mark)
            said = meaning(words, self.period.baseline) if words is not None else None
            if words is None or said is None:
                left.append(mark)
                continue
            if said.unclear:
                self.fail(
                    node, tr("“{mark}：{words}”说的不止一年，不知道是哪一年的基期", mark=mark, words=words)
                )
            year, provisional = said.year or year, provisional or said.preliminary
        parts = tuple(
            (name, replace(part, provisional=provisional, marks=tuple(left))) for name, part in reading.parts
        )
        return replace(reading, provisional=provisional, marks=tuple(left), parts=parts), year

    def _excuses(self, node: Node, key: str = "not_in_document") -> tuple[tuple[str, str], ...]:
        """Return the excuses in a cell as (name, reason): names of fields that the document lacks or, for the key `lint`, of lint rules."""
        child = node.get(key)
        return tuple((name, item.text or "") for name, item in child.mapping.items()) if child else ()

    def _mentions(self, node: Node) -> tuple[Mention, ...]:
        """Return the values of the indicator that the body text mentions."""
        child = node.get("mentions")
        found = []
        for item in child.sequence if child else ():
            words = item.get("text") or item
            said, text = dated(words.text or "")
            try:
                reading = parse_reported(text)
            except NotUnderstood as error:
                self._words_problem(words, tr("正文的数"), _of_whole(error, words.text or ""))
                continue
            year = self._own_year(item.get("year"), said, words) or self.period.baseline
            place = item.place(self.file)
            found.append(Mention(words.text or "", reading, year, item.text_at("source"), place))
        return tuple(found)

    def _read_target(self, child: Node) -> Target:
        if isinstance(child.value, dict):
            return self._structured(child) if child.get("op") is not None else self._of_years(child)
        text = child.text or ""
        marks = sorted((mark for mark in self.legend.words if text.rstrip().endswith(mark)), key=len)[-1:]
        body = text.rstrip().removesuffix(marks[0]) if marks else text
        try:
            target = parse_target(body)
        except NotUnderstood as error:
            self._words_problem(child, tr("目标"), error)
            return Target(text, NoTarget())
        due = target_year(self.legend.words[marks[0]]) if marks else None
        return replace(target, text=text, due=target.due or due) if marks else target

    def _structured(self, child: Node) -> Target:
        try:
            rule = structured_rule(child.data())
        except ValueError as error:
            self.fail(child, str(error))
            rule = NoTarget()
        from healthplan_cli.language.describe import sentence

        text = child.text_at("text") or sentence(rule)
        return Target(text, rule, due=self._year(child.get("due")))

    def _of_years(self, child: Node) -> Target:
        """Return the targets of several years, `{2022: ≥22, 2030: ≥30}`, as one; the last is the plan's."""
        found = [(whole(year), self._read_target(item)) for year, item in child.mapping.items()]
        years = [year for year, _ in found]
        if years != sorted(set(years)):
            self.fail(child, tr("target 里的年份应从早到晚，不重复"))
        for year, target in found:
            if target.due not in (None, year):
                self.fail(
                    child,
                    tr("{year} 年的目标“{text}”写的是 {due} 年", year=year, text=target.text, due=target.due),
                )
            if target.rule.parts or target.years:
                self.fail(
                    child,
                    tr(
                        "{year} 年的目标“{text}”是几个目标：请在 components 里分开写",
                        year=year,
                        text=target.text,
                    ),
                )
        if not found:
            return Target("", NoTarget())
        text = tr("；").join(tr("{year} 年 {text}", year=year, text=one.text) for year, one in found)
        last, rules = found[-1], tuple((year, one.rule) for year, one in found)
        quoted = [not isinstance(item.value, dict) or item.text_at("text") for item in child.mapping.values()]
        own = tuple(
            (year, one if said else replace(one, text=""))
            for (year, one), said in zip(found, quoted, strict=True)
        )
        return replace(last[1], text=text, due=last[0], years=rules, own=own)

    def _words_problem(self, node: Node, what: str, error: NotUnderstood) -> None:
        column = node.column + (error.at if node.plain else error.at + 1)
        place = Location(self.file, node.line, column)
        advice = (
            tr("；看不懂的目标可改写成结构，如 {proposal}", proposal=proposal(error.text))
            if what == tr("目标")
            else ""
        )
        self.problems.append(
            Problem(
                place,
                tr(
                    "{what}“{text}”：{message}{advice}",
                    what=what,
                    text=error.text,
                    message=error.message,
                    advice=advice,
                ),
                underlined(error),
            )
        )


def baseline_reading(text: str, rules: Sequence[Rule]) -> Reading:
    """Return a baseline's text read like the row's values: 未建成 for a milestone, 第15名 for a rank. Raise
    NotUnderstood.

    Of several years' rules the first that can read it is used.
    """
    refused: NotUnderstood | None = None
    for rule in rules or (NoTarget(),):
        try:
            if rule.is_state:
                return read_state(text)[0]
            return read_place(text) if rule.is_place else parse_reported(text)
        except NotUnderstood as error:
            refused = refused or error
    assert refused is not None
    try:
        return read_place(text)  # of a row of ranks, whose target is a change: 位次前移2位
    except NotUnderstood:
        raise refused from None


def _of_whole(error: NotUnderstood, text: str) -> NotUnderstood:
    """Return an error about a part of a cell as one about the whole cell."""
    return NotUnderstood(text, error.at + max(text.find(error.text), 0), error.message)
