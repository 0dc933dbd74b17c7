"""The nouns: frozen values and closed choices. Imports nothing of ours."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction


class Better(Enum):
    """Which way is better (contract section 3)."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


class Nature(Enum):
    """Binding (约束性), expected (预期性) or advocated (倡导性)."""

    BINDING = "约束性"
    EXPECTED = "预期性"
    ADVOCATED = "倡导性"


class Status(Enum):
    """Where an indicator stands in the year judged (contract section 5), worst first as components count."""

    MISSED = "missed"
    BEHIND = "behind"
    UNKNOWN = "unknown"
    ON_TRACK = "on_track"
    AHEAD = "ahead"
    MET = "met"


class Outcome(Enum):
    """The three answers of a check (contract section 1)."""

    MET = "met"
    MISSED = "missed"
    UNKNOWN = "unknown"


class Reason(Enum):
    """Why an answer is unknown (contract section 7)."""

    NO_DATA = "no_data"
    NO_BASELINE = "no_baseline"
    NO_HISTORY = "no_history"
    EXTERNAL_TARGET = "external_target"
    NO_TARGET = "no_target"
    CENSORED = "censored"
    NEEDS_REVIEW = "needs_review"
    NO_REFERENCE = "no_reference"


class Direction(Enum):
    """The way a change is worded to go; BETTER is 改善 and its like."""

    UP = "up"
    DOWN = "down"
    BETTER = "better"


class Relation(Enum):
    """A comparison as written."""

    GE = "ge"
    GT = "gt"
    LE = "le"
    LT = "lt"
    EQ = "eq"


class Bound(Enum):
    """How the amount of a change is bounded: as written, at least, more than, about, at most, less than."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    ABOUT = "about"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"


@dataclass(frozen=True, slots=True)
class Location:
    """A place in an input: file as the user named it, line and column from 1 (0: the file as a whole)."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Interval:
    """A set of numbers between two ends; None is no end, an open end does not belong to the set."""

    low: Fraction | None = None
    high: Fraction | None = None
    low_open: bool = False
    high_open: bool = False

    @classmethod
    def point(cls, value: Fraction) -> Interval:
        return cls(value, value)

    @property
    def value(self) -> Fraction | None:
        """The number, when the set is one number."""
        return self.low if self.low is not None and self.low == self.high else None

    def within(self, other: Interval) -> bool:
        """Whether every number of this set is in the other."""
        low_ok = other.low is None or (
            self.low is not None
            and (self.low > other.low or (self.low == other.low and (self.low_open or not other.low_open)))
        )
        high_ok = other.high is None or (
            self.high is not None
            and (
                self.high < other.high
                or (self.high == other.high and (self.high_open or not other.high_open))
            )
        )
        return low_ok and high_ok

    def apart(self, other: Interval) -> bool:
        """Whether no number of this set is in the other."""
        return self._below(other) or other._below(self)

    def _below(self, other: Interval) -> bool:
        if self.high is None or other.low is None:
            return False
        return self.high < other.low or (self.high == other.low and (self.high_open or other.low_open))

    def scaled(self, factor: Fraction) -> Interval:
        """Every number of the set times a positive factor."""
        return Interval(
            None if self.low is None else self.low * factor,
            None if self.high is None else self.high * factor,
            self.low_open,
            self.high_open,
        )

    def minus(self, other: Interval) -> Interval:
        """Every difference of a number of this set and one of the other."""
        return Interval(
            None if self.low is None or other.high is None else self.low - other.high,
            None if self.high is None or other.low is None else self.high - other.low,
            self.low_open or other.high_open,
            self.high_open or other.low_open,
        )

    def over(self, other: Interval) -> Interval:
        """Every quotient; this set must not be negative and the other must be positive."""
        return Interval(
            None if self.low is None or other.high is None else self.low / other.high,
            None if self.high is None or not other.low else self.high / other.low,
            self.low_open or other.high_open,
            self.high_open or other.low_open,
        )

    def negated(self) -> Interval:
        return Interval(
            None if self.high is None else -self.high,
            None if self.low is None else -self.low,
            self.high_open,
            self.low_open,
        )


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number and its unit word in canonical spelling (None: none written)."""

    value: Fraction
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate as reported with its numerator and its denominator."""

    count: Fraction
    population: Fraction


@dataclass(frozen=True, slots=True)
class Reading:
    """A reported value as a set of values (contract section 1); `values` None is no value.

    `unit` is the unit word written with it; a ladder's name (`grade:…`) or `ratio` stand for grades and ratios.
    """

    text: str
    values: Interval | None = None
    unit: str | None = None
    provisional: bool = False
    cumulative: bool = False
    rate: Rate | None = None
    parts: tuple[tuple[str | None, Reading], ...] = ()


