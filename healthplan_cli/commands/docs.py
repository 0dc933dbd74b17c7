"""`hpcheck docs`: the manual, a page for each topic, as it ships with the program."""

from __future__ import annotations

from pathlib import Path

from healthplan_cli.base.errors import refusal
from healthplan_cli.base.exitcodes import ExitCode
from healthplan_cli.base.i18n import language, tr
from healthplan_cli.base.read_bytes import read_source
from healthplan_cli.base.text_width import pad
from healthplan_cli.commands.output import page, say
from healthplan_cli.language.names import nearest

_PAGES = (
    "tutorial", "review", "own-plan", "semantics", "choices", "wordings", "formats", "schemas", "lint",
    "findings", "compare", "panel", "recheck", "exit-codes", "ci", "library",
    "windows",
)  # fmt: skip
_IN_ENGLISH = ("tutorial", "formats", "exit-codes")


def topics() -> dict[str, Path]:
    """Return the manual's pages by topic, the introductory ones first, in the chosen language where there is a translation."""
    package = Path(__file__).parents[1]
    inside = package / "docs"
    root, folder = (inside, inside) if inside.is_dir() else (package.parent, package.parent / "docs")
    english = language() == "en"
    places = {name: folder / "en" if english and name in _IN_ENGLISH else folder for name in _PAGES}
    readme = root / ("README.md" if english else "README.zh-CN.md")
    return {"readme": readme, **{name: place / f"{name}.md" for name, place in places.items()}}


def run_docs(topic: str | None, listed: bool, no_pager: bool) -> ExitCode:
    """Print a topic's page, or the list of topics with their titles.

    Raise InvalidInput, with the nearest topic, for an unknown one.
    """
    pages = topics()
    if listed:
        longest = max(map(len, pages))
        for name, path in pages.items():
            say(f"{pad(name, longest)}  {_title(_text(path))}")
        return ExitCode.PASS
    name = (topic or "readme").lower().removesuffix(".md")
    if name not in pages:
        raise refusal(name[:80], _unknown(name, list(pages)))
    page(_text(pages[name]), not no_pager)
    return ExitCode.PASS


def _unknown(name: str, known: list[str]) -> str:
    near = nearest(name, known)
    hint = tr("是不是 {names}？", names=tr("、").join(near)) if near else ""
    return tr("手册里没有这一页。{hint}可用的有：{names}", hint=hint, names=tr("、").join(known))


def _text(path: Path) -> str:
    """Return a page's text without the comments for its generator."""
    import re

    return re.sub(r"(?s)<!--.*?-->\n?", "", read_source(str(path)).content.decode())


def _title(text: str) -> str:
    return next(line for line in text.splitlines() if line.startswith("# ")).removeprefix("# ")
