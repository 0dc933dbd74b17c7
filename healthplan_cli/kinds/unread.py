"""Targets that are printed but can't be judged yet: not understood, or without a known better direction."""

from __future__ import annotations

from fractions import Fraction

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.kinds.base import Rule
from healthplan_cli.values import Better


@record(frozen=True, slots=True)
class Unread(Rule):
    """A target that a person has yet to write down as a rule; the target keeps the printed words."""

    op = "unread"
    is_unread = True
    section = tr("第 4 节：还没有读懂")
    without_number = tr("目标还没有读懂")

    def sentence(self, tolerance: Fraction, better: Better | None) -> str:
        return tr("没有读懂，或看不出哪边算好：写明以前无法判定")

    def no_yearly_number(self, words: str, other: str) -> tuple[str, str | None]:
        return (
            tr("目标还没有读懂，或看不出哪边算好（{words}）", words=words),
            tr("看不出哪边算好的写 better，把 target 写成原话；看不懂的写成结构"),
        )
