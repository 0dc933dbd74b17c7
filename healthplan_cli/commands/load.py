"""Plans and actuals from the files that a command names: every problem of every file at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import click

from healthplan_cli.base.errors import InvalidInput, Problem
from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.location import Location
from healthplan_cli.base.read_bytes import Source, read_input
from healthplan_cli.commands.opening import (
    OpenedFile,
    ReadingOptions,
    by_file,
    check_options,
    open_file,
    own_words_of,
)
from healthplan_cli.commands.origin import origin
from healthplan_cli.commands.progress import step
from healthplan_cli.commands.whose import plans_for, plans_of, presumed, without_values
from healthplan_cli.model import Actuals, InputFile, Plan
from healthplan_cli.sources.actuals.joining import (
    dated_by_name,
    first_bare,
    joined,
    not_judged,
    order_of_sources,
    unmatched_sources,
)
from healthplan_cli.sources.actuals.lookup import Index
from healthplan_cli.sources.actuals.ranking import settle
from healthplan_cli.sources.actuals.yamlfile import read_actuals


@record(frozen=True, slots=True)
class Loaded:
    """A plan, what the files say of it, and the files that do."""

    plan: Plan
    index: Index
    actuals: Actuals
    inputs: tuple[InputFile, ...]


def load(
    sources: Sequence[Source],
    names: Sequence[str],
    how: ReadingOptions,
    judged: Callable[[Actuals, Plan], int],
    notices: list[Problem],
    commitments: bool = False,
    each: bool = True,
) -> tuple[Loaded, ...]:
    """Each plan with its data, settled for the year `judged`. InvalidInput carries every problem, file by file.

    Without `names` the files say which plan they are for. A file that names its plan is read for that plan only, and with
    `each` a plan for which no file can give a value is a problem. `notices` gets what was read but should be looked at.
    Without `commitments` the plans are their tables only.
    """
    check_options([source.path for source in sources], how)
    words = own_words_of(how)
    opened = [open_file(source, how, words) for source in sources]
    indexes = plans_of(names, opened, commitments)
    problems = [problem for file in opened for problem in file.problems]
    own = _files_of(indexes, opened, problems, notices)
    data = {
        index.plan.id: _read_all(own[index.plan.id], index, indexes, how, words, notices, problems)
        for index in indexes
    }
    if each and not problems:
        problems += without_values(indexes, opened)
    strangers = [] if problems else _strangers(opened, how, data)
    for index in indexes:
        plan, said = index.plan, data[index.plan.id]
        year = None if problems else judged(said, plan)
        if year is not None:
            free = judged(Actuals((), year=plan.period.start), plan) != year  # no option says a year
            notices += _doubtful_year(said, year, free)
            problems += _suspected(said, plan, year)
            notices += not_judged(said, how.year)
        data[plan.id] = _settled(said, plan, year, problems)
    if problems:
        raise InvalidInput([*strangers, *by_file(problems, opened)])
    notices += strangers
    notices += (note for index in indexes for note in _set_aside(index))
    return tuple(_loaded(index, data[index.plan.id], own[index.plan.id]) for index in indexes)


def _loaded(index: Index, data: Actuals, files: Sequence[OpenedFile]) -> Loaded:
    inputs = tuple(InputFile(file.source.path, file.source.sha256) for file in files)
    return Loaded(index.plan, index, data, inputs)


# ── files ──


def read_inputs(files: Sequence[str]) -> list[Source]:
    """The content of data files, each once; `-` is standard input. InvalidInput names all that can't be read."""
    if files.count("-") > 1:
        raise InvalidInput([Problem(Location("-"), tr("标准输入只能读一次"))])
    found: list[Source] = []
    problems: list[Problem] = []
    for file in dict.fromkeys(files):
        try:
            found.append(read_input(file))
        except InvalidInput as error:
            problems += error.problems
    if problems:
        raise InvalidInput(problems)
    return found


# ── values ──


def _set_aside(index: Index) -> Iterator[Problem]:
    """What to say of values of commitments, where those weren't asked for."""
    names = list(dict.fromkeys(index.set_aside))
    if names:
        shown = tr("、").join(names[:3]) + (tr("等") if len(names) > 3 else "")
        words = tr(
            "有 {count} 项是正文承诺的数（{shown}），没有核验：要核验请加 --with commitments",
            count=len(names),
            shown=shown,
        )
        yield Problem(Location(index.plan.path), words)


