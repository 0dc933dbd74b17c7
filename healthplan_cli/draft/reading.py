"""The blocks of a document → a Draft: its tables first, then what is left of it."""

from __future__ import annotations

from healthplan_cli.draft.body import read_body
from healthplan_cli.draft.header import read_header
from healthplan_cli.draft.model import Draft
from healthplan_cli.draft.projects import read_projects
from healthplan_cli.draft.tables import read_tables
from healthplan_cli.sources.documents.blocks import DocumentBlocks


def read_draft(document: DocumentBlocks) -> Draft:
    """Return all that is read of a document, each word with its place."""
    tables = read_tables(document)
    projects, total = read_projects(document, tables.used)
    commitments, mentions = read_body(document, tables.rows, tables.used)
    return Draft(
        header=read_header(document),
        rows=tables.rows,
        commitments=commitments,
        mentions=mentions,
        projects=projects,
        projects_total=total,
        marks=tables.marks,
        recognised=document.recognised,
    )
