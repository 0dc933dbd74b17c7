"""Waivers and what they are about."""

from __future__ import annotations

import json
from typing import Any

from support import CASES, load_spec

from healthplan_cli.model import Plan

FOLDER = CASES / "waivers"
GOOD: dict[str, Any] = {
    "indicator": "a", "reason": "设备更新，次年补上", "document": "某办函〔2025〕3号", "by": "某市人民政府办公室", "expires": "2025-12-31",
}  # fmt: skip


def given_waivers(*waivers: dict[str, Any]) -> bytes:
    rows = [{**GOOD, **waiver} for waiver in waivers]
    return json.dumps({"format": "hpcheck.waivers/1", "waivers": rows}, ensure_ascii=False).encode()


def plan() -> Plan:
    return load_spec(FOLDER / "plan.yaml")
