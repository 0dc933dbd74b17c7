"""Every chart of documents as an SVG file."""

from __future__ import annotations

from collections.abc import Sequence

from healthplan_cli.report.charts.figures import named_figures
from healthplan_cli.report.charts.svg import standalone
from healthplan_cli.report.document import Document


def render(documents: Sequence[Document]) -> dict[str, bytes]:
    """Return the files by name."""
    return {f"{name}.svg": standalone(figure).encode() for name, figure in named_figures(documents).items()}
