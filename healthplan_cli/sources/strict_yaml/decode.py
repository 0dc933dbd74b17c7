"""The bytes of a YAML or JSON file decoded: UTF-8, or UTF-16 with its mark."""

from __future__ import annotations

from healthplan_cli.base.errors import refusal
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.limits import MAX_BYTES
from healthplan_cli.base.location import Location


def join_surrogates(text: str) -> str:
    """Return a text with JSON's pairs of surrogate escapes replaced by the characters, as YAML doesn't know them."""
    if "\\ud" not in text and "\\uD" not in text:
        return text
    import re

    pair = r"\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})"
    return re.sub(
        pair,
        lambda found: chr(0x10000 + ((int(found[1], 16) - 0xD800) << 10) + int(found[2], 16) - 0xDC00),
        text,
    )


def decode(content: bytes, file: str) -> str:
    """Return the text in a file's bytes. Raise InvalidInput for other encodings, binary files and files beyond MAX_BYTES."""
    here = Location(file)
    if len(content) > MAX_BYTES:
        raise refusal(here, tr("文件超过 {value} MB：这不像规格或数据文件", value=MAX_BYTES // 1000000))
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if content.startswith(mark):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                break
    if b"\0" in content:
        raise refusal(here, _binary(content))
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(content, file, error)


def _not_utf8(content: bytes, file: str, error: UnicodeDecodeError) -> str:
    line = content.count(b"\n", 0, error.start) + 1
    column = error.start - (content.rfind(b"\n", 0, error.start) + 1) + 1
    try:
        content.decode("gb18030")
        hint = tr(
            "文件不是 UTF-8 编码，看起来是 GBK/GB18030：请另存为 UTF-8（例如 iconv -f GB18030 -t UTF-8）"
        )
    except UnicodeDecodeError:
        hint = _binary(content)
    raise refusal(Location(file, line, column), hint)


def _binary(content: bytes) -> str:
    kinds = {
        b"PK\x03\x04": tr("（看起来是 XLSX/DOCX/ZIP）"),
        b"%PDF": tr("（看起来是 PDF）"),
        b"\xd0\xcf\x11\xe0": tr("（看起来是旧式 Office 文件）"),
    }
    kind = next((words for magic, words in kinds.items() if content.startswith(magic)), "")
    return tr("这是二进制文件{kind}，不是 YAML/JSON 文本", kind=kind)
