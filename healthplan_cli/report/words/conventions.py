"""What counts as on track, in words: in short for readers, exactly in the working papers."""

from __future__ import annotations

from fractions import Fraction

from healthplan_cli.base.exact_format import percent_text
from healthplan_cli.base.i18n import tr


def band_words(band: Fraction) -> str:
    """Return how far progress may be from the time elapsed and still be on track."""
    return tr("与序时进度相差 {band} 个百分点以内为“符合预期”", band=_points(band))


def exact_band_words(band: Fraction) -> str:
    """Return how far progress may be from the time elapsed, with which of the two edges is included."""
    return tr(
        "目标年以前，完成进度低于序时进度不超过 {band} 个、高于不到 {band} 个百分点的，判为符合预期；这是本工具的约定，不是规划的规定",
        band=_points(band),
    )


def _points(band: Fraction) -> str:
    return percent_text(band).rstrip("%")
