"""The document's own words of a row, to be compared with the spec by a reviewer."""

from __future__ import annotations

from collections.abc import Sequence

from healthplan_cli.base.i18n import tr
from healthplan_cli.draft.assemble.head import DraftPeriod
from healthplan_cli.draft.better import rule_of
from healthplan_cli.draft.model import DraftPart, DraftRow, DraftValue
from healthplan_cli.draft.spec import PrintedWords, words
from healthplan_cli.sources.documents.blocks import Place

HEADS = {False: tr("累计"), True: tr("年均")}


def beside(row: DraftRow) -> list[str]:
    """Return the cells of 累计 and 年均 columns that have words, each after its heading."""
    found = ((row.total, HEADS[False]), (row.average, HEADS[True]))
    cells = ((value.head or head, words(value.text)) for value, head in found if value is not None)
    return [
        tr("{field}：{words}", field=head, words=text) for head, text in cells if text and not _is_dash(text)
    ]


def _is_dash(text: str) -> bool:
    rule = rule_of(text)
    return rule is not None and rule.asks_nothing


def printed_words(row: DraftRow, parts: Sequence[DraftPart], period: DraftPeriod) -> tuple[PrintedWords, ...]:
    """Return the document's own words of a row by field."""
    end = period.end if len(row.targets) == 1 else None
    found = [
        PrintedWords("no", words(row.no)),
        PrintedWords("name", words(row.name)),
        PrintedWords("unit", words(row.unit)),
        *_cell("baseline", row.baseline, period.baseline),
        *(cell for value in row.targets for cell in _cell("target", value, end)),
        *(PrintedWords("target", text) for text in beside(row)),
        PrintedWords("nature", words(row.nature)),
    ]
    for part in parts:
        cells = [*_cell("", part.baseline, period.baseline)]
        cells += [cell for value in part.targets for cell in _cell("", value, end)]
        said = " ".join(filter(None, (words(part.name), *(cell.shown for cell in cells))))
        found.append(PrintedWords("components", said))
    return tuple(one for one in found if one.text)


def _cell(field: str, value: DraftValue | None, usual: int | None) -> list[PrintedWords]:
    if value is None:
        return []
    year = None if value.year == usual else value.year
    return [PrintedWords(field, words(value.text), year, None if value.place == Place() else value.place)]
