"""The plans that a run judges, and the plans to which each data file belongs (contract section 9)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from healthplan_cli.base.activity import announce
from healthplan_cli.base.errors import InvalidInput, Problem, refusal
from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.base.limits import MAX_NAME
from healthplan_cli.base.location import Location
from healthplan_cli.language.names import region_names
from healthplan_cli.language.normalise import plain
from healthplan_cli.model import Indicator, Plan
from healthplan_cli.sources.actuals.lookup import Index, called
from healthplan_cli.sources.actuals.opening import OpenedFile, by_file
from healthplan_cli.sources.plans.catalog import load_plan, subjects_of

_FIRST = 6  # rows of a sheet in which a title may stand
_LETTER = Pattern("[a-z0-9]")


def plans_of(names: Sequence[str], opened: Sequence[OpenedFile], commitments: bool) -> list[Index]:
    """Return the index of each named plan; without names, of the plans that the files name. Raise InvalidInput for all problems."""
    asked = list(dict.fromkeys(names or [file.plan for file in opened if file.plan]))
    indexes, problems = _indexes(asked, opened, bool(names), commitments)
    if not names:
        problems += _unnamed(opened, asked)
    if problems or not indexes:
        raise InvalidInput(by_file([*problems, *(item for file in opened for item in file.problems)], opened))
    return indexes


def plans_for(file: OpenedFile, indexes: Sequence[Index]) -> list[Index]:
    """Return the plans to which a file belongs: the one it names, else the one `presumed`, else all.

    Raise InvalidInput for a name that several of the plans have.
    """
    if not file.plan:
        return presumed(file, indexes) or list(indexes)
    found = called(file.plan, indexes)
    if len(found) > 1:
        names = tr("、").join(index.plan.id for index in found)
        words = tr("“{name}”可以是几个规划（{names}）：请写规划的 id", name=file.plan, names=names)
        raise refusal(file.plan_place, words)
    return found or list(indexes)  # a plan that isn't judged: reading the file says so


def presumed(file: OpenedFile, indexes: Sequence[Index]) -> list[Index]:
    """Return the plan that the name or titles of a file without `plan` point to (达川区2023年指标.csv), in a list.

    The list is empty where they point to none or several, or the run has a single plan.
    """
    if file.plan or len(indexes) < 2 or not file.has_values:
        return []
    from healthplan_cli.sources.actuals.titles import file_stem

    stem = file_stem(file.source.path)
    texts = [stem, *_titles(file)]
    found = [index for index in indexes if any(_is_about(text, index) for text in texts)]
    return found if len(found) == 1 else []


def _told(file: OpenedFile, indexes: Sequence[Index]) -> list[str]:
    """Return the names of the plans to which a file belongs by its `plan`, name or titles, for a message."""
    return [file.plan] if file.plan else [index.plan.id for index in presumed(file, indexes)]


def _titles(file: OpenedFile) -> list[str]:
    """Return the sheet's name and the texts that stand alone in one of its first rows, normalised."""
    if file.grid is None:
        return []
    from healthplan_cli.sources.actuals.grid import text_of

    rows = [row for row in file.grid.rows[:_FIRST] if len(row.cells) == 1]
    alone = [text_of(cell) for row in rows for cell in row.cells.values()]
    return [plain(text[:MAX_NAME]) for text in (file.grid.whole.cell or "", *alone) if text]


def _is_about(text: str, index: Index) -> bool:
    """Return whether a text contains a plan's id as a word of its own, its title, or its region (达州市达川区, 达川区, 达川)."""
    names = (index.plan.title, *region_names(index.plan.region_name))
    before, id, after = text.partition(index.plan.id.lower())
    by_itself = id and not _LETTER.match(before[-1:]) and not _LETTER.match(after)
    return bool(by_itself) or any(plain(name) in text for name in names)


