"""The words of a comparison: cells, flags, counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.kinds.said import SIGNS
from healthplan_cli.language.figures import printed_words
from healthplan_cli.language.names import shown_name
from healthplan_cli.language.normalise import squeeze
from healthplan_cli.report.words.cells import NOTHING
from healthplan_cli.units.words import unit_words
from healthplan_cli.views.comparison import ComparedIndicator, Flag, Matrix, PlanTarget
from healthplan_cli.views.comparison.slips import short

STAR, PLAIN_STAR = "★", "*"
HALF, PLAIN_HALF = "☆", "(*)"
_PLAIN = Pattern(r"[≤≥<>=≦≧＜＞＝]?(?P<number>[0-9]+(?:\.[0-9]+)?)$")


@record(frozen=True, slots=True)
class Shown:
    """The words of a cell: the target in the common unit (or in the document's words), and remarks beside it."""

    main: str
    asides: tuple[str, ...] = ()
    best: bool = False
    possible: bool = False


def title(matrix: Matrix) -> str:
    """Return the title of the comparison."""
    return tr("规划对照：{names}", names=tr("、").join(matrix.labels[plan.id] for plan in matrix.plans))


def line_name(line: ComparedIndicator, with_unit: bool = True) -> str:
    """Return a line's indicator, with its component and unit: 中药饮片使用率·门诊（%）."""
    name = line.name + (f"·{shown_name(line.component)}" if line.component else "")
    if line.unit and with_unit:
        name = tr("{name}（{unit}）", name=name, unit=unit_words(line.unit))
    return tr("{name}，{year} 年", name=name, year=line.year) if line.year is not None else name


def shown(line: ComparedIndicator, plan: str) -> Shown:
    """Return a plan's cell of a line; a dash where the plan lacks the indicator."""
    cell = line.cells.get(plan)
    if cell is None:
        if line.year is not None and plan not in line.missing:
            return Shown(tr("（没有这一年的目标）"))
        return Shown(NOTHING if plan in line.missing else tr("（不分项）"))
    aside = (_body(cell), _year(line, cell), *_beside(cell))
    beside = tuple(text for text in aside if text)
    return Shown(_main(cell), beside, plan in line.marked, plan in line.possible)


def level_text(cell: PlanTarget) -> str:
    """Return a target's limits in short: ≥60, or 40—50 with two ends; empty for a target without a number."""
    if cell.bound is not None:
        relation, value = cell.bound
        return SIGNS[relation] + short(value)
    ends = (cell.accepted.low, cell.accepted.high) if cell.accepted else ()
    return "—".join(short(end) for end in ends if end is not None)


def target_words(cell: PlanTarget) -> str:
    """Return the target in the document's words; empty where there is none."""
    target = cell.part.target
    return "" if cell.without_target or target is None else squeeze(target.text)


def _main(cell: PlanTarget) -> str:
    return level_text(cell) or target_words(cell) or tr("没有目标")


def _body(cell: PlanTarget) -> str:
    return tr("正文") if cell.commitment else ""


def _year(line: ComparedIndicator, cell: PlanTarget) -> str:
    """Return a target's due year where the plans' years differ; else empty."""
    own = cell.part.target.due if cell.part.target else None
    return tr("{year} 年", year=own) if own and line.years_differ else ""


def _beside(cell: PlanTarget) -> Iterator[str]:
    """Yield the printed words where the number alone doesn't give them, or why there is no number."""
    words = target_words(cell)
    if cell.accepted is None:
        yield (cell.reason or "") if words else ""
        return
    if cell.converted and not cell.derived:
        yield tr("原文 {words}", words=words if _has_unit(cell) else f"{words} {cell.part.indicator.measure}")
    elif not _says_the_same(words, cell):
        yield words
    if cell.derived and cell.part.baseline:
        baseline = cell.part.baseline
        words = printed_words(baseline.text, baseline.reading, cell.part.indicator.measure)
        yield tr("按基期 {baseline} 推算", baseline=words)


def _has_unit(cell: PlanTarget) -> bool:
    """Return whether the target's words have a unit of their own."""
    rule = cell.part.target.rule if cell.part.target else None
    quantity = getattr(rule, "quantity", None) or getattr(rule, "low", None)
    return quantity is not None and quantity.unit is not None


def _says_the_same(words: str, cell: PlanTarget) -> bool:
    """Return whether printed words are just the number, in the same unit."""
    match = _PLAIN.match(words.removesuffix(cell.part.indicator.measure or ""))
    return match is not None and cell.bound is not None and Fraction(match["number"]) == cell.bound[1]


# ── flags and counts ──


def numbered(matrix: Matrix) -> tuple[tuple[int, Flag], ...]:
    """Return every flag of the matrix with the number by which it is cited."""
    return tuple(enumerate(matrix.all_flags, 1))


def flag_numbers(matrix: Matrix) -> tuple[tuple[int, ...], ...]:
    """Return the numbers of each line's flags; an indicator's first line also has those of flags about names."""
    found, first = [], 1
    for line in matrix.lines:
        found.append(tuple(range(first, first + len(line.flags))))
        first += len(line.flags)
    seen: set[str] = set()
    for order, line in enumerate(matrix.lines):
        if line.id not in seen:
            found[order] += tuple(
                number for number, flag in enumerate(matrix.flags, first) if line.id in flag.indicators
            )
        seen.add(line.id)
    return tuple(found)


def cited(numbers: Sequence[int]) -> str:
    """Return the citation of flags after a name, [3][7]; empty for none."""
    return "".join(f"[{number}]" for number in numbers)


def flag_line(flag: Flag, matrix: Matrix) -> str:
    """Return a flag after its indicator's name; a flag about names alone."""
    name = next((line.name for line in matrix.lines if flag in line.flags), "")
    return tr("{name}：{message}", name=name, message=flag.message) if name else flag.message


def legend(matrix: Matrix, star: str, half: str) -> tuple[str, ...]:
    """Return how to read the cells; the second mark is explained only where it occurs."""
    head = tr(
        "目标都换算成同一单位，写成“达标的边界”；{star} 是最严的（边界不比别人松，目标年不比别人晚），都相同的不标；{nothing} 是没有这一项。",
        star=star,
        nothing=NOTHING,
    )
    possible = tr(
        "{half} 可能最严：没有谁比它又严又早，但有的规划没有能比的数，或更严而目标年更晚、更早而边界更松。",
        half=half,
    )
    halves = any(line.possible for line in matrix.lines)
    bounds = tr("“左右”和区间按较近的达标边界；变化、保持一类的目标按本规划的基期推算。")
    return (head, possible, bounds) if halves else (head, bounds)


def counts(matrix: Matrix) -> tuple[str, ...]:
    """Return how many indicators are shared, how often each plan is strictest, how many each has alone."""
    plans = [(plan.id, matrix.labels[plan.id]) for plan in matrix.plans]

    def each(numbers: dict[str, int]) -> str:
        return tr("，").join(tr("{label} {count} 项", label=label, count=numbers[id]) for id, label in plans)

    best = {id: sum(id in line.marked for line in matrix.lines) for id, _ in plans}
    bare = {id: sum(id in line.no_target for line in matrix.lines) for id, _ in plans}
    equal = sum(line.equal for line in matrix.lines)
    open_ = sum(not line.strictest for line in matrix.lines)
    found = [
        tr(
            "共有 {count} 项（至少两个规划都有），这里列出 {lines} 行。",
            count=matrix.shared,
            lines=len(matrix.lines),
        ),
        tr(
            "最严的：{each}；另有 {equal} 行相同，{open} 行分不出。", each=each(best), equal=equal, open=open_
        ),
        tr("独有的：{each}。", each=each(dict(matrix.alone))),
    ]
    if any(bare.values()):
        found.append(tr("列了指标而没有目标的：{each}。", each=each(bare)))
    return tuple(found)