# ── rules: one class for each row of the wording table (contract section 4) ──


@dataclass(frozen=True, slots=True)
class Compare:
    """≤14.5, 不低于70%, 全覆盖: the relation as written."""

    relation: Relation
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class Reach:
    """A bare number, 达到, 降至: at least as good as the number in the better direction (section 3)."""

    quantity: Quantity


@dataclass(frozen=True, slots=True)
class Approx:
    """27%左右: within the tolerance of the number, or on its better side."""

    quantity: Quantity


@dataclass(frozen=True, slots=True)
class Range:
    """5—10家: at least the nearer end; past the far end is met and noted."""

    low: Quantity
    high: Quantity


@dataclass(frozen=True, slots=True)
class AnnualChange:
    """每年降低0.5个百分点 (every step), 年均增长5% (the average over the period)."""

    by: Quantity
    direction: Direction
    average: bool
    bound: Bound = Bound.EXACT
    since: int | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """较2020年下降10%, 累计提高…, 〔18〕: change from a year; `since` None is the baseline."""

    by: Quantity
    direction: Direction | None
    bound: Bound = Bound.EXACT
    since: int | None = None


@dataclass(frozen=True, slots=True)
class Multiple:
    """翻一番: a multiple of the baseline (or of the year `since`)."""

    factor: Fraction
    bound: Bound = Bound.EXACT
    since: int | None = None


@dataclass(frozen=True, slots=True)
class Proportional:
    """同比例提高: growth ratio not below that of the indicator it is tied to."""


@dataclass(frozen=True, slots=True)
class Trend:
    """持续提升 (every year), 明显下降 (`degree`: how much is enough is not in the text)."""

    direction: Direction
    every_year: bool
    degree: str | None = None


@dataclass(frozen=True, slots=True)
class Slowing:
    """上升趋势减缓 (slower than before), 得到遏制 (`halted`: not rising at all)."""

    halted: bool
    direction: Direction = Direction.UP


@dataclass(frozen=True, slots=True)
class Stable:
    """保持稳定: not worse than the baseline, with the tolerance of 左右."""


@dataclass(frozen=True, slots=True)
class External:
    """国家下达, 优于全市平均水平: the number is set elsewhere; `reference` says where, in the words."""

    reference: str


@dataclass(frozen=True, slots=True)
class Grade:
    """三级甲等: a rung of a named ladder; at or above it is met."""

    words: str
    ladder: str
    rank: Fraction


@dataclass(frozen=True, slots=True)
class Ratio:
    """1:1.3 (医护比), 1辆/3万人: the ratio of two parts, at least as good."""

    words: str
    left: Quantity
    right: Quantity
    relation: Relation | None = None


@dataclass(frozen=True, slots=True)
class NoTarget:
    """—: the plan sets no target here."""


@dataclass(frozen=True, slots=True)
class EveryYear:
    """每年不少于3000人次: a level that each year of the plan must hold."""

    rule: Compare | Reach | Approx | Range


@dataclass(frozen=True, slots=True)
class Part:
    """One named component's rule inside an `Each`; `name` None where the words only give an order (分别)."""

    name: str | None
    rule: Rule
    text: str


@dataclass(frozen=True, slots=True)
class Each:
    """城镇80左右，居民70: one rule for each component."""

    parts: tuple[Part, ...]


Rule = (
    Compare
    | Reach
    | Approx
    | Range
    | AnnualChange
    | Change
    | Multiple
    | Proportional
    | Trend
    | Slowing
    | Stable
    | External
    | Grade
    | Ratio
    | NoTarget
    | EveryYear
    | Each
)


@dataclass(frozen=True, slots=True)
class Target:
    """A target in the document's words and as understood; `due` None is the plan's end."""

    text: str
    rule: Rule
    modality: str | None = None
    due: int | None = None
    remark: str | None = None
    cumulative: bool = False
    source: str | None = None


# ── the plan ──


@dataclass(frozen=True, slots=True)
class Baseline:
    """A baseline as printed; `printed` False when it comes from the body text (or the data), not the table."""

    text: str
    reading: Reading
    year: int
    source: str | None = None
    printed: bool = True


@dataclass(frozen=True, slots=True)
class Limits:
    """What a value may be, in the indicator's unit; None is no limit."""

    low: Fraction | None = None
    high: Fraction | None = None


