"""Limits on every input, each with its reason, so that no file can hang the program, fill the memory or crash it.

An input beyond a limit is refused before it is processed, and the message names the limit (docs/formats.md, 「限度」).
"""

from __future__ import annotations

# ── files, in bytes ──
MAX_BYTES = 5_000_000  # a spec or a data file in YAML: the longest that ships has 150 KB
MAX_SHEET_BYTES = 20_000_000  # fifty thousand rows of a CSV with their sources and notes
MAX_DOCUMENT_BYTES = 20_000_000  # a plan of a province with its pictures
MAX_SETTINGS_BYTES = 100_000  # a pyproject.toml of a large project has a tenth of it
MAX_SETTINGS_LINES = 2_000
MAX_UNPACKED = 200_000_000  # of an XLSX or a DOCX: ten times what is read packed, as XML packs
MAX_ARCHIVE_BYTES = (
    200_000_000  # of a run's archive, its members not compressed: ten data files of the largest size
)
MAX_PARTS = 5_000  # of a package; each sheet of a workbook has two or three

# ── what is in them ──
MAX_DEPTH = 50  # collections in each other: a data file has five
MAX_NODES = 300_000  # of a tree, with what its aliases repeat
MAX_TEXT = 32_767  # characters of a cell or a text: what Excel can hold
MAX_WORDS = 1_000  # characters of a target or a value: the longest that is printed has 150; reading takes their square
MAX_NAME = 500  # characters of a name that is looked up, or that others are proposed for
MAX_DIGITS = 40  # of a number: what is counted in a country has 15
MAX_POWER = 30  # of ten, in 1.5e8: beyond it are more digits than MAX_DIGITS
MAX_UNIT = 40  # characters of a unit word
MAX_COLUMNS = 16_384  # of a sheet: what Excel has
MAX_FILLED_COLUMNS = (
    1_000  # with something in them, in one row: years, parts and sources of a table make a hundred
)
MAX_ROWS = 100_000  # with something in them: a county's table of every year and part has a thousand
MAX_LINES = 1_048_576  # of a sheet, blank ones too: what Excel has
MAX_CELLS = 2_000_000  # that merged areas fill; beyond it the areas overlap on purpose
MAX_MERGED = 50_000  # merged areas of a sheet: half of its rows
MAX_ELEMENTS = (
    500_000  # of XML in one row, one text or around all of them: a row of every column has some 60,000
)
MAX_SILENT = 1_000_000  # bytes of XML without the end of a tag: the longest text of a cell has a tenth
MAX_SHEETS = 200  # of a workbook that are looked at for a table
MAX_WHOLE_PART = (
    20_000_000  # bytes of a part of a package that is read at once: styles, relations; a document's text
)
MAX_WHOLE_TAGS = 300_000  # in such a part: Excel writes up to 65,000 cell formats, each of two or four
MAX_FORMAT = 255  # characters of a number format: what Excel takes
MAX_PAGES = 2_000  # of a PDF
MAX_TAGS = 500_000  # of a web page
MAX_DOCUMENT_TAGS = 2_000_000  # of a DOCX, opening and closing: Word writes a dozen for each run of text
MAX_ATTRIBUTES = 5_000  # of a tag: the parser holds each against the others
MAX_CHARACTERS = 1_000_000  # of a document: a province's plan has a twentieth, and each word of it is looked for in all of them
MAX_PASSAGES = 200_000  # lines, paragraphs and cells of a document
MAX_PLACES = 5_000  # at which a name may begin that is broken over cells: no two characters begin as many cells of a plan

# ── what is said ──
MAX_PROBLEMS = 500  # that are listed; more are counted
MAX_PROPOSALS = (
    50  # unknown names for which the nearest known ones are looked for: a file with more is another one
)
MAX_UNKNOWN = (
    50  # rows of a sheet that name no indicator: more than any plan has, the sheet is of something else
)
MAX_MESSAGE = 4_000  # characters of one message
