"""Targets whose number stands in another document: 国家下达, 优于全市平均水平."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.kinds.base import Rule
from healthplan_cli.values import Better


@record(frozen=True, slots=True)
class External(Rule):
    """A number that another document sets; `reference` has the words that name it (国家下达)."""

    reference: str

    op = "external"
    is_external = True
    section = tr("第 4 节：数在别处")
    looks_elsewhere = tr("数据里可能另给了目标数")
    without_number = tr("数在别的文件里")

    def fields(self) -> dict[str, Any]:
        return {"op": self.op, "reference": self.reference}

    def sentence(self, tolerance: Fraction, better: Better | None) -> str:
        return tr(
            "数值由其他文件确定（{reference}），取得后才能判断",
            reference=self.reference,
        )

    def no_yearly_number(self, words: str, other: str) -> tuple[str, str | None]:
        return (
            tr("目标由其他文件确定（{words}）", words=words),
            tr("下达以后把数写进规格的 target 再分解"),
        )
