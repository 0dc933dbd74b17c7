"""Proofs as a person reads them in a terminal: a label, its lines beside it, wrapped at a width."""

from __future__ import annotations

from collections.abc import Iterator

from healthplan_cli.proof import Proof, Step
from healthplan_cli.speech import tr
from healthplan_cli.widths import pad, wrap
from healthplan_cli.widths import width as columns

_INDENT = 6  # two characters of a label, and two columns


def proof_text(proofs: tuple[Proof, ...], width: int, color: bool = False) -> str:
    """The proofs as plain text with a line feed at its end; `color` only makes their heads bold."""
    return "\n".join("".join(f"{line}\n" for line in _proof(proof, width, color)) for proof in proofs)


def _proof(proof: Proof, width: int, color: bool) -> Iterator[str]:
    for line in wrap(tr("{name}：{words}", name=proof.name, words=proof.words), width):
        yield f"\x1b[1m{line}\x1b[0m" if color else line
    indent = max([_INDENT, *(columns(step.label) + 2 for step in proof.steps)])
    for step in proof.steps:
        yield from _step(step, width, indent)


def _step(step: Step, width: int, indent: int) -> Iterator[str]:
    lines = [line for text in step.lines for line in _hung(text, width - indent)]
    for number, line in enumerate(lines):
        yield pad("" if number else step.label, indent) + line


def _hung(text: str, width: int) -> list[str]:
    """One line of a step; what doesn't fit stands two columns further in."""
    first, *rest = wrap(text, width)
    if not rest:
        return [first]
    others = wrap(text[len(first) :].lstrip(), width - 2)
    return [first, *(f"  {line}" for line in others)]
