"""The numbers of rows: as printed; for a row without one, a number that no other row has."""

from __future__ import annotations

from collections.abc import Sequence

from healthplan_cli.sources.strict_yaml import Node


def numbers_of(nodes: Sequence[Node]) -> list[str]:
    """Return a number for each row: the printed one, else one that no other row has.

    An unprinted number is the row's position, where the numbers above are positions too and no row prints it; else the
    row is counted under the row above: the second row under 1 is 1.2.
    """
    printed = {node.text_at("no") for node in nodes}
    found: list[str] = []
    last, above, under = "0", "0", 0
    # the number before, the printed one that rows are counted under, and how many there are
    for order, node in enumerate(nodes, 1):
        own = node.text_at("no")
        if own is None and str(order) not in printed and last == str(order - 1):
            own = str(order)
        if own is None:
            under += 1
            while f"{above}.{under}" in printed:
                under += 1
            last = f"{above}.{under}"
        else:
            last, above, under = own, own, 1
        found.append(last)
    return found
