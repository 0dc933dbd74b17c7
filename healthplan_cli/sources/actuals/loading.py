"""Loading of data, the one entry for all callers: from the files' bytes to each plan's values, ready to be judged.

`commands` put their checked options into a `Request` (contract section 9).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from healthplan_cli.base.activity import announce
from healthplan_cli.base.errors import InvalidInput, Problem
from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.location import Location
from healthplan_cli.base.read_bytes import Source, read_source
from healthplan_cli.evaluation.review import mode_of, review, year_judged
from healthplan_cli.model import Actuals, Conventions, InputFile, Mode, Plan
from healthplan_cli.sources.actuals.external_targets import with_settings
from healthplan_cli.sources.actuals.joining import (
    dated_by_name,
    first_bare,
    joined,
    not_judged,
    order_of_sources,
    unmatched_sources,
)
from healthplan_cli.sources.actuals.lookup import Index
from healthplan_cli.sources.actuals.opening import OpenedFile, by_file, open_file, own_words
from healthplan_cli.sources.actuals.ownership import (
    named_apart,
    plans_for,
    plans_of,
    presumed,
    without_values,
)
from healthplan_cli.sources.actuals.ranking import settle
from healthplan_cli.sources.actuals.yamlfile import read_actuals
from healthplan_cli.sources.strict_yaml import parse


@record(frozen=True, slots=True)
class Request:
    """The checked options by which data is read and judged.

    `plans`: empty where the files name them. `commitments`: whether they are judged. `sources`: the declared order of
    sources; `sources_from`: the settings file or variable that declares it for every run. `judging` False: nothing is
    judged, so that values may be of any year, and a file may have none for a plan.
    """

    plans: tuple[str, ...] = ()
    commitments: bool = False
    sheet: str | None = None
    map: str | None = None
    sources: tuple[str, ...] = ()
    sources_from: str = ""
    year: int | None = None
    mode: str | None = None
    band: Fraction = Fraction(1, 20)
    carry: int = 0
    set: tuple[str, ...] = ()
    targets: str | None = None
    judging: bool = True


@record(frozen=True, slots=True)
class PlanData:
    """A plan with its data ready to be judged, the year and conventions, and the files that were read for it."""

    plan: Plan
    index: Index
    actuals: Actuals
    conventions: Conventions
    inputs: tuple[InputFile, ...]


def load(files: Sequence[Source], request: Request) -> tuple[tuple[PlanData, ...], list[Problem]]:
    """Return each plan with its data, and notices for the user. A file that names its plan is read for that plan only.

    Raise InvalidInput for all problems, file by file.
    """
    words = own_words(request.map) if request.map is not None else None
    opened = [open_file(file, request.sheet, words) for file in files]
    return load_opened(opened, plans_of(request.plans, opened, request.commitments), request, words)


def load_opened(
    opened: Sequence[OpenedFile],
    indexes: Sequence[Index],
    request: Request,
    words: Mapping[str, str] | None = None,
) -> tuple[tuple[PlanData, ...], list[Problem]]:
    """Return what `load` returns, given opened files and loaded plans; `words` are the renamings of `--map`."""
    problems = [problem for file in opened for problem in file.problems]
    notices: list[Problem] = []
    own = _files_of(indexes, opened, problems, notices)
    data = {
        index.plan.id: _read_all(own[index.plan.id], index, indexes, request, words, notices, problems)
        for index in indexes
    }
    if request.judging and not problems:
        problems += without_values(indexes, opened)
    strangers = [] if problems else _strangers(opened, request, data)
    reviews: dict[str, tuple[Mode, int]] = {}
    for index in indexes:
        plan, said = index.plan, data[index.plan.id]
        if not problems:
            reviews[plan.id] = _review(said, plan, request, opened[0].source.path)
            year = reviews[plan.id][1]
            notices += _doubtful_year(said, plan, year, request)
            problems += _suspected(said, plan, year)
            notices += not_judged(said, request.year)
        data[plan.id] = _settled(said, plan, reviews.get(plan.id), problems)
    apart = [note for index in indexes for note in named_apart(own[index.plan.id], index)]
    if problems:
        raise InvalidInput([*strangers, *apart, *by_file(problems, opened)])
    notices += [*strangers, *apart]
    notices += (note for index in indexes for note in _set_aside(index))
    found = []
    for index in indexes:
        id = index.plan.id
        mode, year = reviews[id]
        conventions = Conventions(year, request.band, request.carry, mode)
        inputs = tuple(InputFile(file.source.path, file.source.sha256) for file in own[id])
        actuals = with_settings(data[id], request.set, index, indexes)
        found.append(PlanData(index.plan, index, actuals, conventions, inputs))
    return _with_targets(found, request.targets) if request.targets else tuple(found), notices


def _with_targets(found: Sequence[PlanData], path: str) -> tuple[PlanData, ...]:
    """Return the plans with the yearly targets of a file, which is added to the inputs of the plan that it belongs to."""
    from healthplan_cli.sources.actuals.yearly import read_yearly, with_yearly

    source = read_source(path)
    plan, yearly = read_yearly(parse(source.content, path), path, [item.index for item in found])
    file = InputFile(source.path, source.sha256)
    return tuple(
        replace(item, plan=with_yearly(item.plan, yearly), inputs=(*item.inputs, file))
        if item.plan.id == plan
        else item
        for item in found
    )


# ── values ──


def _set_aside(index: Index) -> Iterator[Problem]:
    """Yield a notice about values for commitments, in a run that doesn't judge them."""
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
    """Return the files that are read for each plan, by the plan's id; add problems and notices about files without a plan."""
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
    request: Request,
    words: Mapping[str, str] | None,
    notices: list[Problem],
    problems: list[Problem],
) -> Actuals:
    """Return the data of the files for a plan, several values for one indicator and year included.

    A problem at one place is added once, even where the file is read for several plans.
    """
    known = {problem.location for problem in problems}
    mine: list[Problem] = []
    declared = [(file.source.path, node) for file in files if (node := file.said("sources"))]
    order = order_of_sources(declared, request.sources, mine)
    parts: list[Actuals] = []
    several = sum(file.has_values for file in files) > 1
    for file in files:
        announce(tr("正在读 {file}", file=file.source.path))
        try:
            data = _read(file, index.among(plans_for(file, indexes)), order, words, notices)
            if data is not None:
                needed = file.grid is not None and request.year is None and request.judging
                parts.append(dated_by_name(data, file.source.path, notices, several, needed))
        except InvalidInput as error:
            mine += error.problems
    found = joined(parts, order, mine)
    problems += [problem for problem in mine if problem.location not in known]
    return found


