"""A new edition of a document merged into its earlier spec: what a person decided stays, what the document says is
new, each change is a doubt.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.read_bytes import Source
from healthplan_cli.draft.ids import Taken
from healthplan_cli.draft.model import Doubt
from healthplan_cli.draft.record import Drafted, keys_of, plain_words, record_of, unsettled
from healthplan_cli.draft.result import SpecChange
from healthplan_cli.draft.spec import COMMITMENT, HEAD, PROJECT, ROW, TOTAL, SpecDraft, SpecItem
from healthplan_cli.draft.update.earlier import EarlierSpec, read_earlier
from healthplan_cli.draft.update.matching import matched
from healthplan_cli.draft.update.merging import merged
from healthplan_cli.sources.documents.blocks import DocumentBlocks, TableBlock

_NAMED = {ROW: ("name",), COMMITMENT: ("subject", "target"), PROJECT: ("name",), TOTAL: ()}


def updated(
    draft: SpecDraft, old: Source, document: DocumentBlocks, new_id: bool = False
) -> tuple[SpecDraft, tuple[SpecChange, ...]]:
    """Return the draft of a new edition with what the earlier spec decided, and the changes. `new_id`: the plan's id
    is the draft's.
    Raise InvalidInput for an earlier file that is no valid spec.
    """
    edition = _Edition(read_earlier(old), _text(document), record_of((draft.head, *draft.items)))
    head = edition.head(draft.head, new_id)
    items = [
        item for kind in (ROW, COMMITMENT, TOTAL, PROJECT) for item in edition.items(kind, draft.of(kind))
    ]
    items = [_pointing(item, edition) for item in items]
    record = edition.record | edition.declined()
    remarks = unsettled(draft.remarks, edition.old.record, edition.old.remarks)
    spec = SpecDraft(head, tuple(items), (*remarks, *edition.remarks), record)
    return spec, tuple(edition.changes)


def _text(document: DocumentBlocks) -> str:
    """Return a document's words as one text for looking words up."""
    found = []
    for block in document.blocks:
        found += [cell.text for cell in block.cells] if isinstance(block, TableBlock) else [block.text]
    return "\n".join(map(plain_words, found))


class _Edition:
    """Merges the items of a new edition with the earlier ones."""

    def __init__(self, old: EarlierSpec, text: str, drafted: Mapping[str, Drafted]) -> None:
        self.old, self.text, self.drafted = old, text, drafted
        self.record: dict[str, Drafted] = {}  # of what the merged spec goes back to
        self.changes: list[SpecChange] = []
        self.remarks: list[str] = []
        self.ids: dict[str, str] = {}  # of the draft's items, as what they are called in the merged spec
        self.left_out: set[str] = set()  # of the draft's items that a person has declined
        self.taken = Taken(item.id for item in old.items if item.kind != PROJECT)

    def head(self, new: SpecItem, new_id: bool) -> SpecItem:
        head = self.old.head
        own = new.fields["id"]
        [key] = keys_of([new])
        self.record[key] = self.drafted[key]
        item, changes = merged(head, new, self.old.record.get(key))
        self.changes += changes
        return replace(item, fields={**item.fields, "id": own}) if new_id else item

    def items(self, kind: str, new: Sequence[SpecItem]) -> list[SpecItem]:
        """Return the items of a kind, in the order of the new edition.

        An item that only the earlier spec has, but whose words are still in the document, is put after the item that
        it followed in the earlier spec.
        """
        old = self.old.of(kind)
        pairs, keys, before_keys = matched(old, new), keys_of(new), keys_of(old)
        found: list[SpecItem] = []
        for index, item in enumerate(new):
            before = pairs.get(index)
            if before is not None:
                found.append(self._again(old[before], item, (keys[index], before_keys[before])))
            elif keys[index] in self.old.record:
                self.record[keys[index]] = self.drafted[keys[index]]
                self.changes.append(SpecChange("declined", item.id, item.name))
                self.left_out.add(item.id)
            else:
                self.record[keys[index]] = self.drafted[keys[index]]
                found.append(self._added(item))
        left = [index for index in range(len(old)) if index not in pairs.values()]
        for index in left:
            kept = self._left(old[index], before_keys[index])
            if kept is not None:
                behind = {item.id for item in old[:index]}
                at = max((at for at, item in enumerate(found) if item.id in behind), default=-1)
                found.insert(at + 1, kept)
        return found

    def declined(self) -> dict[str, Drafted]:
        """Return the record of the items that were drafted once and that a person has deleted from the earlier spec."""
        there = set(keys_of(self.old.items))
        return {key: fields for key, fields in self.old.record.items() if key not in there}

    def _again(self, old: SpecItem, new: SpecItem, keys: tuple[str, str]) -> SpecItem:
        self.ids[new.id] = old.id
        if old.kind == COMMITMENT and self._stands(old):  # where a sentence is cut is a person's to say
            before = self.old.record.get(keys[1])
            self.record |= {keys[0]: self.drafted[keys[0]]} if before is None else {keys[1]: before}
            return replace(old, place=new.place, printed=new.printed)
        self.record[keys[0]] = self.drafted[keys[0]]
        drafted = next((self.old.record[key] for key in keys if key in self.old.record), None)
        item, changes = merged(old, new, drafted)
        self.changes += changes
        return item

    def _added(self, new: SpecItem) -> SpecItem:
        self.changes.append(SpecChange("added", new.id, new.name))
        if new.kind == TOTAL:
            return new
        id = new.id if new.kind == PROJECT else self.taken.take(new.id)
        self.ids[new.id] = id
        said = Doubt("subject" if new.kind == COMMITMENT else "name", tr("上一版没有"))
        return replace(new, fields={**new.fields, "id": id}, doubts=(*new.doubts, said))

    def _stands(self, old: SpecItem) -> bool:
        """Return whether an earlier item's words are in the document."""
        words = [plain_words(old.fields.get(field)) for field in _NAMED[old.kind]]
        return bool(words) and all(piece in self.text for word in words for piece in word.split("…"))

    def _left(self, old: SpecItem, key: str) -> SpecItem | None:
        """Return an earlier item that the new edition lacks, where its words are in the document or a person wrote it; else None."""
        own = bool(self.old.record) and key not in self.old.record
        if own and not self._stands(old):
            field = "subject" if old.kind == COMMITMENT else "name"
            own_words = Doubt(field, tr("是人写的或改过的，新的文件里没有这些词：还要不要"))
            return replace(old, doubts=tuple(dict.fromkeys((*old.doubts, own_words))))
        if own:
            return old
        if self._stands(old):
            self.record |= {key: self.old.record[key]} if key in self.old.record else {}
            if old.kind == COMMITMENT:
                return old
            said = tr("新的文件的表里没有读到这一行，而文中有这个名称")
            return replace(old, doubts=(*old.doubts, Doubt("name", said)))
        self.changes.append(SpecChange("gone", old.id, old.name))
        self.remarks.append(tr("上一版的“{name}”（{id}）新的文件里没有，已去掉", name=old.name, id=old.id))
        return None


def _pointing(item: SpecItem, edition: _Edition) -> SpecItem:
    """Return an item with the new id of the row in its `indicator`, or without `indicator` where a person deleted that row."""
    about, ids = item.fields.get("indicator"), edition.ids
    if about in edition.left_out and about not in ids.values():
        return replace(item, fields={key: value for key, value in item.fields.items() if key != "indicator"})
    if item.kind == HEAD or about not in ids or ids[about] == about:
        return item
    return replace(item, fields={**item.fields, "indicator": ids[about]})
