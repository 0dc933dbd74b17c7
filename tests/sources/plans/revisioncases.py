"""Plans with revisions."""

from __future__ import annotations

from typing import Any

ROW: dict[str, Any] = {
    "id": "it", "name": "这项指标", "unit": "%", "better": "higher", "baseline": "50", "target": "≥60",
}  # fmt: skip
DOCUMENT = "某办发〔2023〕9号"


def revised(*revisions: dict[str, Any], **cells: Any) -> dict[str, Any]:
    """A row with revisions; of each what is left out is filled in."""
    return {**ROW, **cells, "revisions": [{"from": 2023, "document": DOCUMENT, **item} for item in revisions]}
