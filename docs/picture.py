"""The picture of both READMEs, as the page of the first example draws it: `python docs/generate.py` writes docs/picture.svg."""

from __future__ import annotations

import io
import re
import tempfile
from contextlib import redirect_stdout
from pathlib import Path

from healthplan_cli.cli import run
from healthplan_cli.report.formats.html import templates

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "chongqing-2024" / "actuals.yaml"
INDICATOR = "15岁以上人群吸烟率"
_RULE = re.compile(
    r"^\.(?:picture|zone|hatch|axis|asked|level|made|dot|reach|whisker|behind)\b[^{\n]*\{.*\}$", re.MULTILINE
)


def picture() -> str:
    """One indicator's path as an SVG file with the page's light style."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        with redirect_stdout(io.StringIO()):
            run(["evaluate", str(EXAMPLE), "--plan", "chongqing", "--quiet", "--output", f"html:{page}"])
        text = page.read_text(encoding="utf-8")
    one = rf'<svg (?P<head>class="picture[^>]*aria-label="{INDICATOR}[^>]*)>(?P<inside>.*?)</svg>'
    found = re.search(one, text, re.DOTALL)
    if found is None:
        raise SystemExit(f"the page has no picture of {INDICATOR}")
    head = '<svg xmlns="http://www.w3.org/2000/svg" width="570" font-family="sans-serif"'
    ground = f'<rect width="100%" height="100%" fill="{_colours()["sheet"]}"/>'
    return f"{head} {found['head']}>\n<style>\n{_style()}\n</style>\n{ground}{found['inside']}</svg>\n"


def _colours() -> dict[str, str]:
    """The page's light colours by their names."""
    light = templates().get_template("light.css").render()
    return dict(re.findall(r"--([\w-]+): ([^;]+);", light))


def _style() -> str:
    """The page's rules for pictures, each colour written out."""
    colours = _colours()
    rules = _RULE.findall(templates().get_template("page.css").render())
    return "\n".join(re.sub(r"var\(--([\w-]+)\)", lambda name: colours[name[1]], rule) for rule in rules)
