"""The last step of every reader of data: a value whose indicator is known is parsed, converted and kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import field

from healthplan_cli.base.errors import InvalidInput, Problem, in_order
from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.location import Location
from healthplan_cli.evaluation.part import IndicatorPart
from healthplan_cli.language.claims import split_off
from healthplan_cli.language.marks import Legend, brackets_in, legends_in, meaning
from healthplan_cli.language.normalise import plain
from healthplan_cli.model import Actual, Reading
from healthplan_cli.sources.actuals.lookup import Index, LeftOut, Misplaced, Unreadable
from healthplan_cli.sources.actuals.periods import NOTHING_SAID, PeriodScope, split_value
from healthplan_cli.sources.actuals.ranking import settle
from healthplan_cli.sources.actuals.rates import read_rate
from healthplan_cli.sources.actuals.readings import (
    check_day,
    is_milestone,
    read_milestone,
    read_value,
    spanning,
)
from healthplan_cli.sources.actuals.spans import headed
from healthplan_cli.sources.actuals.titles import scope_of_note


@record(frozen=True, slots=True)
class Context:
    """The circumstances of a value: its indicator, its year (None: not given), its source, its note, its period and kind.

    `cumulative`: the value itself is said to be a running total (True) or of its year alone (False); None: neither.
    `headed`: the same said by its column's heading. `day`: the date on which a milestone is said to be reached;
    `evidence`: the document that proves it.
    """

    place: IndicatorPart
    year: int | None = None
    source: str | None = None
    note: str | None = None
    provisional: bool = False
    dated: bool = False
    scope: PeriodScope = NOTHING_SAID
    claimed: str | None = None
    responsible: str | None = None
    cumulative: bool | None = None
    headed: bool | None = None
    marks: tuple[str, ...] = ()
    day: str | None = None
    evidence: str | None = None


@record(slots=True)
class Gatherer:
    """Collects the values and the problems of one file. `parted`: ids of the indicators of which a component is mentioned."""

    index: Index
    sources: Sequence[str] = ()
    problems: list[Problem] = field(default_factory=list)
    values: list[Actual] = field(default_factory=list)
    parted: set[str] = field(default_factory=set)
    legend: Legend = field(default_factory=Legend)
    marked: int = 0  # how many values had a footnote mark

    def fail(self, where: Location, message: str) -> None:
        self.problems.append(Problem(where, message))

    def unread(self, where: Location, message: str) -> None:
        """Report a cell that can't be read as a value."""
        self.fail(where, message)

    def find(self, name: str, where: Location) -> IndicatorPart | None:
        """Return the indicator or component with a name; None where it isn't read, or is unknown, which is reported as a problem."""
        try:
            return self.index.find(name)
        except LeftOut:
            return None
        except Misplaced as error:
            self.fail(where, str(error))
            return None

    def mention(self, place: IndicatorPart) -> None:
        """Note that a component is mentioned, even without a value, so that the indicator's own value doesn't count for it."""
        if place.component is not None:
            self.parted.add(place.indicator.id)

    def value(
        self,
        text: str,
        unit: str | None,
        context: Context,
        where: Location,
        of_bare: Callable[[], str | None] | None = None,
    ) -> None:
        """Parse a value and keep it, or report why it can't be; a cell with a value for each component is split.

        `unit` is the unit that stands beside the value; `of_bare` returns the unit for a number without any, or raises
        Misplaced.
        """
        try:
            context = self._in_its_year(text, unit, context)
            if is_milestone(context.place):
                reading, context = _stated(text, context, self.index.plan.period.end)
                self._keep(reading, context, where)
                return
            body, context = _beside(text, context)
            reading = read_value(body, unit, context.place, self.index, of_bare)
            reading = replace(reading, text=text) if reading.text == body else reading
            reading = spanning(reading, context.cumulative, context.place)
            reading = headed(reading, context.headed, context.place)
        except LeftOut:
            return
        except Unreadable as error:
            self.unread(where, str(error))
            return
        except Misplaced as error:
            self.fail(where, str(error))
            return
        if not reading.parts:
            self._keep(reading, context, where)
        for name, part in reading.parts:
            indicator = context.place.indicator
            component = self.index.component(indicator, name or "")
            if component is None:
                if not self.index.is_elsewhere(indicator, name or ""):
                    self.fail(where, tr("{name} 没有分项“{name2}”", name=indicator.name, name2=name or "?"))
                continue
            self._keep(part, replace(context, place=IndicatorPart(indicator, component)), where)

    def _in_its_year(self, text: str, unit: str | None, context: Context) -> Context:
        """Return the context with the target for the value's year, where the target's words name several years.

        A value without a year gets the target of the kind that it can be read as, where the years' kinds differ. Raise
        Misplaced where it can be read as several kinds.
        """
        place = context.place
        if context.year is not None or not place.is_mixed or place.target is None:
            year = context.year
            return context if year is None else replace(context, place=place.due_in(year))
        stages = [place.due_in(year) for year, _ in place.target.years]
        found = {stage.kind: stage for stage in reversed(stages) if self._reads(text, unit, stage, context)}
        if len(found) > 1:
            words = tr(
                "{name}：各年的目标不是同一类，看不出“{text}”是哪一年的：请写明年份",
                name=place.indicator.name,
                text=text[:40],
            )
            raise Misplaced(words)
        return replace(context, place=next(iter(found.values()), stages[-1]))

    def _reads(self, text: str, unit: str | None, place: IndicatorPart, context: Context) -> bool:
        """Return whether a text can be read as a value of this indicator or component."""
        try:
            if is_milestone(place):
                read_milestone(text, place)
            else:
                read_value(_beside(text, context)[0], unit, place, self.index)
        except (Misplaced, LeftOut):
            return False
        return True

    def rate(
        self,
        count: str,
        population: str,
        context: Context,
        where: Location,
        beside: tuple[str | None, str | None] = (None, None),
    ) -> None:
        """Parse a rate from its numerator and denominator and keep it; `beside` has the units that stand beside both."""
        try:
            context = self._in_its_year(f"{count}/{population}", None, context)
            self._keep(read_rate(count, population, context.place, beside), context, where)
        except Misplaced as error:
            self.fail(where, str(error))

    def _keep(self, reading: Reading, context: Context, where: Location) -> None:
        self.mention(context.place)
        if reading.values is None:
            return
        if reading.cumulative and plain(reading.text).startswith("〔"):
            note = brackets_in([plain(context.note)] if context.note else ()) or self.legend.brackets
            if note is not None:
                self.fail(where, _of_brackets(reading, context, note))
                return
        if reading.marks or context.marks:
            self.marked += 1
            try:
                reading, context = explained(reading, context, self.legend)
            except Misplaced as error:
                self.fail(where, str(error))
                return
        component, scope = context.place.component, context.scope
        self.values.append(
            Actual(
                context.place.indicator.id,
                component.id if component else None,
                context.year,
                replace(reading, provisional=reading.provisional or context.provisional),
                context.source,
                context.note,
                where,
                (),
                scope.observation,
                scope.words,
                context.claimed,
                context.responsible,
                reading.done if context.day is None else (context.day,),
                context.evidence,
            )
        )

    def finish(self) -> tuple[Actual, ...]:
        """Return the values, of one indicator and year possibly several. Raise InvalidInput for all problems of the file, in order."""
        if self.problems:
            _, doubled = settle(self.values, None, self.index.plan, self.sources)
            raise InvalidInput(in_order([*self.problems, *doubled]))
        return tuple(self.values)


