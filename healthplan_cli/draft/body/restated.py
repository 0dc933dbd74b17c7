"""Which row of the table a name in the running text means, and the values of the base year that the text repeats."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from healthplan_cli import units
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.draft.body.nouns import clean_subject, split_subjects
from healthplan_cli.draft.body.sentences import Sentence, clauses
from healthplan_cli.draft.body.values import Value, values
from healthplan_cli.draft.model import DraftMention, DraftRow
from healthplan_cli.language.normalise import normalise, squeeze

_BRACKETS = Pattern(r"[（(][^）)]*[）)]")
_DIGITS = Pattern(r"\d+(?:\.\d+)?")
_LOOSE = Pattern(
    "全市|全区|全县|全省|城乡|常住|的|我[市区县省]|居民人均|居民|人均|平均|以乡（?镇、?街道）?为单位"
)
_SAME = (("预期寿命", "期望寿命"), ("周岁", "岁"), ("龋齿率", "龋患率"), ("及以上", "以上"), ("患病率", "率"))


def _key(name: str) -> str:
    """Return a name as names are compared: without brackets, the area and what is said or not."""
    bare = _LOOSE.sub("", _BRACKETS.sub("", squeeze(name)))
    for said, other in _SAME:
        bare = bare.replace(said, other)
    return bare


class RowNames:
    """The names of the table's rows, to find the one that words of the text mean."""

    def __init__(self, rows: Sequence[DraftRow]) -> None:
        self._rows = [(index, _key(row.name), row) for index, row in enumerate(rows)]

    def meant(self, subject: str, target: str) -> int | None:
        """Return the index of the row that a subject names; None for none, or for several that fit as well."""
        key = _key(subject)
        scored = [
            (_likeness(key, name), index) for index, name, row in self._rows if _units_agree(row, target)
        ]
        best = max(scored, default=(0.0, -1))
        if best[0] < _ENOUGH or sum(score == best[0] for score, _ in scored) > 1:
            return None
        return best[1]


_ENOUGH = 0.75


def _likeness(said: str, name: str) -> float:
    """Return how much alike two names are, 0 to 1: their numbers must be the same, their letters stand in one order."""
    if said == name and name:
        return 1.0
    if len(said) < 4 or len(name) < 4 or said[-1] != name[-1]:
        return 0.0
    if sorted(_DIGITS.findall(said)) != sorted(_DIGITS.findall(name)):
        return 0.0
    common = _common(said, name)
    if common < min(len(said), len(name)) - 1:
        return 0.0
    return 2 * common / (len(said) + len(name))


def _common(one: str, other: str) -> int:
    """Return the length of the longest sequence of letters that both have in the same order."""
    before = [0] * (len(other) + 1)
    for char in one:
        row = [0]
        for place, its in enumerate(other):
            row.append(before[place] + 1 if char == its else max(before[place + 1], row[place]))
        before = row
    return before[-1]


_UNIT = Pattern(r"\d(?:\.\d+)?(?P<unit>[%‰]|/\d*[十百千万]+|个?百分点|岁|[\u4e00-\u9fff])?")


def _units_agree(row: DraftRow, target: str) -> bool:
    """Whether a target's unit may be the row's: one that both name must be of one dimension."""
    match = _UNIT.search(target)
    said, printed = (match["unit"] if match else None), row.unit
    if not said or not printed or "百分点" in said:
        return True
    mine, its = units.parse(said), units.parse(normalise(squeeze(printed)).text)
    if mine is None or its is None or mine.dimension is None or its.dimension is None:
        return True
    return mine.dimension == its.dimension


# ── values that the text repeats ──

_YEAR = Pattern(r"(?P<year>(?:19|20)\d\d)年")
_LIST = "、和及，"


def mentions_in(
    sentence: Sentence, section: str, names: RowNames, base: int | None
) -> Iterator[DraftMention]:
    """Yield what a sentence that looks back says of the rows: 婴儿死亡率2.92‰, of the year it names last."""
    year = base
    for clause in clauses(sentence.text):
        years = [int(found["year"]) for found in _YEAR.finditer(clause)]
        year = years[-1] if years else year
        done, subjects = 0, []
        found = list(values(clause))
        if "分别" in clause:
            yield from _spread(clause, found, section, names, year if year != base else None)
            continue
        for value in found:
            if value.verb in ("course", "count"):
                done = value.end
                continue
            name = clean_subject(clause[done : value.start].strip(_LIST))
            subjects = split_subjects(name) if name else subjects[1:]
            row = names.meant(subjects[0], clause[value.number : value.end]) if subjects else None
            if row is not None:
                yield DraftMention(row, _words(clause, value), section, year if year != base else None)
            done = value.end


def _spread(
    clause: str, found: list[Value], section: str, names: RowNames, year: int | None
) -> Iterator[DraftMention]:
    """Yield the values of several rows that are said in their order: A率、B率分别从…降至2.31‰、3.37‰."""
    subjects = split_subjects(clean_subject(_FROM.sub("", clause[: clause.index("分别")])))
    last = found[-len(subjects) :]
    if len(last) != len(subjects) or len(found) not in (len(last), 2 * len(last) - 1):
        return
    for subject, value in zip(subjects, last, strict=True):
        row = names.meant(subject, clause[value.number : value.end])
        if row is not None:
            yield DraftMention(row, _words(clause, value), section, year)


_FROM = Pattern("(?:从|由).*$")


def _words(clause: str, value: Value) -> str:
    sign = clause[value.number - 1 : value.number]
    return (sign if sign in "≥≤＞＜" else "") + clause[value.number : value.end]
