"""A row of an indicator table → items of the spec; components with a target beside the row's become rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from healthplan_cli.base.i18n import tr
from healthplan_cli.draft.assemble.cells import (
    as_words,
    baseline_cell,
    blindfolded,
    course_cell,
    included,
    is_of_another_kind,
    rules_of,
    target_cell,
    texts_of,
    unit_known,
    unread,
)
from healthplan_cli.draft.assemble.head import DraftPeriod
from healthplan_cli.draft.assemble.printed import HEADS, beside, printed_words
from healthplan_cli.draft.assemble.several import apart, in_parts
from healthplan_cli.draft.better import better_of, likely, rule_of
from healthplan_cli.draft.ids import Taken, agrees, called, slug
from healthplan_cli.draft.model import Doubt, DraftPart, DraftRow, DraftValue
from healthplan_cli.draft.spec import ROW, SpecItem, place_words, words
from healthplan_cli.language.names import component_keys, name_key, named_among
from healthplan_cli.model import Better, Entry, Nature, Rule

_NATURES = (Nature.BINDING.value, Nature.EXPECTED.value, Nature.ADVOCATED.value)
Mentioned = tuple[str, int | None, str]


class RowMaker:
    """Makes items of rows, one after the other, with an id for each that no other item has."""

    def __init__(self, period: DraftPeriod, taken: Taken, recognised: bool = False) -> None:
        self.period, self.taken, self.recognised = period, taken, recognised

    def items(self, row: DraftRow, mentions: Sequence[Mentioned] = ()) -> list[SpecItem]:
        """Return the items of a row: its own, those of components that become rows, those of further indicators in its cell."""
        first, *others = apart(row)
        return self._of_one(in_parts(first), mentions) + [
            item for other in others for item in self.items(other)
        ]

    def _of_one(self, row: DraftRow, mentions: Sequence[Mentioned]) -> list[SpecItem]:
        if not _stand_alone(row):
            return [self._item(row, row.parts, mentions)]
        own = [] if not _has_values(row) else [self._item(replace(row, parts=()), (), mentions)]
        return own + [self._item(_as_row(row, part), (), () if own else mentions) for part in row.parts]

    def _item(self, row: DraftRow, parts: Sequence[DraftPart], mentions: Sequence[Mentioned]) -> SpecItem:
        name = words(row.name)
        doubts = [*row.doubts, *([Doubt("name", tr("由图片识别（OCR）而来"))] if self.recognised else [])]
        goals = texts_of([*row.targets, *(value for part in parts for value in part.targets)])
        rules = rules_of(goals)
        unit = words(row.unit)
        id, entry, named = self._named(name, unit, rules)
        doubts += [named] if named else []
        told, why = (None, None) if entry else better_of(name, goals, rules)
        fields: dict[str, Any] = {"id": id, "no": number(row.no), "category": _joined(row.category)}
        fields |= {"name": name or tr("（名称没有读出）"), "unit": unit if unit_known(unit) else None}
        notes, excuses = list(filter(None, (_marked(row), words(row.note)))), dict[str, str]()
        if not name:
            excuses["name"] = tr("名称没有读出")
            doubts += _once(row, "name", excuses["name"])
        doubts += self._about_unit(unit, entry, rules, notes)
        blind = entry is None and told is None and any(rule.lacks_direction(None) for rule in rules)
        if told is not None:
            fields["better"] = told.value
            doubts += [Doubt("better", why)] if why else []
        fields["baseline"], said = baseline_cell(row.baseline, self.period)
        doubts += _once(row, "baseline", said)
        cell, more = target_cell(_said_targets(row), self.period)
        doubts += [*more, *included("baseline", [row.baseline]), *included("target", row.targets)]
        fields |= cell or self._without_target(row, parts, entry.better if entry else told, unit, doubts)
        if cell and is_of_another_kind(row.baseline, rules):
            fields["target"] = as_words(cell["target"])
            doubts.append(Doubt("target", tr("目标读作要做成的事或等级，而基期是一个数：写成结构，或改基期")))
        elif blind:
            fields |= blindfolded(cell)
            doubts.append(Doubt("target", _blind(row.baseline, goals)))
        if cell:
            notes += beside(row)
        fields["nature"], said = _nature(row.nature)
        if said:
            doubts += _once(row, "nature", said)
            excuses["nature"] = said
        fields["responsible"], fields["source"] = words(row.responsible), _source(row)
        fields["components"] = self._components(parts, entry, doubts)
        fields["mentions"] = [_mention(one) for one in mentions if words(one[0])]
        fields["definition"], fields["note"] = words(row.definition), tr("；").join(notes)
        fields["not_in_document"] = excuses
        return SpecItem(
            ROW,
            _kept(fields),
            tuple(dict.fromkeys(doubts)),
            row.place,
            printed_words(row, parts, self.period),
        )

    def _named(self, name: str, unit: str, rules: Sequence[Rule]) -> tuple[str, Entry | None, Doubt | None]:
        """Return the id of a row, the catalogue's entry where it is the same indicator (else None), and a doubt or None."""
        entry, exact = called(name)
        if entry is None:
            said = tr("目录里没有的指标，id 是按名称的拼音起的")
            return self.taken.take(slug(name)), None, Doubt("id", said, shared=True)
        if not agrees(entry, unit or None, rules):
            told = {"name": entry.name, "id": entry.id}
            said = tr("目录里的“{name}”（{id}）单位或方向与这里的不同，id 是按名称的拼音起的", **told)
            return self.taken.take(slug(name)), None, Doubt("id", said)
        if self.taken.has(entry.id):
            said = tr("id {id} 前面已经用过：是不是同一项指标？", id=entry.id)
            return self.taken.take(slug(name)), None, Doubt("id", said)
        if exact:
            return self.taken.take(entry.id), entry, None
        said = tr("目录里叫“{name}”，与这里的名称不完全一样：是不是同一项？", name=entry.name)
        return self.taken.take(entry.id), entry, Doubt("id", said)

    def _about_unit(
        self, unit: str, entry: Entry | None, rules: Sequence[Rule], notes: list[str]
    ) -> list[Doubt]:
        """Return the doubts about a unit that is unknown or isn't printed; an unknown one is added to `notes`."""
        if unit and not unit_known(unit):
            notes.append(tr("单位印作“{unit}”", unit=unit))
            return [Doubt("unit", tr("单位“{unit}”不在单位表里", unit=unit))]
        numbers = [rule for rule in rules if rule.is_number and rule.unit is None]
        if not unit and numbers and entry is not None and entry.unit:
            return [Doubt("unit", tr("没有印单位，按目录的“{unit}”计", unit=entry.unit))]
        return []

    def _without_target(
        self,
        row: DraftRow,
        parts: Sequence[DraftPart],
        better: Better | None,
        unit: str,
        doubts: list[Doubt],
    ) -> dict[str, Any]:
        """Return the `target` of a row without a target cell: from its 累计 or 年均 column; nothing where its components have targets."""
        if parts and all(texts_of(part.targets) for part in parts):
            return {}
        for value, average in ((row.total, False), (row.average, True)):
            if value is not None and (text := words(value.text)):
                doubts.append(Doubt("target", tr("没有目标格，这是“{head}”一列的数", head=HEADS[average])))
                return {"target": course_cell(text, average, words(row.name), better, unit or None)}
        doubts += _once(row, "target", tr("这一行没有读到目标"))
        advocated = words(row.nature).startswith(Nature.ADVOCATED.value[:2])
        return {"target": "" if advocated and not _has_values(row) else unread("")}  # 倡导 what has no number

    def _components(
        self, parts: Sequence[DraftPart], entry: Entry | None, doubts: list[Doubt]
    ) -> list[dict[str, Any]]:
        taken, found = Taken(), []
        for part in parts:
            name = words(part.name) or tr("分项")
            key = named_among(name) or name_key(name)
            known = next(
                (one for one in (entry.components if entry else ()) if key in component_keys(one)), None
            )
            fields: dict[str, Any] = {"id": taken.take(known.id if known else slug(key)), "name": name}
            if known:
                fields["aliases"] = [one for one in known.aliases if name_key(one) != name_key(name)]
            fields["baseline"], said = baseline_cell(part.baseline, self.period)
            doubts += [Doubt("components", tr("{field}：{words}", field=name, words=said))] if said else []
            cell, more = target_cell(part.targets, self.period)
            fields["target"] = cell.get("target")
            if cell.get("due"):
                fields["target"] = {cell["due"]: cell["target"]}
            doubts += [
                Doubt("components", tr("{field}：{words}", field=name, words=doubt.words)) for doubt in more
            ]
            found.append({key: value for key, value in fields.items() if value not in (None, "", [])})
        if found and any("target" in one for one in found):
            for one in found:
                one.setdefault("target", unread(""))
        return found


