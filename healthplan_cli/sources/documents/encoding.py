"""A document's bytes as text; a single invalid byte spoils one character only."""

from __future__ import annotations

from healthplan_cli.base.text_encoding import decoded

_STRAY = 500  # of so many characters, one may be unreadable


def text_of(content: bytes) -> str | None:
    """Return the text in the likeliest encoding; None where no known encoding fits."""
    if b"\0" not in content and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = content.decode("utf-8-sig", errors="replace")
        if text.count("\ufffd") * _STRAY < len(text):  # what can't be read matches no word
            return text
    found = next(decoded(content), None)
    return None if found is None else found.removeprefix("\ufeff")
