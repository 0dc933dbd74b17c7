"""The cells of a spec: text, years, numbers, and the words of baselines and targets."""

from __future__ import annotations

from fractions import Fraction

from healthplan_cli.errors import NotUnderstood, Problem
from healthplan_cli.model import (
    Baseline,
    Location,
    Mention,
    NoTarget,
    Period,
    Target,
)
from healthplan_cli.numbers import exact, whole
from healthplan_cli.speech import tr
from healthplan_cli.structured import structured_rule
from healthplan_cli.wording.reported import parse_reported
from healthplan_cli.wording.target import parse_target
from healthplan_cli.wording.underline import underlined
from healthplan_cli.yamlsource import Node


class FieldReader:
    """Reads one file's cells, and gathers what is wrong with them."""

    def __init__(self, file: str, period: Period, problems: list[Problem] | None = None) -> None:
        self.file = file
        self.period = period
        self.problems: list[Problem] = [] if problems is None else problems

    def _text(self, node: Node, key: str) -> str | None:
        child = node.get(key)
        return child.text if child else None

    def _texts(self, node: Node, key: str) -> tuple[str, ...]:
        child = node.get(key)
        return tuple(item.text for item in child.sequence if item.text) if child else ()

    def _fail(self, node: Node, message: str) -> None:
        self.problems.append(Problem(node.place(self.file), message))

    def _year(self, node: Node | None) -> int | None:
        return whole(node.text) if node is not None and node.text else None

    def _number(self, node: Node | None) -> Fraction | None:
        return exact(node.text) if node is not None and node.text else None

    def _baseline(self, node: Node | None, key: str = "baseline") -> Baseline | None:
        """As printed; `{text, source}` is one that stands in the body text and not in the table."""
        child = node.get(key) if node is not None else None
        if child is None:
            return None
        words = child.get("text") if isinstance(child.value, dict) else child
        if words is None or words.text is None:
            return None
        try:
            reading = parse_reported(words.text)
        except NotUnderstood as error:
            self._words_problem(words, tr("基期") if key == "baseline" else tr("人数"), error)
            return None
        year = self._year(child.get("year")) or self.period.baseline
        printed = not isinstance(child.value, dict)
        return Baseline(words.text, reading, year, self._text(child, "source"), printed)

    def _excuses(self, node: Node, key: str = "not_in_document") -> tuple[tuple[str, str], ...]:
        """The fields whose words the document doesn't have, each with why; or the rules of lint."""
        child = node.get(key)
        return tuple((name, item.text or "") for name, item in child.mapping.items()) if child else ()

    def _mentions(self, node: Node) -> tuple[Mention, ...]:
        """What the body text says the indicator was."""
        child = node.get("mentions")
        found = []
        for item in child.sequence if child else ():
            words = item.get("text") or item
            try:
                reading = parse_reported(words.text or "")
            except NotUnderstood as error:
                self._words_problem(words, tr("正文的数"), error)
                continue
            year = self._year(item.get("year")) or self.period.baseline
            place = item.place(self.file)
            found.append(Mention(reading.text, reading, year, self._text(item, "source"), place))
        return tuple(found)

    def _read_target(self, child: Node) -> Target:
        if isinstance(child.value, dict):
            return self._structured(child)
        try:
            return parse_target(child.text or "")
        except NotUnderstood as error:
            self._words_problem(child, tr("目标"), error)
            return Target(child.text or "", NoTarget())

    def _structured(self, child: Node) -> Target:
        try:
            rule = structured_rule(child.data())
        except ValueError as error:
            self._fail(child, str(error))
            rule = NoTarget()
        from healthplan_cli.wording.describe import sentence

        text = self._text(child, "text") or sentence(rule)
        return Target(text, rule, due=self._year(child.get("due")))

    def _words_problem(self, node: Node, what: str, error: NotUnderstood) -> None:
        column = node.column + (error.at if node.plain else error.at + 1)
        place = Location(self.file, node.line, column)
        advice = (
            tr("；看不懂的目标可改写成结构，如 {op: le, value: 14.5, unit: /10万}")
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
