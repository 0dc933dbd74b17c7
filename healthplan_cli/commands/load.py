"""Plans and actuals from the files that a command names: every problem of every file at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import click

from healthplan_cli.actuals.joining import (
    dated_by_name,
    first_bare,
    joined,
    not_judged,
    order_of_sources,
    unmatched_sources,
)
from healthplan_cli.actuals.places import Index
from healthplan_cli.actuals.ranking import settle
from healthplan_cli.actuals.yamlfile import read_actuals
from healthplan_cli.catalog import load_plan
from healthplan_cli.commands.opening import (
    OpenedFile,
    ReadingOptions,
    check_options,
    open_file,
    own_words_of,
)
from healthplan_cli.commands.origin import origin
from healthplan_cli.commands.progress import step
from healthplan_cli.errors import InvalidInput, Problem, in_order
from healthplan_cli.model import Actuals, Indicator, InputFile, Location, Plan
from healthplan_cli.record import record, replace
from healthplan_cli.source import Source, read_input
from healthplan_cli.speech import tr


@record(frozen=True, slots=True)
class Loaded:
    """A plan, what the files say of it, the files; and by which name the plan was asked for."""

    name: str
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
) -> tuple[Loaded, ...]:
    """Each plan with its data, settled for the year `judged`. InvalidInput carries every problem, file by file.

    Without `names` the files say which plan they are for. `notices` gets what was read but should be looked at. Without
    `commitments` the plans are their tables only.
    """
    check_options([source.path for source in sources], how)
    words = own_words_of(how)
    opened = [open_file(source, how, words) for source in sources]
    asked = list(dict.fromkeys(names or [file.plan for file in opened if file.plan]))
    indexes, missing = _indexes(asked, opened, bool(names), commitments)
    if missing or not indexes or (not names and len(asked) > 1):
        broken = [problem for file in opened for problem in file.problems]
        raise InvalidInput([*missing, *broken] or [_unnamed(opened, asked)])
    problems: list[Problem] = []
    data = _read_all(opened, indexes, how, words, notices, problems)
    strangers = [] if problems else _strangers(opened, how, data)
    for index in indexes:
        own, plan = data[index.plan.id], index.plan
        year = None if problems else judged(own, plan)
        if year is not None:
            free = judged(Actuals((), year=plan.period.start), plan) != year  # no option says a year
            notices += _doubtful_year(own, year, free)
            problems += _suspected(own, plan, year)
            notices += not_judged(own, how.year)
        data[plan.id] = _settled(own, plan, year, problems)
    if problems:
        raise InvalidInput([*strangers, *_file_by_file(problems, opened)])
    notices += strangers
    notices += (note for index in indexes for note in _set_aside(index))
    inputs = tuple(InputFile(file.source.path, file.source.sha256) for file in opened)
    return tuple(
        Loaded(name, index.plan, index, data[index.plan.id], inputs)
        for name, index in zip(asked, indexes, strict=True)
    )


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


# ── plans ──


def _unnamed(opened: Sequence[OpenedFile], asked: Sequence[str]) -> Problem:
    place = Location(opened[-1].source.path)
    if asked:
        return Problem(
            place,
            tr(
                "几个文件是不同规划的数据（{names}）：请用 --plan 指明按哪个核验；都要的，每个写一次 --plan",
                names=tr("、").join(asked),
            ),
        )
    advice = tr("或在表头上方写“规划：…”") if opened[-1].grid else tr("或在文件里写 plan")
    return Problem(place, tr("没有说明按哪个规划核验：请用 --plan，{advice}", advice=advice))


def _indexes(
    asked: Iterable[str], opened: Sequence[OpenedFile], given: bool, commitments: bool
) -> tuple[list[Index], list[Problem]]:
    found: dict[str, Index] = {}
    problems: list[Problem] = []
    for name in asked:
        step(tr("正在读规划 {name}", name=name))
        try:
            found[name] = _index(name, commitments)
        except InvalidInput as error:
            problems += [problem if given else _placed(problem, name, opened) for problem in error.problems]
    ids = [index.plan.id for index in found.values()]
    for id in dict.fromkeys(id for id in ids if ids.count(id) > 1):
        names = tr("、").join(name for name, index in found.items() if index.plan.id == id)
        words = tr(
            "规划“{id}”给了不止一次（{names}）：请只留一个；不同的规格要有不同的 id", id=id, names=names
        )
        problems.append(Problem(Location("--plan"), words))
    return list(found.values()), problems


def _index(name: str, commitments: bool) -> Index:
    """A plan's index; where its commitments are left out, one that knows what they are called."""
    plan = load_plan(name, whole=commitments)
    if commitments:
        return Index(plan, name)

    def left_out() -> Iterable[Indicator]:
        return load_plan(name, whole=True).commitments

    return Index(replace(plan, commitments=()), name, left_out)


