"""The commitments' part of the page: those with a value, and those without, which are folded away. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from healthplan_cli.model import Result, Status
from healthplan_cli.proof import Proof
from healthplan_cli.record import record, replace
from healthplan_cli.report import Look
from healthplan_cli.reporters.htmlrows import kinds_of
from healthplan_cli.reporters.officetable import Line
from healthplan_cli.reporters.promises import has_value, tally_words
from healthplan_cli.reporters.promisetable import promise_table
from healthplan_cli.reviewed import Reviewed
from healthplan_cli.speech import tr


@record(frozen=True, slots=True)
class Promise:
    """A commitment: its cells and its components'; its proofs, where it has a value."""

    anchor: str
    lines: tuple[Line, ...]
    proofs: tuple[Proof, ...]
    search: str

    @property
    def result(self) -> Result:
        """The commitment's result."""
        return self.lines[0].result

    @property
    def kinds(self) -> str:
        """What the filter of statuses finds it by."""
        return kinds_of(self.lines[0].badge)


@record(frozen=True, slots=True)
class Promises:
    """The section: heading, count, headings of the columns, both lists; `unfolded` where all were asked for."""

    title: str
    tally: str
    heads: dict[str, str]
    known: tuple[Promise, ...]
    rest: tuple[Promise, ...]
    rest_words: str
    unfolded: bool

    @property
    def all(self) -> tuple[Promise, ...]:
        """Both lists."""
        return self.known + self.rest

    def has_due(self, found: Sequence[Promise]) -> bool:
        """Whether any of a list is due in another year than the plan's last."""
        return any(line.texts["due"] for one in found for line in one.lines)

    @property
    def missed(self) -> tuple[Promise, ...]:
        """Those that need a look, the gravest first."""
        late = (Status.MISSED, Status.BEHIND)
        found = [one for one in self.known if one.result.status in late and one.result.waiver is None]
        return tuple(sorted(found, key=lambda one: late.index(one.result.status)))


def promises_of(item: Reviewed, look: Look, anchor: str) -> Promises | None:
    """The section of a plan, whose place in the page is `anchor`; None where commitments weren't asked for."""
    table = promise_table(item.report, replace(look, all=True))
    if table is None:
        return None
    found = [_promise(item, lines, anchor) for lines in _grouped(table.lines)]
    known = tuple(one for one in found if has_value(one.result))
    rest = tuple(one for one in found if not has_value(one.result))
    return Promises(
        table.title,
        tally_words(item.report),
        {column.key: column.head for column in table.columns},
        known,
        rest,
        tr("没有数据、无法判定的 {count} 条", count=len(rest)),
        look.all,
    )


def _grouped(lines: Sequence[Line]) -> Iterator[list[Line]]:
    group: list[Line] = []
    for line in lines:
        if group and not line.part:
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _promise(item: Reviewed, lines: Sequence[Line], anchor: str) -> Promise:
    result = lines[0].result
    commitment = item.report.plan.find(result.id)
    words = (result.no, result.name, result.id, commitment.source, commitment.responsible)
    names = (*words, *commitment.aliases, *(part.name for part in result.components))
    return Promise(
        f"{anchor}-{result.no}",
        tuple(lines),
        item.proofs([result.id]) if has_value(result) else (),
        " ".join(name for name in names if name).lower(),
    )