def _blind(baseline: DraftValue | None, goals: Sequence[str]) -> str:
    """Return the doubt that the better direction is unknown; as a hint, it says whether the target is above or below the baseline."""
    hint = likely(words(baseline.text), goals[-1]) if baseline is not None and goals else None
    if hint is Better.HIGHER:
        return tr(
            "看不出哪边算好，先不判断：目标高于基期，若是越高越好，写 better: higher，再把 target 写成原话"
        )
    if hint is Better.LOWER:
        return tr(
            "看不出哪边算好，先不判断：目标低于基期，若是越低越好，写 better: lower，再把 target 写成原话"
        )
    return tr("看不出哪边算好，先不判断：写上 better，再把 target 写成原话")


def _said_targets(row: DraftRow) -> tuple[DraftValue, ...]:
    """Return the target cells; none where all are dashes and a 累计 or 年均 column has the target."""
    rules = [rule_of(text) for text in texts_of(row.targets)]
    dashes = all(rule is not None and rule.asks_nothing for rule in rules)
    return () if dashes and texts_of((row.total, row.average)) else row.targets


def _stand_alone(row: DraftRow) -> bool:
    """Return whether the components become rows: the row has a target beside theirs, or one has another unit."""
    own = [part for part in row.parts if texts_of(part.targets)]
    differing = any(part.unit and words(part.unit) != words(row.unit) for part in row.parts)
    return bool(own) and (bool(texts_of(row.targets)) or differing)