def _files_of(
    indexes: Sequence[Index], opened: Sequence[OpenedFile], problems: list[Problem], notices: list[Problem]
) -> dict[str, list[OpenedFile]]:
    """The files that are read for each plan, by its id."""
    found: dict[str, list[OpenedFile]] = {index.plan.id: [] for index in indexes}
    for file in opened:
        try:
            for index in plans_for(file, indexes):
                found[index.plan.id].append(file)
            for index in presumed(file, indexes):
                words = tr(
                    "没有写明是哪个规划的数据，按文件名或表题只算作“{id}”的；不是的请写明规划",
                    id=index.plan.id,
                )
                notices.append(Problem(Location(file.source.path), words))
        except InvalidInput as error:
            problems += error.problems
    return found


def _read_all(
    files: Sequence[OpenedFile],
    index: Index,
    indexes: Sequence[Index],
    how: ReadingOptions,
    words: Mapping[str, str] | None,
    notices: list[Problem],
    problems: list[Problem],
) -> Actuals:
    """What the files say of a plan; two values for one place still side by side. One place is wrong once, for whatever plan."""
    known = {problem.location for problem in problems}
    mine: list[Problem] = []
    declared = [(file.source.path, node) for file in files if (node := file.said("sources"))]
    how = replace(how, sources=order_of_sources(declared, how.sources, mine))
    parts: list[Actuals] = []
    several = sum(file.has_values for file in files) > 1
    for file in files:
        step(tr("正在读 {file}", file=file.source.path))
        try:
            data = _read(file, index.among(plans_for(file, indexes)), how, words, notices)
            if data is not None:
                needed = file.grid is not None and how.year is None and not how.undated
                parts.append(dated_by_name(data, file.source.path, notices, several, needed))
        except InvalidInput as error:
            mine += error.problems
    found = joined(parts, how.sources, mine)
    problems += [problem for problem in mine if problem.location not in known]
    return found


def _read(
    file: OpenedFile,
    index: Index,
    how: ReadingOptions,
    words: Mapping[str, str] | None,
    notices: list[Problem],
) -> Actuals | None:
    if file.tree is not None:
        return read_actuals(file.tree, file.source.path, index.plan, index, how.sources)
    if file.grid is not None:
        from healthplan_cli.sources.actuals.table import read_grid

        return read_grid(file.grid, index.plan, words, notices, index, how.sources)
    return None


def _strangers(
    opened: Sequence[OpenedFile], how: ReadingOptions, data: Mapping[str, Actuals]
) -> list[Problem]:
    """What to say of declared sources that nothing in the run is called. Those that a file of settings or the environment
    declares are for every run, and need not fit each: of them only a likely slip is said."""
    context = click.get_current_context(silent=True)
    given = origin(context, "sources") if context else ""
    usual = {name: Location(given or "--sources") for name in how.sources}
    own = {
        item.text: item.place(file.source.path)
        for file in reversed(opened)
        if (node := file.said("sources"))
        for item in node.sequence
        if item.text
    }
    parts, files = list(data.values()), [file.source.path for file in opened]
    own = {name: where for name, where in own.items() if name not in usual}
    return [
        *unmatched_sources(usual, parts, files, only_near=bool(given)),
        *unmatched_sources(own, parts, files),
    ]


def _doubtful_year(data: Actuals, year: int, free: bool) -> Iterator[Problem]:
    """What to say where nothing says the year of any value."""
    where = first_bare(data)
    if where is not None and free and all(value.year is None for value in data.values):
        words = tr("没有写年份的数值算作 {year} 年（规划末年）的：请写明年份，或用 --year", year=year)
        yield Problem(where, words)


def _suspected(data: Actuals, plan: Plan, year: int) -> list[Problem]:
    """The columns that seem to be the plan's own targets or baselines, where a verdict would rest on them."""
    first = plan.period.baseline
    return [
        Problem(item.location, item.message)
        for item in data.suspects
        if item.year is None or first < item.year <= year
    ]


def _settled(data: Actuals, plan: Plan, year: int | None, problems: list[Problem]) -> Actuals:
    """One value for each place. What can't be settled is a problem, once for all plans."""
    values, doubled = settle(data.values, year, plan, data.sources)
    places = {problem.location for problem in problems}
    problems += [problem for problem in doubled if problem.location not in places]
    return replace(data, values=values)
