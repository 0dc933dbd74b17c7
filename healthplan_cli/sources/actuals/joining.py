"""What several data files say, as one: which year their bare values are of, whose order of sources holds, one target each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from healthplan_cli.base.errors import Problem, refusal
from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.location import Location
from healthplan_cli.language.names import nearest
from healthplan_cli.language.normalise import squeeze
from healthplan_cli.model import Actuals, Observation, SetTarget
from healthplan_cli.sources.actuals.ranking import file_name
from healthplan_cli.sources.actuals.titles import file_stem, years_of_name
from healthplan_cli.sources.strict_yaml import Node


def year_in_name(path: str) -> int | None:
    """Return the one year in a file's name that can be its data's (2021.csv, 部门报表2021年.xlsx), not that of a date or a
    document; None without one.
    """
    years = years_of_name(file_stem(path))
    return years[0] if len(years) == 1 else None


def first_bare(data: Actuals) -> Location | None:
    """Return where the first value stands of which the file says no year."""
    if data.year is not None:
        return None
    return next((actual.location for actual in data.values if actual.year is None), None)


def dated_by_name(data: Actuals, path: str, notices: list[Problem], several: bool, needed: bool) -> Actuals:
    """Return the data with the year in the file's name for values that say none, and put a notice of that.

    Where the name has no year: InvalidInput if one is `needed` (as for a sheet) or `several` files are judged together,
    else the data as they are.
    """
    where = first_bare(data)
    if where is None:
        return data
    year = year_in_name(path)
    if year is not None:
        notices.append(Problem(where, tr("没有写年份的数值，按文件名算作 {year} 年的", year=year)))
        values = tuple(replace(item, year=item.year or year) for item in data.values)
        suspects = tuple(replace(item, year=item.year or year) for item in data.suspects)
        return replace(data, values=values, year=year, suspects=suspects)
    if several:
        words = tr(
            "有没写年份的数值，几个文件一起核验时看不出是哪一年的：请写明年份，或把年份写进文件名（2021.csv）"
        )
        raise refusal(where, words)
    if needed:
        words = tr(
            "看不出这张表的数是哪一年的（列名、单元格、表题、文件名里都没有写明；“2025年目标”、几个年份、日期不算）：请写明年份，或用 --year"
        )
        raise refusal(where, words)
    return data


def not_judged(data: Actuals, last: int | None) -> list[Problem]:
    """Return what to say of values that are no actual ones of a whole year, once for each file and its words; `last`: of no
    year after it.
    """
    found: dict[tuple[str, str, Observation], list[Location]] = {}
    for item in data.values:
        late = last is not None and item.year is not None and item.year > last
        if item.observation is not Observation.ACTUAL and not late:
            key = item.location.file, item.told_by or "", item.observation
            found.setdefault(key, []).append(item.location)
    words = {
        Observation.PART_YEAR: tr("有 {count} 个数是“{words}”的，不是全年的实际值：列出来，不用来判定"),
        Observation.FORECAST: tr("有 {count} 个数是“{words}”，不是实际值：列出来，不用来判定"),
    }
    return [
        Problem(places[0], words[kind].format(count=len(places), words=told))
        for (_, told, kind), places in found.items()
    ]


def order_of_sources(
    declared: Iterable[tuple[str, Node]], given: Sequence[str], problems: list[Problem]
) -> tuple[str, ...]:
    """Return the order of sources, best first: that of `--sources`, then what each file declares. Files must not contradict
    each other about names that `--sources` doesn't settle.
    """
    orders = [(file, node, [item.text for item in node.sequence if item.text]) for file, node in declared]
    order = tuple(dict.fromkeys([*given, *(name for _, _, names in orders for name in names)]))
    for file, node, names in orders:
        places = [order.index(name) for name in names if name not in given]
        if places != sorted(places):
            words = tr("sources 的先后与前面文件里的合不到一起：请写成一样的，或用 --sources 写明")
            problems.append(Problem(node.place(file), words))
    return order


def unmatched_sources(
    places: Mapping[str, Location], parts: Sequence[Actuals], files: Sequence[str], only_near: bool = False
) -> list[Problem]:
    """Return what to say of the declared names (and where) that no source of a value and no file of the run is called, with
    what is near; with `only_near` only of those that something is near.
    """
    values = [item for part in parts for item in part.values]
    called = dict.fromkeys(squeeze(item.source) for item in values if item.source)
    known = list(dict.fromkeys([*called, *map(file_name, files)]))
    found = []
    for name, where in places.items() if values else ():
        key = squeeze(name)
        if not any(key in other for other in known):
            near = nearest(key, known, 1)
            hint = tr("，是不是 {near}？", near=near[0]) if near else ""
            if hint or not only_near:
                found.append(
                    Problem(
                        where, tr("来源的先后里的“{name}”没有对上任何来源或文件{hint}", name=name, hint=hint)
                    )
                )
    return found


def joined(parts: Sequence[Actuals], sources: Sequence[str], problems: list[Problem]) -> Actuals:
    """Return all the files' values, two for one place still side by side; two different targets for one are a problem."""
    return Actuals(
        tuple(value for part in parts for value in part.values),
        _targets([item for part in parts for item in part.targets], problems),
        _year_said(parts),
        any(part.illustrative for part in parts),
        tuple(sources),
        parted=frozenset().union(*(part.parted for part in parts)),
        suspects=tuple(item for part in parts for item in part.suspects),
    )


def _year_said(parts: Sequence[Actuals]) -> int | None:
    """Return the file's year; of several files with values, which are all dated, only one that is later than all of them."""
    said = max((part.year for part in parts if part.year), default=None)
    if sum(bool(part.values) for part in parts) < 2 or said is None:
        return said
    latest = max((value.year for part in parts for value in part.values if value.year), default=0)
    return said if said > latest else None


def _targets(given: Sequence[SetTarget], problems: list[Problem]) -> tuple[SetTarget, ...]:
    """Return one target for each place; two different ones are a problem."""
    kept: dict[tuple[str, str | None], SetTarget] = {}
    for item in given:
        first = kept.setdefault((item.indicator, item.component), item)
        if first.target.rule != item.target.rule:
            both = tr(
                "“{text}”（{location}）和“{text2}”",
                text=first.target.text,
                location=first.location,
                text2=item.target.text,
            )
            problems.append(
                Problem(
                    item.location,
                    tr("{indicator} 的目标补了两个不同的：{both}", indicator=item.indicator, both=both),
                )
            )
    return tuple(kept.values())
