"""The pictures of README and docs, made from the program: `python docs/pictures.py` makes them, `--check` says which are stale.

docs/pictures/terminal.svg is what a terminal shows; page.png is the page in Chromium, word.png the first page of the Word document
in LibreOffice. A PNG differs from machine to machine, so what is checked is what it was made from: sources.json has the SHA-256 of
the words of each.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from html import escape, unescape
from itertools import groupby
from pathlib import Path

from rich.cells import cell_len
from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "pictures"
DATA = "examples/chongqing-2024/actuals.yaml"
COLUMNS, LINES = 96, 34
_TEXT = re.compile(
    r'<text (?P<head>class="[^"]*") x="(?P<x>[\d.]+)"(?P<y> y="[\d.]+") textLength="[\d.]+"(?P<clip>[^>]*)>(?P<text>[^<]*)</text>'
)
_CELL = 12.2  # what a column is wide in rich's SVG
_MARKUP = re.compile(r"<style.*?</style>|<script.*?</script>|<svg.*?</svg>|<[^>]*>", re.DOTALL)
_RUNS = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")
# As rich's own, which asks the network for a font
_SVG = """<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-family: monospace; font-size: {char_height}px; line-height: {line_height}px; }}
.{unique_id}-title {{ font-size: 18px; font-family: sans-serif; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal"><rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" /></clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def evaluated(*options: str, **variables: str) -> str:
    """What `hpcheck evaluate` prints of the example; raise SystemExit where it doesn't end with the example's exit code."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("HPCHECK_", "COL", "NO_"))
    }
    done = subprocess.run(
        [
            sys.executable,
            "-X",
            "utf8",
            "-m",
            "healthplan_cli",
            "evaluate",
            DATA,
            "--plan",
            "chongqing",
            *options,
        ],
        cwd=ROOT,
        env={**kept, **variables},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode != 3:
        raise SystemExit(f"the example ended with {done.returncode}: {done.stderr}")
    return done.stdout


def terminal() -> str:
    """What a terminal shows of the example, its first lines, as SVG."""
    shown = evaluated("--color", "always", COLUMNS=str(COLUMNS), TERM="xterm-256color")
    console = Console(
        record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True, color_system="truecolor"
    )
    for line in shown.splitlines()[:LINES]:
        console.print(Text.from_ansi(line), no_wrap=True, crop=True)
    title = f"hpcheck evaluate {DATA} --plan chongqing"
    drawn = console.export_svg(title=title, theme=MONOKAI, code_format=_SVG, unique_id="hpcheck")
    return _TEXT.sub(_spaced, drawn)


def _spaced(found: re.Match[str]) -> str:
    """A text of the SVG with its wide characters two columns wide: rich gives each character one."""
    at, out = float(found["x"]), []
    for cells, run in groupby(unescape(found["text"]), cell_len):
        text = "".join(run)
        length = cells * len(text) * _CELL
        place = f'x="{at:.1f}"{found["y"]} textLength="{length:.1f}"'
        out.append(f"<text {found['head']} {place}{found['clip']}>{escape(text)}</text>")
        at += length
    return "".join(out)


def papers(folder: Path) -> tuple[Path, Path]:
    """The page and the Word document of the example, written into a folder."""
    page, paper = folder / "report.html", folder / "report.docx"
    evaluated("--quiet", "-o", f"html:{page}", "-o", f"docx:{paper}")
    return page, paper


def sources(page: Path, paper: Path) -> dict[str, str]:
    """The digest of the words of each, which a newer library doesn't change."""
    words = " ".join(_MARKUP.sub(" ", page.read_text(encoding="utf-8")).split())
    with zipfile.ZipFile(paper) as parts:
        runs = "\n".join(_RUNS.findall(parts.read("word/document.xml").decode()))
    return {
        name: hashlib.sha256(text.encode()).hexdigest()
        for name, text in (("page.png", words), ("word.png", runs))
    }


def draw(page: Path, paper: Path, folder: Path) -> None:
    """Make the PNGs, with Chromium, LibreOffice and pdftoppm."""
    browser = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
    browser += ["--disable-background-networking", f"--user-data-dir={folder / 'browser'}"]
    shot = f"--screenshot={FOLDER / 'page.png'}"
    _run([*browser, "--window-size=1100,1000", shot, page.as_uri()])
    office = ["soffice", f"-env:UserInstallation={(folder / 'office').as_uri()}", "--headless"]
    _run([*office, "--convert-to", "pdf", "--outdir", str(folder), str(paper)])
    first = ["pdftoppm", "-f", "1", "-l", "1", "-r", "70", "-png", "-singlefile"]
    _run([*first, str(folder / "report.pdf"), str(FOLDER / "word")])


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True)


def stale() -> Iterator[str]:
    """What is not what the program makes now."""
    kept = FOLDER / "terminal.svg"
    if not kept.is_file() or kept.read_text(encoding="utf-8") != terminal():
        yield "terminal.svg"
    known = json.loads((FOLDER / "sources.json").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        now = sources(*papers(Path(folder)))
    yield from (
        name for name, digest in now.items() if known.get(name) != digest or not (FOLDER / name).is_file()
    )


def main(arguments: list[str]) -> int:
    """Make the pictures; with --check, return 1 when one is stale."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare only; 1 when a picture is stale")
    if parser.parse_args(arguments).check:
        found = list(stale())
        for name in found:
            sys.stderr.write(f"docs/pictures/{name} is stale: run python docs/pictures.py\n")
        return 1 if found else 0
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / "terminal.svg").write_text(terminal(), encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        page, paper = papers(Path(folder))
        draw(page, paper, Path(folder))
        (FOLDER / "sources.json").write_text(
            json.dumps(sources(page, paper), indent=1) + "\n", encoding="utf-8"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
