"""Which row of the table a name in the running text means, and the baseline values that the text repeats."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from healthplan_cli import units
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.draft.body.nouns import clean_subject, split_subjects
from healthplan_cli.draft.body.sentences import Sentence, clauses
from healthplan_cli.draft.body.values import Value, even, values
from healthplan_cli.draft.model import DraftMention, DraftRow
from healthplan_cli.language.normalise import normalise, squeeze

_BRACKETS = Pattern(r"[（(][^）)]*[）)]")
# What a name says or leaves out without meaning something else; 心理, 重点, 2型 and the like do mean something else.
_LOOSE = Pattern(
    '以乡镇?为单位|全市|全区|全县|全省|全国|全州|我[市区县省]|城乡|常住|户籍|全民|公众|群众|居民|人均|平均|基层|服务|登记在册|在册|国家(?=免疫)|适龄儿童(?=免疫)|患者|的|…|、|[“”"]|'
    "(?:水平|比例|占比|数量占比|数)$"
)
_SAME = (
    ("期望寿命", "预期寿命"),
    ("周岁", "岁"),
    ("龋齿率", "龋患率"),
    ("患龋率", "龋患率"),
    ("及以上", "以上"),
    ("规范化", "规范"),
    ("星级", "星"),
    ("老年人", "老人"),
    ("设立", "设"),
    ("设置", "设"),
    ("疾病", "病"),
    ("医疗卫生机构", "医疗机构"),
    ("医疗机构床位", "床位"),
    ("千人口", "千人"),
    ("每千", "千"),
    ("万人口", "万人"),
    ("每万", "万"),
)


def _key(name: str) -> str:
    """Return a name in the form in which names are compared: without brackets, area, optional words and synonyms."""
    bare = _LOOSE.sub("", _BRACKETS.sub("", squeeze(name)))
    for said, other in _SAME:
        bare = bare.replace(said, other)
    return _LOOSE.sub("", bare)


class RowNames:
    """The names of the table's rows, for finding the row that words of the text mean."""

    def __init__(self, rows: Sequence[DraftRow]) -> None:
        self._rows = [(index, _key(row.name), row) for index, row in enumerate(rows)]

    def meant(self, subject: str, target: str) -> int | None:
        """Return the index of the row that a subject names; None where no row fits, or several do equally."""
        key = _key(subject)
        if len(key) < 2 or _OF_EACH.match(target):
            return None
        fit = [(index, name) for index, name, row in self._rows if name and _units_agree(row, target)]
        same = [index for index, name in fit if name == key] or [
            index
            for index, name in fit
            if sorted(name) == sorted(key)  # 规范服务管理率, 规范管理服务率
        ]
        return same[0] if len(same) == 1 else None


_OF_EACH = Pattern("每[个所家座一]|各|所有|全部")  # what each of a kind has isn't how much there is in all
_UNIT = Pattern(r"\d(?:\.\d+)?(?P<unit>[%‰]|/\d*[十百千万]+|个?百分点|岁|[\u4e00-\u9fff])?")


def _units_agree(row: DraftRow, target: str) -> bool:
    """Return whether a target's unit may be the row's: either has none, or both have one dimension."""
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
    """Yield the rows' values (婴儿死亡率2.92‰) in a sentence about the past, with the last year that the sentence names."""
    year = base
    for clause in clauses(sentence.text):
        years = [int(found["year"]) for found in _YEAR.finditer(clause)]
        year = years[-1] if years else year
        done = 0
        subjects: list[str] = []
        found = list(values(clause))
        if "分别" in clause:
            yield from _spread(clause, found, section, names, year if year != base else None)
            continue
        for value in found:
            if value.verb in ("course", "count") or "~" in even(clause[value.number : value.end]):
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
    """Yield the values of several rows given in their order: A率、B率分别从…降至2.31‰、3.37‰."""
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
