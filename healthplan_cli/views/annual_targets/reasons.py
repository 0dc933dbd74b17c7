"""Why a row has no yearly numbers, and what would help: one Chinese sentence each."""

from __future__ import annotations

from collections.abc import Sequence

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.part import IndicatorPart
from healthplan_cli.model import Plan, Question, Target, Verdict
from healthplan_cli.views.annual_targets.step import YearStep

_OWN = tr("要定各年的数，可在规格里写 annual_targets")
_WHICH = tr("合计的请在规格里写 sum: true，变化的写 sum: false")
_BASELINE = tr("请在规格的 baseline 里补上")


@record(frozen=True, slots=True)
class Why:
    """Why years have no number, and what would help (None: nothing would)."""

    words: str
    help: str | None = None

    def __str__(self) -> str:
        return tr("{words}：{help}", words=self.words, help=self.help) if self.help else self.words


class Unfounded(Exception):
    """Raised where no number follows for a year; `steps` are those of the years before, which do follow."""

    def __init__(self, why: Why, steps: Sequence[YearStep] = ()) -> None:
        self.why, self.steps = why, tuple(steps)
        super().__init__(str(why))


def without_number(plan: Plan, part: IndicatorPart, target: Target) -> Why | None:
    """Return the reason for having no yearly numbers that lies in the target alone; None where its words give a number or a change."""
    rule, words, other = target.rule, target.text, part.indicator.relative_to
    name = plan.find(other).name if other and rule.is_tied else tr("所参照的指标")
    found = rule.no_yearly_number(words, name)
    if found is not None:
        return Why(*found)
    if rule.may_be_total:
        return Why(
            tr("“{words}”可以是各年合计的数，也可以是比基期的变化，说不清是哪一种", words=words), _WHICH
        )
    if rule.is_total or (target.cumulative and not rule.is_reportable):
        return Why(tr("“{words}”是几年累计的数，各年分别完成多少文件没有写", words=words), _OWN)
    return None


def without_baseline(part: IndicatorPart, target: Target, due: int) -> Why:
    """Return the reason that no baseline precedes the due year."""
    baseline = part.baseline
    if baseline is not None and baseline.reading.values is not None:
        return Why(
            tr("基期是 {year} 年，不早于目标年 {due} 年，没有可以分解的年份", year=baseline.year, due=due)
        )
    if target.rule.is_yearly_change:
        return Why(tr("规划没有基期值，每年的变化没有起点"), _BASELINE)
    return Why(tr("规划没有基期值"), _BASELINE)


def unclear(part: IndicatorPart, target: Target, verdict: Verdict | None, readings: int) -> Why:
    """Return the reason that the words or the baseline are ambiguous: an open question, or several readings."""
    words, baseline = target.text, part.baseline
    rule = target.rule
    since = rule.since
    if since is not None and baseline is not None and since != baseline.year:
        return Why(tr("“{words}”从 {since} 年算起，缺少那一年的数", words=words, since=since))
    if verdict is not None and verdict.question is Question.NOT_POSITIVE:
        return not_positive(target)
    if readings > 1:
        unit = rule.by.unit if rule.by is not None else None
        if unit == "%":
            return Why(
                tr("“{words}”的 % 可以指相对变化，也可以指百分点", words=words),
                tr("请在规格里写明 {op: change, by: …, unit: 百分点, direction: …}"),
            )
        return Why(tr("“{words}”没有写单位，可以指数量，也可以指百分比", words=words), tr("请写明单位"))
    if baseline is not None and (baseline.reading.values is None or baseline.reading.values.value is None):
        return Why(
            tr("基期“{text}”不是一个确切的数，各年的数没有确定的起点", text=baseline.text),
            tr("请在规格里给出确切的基期"),
        )
    return Why(tr("“{words}”没有可以分到各年的数", words=words), _OWN)


def not_positive(target: Target) -> Why:
    """Return the reason that a percentage of a baseline that isn't positive has no meaning."""
    return Why(tr("“{text}”：基期不是正数，百分比没有意义", text=target.text))


def limited(target: Target, year: int, number: str) -> Why:
    """Return the reason that a yearly change would lead beyond the indicator's limits, with the year and number where it does."""
    return Why(
        tr(
            "“{text}”推到 {year} 年是 {number}，超出了这项指标可能的范围",
            text=target.text,
            year=year,
            number=number,
        ),
        tr("请核对基期和目标"),
    )