def explained(reading: Reading, context: Context, legend: Legend) -> tuple[Reading, Context]:
    """Return a value and its context with the meaning of its footnote marks applied; only unexplained marks stay on the
    value.

    The value's own note is asked before the legend. Raise Misplaced where a legend names several years, none of them the
    value's.
    """
    own = Legend(legends_in(context.note)) if context.note else Legend()
    year, provisional, scope = context.year, context.provisional, context.scope
    left, notes = [], [context.note] if context.note else []
    for mark in dict.fromkeys((*context.marks, *reading.marks)):
        beside = own.says(mark)
        words = beside or legend.says(mark)
        if words is None:
            left.append(mark)
            continue
        said = meaning(words, context.year)
        if said.unclear:
            raise Misplaced(
                tr(
                    "{name}：“{text}”的注“{mark}：{words}”说的不止一年，不知道是哪一年的数：请写明年份",
                    name=context.place.indicator.name,
                    text=reading.text,
                    mark=mark,
                    words=words,
                )
            )
        year, provisional = said.year or year, provisional or said.preliminary
        scope = scope_of_note(plain(words), year).over(scope)
        only_preliminary = said.preliminary and said.year is None  # which the mark of its own says
        if not beside and not only_preliminary:
            notes.append(tr("{mark}：{words}", mark=mark, words=words))
    told = provisional or reading.provisional  # 8.9* with 初步数 beside it needs no more words
    reading = replace(reading, marks=() if told else tuple(left))
    note = tr("；").join(notes) or None
    return reading, replace(context, year=year, provisional=provisional, scope=scope, note=note)


def _of_brackets(reading: Reading, context: Context, note: str) -> str:
    """Return that a value is written as a running total, where the sheet's note says otherwise of 〔〕."""
    return tr(
        "{name}：“{text}”是累计数的写法，而表里写的是“{note}”：不是累计数的请去掉〔〕，另写明是什么数",
        name=context.place.indicator.name,
        text=reading.text,
        note=note,
    )


def _stated(text: str, context: Context, end: int) -> tuple[Reading, Context]:
    """Return a milestone's reported value, and its context with a plan or a date that its words name. `end` is the plan's last year."""
    reading, planned = read_milestone(text, context.place)
    if planned:
        context = replace(context, scope=PeriodScope(plan=text), day=None)
    target, year = context.place.target, context.year
    due = (target.due if target is not None else None) or end
    check_day(reading, context.day, context.place, year, due)
    is_done = reading.values is not None and reading.values.low == 1
    return reading, context if is_done else replace(context, day=None)


def _beside(text: str, context: Context) -> tuple[str, Context]:
    """Return a value without the words in its cell on period and claim (62（上半年）, 28.4%（已达标）), and the context with them."""
    key = plain(text)
    body, own = split_value(key)
    body, claimed = split_off(body)
    if body == key:
        return text, context
    scope = own.over(context.scope)
    return body, replace(context, scope=scope, claimed=claimed or context.claimed)
