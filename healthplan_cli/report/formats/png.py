"""Every chart of documents as a PNG file, drawn from its SVG. The only user of resvg (the extra `png`)."""

from __future__ import annotations

from collections.abc import Sequence

from healthplan_cli.base.errors import refusal
from healthplan_cli.base.i18n import tr
from healthplan_cli.report.charts.figures import named_figures
from healthplan_cli.report.charts.shapes import Figure
from healthplan_cli.report.charts.svg import standalone
from healthplan_cli.report.document import Document

_PIXELS = 1600  # at least, across: sharp on a slide


def check() -> None:
    """Raise InvalidInput where the extra `png` isn't installed."""
    try:
        import resvg_py  # noqa: F401
    except ImportError:
        words = tr("写 PNG 要另装：pip install 'hpcheck[png]'；或写成 svg")
        raise refusal("--output", words) from None


def render(documents: Sequence[Document]) -> dict[str, bytes]:
    """Return the files by name. Raise InvalidInput where the extra `png` isn't installed."""
    check()
    return {f"{name}.png": _pixels(figure) for name, figure in named_figures(documents).items()}


def _pixels(figure: Figure) -> bytes:
    import resvg_py

    zoom = max(2, -(-_PIXELS // int(figure.width)))
    return resvg_py.svg_to_bytes(svg_string=standalone(figure), zoom=zoom, background="#ffffff")