def _placed(problem: Problem, name: str, opened: Sequence[OpenedFile]) -> Problem:
    """A plan that isn't there, named in a file, is wrong where it is named."""
    file = next(file for file in opened if file.plan == name)
    node = file.said("plan")
    if node is None or problem.location != Location(name[:80]):
        return problem
    return Problem(
        node.place(file.source.path), tr("“{name}”{message}", name=name[:80], message=problem.message)
    )


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


# ── values ──


def _read_all(
    opened: Sequence[OpenedFile],
    indexes: Sequence[Index],
    how: ReadingOptions,
    words: Mapping[str, str] | None,
    notices: list[Problem],
    problems: list[Problem],
) -> dict[str, Actuals]:
    """What the files say of each plan, by its id; two values for one place still side by side."""
    declared = [(file.source.path, node) for file in opened if (node := file.said("sources"))]
    how = replace(how, sources=order_of_sources(declared, how.sources, problems))
    found: dict[str, list[Actuals]] = {index.plan.id: [] for index in indexes}
    several = sum(file.has_values for file in opened) > 1
    for file in opened:
        step(tr("正在读 {file}", file=file.source.path))
        problems += _read_into(found, file, indexes, how, words, notices, several)
    return {plan: joined(parts, how.sources, problems) for plan, parts in found.items()}


def _read_into(
    found: Mapping[str, list[Actuals]],
    file: OpenedFile,
    indexes: Sequence[Index],
    how: ReadingOptions,
    words: Mapping[str, str] | None,
    notices: list[Problem],
    several: bool,
) -> list[Problem]:
    """Reads a file for each plan; its problems, in its own order. One place is wrong once, for whatever plan."""
    home = next((index for index in indexes if file.plan and index.is_called(file.plan)), None)
    problems = list(file.problems)
    for index in indexes:
        try:
            data = _read(file, index.for_file(indexes, home), how, words, notices)
            if data is not None:
                needed = file.grid is not None and how.year is None and not how.undated
                found[index.plan.id].append(dated_by_name(data, file.source.path, notices, several, needed))
                if home is not None and data.values:
                    _check_region(home.plan, index.plan, file.source.path, notices)
        except InvalidInput as error:
            places = {problem.location for problem in problems}
            problems += [
                item for item in error.problems if index is indexes[0] or item.location not in places
            ]
    return in_order(problems)


def _check_region(home: Plan, plan: Plan, path: str, notices: list[Problem]) -> None:
    """A file of one region's plan says little of another region: it is read, and said to be."""
    own, other = (dict(item.region).get("name") for item in (home, plan))
    if own and other and own != other:
        words = tr(
            "文件说是“{id}”（{own}）的数据，也用来核验了“{id2}”（{other}），那是另一个地区的规划：达标与否看它的目标，进度、倒退看它的基期",
            id=home.id,
            own=own,
            id2=plan.id,
            other=other,
        )
        notices.append(Problem(Location(path), words))


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
        from healthplan_cli.actuals.table import read_grid

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


def _file_by_file(problems: Iterable[Problem], opened: Sequence[OpenedFile]) -> list[Problem]:
    order = {file.source.path: number for number, file in enumerate(opened)}
    return sorted(in_order(problems), key=lambda problem: order.get(problem.location.file, 0))
