"""What several data files say, as one: which year their bare values are of, whose order of sources holds, one target each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from healthplan_cli.actuals.ranking import file_name
from healthplan_cli.errors import InvalidInput, Problem
from healthplan_cli.lexicon import Pattern
from healthplan_cli.model import Actuals, Location, SetTarget
from healthplan_cli.names import nearest
from healthplan_cli.record import replace
from healthplan_cli.speech import tr
from healthplan_cli.wording.normalise import squeeze
from healthplan_cli.yamlsource import Node

_YEAR_IN_NAME = Pattern(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def year_in_name(path: str) -> int | None:
    """The one year in a file's name: 2021.csv, 部门报表2021年.xlsx."""
    years = set(_YEAR_IN_NAME.findall(path.replace("\\", "/").rpartition("/")[2]))
    return int(years.pop()) if len(years) == 1 else None


def first_bare(data: Actuals) -> Location | None:
    """Where the first value stands of which the file says no year."""
    if data.year is not None:
        return None
    return next((actual.location for actual in data.values if actual.year is None), None)


def dated_by_name(data: Actuals, path: str, notices: list[Problem]) -> Actuals:
    """Of several files, one that names no year for its values has the one in its name. InvalidInput where that has none."""
    where = first_bare(data)
    if where is None:
        return data
    year = year_in_name(path)
    if year is None:
        words = tr(
            "有没写年份的数值，几个文件一起核验时看不出是哪一年的：请写明年份，或把年份写进文件名（2021.csv）"
        )
        raise InvalidInput([Problem(where, words)])
    notices.append(Problem(where, tr("没有写年份的数值，按文件名算作 {year} 年的", year=year)))
    values = tuple(replace(item, year=item.year or year) for item in data.values)
    return replace(data, values=values, year=year)


def order_of_sources(
    declared: Iterable[tuple[str, Node]], given: Sequence[str], problems: list[Problem]
) -> tuple[str, ...]:
    """The order of sources, best first: that of `--sources`, then what each file declares. Files must not contradict each
    other about names that `--sources` doesn't settle."""
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
    """The declared names (and where) that no source of a value and no file of the run is called, with what is near; perhaps
    only those that something is near."""
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
    """All the files' values, two for one place still side by side; two different targets for one are a problem."""
    return Actuals(
        tuple(value for part in parts for value in part.values),
        _targets([item for part in parts for item in part.targets], problems),
        _year_said(parts),
        any(part.illustrative for part in parts),
        tuple(sources),
        frozenset().union(*(part.parted for part in parts)),
    )


def _year_said(parts: Sequence[Actuals]) -> int | None:
    """The file's year; of several files with values, which are all dated, only one that is later than all of them."""
    said = max((part.year for part in parts if part.year), default=None)
    if sum(bool(part.values) for part in parts) < 2 or said is None:
        return said
    latest = max((value.year for part in parts for value in part.values if value.year), default=0)
    return said if said > latest else None


def _targets(given: Sequence[SetTarget], problems: list[Problem]) -> tuple[SetTarget, ...]:
    """One target for each place."""
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
