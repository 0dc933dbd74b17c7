"""What mkdocs needs beyond mkdocs.yml: README.zh-CN.md, which stands outside docs/, is the site's first page."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

README = Path(__file__).resolve().parent.parent / "README.zh-CN.md"


def first_page(text: str) -> str:
    """README with its links as the site has them; a link to a file that isn't on the site is its bare words."""
    inside = re.sub(r"\]\(docs/", "](", text)
    return re.sub(r"\[([^\]]+)\]\((?:README|CONTRIBUTING|CHANGELOG)\.md\)", r"\1", inside)


def on_files(files: Any, config: Any) -> Any:
    """Adds the first page (an event of mkdocs, which alone imports it)."""
    from mkdocs.structure.files import File

    content = first_page(README.read_text(encoding="utf-8"))
    files.append(File.generated(config, "index.md", content=content))
    return files