def _marked(row: DraftRow) -> str:
    """Write which footnote marks were taken off a row's name; empty for none."""
    marks = tr("、").join(tr("“{words}”", words=mark) for mark in row.name_marks)
    return tr("名称带{marks}", marks=marks) if marks else ""


def _has_values(row: DraftRow) -> bool:
    return bool(texts_of((*row.targets, row.baseline, row.average, row.total)))


def _as_row(row: DraftRow, part: DraftPart) -> DraftRow:
    """Return a component as a row; what it doesn't have itself is taken from the row."""
    said = tr("是“{name}”的分项，自己另有目标，所以另成一行", name=words(row.name))
    return replace(
        row,
        name=part.name,
        no=None,
        unit=part.unit or row.unit,
        baseline=part.baseline,
        targets=part.targets,
        average=None,
        total=None,
        definition=None,
        note=tr("“{name}”的分项", name=words(row.name)),
        parts=(),
        doubts=(*row.doubts, Doubt("name", said)),
    )


def _nature(text: str | None) -> tuple[str, str | None]:
    """Return a nature that a spec can have, and a doubt where the document has another or none."""
    said = words(text)
    known = next((one for one in _NATURES if said == one or said == one[:-1]), None)
    if known:
        return known, None
    if said:
        return Nature.EXPECTED.value, tr("性质印作“{nature}”，暂按预期性", nature=said)
    return Nature.EXPECTED.value, tr("原文没有写性质，暂按预期性")


def _once(row: DraftRow, field: str, said: str | None) -> list[Doubt]:
    """Return a doubt; none where the row already has one about this field."""
    known = any(doubt.field == field for doubt in row.doubts)
    return [Doubt(field, said)] if said and not known else []


def _joined(category: Sequence[str]) -> str:
    return "…".join(dict.fromkeys(filter(None, map(words, category))))


def number(text: str | None) -> Any:
    """Return a printed number as the spec has it: as a number where it has digits only, else its words."""
    said = words(text)
    return int(said) if said.isascii() and said.isdigit() and said[0] != "0" and len(said) < 7 else said


def _source(row: DraftRow) -> str:
    where, table = place_words(row.place), words(row.table)
    if table and where:
        return tr("{table}（{where}）", table=table, where=where)
    return table or where


def _mention(one: Mentioned) -> dict[str, Any]:
    text, year, section = one
    fields = {"text": words(text), "source": words(section), "year": year}
    return {key: value for key, value in fields.items() if value}


def _kept(fields: dict[str, Any]) -> dict[str, Any]:
    """Return the fields without empty ones; an empty `unit` or `target` stays, since it says that none is printed."""
    return {
        key: value
        for key, value in fields.items()
        if key == "unit" or (value not in (None, [], {}) and (value != "" or key == "target"))
    }
