"""The rows of the page: an indicator with its cells, its status, its bar, its pictures and its proofs. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from healthplan_cli.badges import Badge
from healthplan_cli.messages import facts
from healthplan_cli.model import Nature, Result, Status
from healthplan_cli.proof import Proof
from healthplan_cli.proof.matter import known_values
from healthplan_cli.record import record
from healthplan_cli.reporters.htmlchart import Bar, Chart, bar_of, drawn
from healthplan_cli.reporters.htmlpath import part_of, path_of
from healthplan_cli.reporters.officetable import NOTHING, Line
from healthplan_cli.reporters.remarks import waiver_text
from healthplan_cli.reviewed import Reviewed


@record(frozen=True, slots=True)
class Item:
    """A row or component: its cells, its bar, its picture."""

    line: Line
    bar: Bar | None
    chart: Chart | None

    @property
    def badge(self) -> Badge:
        """The class that it is shown in."""
        return self.line.badge

    @property
    def without(self) -> str:
        """What stands where the bar would: whether a level is kept, why nothing is known, what was reported."""
        texts, result = self.line.texts, self.line.result
        if result.status is Status.UNKNOWN:
            return texts["remarks"]
        if texts["progress"] != NOTHING:
            return texts["progress"]
        return facts(result)


@record(frozen=True, slots=True)
class Row:
    """An indicator: its own item, its components', its proofs; `anchor` is its place in the page."""

    anchor: str
    whole: Item
    parts: tuple[Item, ...]
    proofs: tuple[Proof, ...]
    category: str
    nature: Nature
    search: str
    source: str
    waiver: str

    @property
    def result(self) -> Result:
        """The indicator's result."""
        return self.whole.line.result

    @property
    def kinds(self) -> str:
        """What the filter of statuses finds it by."""
        return kinds_of(self.whole.badge)

    @property
    def binding(self) -> bool:
        """Whether it is a commitment."""
        return self.nature is Nature.BINDING

    @property
    def items(self) -> tuple[Item, ...]:
        """What is drawn: the components, where it is judged by them."""
        return self.parts or (self.whole,)


def kinds_of(badge: Badge) -> str:
    """A class's status, itself where it is told more closely, and whether it is waived; with blanks between."""
    kinds = (badge.status.value, badge.code, *(["waived"] if badge.waived else []))
    return " ".join(dict.fromkeys(kinds))


def rows_of(item: Reviewed, lines: Sequence[Line], anchor: str) -> Iterator[Row]:
    """The lines of the table, a row's components with it; `anchor` is the plan's."""
    groups: list[list[Line]] = []
    for line in lines:
        if line.part:
            groups[-1].append(line)
        else:
            groups.append([line])
    for order, (head, *parts) in enumerate(groups, 1):
        yield _row(item, head, parts, f"{anchor}-{order}")


def _row(item: Reviewed, line: Line, parts: Sequence[Line], anchor: str) -> Row:
    result = line.result
    indicator = item.report.plan.find(result.id)
    names = (result.no, result.name, result.id, indicator.name_en, *indicator.aliases, result.category)
    more = (line.texts["responsible"], *(part.result.name for part in parts))
    return Row(
        anchor,
        _item(item, line, result, None),
        tuple(_item(item, part, result, part.result.id) for part in parts),
        item.proofs([result.id]),
        result.category or "",
        result.nature,
        " ".join(name for name in (*names, *more) if name).lower(),
        indicator.source or "",
        waiver_text(result) if result.waiver else "",
    )


def _item(item: Reviewed, line: Line, row: Result, component: str | None) -> Item:
    result = line.result
    bar = bar_of(result, item.report.conventions.band)
    chart = None if result.components else _chart(item, result, row.id, component)
    return Item(line, bar, chart)


def _chart(item: Reviewed, result: Result, id: str, component: str | None) -> Chart | None:
    report, year = item.report, item.report.conventions.year
    part = part_of(report.plan.find(id).in_force(year), result, component)
    known = known_values(item.actuals, id, component, year)
    path = path_of(report, result, item.traces[id, component], part, known)
    return drawn(path) if path else None
