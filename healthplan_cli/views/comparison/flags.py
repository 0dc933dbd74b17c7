"""Flags for what makes an indicator hard to compare: differing names, units, directions, natures and years; totals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from healthplan_cli import units
from healthplan_cli.base.i18n import tr
from healthplan_cli.language.names import NATURE_WORDS
from healthplan_cli.model import Better, Indicator, Nature
from healthplan_cli.views.comparison.line import ComparedIndicator, Flag
from healthplan_cli.views.comparison.naming import is_average, sense
from healthplan_cli.views.comparison.slips import magnitude

# With these nobody is called the strictest: the numbers may not be of one kind.
FORBIDDING = frozenset({"magnitude", "better", "total"})
_COUNTED = {"person", "visit", "household", "item", "bed"}
_BETTER_WORDS = {
    Better.HIGHER: tr("越高越好"),
    Better.LOWER: tr("越低越好"),
    Better.NEITHER: tr("没有好的方向"),
    None: tr("没有写方向"),
}


def flags_of_line(
    line: ComparedIndicator,
    rows: Mapping[str, Indicator],
    labels: Mapping[str, str],
    first: bool,
) -> tuple[Flag, ...]:
    """Return all flags about one line; those about the whole row only where the line is its `first`."""
    found = list(_about_rows(line, rows, labels)) if first else []
    return (*found, *_revised(line, labels), *magnitude(line, labels))


def flags_of_years(lines: Sequence[ComparedIndicator], labels: Mapping[str, str]) -> tuple[Flag, ...]:
    """Return one flag for all lines whose targets are due in different years, with each plan's years; empty without such lines."""
    apart = [line for line in lines if line.years_differ]
    if not apart:
        return ()
    years: dict[str, set[int]] = {}
    for line in apart:
        for plan, cell in line.cells.items():
            if not cell.without_target:
                years.setdefault(plan, set()).add(cell.due)
    words = side_by_side(((plan, _years(years[plan])) for plan in sorted(years)), labels)
    message = tr("目标年不同（{words}）：边界不比别人松、目标年又不比别人晚的，才是最严", words=words)
    return (Flag("due", message, tuple(sorted(years)), tuple(dict.fromkeys(line.id for line in apart))),)


def _years(years: Iterable[int]) -> str:
    return tr(" {years} 年", years=tr("、").join(map(str, sorted(years))))


def side_by_side(words: Iterable[tuple[str, str]], labels: Mapping[str, str]) -> str:
    """Return each wording once, after the plans that have it: 重庆市、攀枝花市“甲”；达川区“乙”."""
    groups: dict[str, list[str]] = {}
    for plan, word in words:
        groups.setdefault(word, []).append(labels[plan])
    return tr("；").join(tr("、").join(plans) + word for word, plans in groups.items())


def quoted(name: str) -> str:
    """Return a printed name in quotation marks."""
    return tr("“{name}”", name=name)


def _about_rows(
    line: ComparedIndicator, rows: Mapping[str, Indicator], labels: Mapping[str, str]
) -> Iterator[Flag]:
    """Yield a flag for each way in which the plans' rows differ (name, unit, nature …), with their words side by side."""
    printed = {sense(row.name): quoted(row.name) for row in reversed(list(rows.values()))}
    traits = {
        "name": (tr("名称不同："), {plan: printed[sense(row.name)] for plan, row in rows.items()}),
        "unit": (tr("单位不同类："), {plan: _is(_unit(row)) for plan, row in rows.items()}),
        "better": (
            tr("方向不同，不评最严："),
            {p: _is(_BETTER_WORDS[row.better]) for p, row in rows.items()},
        ),
        "components": (tr("分项不同："), {plan: _components(row) for plan, row in rows.items()}),
        "nature": (
            tr("性质不同："),
            {
                p: _is(NATURE_WORDS[row.nature])
                for p, row in rows.items()
                if row.nature is not Nature.COMMITMENT
            },
        ),
    }
    if all(cell.factor is not None for cell in line.cells.values()):
        del traits["unit"]  # one fits the other
    for code, (lead, words) in traits.items():
        if len(set(words.values())) > 1:
            yield Flag(code, lead + side_by_side(words.items(), labels), tuple(words), (line.id,))
    if len(rows) > 1 and _is_total(rows):
        words_ = tr("是总量，随地区大小而定，数大不等于要求高，不评最严")
        yield Flag("total", words_, tuple(rows), (line.id,))


def _is(word: str) -> str:
    return tr("为{word}", word=word)


def _unit(row: Indicator) -> str:
    return row.measure or tr("（没有单位）")


def _components(row: Indicator) -> str:
    """Return which components the plan words separately, by their ids in alphabetical order."""
    parts = () if row.optional_components else sorted(row.components, key=lambda part: part.id)
    ids = tr("、").join(part.id for part in parts)
    return tr("分（{ids}）", ids=ids) if ids else tr("不分")


def _is_total(rows: Mapping[str, Indicator]) -> bool:
    """Return whether a number grows with the size of the region (persons, things, 亿元), unlike a rate or an average."""
    for row in rows.values():
        unit = units.parse(row.measure) if row.measure else None
        if (
            row.per
            or unit is None
            or not (unit.dimension in _COUNTED or unit.factor >= units.MAGNITUDES["万"])
        ):
            return False
    return not any(units.is_share(row.measure) or is_average(row.name) for row in rows.values())


def _revised(line: ComparedIndicator, labels: Mapping[str, str]) -> Iterator[Flag]:
    """Yield a flag for each plan whose row a later document has revised."""
    for plan, cell in line.cells.items():
        if cell.revision is not None:
            words = tr(
                "{plan}按调整以后的算（{document}，{year} 年起）",
                plan=labels[plan],
                document=cell.revision.document,
                year=cell.revision.year,
            )
            yield Flag("revised", words, (plan,), (line.id,))
