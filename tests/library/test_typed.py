"""The typed script runs as well."""

from __future__ import annotations

from analyst import behind, wrong
from support import ROOT


def test_runs() -> None:
    assert behind(str(ROOT / "examples" / "chongqing-2024" / "actuals.yaml")) == [("smoking_rate", 23.2)]
    assert (wrong("27%左右"), wrong("27%呀呀")) == (0, 4)
