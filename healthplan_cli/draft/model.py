"""The contents of a draft: rows of indicator tables, commitments, projects and the header, with every doubt."""

from __future__ import annotations

from dataclasses import dataclass

from healthplan_cli.sources.documents.blocks import Place

NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that a person must check: the spec's field (`target`, `unit`, `id` …) and the doubt in one sentence.

    `shared`: the doubt is the same for many rows and needs nothing done at each, so it is written once.
    """

    field: str
    words: str
    shared: bool = False


@dataclass(frozen=True, slots=True)
class DraftValue:
    """A number or phrase as printed, its year where the table or a footnote gives one, and its place.

    `head`: for a change, the heading of its column where that is neither 年均 nor 累计 (增减).
    """

    text: str
    year: int | None = None
    place: Place = NOWHERE
    head: str = ""


@dataclass(frozen=True, slots=True)
class DraftPart:
    """A named component of a row (其中 …, 男/女 …), with the cells of its own."""

    name: str
    unit: str | None = None
    baseline: DraftValue | None = None
    targets: tuple[DraftValue, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A row of an indicator table, its words verbatim.

    `targets` has one value for each target column (year None where its heading names none); `average` and `total` are the cells of
    a 年均 and a 累计 column; `marks` are those of all its cells, `name_marks` of its name. `nature` is 约束性, 预期性, 倡导性 or None
    where nothing says it.
    """

    name: str
    place: Place
    no: str | None = None
    category: tuple[str, ...] = ()
    unit: str | None = None
    baseline: DraftValue | None = None
    targets: tuple[DraftValue, ...] = ()
    average: DraftValue | None = None
    total: DraftValue | None = None
    nature: str | None = None
    responsible: str | None = None
    definition: str | None = None
    note: str | None = None
    marks: tuple[str, ...] = ()
    name_marks: tuple[str, ...] = ()
    parts: tuple[DraftPart, ...] = ()
    table: str | None = None
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftCommitment:
    """A commitment of the running text that can be checked: subject, the target's words, due year, place."""

    subject: str
    target: str
    section: str
    place: Place
    sentence: str = ""
    due: int | None = None
    modality: str | None = None
    responsible: str | None = None
    restates: int | None = None
    """The index, among the draft's rows, of the row that this restates."""
    op: str | None = None
    """What the target is, where its words don't say it to the language: `milestone`; `share` is what all of a kind are to have."""
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftMention:
    """A table row's baseline repeated in the text: the row's index, the words, their year, the section."""

    row: int
    text: str
    section: str
    year: int | None = None


@dataclass(frozen=True, slots=True)
class DraftProject:
    """A row of a table of projects, its words verbatim; `investment` in the table's unit, which is `unit`."""

    name: str
    place: Place
    no: str | None = None
    group: str | None = None
    location: str | None = None
    kind: str | None = None
    content: str | None = None
    years: str | None = None
    investment: str | None = None
    unit: str | None = None
    responsible: str | None = None
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftHeader:
    """The document's statements about itself: title, number, date (ISO), issuing body, region with code and level, period."""

    title: str | None = None
    number: str | None = None
    date: str | None = None
    by: str | None = None
    region: str | None = None
    code: str | None = None
    level: str | None = None
    baseline: int | None = None
    start: int | None = None
    end: int | None = None
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything read from a document."""

    header: DraftHeader
    rows: tuple[DraftRow, ...] = ()
    commitments: tuple[DraftCommitment, ...] = ()
    mentions: tuple[DraftMention, ...] = ()
    projects: tuple[DraftProject, ...] = ()
    projects_total: DraftProject | None = None
    marks: tuple[tuple[str, str], ...] = ()
    """Footnote marks of the tables and what the legends say of them."""
    recognised: bool = False
    remarks: tuple[str, ...] = ()
    """What a person must know of the whole document: that it breaks off, that a table wasn't read."""
    nearly: tuple[str, ...] = ()
    """Of these, what the tables lack that look like one of indicators, where there is none."""
