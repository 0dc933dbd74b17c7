"""A whole and named parts of it: 〔900〕（其中女性〔400〕), 15万亩，其中有机茶2万亩，早茶12万亩."""

from __future__ import annotations

from re import Match

from healthplan_cli import units
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.language.pieces import NOT_COUNTED, Read, Reading, merged, opened, split
from healthplan_cli.language.shield import NAMING, plain
from healthplan_cli.language.tokens import Cursor
from healthplan_cli.model import ComponentRule, Each, Rule

_AMONG = Pattern(r"(?P<body>[^()]+?)(?:(?P<open>\()|[,;])(?P<among>其中[:,]?)?(?P<parts>[^()]+)(?(open)\))$")
_NEXT = Pattern(r"[,;、](?=[^,;、]*\d)")
_PART = Pattern(
    rf"(?P<name>[{NAMING}A-Za-z]{{1,16}}?)(?:的)?(?P<part>(?:力争|也?要|应|均|分别){{0,2}}(?:[〔\d≥≤<>约]|不[低高少超]|达|超|提高到|控制在|为\d).*)$"
)


def among(cursor: Cursor, read: Read) -> Reading | None:
    """Read a whole and parts of it with a rule for each (35家，其中国家级3家); None for other words."""
    rest, frame = opened(cursor)
    match = _AMONG.match(rest.text)
    if match is None or not (match["open"] or match["among"]):
        return None
    whole = read(rest.piece(*match.span("body")))
    if whole is None or whole[0].parts:
        return None
    pieces = split(rest.piece(*match.span("parts")), _NEXT)
    parts = [_part(piece, whole[0], match, read) for piece in pieces]
    named = [part for part in parts if part is not None]
    if len(named) < len(parts) or len({part.name for part in named}) < len(named):
        return None
    said = merged(frame, whole[1])
    rule = Each((ComponentRule(None, whole[0], plain(match["body"])), *named))
    return None if said is None else (rule, said)


def _part(piece: Cursor, whole: Rule, around: Match[str], read: Read) -> ComponentRule | None:
    """Return the rule and the name of one part; None where its number can't be a part of the whole."""
    match = _PART.match(piece.text)
    found = read(piece.piece(*match.span("part"))) if match else None
    if match is None or found is None or found[0].parts or found[1].subject or found[1].due:
        return None
    rule = found[0]
    numbers = whole.is_number and rule.is_number and _are_alike(whole.unit, rule.unit)
    counts = whole.is_number and whole.unit not in NOT_COUNTED
    share = counts and rule.is_number and rule.unit == "%" and _SHARE.search(match["name"])
    if not (numbers or share or (around["open"] and whole.op == rule.op)):
        return None  # 提高到11.2年，其中女性20%: another number than that of a part
    if not around["among"] and not _is_less(rule, whole):
        return None  # 90万亩（经济林23万亩): a part of it, and nothing else
    return ComponentRule(plain(match["name"]), rule, plain(match["part"]))


_SHARE = Pattern("(?:比例|占比|比重|率)$")


def _are_alike(one: str | None, other: str | None) -> bool:
    """Return whether two units measure the same quantity: 万公里 and 公里."""
    return one == other or (one is not None and other is not None and units.factor(one, other) is not None)


def _is_less(part: Rule, whole: Rule) -> bool:
    """Return whether the part's number is in the whole's unit and smaller than the whole's."""
    few, many = part.quantity, whole.quantity
    return few is not None and many is not None and few.unit == many.unit and few.value < many.value
