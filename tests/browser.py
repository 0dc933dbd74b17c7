"""A page in a real browser, and its elements."""

from __future__ import annotations

import importlib.util
import shutil
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

BROWSER = shutil.which("chromium")
READY = BROWSER is not None and importlib.util.find_spec("playwright") is not None


class Elements(HTMLParser):
    """Every start tag with its attributes; and whether each but the void ones is closed in order."""

    VOID = frozenset(["meta", "link", "br", "input"])

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


class Visit:
    """The page in the browser, with all that the console said."""

    def __init__(self, chromium: Any, path: Path, width: int = 1280, **options: Any) -> None:
        self.context = chromium.new_context(viewport={"width": width, "height": 900}, **options)
        self.tab = self.context.new_page()
        self.said: list[str] = []
        self.tab.on("console", lambda message: self.said.append(message.text))
        self.tab.on("pageerror", lambda error: self.said.append(str(error)))
        self.tab.on(
            "request", lambda request: self.said.append(request.url) if "file:" not in request.url else None
        )
        self.tab.goto(path.as_uri())

    def count(self, selector: str) -> int:
        """How many of these are to be seen."""
        return len([item for item in self.tab.locator(selector).all() if item.is_visible()])

    def colour(self) -> str:
        return str(self.tab.evaluate("getComputedStyle(document.body).backgroundColor"))
