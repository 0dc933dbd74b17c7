"""An office file without the moment it was written: the same content gives the same bytes."""

from __future__ import annotations

import io
import re
import zipfile


def timeless(content: bytes) -> bytes:
    """The same package (XLSX, DOCX) without the times of its parts and of its properties."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package,
    ):
        for name in source.namelist():
            data = source.read(name)
            if name == "docProps/core.xml":
                data = re.sub(rb"<dcterms:(created|modified).*?</dcterms:\1>", b"", data)
            part = zipfile.ZipInfo(name)
            part.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(part, data)
    return stream.getvalue()
