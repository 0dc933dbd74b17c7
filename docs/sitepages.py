"""What mkdocs needs beyond mkdocs.yml: the READMEs, which stand outside docs/, are the first pages; Chinese lines are joined without blanks."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
# A line's end between two Chinese characters or signs, tags between them or not, is shown by a browser as a blank.
_WIDE = "[\u2e80-\u9fff\uff00-\uffef“”‘’…—]"
_BREAK = re.compile(
    rf"(?<={_WIDE})((?:</?(?:a|em|strong)\b[^>]*>)*)\n((?:</?(?:a|em|strong)\b[^>]*>)*)(?={_WIDE})"
)
_AS_IS = re.compile(r"(<pre\b.*?</pre>)", re.DOTALL)


def first_page(text: str) -> str:
    """README with its links as the site has them; a link to a file that isn't on the site is its bare words."""
    inside = re.sub(r"\]\(docs/", "](", text)
    return re.sub(r"\[([^\]]+)\]\((?:README|README\.zh-CN|CONTRIBUTING|CHANGELOG)\.md\)", r"\1", inside)


def english_page(text: str) -> str:
    """The English README in its folder: pages that have an English one beside it are that, the others a folder up."""
    here = text.replace("](docs/en/", "](")
    return first_page(re.sub(r"\]\(docs/", "](../", here))


def joined(html: str) -> str:
    """A page with the lines of its Chinese sentences joined; what is set as code stays."""
    parts = _AS_IS.split(html)
    return "".join(part if at % 2 else _BREAK.sub(r"\1\2", part) for at, part in enumerate(parts))


def on_page_content(html: str, **_: Any) -> str:
    """Joins a page's lines (an event of mkdocs)."""
    return joined(html)


def on_files(files: Any, config: Any) -> Any:
    """Adds the first pages (an event of mkdocs, which alone imports it)."""
    from mkdocs.structure.files import File

    for name, place, write in (
        ("README.zh-CN.md", "index.md", first_page),
        ("README.md", "en/index.md", english_page),
    ):
        content = write((ROOT / name).read_text(encoding="utf-8"))
        files.append(File.generated(config, place, content=content))
    return files