def named_apart(files: Sequence[OpenedFile], index: Index) -> list[Problem]:
    """Return a notice where a plan's files have names of several regions, because all are taken for the plan's region."""
    if len(files) < 2:
        return []
    from healthplan_cli.sources.actuals.sections import region_of_section
    from healthplan_cli.sources.actuals.titles import file_stem

    named = {region: file for file in files if (region := region_of_section(file_stem(file.source.path)))}
    if len(named) < 2:
        return []
    words = tr(
        "文件像是 {count} 个地区的（{names}），都当作“{id}”一个地区的数：每个地区各算各的，请用 hpcheck panel",
        count=len(named),
        names=tr("、").join(list(named)[:3]) + (tr("等") if len(named) > 3 else ""),
        id=index.plan.id,
    )
    return [Problem(Location(next(iter(named.values())).source.path), words)]


def without_values(indexes: Sequence[Index], opened: Sequence[OpenedFile]) -> list[Problem]:
    """Return a problem for each plan to which no data file belongs."""
    files = [file for file in opened if file.has_values]
    found = []
    for index in indexes if files else ():
        if any(index in plans_for(file, indexes) for file in files):
            continue
        names = tr("、").join(dict.fromkeys(name for file in files for name in _told(file, indexes)))
        words = tr(
            "给出的文件都写明是别的规划的数据（{names}），没有“{id}”的，一项也核验不了：请给出“{id}”自己的数据文件，"
            "或不写 --plan {id}；确要用同一批数也对照“{id}”的，去掉文件里的 plan",
            names=names,
            id=index.plan.id,
        )
        if not any(file.plan for file in files):
            words = tr(
                "给出的文件按文件名或表题是别的规划的数据（{names}），没有“{id}”的，一项也核验不了：请给出“{id}”自己的数据文件，"
                "或不写 --plan {id}",
                names=names,
                id=index.plan.id,
            )
        found.append(Problem(files[0].plan_place, words))
    return found


def _unnamed(opened: Sequence[OpenedFile], asked: Sequence[str]) -> list[Problem]:
    """Return the problems of files that name no plan, in a run without `--plan`."""
    readable = [file for file in opened if file.readable]
    if not asked:
        advice = tr("或在表头上方写“规划：…”") if opened[-1].grid else tr("或在文件里写 plan")
        words = tr("没有说明按哪个规划核验：请用 --plan，{advice}", advice=advice)
        return [] if len(readable) < len(opened) else [Problem(Location(opened[-1].source.path), words)]
    names = tr("、").join(asked)
    found = []
    for file in readable:
        if not file.plan and file.has_values:
            how = tr("在表头上方写“规划：…”") if file.grid else tr("在文件里写 plan")
            words = tr(
                "没有写明是哪个规划的数据，而别的文件写明了（{names}）：请{how}；各规划共用的，用 --plan 写明按哪些规划核验",
                names=names,
                how=how,
            )
            found.append(Problem(Location(file.source.path), words))
    return found


def _indexes(
    asked: Iterable[str], opened: Sequence[OpenedFile], given: bool, commitments: bool
) -> tuple[list[Index], list[Problem]]:
    found: dict[str, Index] = {}
    problems: list[Problem] = []
    for name in asked:
        if not given and called(name, found.values()):
            continue  # another name of the same plan
        announce(tr("正在读规划 {name}", name=name))
        try:
            found[name] = index_of(name, commitments)
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


def index_of(name: str, commitments: bool, known: Plan | None = None) -> Index:
    """Return the index of a plan; `known` is the plan if it is loaded already.

    Without `commitments` the commitments aren't loaded; the index only knows their names.
    """
    plan = known or load_plan(name, whole=commitments)
    if commitments:
        return Index(plan, name)

    def left_out() -> Iterable[Indicator]:
        return plan.commitments or load_plan(name, whole=True).commitments

    return Index(replace(plan, commitments=()), name, left_out, lambda: subjects_of(plan))


def _placed(problem: Problem, name: str, opened: Sequence[OpenedFile]) -> Problem:
    """Return the problem of a plan that isn't found, at the place in the file that names it; another problem unchanged."""
    file = next(file for file in opened if file.plan == name)
    if problem.location != Location(name[:80]):
        return problem
    return Problem(file.plan_place, tr("“{name}”{message}", name=name[:80], message=problem.message))
