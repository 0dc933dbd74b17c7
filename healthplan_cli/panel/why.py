"""Why a row of a region is judged by `evaluate` itself and not by pieces."""

from __future__ import annotations

from enum import Enum

from healthplan_cli.base.i18n import tr


class ExactReason(Enum):
    """Why `evaluate` itself judges a row of a region in a year, in the order in which reasons are counted and printed."""

    TEXT = tr("数值不是一个普通的小数（有标记、别的单位、范围、两个数等）")
    OTHER_YEAR = tr("要看的另一年不是一个普通的小数")
    OTHER_VALUES = tr("基期数来自数据，或目标年以后还要看目标年的数")
    KIND = tr("这类目标还要看别的数")
    MIXED = tr("几个年份的目标不是同一类")
    STAGE = tr("从前一个年份的目标接着看")
    FEW = tr("同样的目标，地区太少")
    FAR = tr("数太大，或位数太多")
    UNREADABLE = tr("数值不能是这项指标的值")
    UNEVEN = tr("同一段里的结果不一样")
    CARRIED = tr("用前几年的数代替")

    @property
    def code(self) -> int:
        """Its number in the engines: negative, where the key of a piece is positive."""
        return -1 - list(ExactReason).index(self)

    @classmethod
    def of(cls, code: int) -> ExactReason:
        """Return the reason of a code."""
        return list(cls)[-1 - code]


class NotStepped(Exception):
    """Raised where a row's record isn't a function of one plain number, piece by piece; the reason says what else counts."""

    def __init__(self, why: ExactReason, words: str | None = None) -> None:
        super().__init__(why.value)
        self.why, self.words = why, words
