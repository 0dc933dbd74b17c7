"""The data of several files put together: the years of values without one, the order of sources, one target for each indicator."""

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
    """Return the only year in a file's name (2021.csv, 部门报表2021年.xlsx), not counting dates and document numbers; None without one."""
    years = years_of_name(file_stem(path))
    return years[0] if len(years) == 1 else None


def first_bare(data: Actuals) -> Location | None:
    """Return the place of the first value without a year, in a file that gives none either; None without such a value."""
    if data.year is not None:
        return None
    return next((actual.location for actual in data.values if actual.year is None), None)


def dated_by_name(data: Actuals, path: str, notices: list[Problem], several: bool, needed: bool) -> Actuals:
    """Return the data with values without a year dated by the year in the file's name, and add a notice that this was
    done.

    Where the name has no year: raise InvalidInput if one is `needed` (as for a sheet) or `several` files are judged
    together; else return the data unchanged.
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
    """Return notices that part-year values and forecasts aren't judged, one for each file and wording; none for years after `last`."""
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
    """Return the order of sources, best first: that of `--sources`, then that which each file declares.

    Files that contradict each other about names not in `--sources` are added to `problems`.
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
    """Return a notice for each declared source that matches neither a value's source nor a file's name, with similar
    names.

    `only_near`: only for those to which some name is similar, which are probably typing errors.
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
    """Return the data of all files together, several values for one indicator and year included; contradicting targets are problems."""
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
    """Return the latest `year` that a file gives; with several files of values only if it is later than all values, else None."""
    said = max((part.year for part in parts if part.year), default=None)
    if sum(bool(part.values) for part in parts) < 2 or said is None:
        return said
    latest = max((value.year for part in parts for value in part.values if value.year), default=0)
    return said if said > latest else None


def _targets(given: Sequence[SetTarget], problems: list[Problem]) -> tuple[SetTarget, ...]:
    """Return one supplied target for each indicator and component; two different ones are added to `problems`."""
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
