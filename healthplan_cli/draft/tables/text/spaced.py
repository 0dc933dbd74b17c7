from __future__ import annotations
from healthplan_cli.draft.tables.text.lines import Line, Table


def spaced_table(lines: list[Line], at: int) -> Table | None:
    return None
