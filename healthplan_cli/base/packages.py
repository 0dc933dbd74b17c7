"""Checks of a zipped package (XLSX, DOCX) that are made before any of its members is unpacked."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Sequence

from healthplan_cli.base.errors import refusal
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.limits import MAX_WHOLE_PART

# What zipfile says of a member that can't be unpacked.
UNPACKING = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)


def twice_named(parts: Sequence[zipfile.ZipInfo]) -> str:
    r"""Return the name that two members of a package share; empty where there is none.

    Programs differ in which of the two they read. Names that differ only in capitals, or in `\` for `/`, count as the
    same.
    """
    seen: set[str] = set()
    for part in parts:
        name = part.filename.replace("\\", "/").lstrip("/").casefold()
        if name in seen:
            return part.filename
        seen.add(name)
    return ""


def check_members(parts: Sequence[zipfile.ZipInfo], file: str, *streamed: str) -> None:
    """Raise InvalidInput where two members of a package share a name, or a member that is read at once is too big.

    `streamed` are the beginnings of the names of members that are read piece by piece, whose size doesn't matter.
    """
    twice = twice_named(parts)
    if twice:
        words = tr("压缩包里有两个“{name}”，说不清该读哪一个：请用 Excel 或 WPS 打开，另存一份", name=twice)
        raise refusal(file, words)
    for part in parts:
        name = part.filename.replace("\\", "/").lstrip("/").casefold()
        whole = name.endswith((".xml", ".rels")) and not name.startswith(tuple(map(str.casefold, streamed)))
        if whole and part.file_size > MAX_WHOLE_PART:
            words = tr(
                "“{name}”解压后有 {size} MB，最多 {most} MB",
                name=part.filename,
                size=part.file_size // 1_000_000,
                most=MAX_WHOLE_PART // 1_000_000,
            )
            raise refusal(file, words)
