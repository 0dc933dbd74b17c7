"""A plan with commitments."""

from __future__ import annotations

from typing import Any

ROW = {"id": "rate", "name": "婴儿死亡率", "unit": "‰", "better": "lower", "baseline": "4", "target": "≤3.5"}


def promise(id: str = "teeth", **cells: Any) -> dict[str, Any]:
    return {"id": id, "subject": f"{id}之率", "target": "控制在30%以内", "section": "三、（二）", **cells}
