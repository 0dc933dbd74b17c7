"""A new edition of a plan upon its earlier spec: what a person decided stays, what the document says is new, each change is a doubt."""

from __future__ import annotations

from collections.abc import Sequence

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.read_bytes import Source
from healthplan_cli.draft.ids import Taken
from healthplan_cli.draft.model import Doubt
from healthplan_cli.draft.result import SpecChange
from healthplan_cli.draft.spec import COMMITMENT, HEAD, PROJECT, ROW, TOTAL, SpecDraft, SpecItem
from healthplan_cli.draft.update.earlier import EarlierSpec, read_earlier
from healthplan_cli.draft.update.matching import matched
from healthplan_cli.draft.update.merging import merged, plain_words
from healthplan_cli.sources.documents.blocks import DocumentBlocks, TableBlock

_NAMED = {ROW: ("name",), COMMITMENT: ("subject", "target"), PROJECT: ("name",), TOTAL: ()}


def updated(
    draft: SpecDraft, old: Source, document: DocumentBlocks, new_id: bool = False
) -> tuple[SpecDraft, tuple[SpecChange, ...]]:
    """Return the draft of a new edition with what the earlier spec decided, and what has changed. InvalidInput for an earlier spec
    that isn't one. `new_id`: the plan's id is the draft's.
    """
    edition = _Edition(read_earlier(old), _text(document))
    head = edition.head(draft.head, new_id)
    items = [
        item for kind in (ROW, COMMITMENT, TOTAL, PROJECT) for item in edition.items(kind, draft.of(kind))
    ]
    items = [_pointing(item, edition.ids) for item in items]
    return SpecDraft(head, tuple(items), (*draft.remarks, *edition.remarks)), tuple(edition.changes)


def _text(document: DocumentBlocks) -> str:
    """Return a document's words in one, as words are looked up in it."""
    found = []
    for block in document.blocks:
        found += [cell.text for cell in block.cells] if isinstance(block, TableBlock) else [block.text]
    return "\n".join(map(plain_words, found))


class _Edition:
    """Puts the items of a new edition upon the earlier ones."""

    def __init__(self, old: EarlierSpec, text: str) -> None:
        self.old, self.text = old, text
        self.changes: list[SpecChange] = []
        self.remarks: list[str] = []
        self.ids: dict[str, str] = {}  # of the draft's items, as what they are called in the merged spec
        self.taken = Taken(item.id for item in old.items if item.kind != PROJECT)

    def head(self, new: SpecItem, new_id: bool) -> SpecItem:
        head = self.old.head
        own = new.fields["id"]
        item, changes = merged(head, new)
        self.changes += changes
        return replace(item, fields={**item.fields, "id": own}) if new_id else item

    def items(self, kind: str, new: Sequence[SpecItem]) -> list[SpecItem]:
        """Return the items of a kind: those of the new edition in its order, those that are only in the earlier spec but still in
        the document behind the one that they stood behind.
        """
        old = self.old.of(kind)
        pairs = matched(old, new)
        found: list[SpecItem] = []
        for index, item in enumerate(new):
            before = pairs.get(index)
            found.append(self._again(old[before], item) if before is not None else self._added(item))
        left = [index for index in range(len(old)) if index not in pairs.values()]
        for index in left:
            kept = self._left(old[index])
            if kept is not None:
                behind = {item.id for item in old[:index]}
                at = max((at for at, item in enumerate(found) if item.id in behind), default=-1)
                found.insert(at + 1, kept)
        return found

    def _again(self, old: SpecItem, new: SpecItem) -> SpecItem:
        self.ids[new.id] = old.id
        if old.kind == COMMITMENT and self._stands(old):  # where a sentence is cut is a person's to say
            return replace(old, place=new.place, printed=new.printed)
        item, changes = merged(old, new)
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

    def _left(self, old: SpecItem) -> SpecItem | None:
        """Return an item that the new edition was not found to have: as it is where its words are in the document, else None."""
        if self._stands(old):
            if old.kind == COMMITMENT:
                return old
            said = tr("新的文件的表里没有读到这一行，而文中有这个名称")
            return replace(old, doubts=(*old.doubts, Doubt("name", said)))
        self.changes.append(SpecChange("gone", old.id, old.name))
        self.remarks.append(tr("上一版的“{name}”（{id}）新的文件里没有，已去掉", name=old.name, id=old.id))
        return None


def _pointing(item: SpecItem, ids: dict[str, str]) -> SpecItem:
    """Return an item whose words about another have that one's id."""
    about = item.fields.get("indicator")
    if item.kind == HEAD or about not in ids or ids[about] == about:
        return item
    return replace(item, fields={**item.fields, "indicator": ids[about]})