NO_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Component:
    """One of the rates that an indicator really is, with its own words where the print has them."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    baseline: Baseline | None = None
    target: Target | None = None


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of a plan's table, joined with its catalogue entry.

    `unit` is printed, `measure` is the unit values are judged in (canonical; None: a plain number).
    """

    id: str
    no: str
    name: str
    category: str | None
    unit: str | None
    measure: str | None
    nature: Nature
    better: Better | None
    baseline: Baseline | None
    target: Target | None
    components: tuple[Component, ...] = ()
    optional_components: bool = False
    aliases: tuple[str, ...] = ()
    name_en: str | None = None
    limits: Limits = NO_LIMITS
    per: int | None = None
    tolerance: Fraction | None = None
    geometric: bool = False
    annual_targets: tuple[tuple[int, Target], ...] = ()
    relative_to: str | None = None
    at_least: Quantity | None = None
    responsible: str | None = None
    source: str | None = None
    note: str | None = None
    definition: str | None = None
    formula: str | None = None
    location: Location = Location("")


@dataclass(frozen=True, slots=True)
class Period:
    """The years of a plan: baseline year, first and last year."""

    baseline: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan's indicator table, in the printed order."""

    id: str
    title: str
    period: Period
    indicators: tuple[Indicator, ...]
    region: tuple[tuple[str, str], ...] = ()
    issued: tuple[tuple[str, str], ...] = ()
    sha256: str = ""
    path: str = ""

    def find(self, id: str) -> Indicator:
        """The indicator of that id; KeyError when there is none."""
        for indicator in self.indicators:
            if indicator.id == id:
                return indicator
        raise KeyError(id)


@dataclass(frozen=True, slots=True)
class Actual:
    """One reported value of an indicator (or one of its components), in its measure.

    `year` None: a bare value in a file without a year; it belongs to the year that is judged.
    """

    indicator: str
    component: str | None
    year: int | None
    reading: Reading
    source: str | None = None
    note: str | None = None
    location: Location = Location("")

    @property
    def provisional(self) -> bool:
        return self.reading.provisional


@dataclass(frozen=True, slots=True)
class SetTarget:
    """A number for an external target, with where it comes from."""

    indicator: str
    component: str | None
    target: Target


@dataclass(frozen=True, slots=True)
class Actuals:
    """Everything one actuals file says."""

    values: tuple[Actual, ...]
    targets: tuple[SetTarget, ...] = ()
    year: int | None = None
    illustrative: bool = False


# ── the result ──


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check answers; `reason` stands with every unknown, `detail` names what is missing."""

    outcome: Outcome
    reason: Reason | None = None
    noted: tuple[str, ...] = ()
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class Conventions:
    """What the user may choose: the year judged, the band δ, and how many years old data may be."""

    year: int
    band: Fraction = Fraction(1, 20)
    carry: int = 0


@dataclass(frozen=True, slots=True)
class Result:
    """One indicator (or component) judged. Numbers are in `unit`; None where they have no meaning."""

    id: str
    no: str
    name: str
    category: str | None
    nature: Nature
    unit: str | None
    baseline: Baseline | None
    target: Target | None
    due: int
    actual: Actual | None
    value: Interval | None
    status: Status
    reason: Reason | None = None
    regressed: bool = False
    noted: tuple[str, ...] = ()
    gap: Fraction | None = None
    progress: Fraction | None = None
    elapsed: Fraction | None = None
    expected: Fraction | None = None
    message: str = ""
    components: tuple[Result, ...] = ()
    location: Location = Location("")


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts by status; the two rates of attainment (contract section 5)."""

    counts: tuple[tuple[Status, int], ...]

    def of(self, status: Status) -> int:
        return dict(self.counts).get(status, 0)

    @property
    def total(self) -> int:
        return sum(count for _, count in self.counts)

    @property
    def judged(self) -> int:
        return self.total - self.of(Status.UNKNOWN)

    @property
    def rate_all(self) -> Fraction | None:
        return Fraction(self.of(Status.MET), self.total) if self.total else None

    @property
    def rate_judged(self) -> Fraction | None:
        return Fraction(self.of(Status.MET), self.judged) if self.judged else None


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file that went into a report, as the user named it."""

    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Report:
    """A plan judged in one year: complete before anything is printed."""

    plan: Plan
    conventions: Conventions
    results: tuple[Result, ...]
    inputs: tuple[InputFile, ...] = ()
    illustrative: bool = False
    tally: Tally = field(default_factory=lambda: Tally(()))
    by_nature: tuple[tuple[Nature, Tally], ...] = ()
