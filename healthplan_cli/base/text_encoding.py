"""Text from bytes of unknown encoding."""

from __future__ import annotations

from collections.abc import Iterator

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


def decoded(content: bytes) -> Iterator[str]:
    """Yield the bytes as text in each encoding that fits them, the likeliest first; only one where a mark or UTF-8 settles it."""
    marked = next((name for mark, name in _MARKS if content.startswith(mark)), None)
    usual = ["utf-16-le", "utf-16-be"] if b"\0" in content else ["utf-8", "gb18030"]
    for encoding in [marked] if marked else usual:
        try:
            yield content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if marked or encoding == "utf-8":
            return  # no other encoding's text looks like UTF-8 by chance
    from charset_normalizer import from_bytes

    yield from dict.fromkeys(str(match) for match in from_bytes(content))
