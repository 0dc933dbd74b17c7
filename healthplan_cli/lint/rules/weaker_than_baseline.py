"""目标比自己的基期还宽。

（docstring to be written）
"""

from __future__ import annotations

from collections.abc import Iterator

from healthplan_cli.lint.finding import Hit, Level, Subject

CODE = "HP101"
LEVEL = Level.WARNING


def check(subject: Subject) -> Iterator[Hit]:
    """Every row whose baseline is better than its target."""
    yield from ()
