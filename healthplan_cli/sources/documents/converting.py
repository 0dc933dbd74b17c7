"""Old office files (.doc, .wps, .xls) converted to docx and xlsx by an installed LibreOffice."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import tempfile
from pathlib import Path

from healthplan_cli.base.errors import refusal
from healthplan_cli.base.i18n import tr

_PROGRAMS = ("soffice", "libreoffice")
_SECONDS = 120
_WORKBOOK = ("Workbook".encode("utf-16-le"), "Book\0".encode("utf-16-le"))
_WORD = "WordDocument".encode("utf-16-le")


def converted(content: bytes, file: str) -> bytes:
    """Return an old office file as docx or xlsx. Raise InvalidInput where LibreOffice is missing or can't read it.

    LibreOffice runs without a window and with a temporary profile, apart from the user's settings, macros and open
    documents.
    """
    program = next((found for name in _PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        raise refusal(
            file,
            tr(
                "旧式的 Office 文件（.doc、.wps 一类）：请用 Word 或 WPS 打开，另存为 .docx；装了 LibreOffice 的，会自动转换"
            ),
        )
    sheet = any(name in content for name in _WORKBOOK) and _WORD not in content
    kind, old = ("xlsx", "xls") if sheet else ("docx", "doc")
    with tempfile.TemporaryDirectory(prefix="hpcheck-") as folder:
        made, given = Path(folder, "out"), Path(folder, f"document.{old}")
        given.write_bytes(content)
        command = [
            program,
            f"-env:UserInstallation={Path(folder, 'profile').as_uri()}",
            *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo"),
            *("--convert-to", kind, "--outdir", str(made), str(given)),
        ]
        with contextlib.suppress(OSError, subprocess.TimeoutExpired):
            subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False, cwd=folder)
        result = made / f"document.{kind}"
        if not result.is_file():
            raise refusal(
                file,
                tr(
                    "LibreOffice 没能转换这个旧式的 Office 文件：请用 Word 或 WPS 打开，另存为 .{kind}",
                    kind=kind,
                ),
            )
        return result.read_bytes()