def _read(
    file: OpenedFile,
    index: Index,
    order: Sequence[str],
    words: Mapping[str, str] | None,
    notices: list[Problem],
) -> Actuals | None:
    if file.tree is not None:
        return read_actuals(file.tree, file.source.path, index.plan, index, order)
    if file.grid is not None:
        from healthplan_cli.sources.actuals.table import read_grid

        return read_grid(file.grid, index.plan, words, notices, index, order)
    return None


def _strangers(opened: Sequence[OpenedFile], request: Request, data: Mapping[str, Actuals]) -> list[Problem]:
    """Return notices about declared sources that match no value and no file of the run.

    Sources from the settings, which are declared for every run, are reported only where they look like typing errors.
    """
    usual = {name: Location(request.sources_from or "--sources") for name in request.sources}
    own = {
        item.text: item.place(file.source.path)
        for file in reversed(opened)
        if (node := file.said("sources"))
        for item in node.sequence
        if item.text and item.text not in usual
    }
    parts, files = list(data.values()), [file.source.path for file in opened]
    return [
        *unmatched_sources(usual, parts, files, only_near=bool(request.sources_from)),
        *unmatched_sources(own, parts, files),
    ]


def _review(data: Actuals, plan: Plan, request: Request, file: str) -> tuple[Mode, int]:
    """Return the kind of review and the year judged; where nothing is judged, any year will do."""
    if request.judging:
        return review(request.mode, request.year, data, plan, file)
    year = year_judged(None, data, plan)
    return mode_of(year, plan.period), year


def _doubtful_year(data: Actuals, plan: Plan, year: int, request: Request) -> Iterator[Problem]:
    """Yield a notice where neither data nor options give the values' year, so that the plan's last year is assumed."""
    where = first_bare(data)
    free = request.year is None and request.mode != "final" and year != plan.period.start
    if where is not None and free and all(value.year is None for value in data.values):
        words = tr("没有写年份的数值算作 {year} 年（规划末年）的：请写明年份，或用 --year", year=year)
        yield Problem(where, words)


def _suspected(data: Actuals, plan: Plan, year: int) -> list[Problem]:
    """Return a problem for each column up to the year judged that seems to hold the plan's own targets or baselines."""
    first = plan.period.baseline
    return [
        Problem(item.location, item.message)
        for item in data.suspects
        if item.year is None or first < item.year <= year
    ]


def _settled(data: Actuals, plan: Plan, found: tuple[Mode, int] | None, problems: list[Problem]) -> Actuals:
    """Return the data with one value for each indicator, component and year; add a problem, once for all plans, where
    that can't be decided.
    """
    values, doubled = settle(data.values, found and found[1], plan, data.sources)
    places = {problem.location for problem in problems}
    problems += [problem for problem in doubled if problem.location not in places]
    return replace(data, values=values)
