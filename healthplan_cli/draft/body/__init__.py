"""The body of a plan → its commitments beside the table, and its mentions of the table's rows.

`read_body` asks `outline` for paragraphs with their sections, `sentences` for their sentences and years, and for each
clause the readers of numbers, states and deeds, in this order; `restated` finds the rows that are meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.draft.body.deeds import promises_of_deeds
from healthplan_cli.draft.body.nouns import is_doubtful
from healthplan_cli.draft.body.numbers import promises_of_numbers
from healthplan_cli.draft.body.outline import BodyPassage, passages
from healthplan_cli.draft.body.promise import Clause, Promise
from healthplan_cli.draft.body.restated import RowNames, mentions_in
from healthplan_cli.draft.body.rests import unread_rows
from healthplan_cli.draft.body.sentences import (
    Sentence,
    answers_alone,
    clauses,
    cut,
    hedge,
    of_no_nature,
    sentences,
    spans_plan,
    unhedged,
    was_in_year,
    years_due,
)
from healthplan_cli.draft.body.states import promises_of_states
from healthplan_cli.draft.body.topics import with_topic
from healthplan_cli.draft.header import read_period
from healthplan_cli.draft.listed import listed_tables
from healthplan_cli.draft.model import Doubt, DraftCommitment, DraftMention, DraftRow
from healthplan_cli.language.target import understood
from healthplan_cli.sources.documents.blocks import DocumentBlocks


def read_body(
    document: DocumentBlocks, rows: Sequence[DraftRow], used: frozenset[int]
) -> tuple[tuple[DraftCommitment, ...], tuple[DraftMention, ...]]:
    """Return the commitments of a document's running text and its mentions of the rows' values; `used` are the blocks of tables."""
    _, start, end = read_period(document)
    base = start - 1 if start else None
    names = RowNames(rows)
    commitments: dict[tuple[str, str, int | None, str], DraftCommitment] = {}
    mentions: dict[tuple[int, str], DraftMention] = {}
    lines = frozenset[int]().union(*(listed.blocks for listed in listed_tables(document, used)))
    rests, _ = unread_rows(document, used | lines)
    for passage in passages(document, used | lines | rests):
        if who := answers_alone(passage.text):
            for key, made in commitments.items():
                if made.section == passage.section and made.responsible is None:
                    commitments[key] = replace(made, responsible=who)
            continue
        for sentence in sentences(passage.text, base, passage.past):
            if sentence.past:
                for mention in mentions_in(sentence, passage.section, names, base):
                    mentions.setdefault((mention.row, mention.text), mention)
                continue
            for made in _commitments(sentence, passage, names, base, end):
                commitments.setdefault((made.subject, made.target, made.due, made.section), made)
    return tuple(commitments.values()), tuple(mentions.values())


def _commitments(
    sentence: Sentence, passage: BodyPassage, names: RowNames, base: int | None, end: int | None
) -> Iterator[DraftCommitment]:
    """Yield the commitments of a sentence.

    A clause about a past year gives none, but names the subject of the next clause.
    """
    before: list[str] = []
    due, firm, name = sentence.due, None, ""
    promised = bool(years_due(sentence.text))
    for clause in parts(sentence.text):
        was = was_in_year(clause, base)
        if was is not None:
            name = was or (before[-1] if before else name)
            continue
        named = years_due(clause + "，")
        due = named[0] if named else None if spans_plan(clause, base) else due
        firm = hedge(clause) or (firm if before else None)
        clause, name = name + of_no_nature(clause), ""
        said = Clause(
            clause, tuple(before), promised or sentence.due is not None or firm is not None, sentence.years
        )
        for promise in _promises(said, firm in _WISHES):
            year = promise.due or due
            made = _commitment(promise, sentence, passage, names, year if year != end else None, firm)
            yield _dated_by(made, sentence) if sentence.dated_by and year == sentence.due != end else made
        before.append(clause)


def parts(sentence: str) -> list[str]:
    """Return the clauses of a sentence: cut at commas, and at 、 between two actions (降低发病率、提高治愈率)."""
    found: list[str] = []
    for clause in clauses(sentence):
        pieces = cut(clause, "、")
        if "分别" in clause or "均" in clause or len(pieces) < 2:
            found.append(clause)
            continue
        held = pieces[0]
        for piece in pieces[1:]:
            numbers = any(map(str.isdecimal, piece)) and any(map(str.isdecimal, held))
            if not numbers and _DONE.search(piece.replace("全覆盖", "")) and _DONE.search(held):
                found.append(held)
                held = piece
            else:
                held = f"{held}、{piece}"
        found.append(held)
    return found


_DONE = Pattern(
    "达到|达(?=[一二三四五\\d])|提高|提升|降低|减少|建成|实现|完成|创建|争创|控制在|不低于|不超过|开展|设立|设置|出台|通过.*(?:复审|评审)|全覆盖"
)


_WISHES = ("鼓励", "探索", "引导", "倡导")


def _promises(clause: Clause, wished: bool) -> Iterator[Promise]:
    """Yield the promises of a clause by the first reader that finds any; an action that is only encouraged (鼓励) is none."""
    readers = (promises_of_numbers, promises_of_states, promises_of_deeds)
    for reader in readers[:2] if wished else readers:
        found = list(reader(clause))
        if found:
            yield from found
            return


def _dated_by(made: DraftCommitment, sentence: Sentence) -> DraftCommitment:
    """Return a commitment with the doubt that its year comes from an earlier sentence and may not apply to its own."""
    said = tr("年份是前一句的：“{text}”，请核对是不是也管这一句", text=sentence.dated_by or "")
    return replace(made, doubts=(*made.doubts, Doubt("due", said)))


def _commitment(
    promise: Promise,
    sentence: Sentence,
    passage: BodyPassage,
    names: RowNames,
    due: int | None,
    firm: str | None,
) -> DraftCommitment:
    target = unhedged(promise.target)
    read = understood(target)
    deed = tr("按做成没有读：请核对，或写成别的结构")
    said = deed if promise.op == "milestone" else tr("写法看不懂：请核对，或写成结构")
    doubts = [] if read else [Doubt("target", said)]
    if promise.op == "share":
        doubts = [Doubt("target", tr("没有写“全部”：按这一类机构都要做到，请核对"))]
    if is_doubtful(promise.subject):
        doubts.append(Doubt("subject", tr("主语里像是有时间、地点或比较的话，请对着原文核对")))
    row = names.meant(promise.subject, target)
    return DraftCommitment(
        with_topic(promise.subject, sentence.text),
        target,
        passage.section,
        passage.place,
        sentence.text,
        due,
        firm if firm and firm not in target else None,
        sentence.responsible,
        row,
        op=promise.op if promise.op == "share" or not read else None,
        doubts=tuple(doubts),
    )
