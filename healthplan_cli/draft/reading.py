"""The blocks of a document → a Draft: first its tables, then the rest."""

from __future__ import annotations

from collections.abc import Iterator

from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.draft.body import read_body
from healthplan_cli.draft.body.rests import unread_rows
from healthplan_cli.draft.header import read_header
from healthplan_cli.draft.listed import listed_tables
from healthplan_cli.draft.model import Draft
from healthplan_cli.draft.projects import read_projects
from healthplan_cli.draft.tables import TablesRead, read_tables
from healthplan_cli.sources.documents.blocks import DocumentBlocks, TableBlock

_APART = Pattern(r"\S {3,}\S")  # words of a text whose columns are laid out
_PAGES = 30  # that are named


def read_draft(document: DocumentBlocks) -> Draft:
    """Return everything that is read from a document, with places."""
    tables = read_tables(document)
    projects, total = read_projects(document, tables.used)
    commitments, mentions = read_body(document, tables.rows, tables.used)
    torn = tuple(_torn(document, tables.torn))
    said = frozenset[int]().union(*(left.blocks for left in tables.left))
    return Draft(
        header=read_header(document),
        rows=tables.rows,
        commitments=commitments,
        mentions=mentions,
        projects=projects,
        projects_total=total,
        marks=tables.marks,
        recognised=document.recognised,
        remarks=(*tables.nearly, *torn, *_left(tables), *_remarks(document, tables.used | said)),
        nearly=() if tables.rows else (*tables.nearly, *torn),
    )


def _torn(document: DocumentBlocks, torn: tuple[int, ...]) -> Iterator[str]:
    """Yield what to do about tables that were recognised but not read."""
    for index in torn:
        words = document.blocks[index]
        if not isinstance(words, TableBlock):
            begins = words.text.strip()[:40]
            if _APART.search(words.text.strip()):  # it is laid out already
                yield tr(
                    "有一张表，转成文字时各格散开了，分不清哪些是一行，没有读（“{words}”起）：请直接用原来的 docx、xlsx 或 PDF",
                    words=begins,
                )
                continue
            yield tr(
                "有一张表，转成文字时各格散开了，分不清哪些是一行，没有读（“{words}”起）：请直接用原来的 docx、xlsx 或 PDF，或者用 pdftotext -layout 转",
                words=begins,
            )


def _left(tables: TablesRead) -> Iterator[str]:
    """Yield reports of lines in a table that belong to none of its rows, and of gaps in serial numbers."""
    for row in tables.rows:
        yield from (
            tr("“{name}”：{words}", name=row.name, words=doubt.words)
            for doubt in row.doubts
            if doubt.field == "no"
        )
    for lines in tables.left:
        yield tr(
            "表里有 {count} 行的数没有读进任何一项指标（“{words}”起）：请对照原文补上",
            count=lines.count,
            words=lines.words,
        )


def _remarks(document: DocumentBlocks, used: frozenset[int]) -> Iterator[str]:
    """Yield reports of what is missing: the rest of a file that ends within a table, pages and tables that weren't read."""
    if document.cut_off:
        yield tr("文件在表格中间断了，后面的行没有：请重新取得完整的文件")
    if document.unread:
        pages = tr("、").join(map(str, document.unread[:_PAGES])) + (
            tr("……") if document.unread[_PAGES:] else ""
        )
        yield tr("第 {pages} 页是图片，没有读：里面若有指标表或正文，加 --ocr 再读一遍", pages=pages)
    lines = frozenset[int]().union(*(listed.blocks for listed in listed_tables(document, used)))
    for index in unread_rows(document, used | lines)[1]:
        words = document.blocks[index]
        if not isinstance(words, TableBlock):
            yield tr("有一张表没有读出，它的各行也没有当作承诺：“{words}”起", words=words.text.strip()[:40])
