"""The classes that reports show rows in, each with its word, sign and tone, the same in every form of every report.

A class is a status told more closely: met early, met but worse than the baseline, missed but waived.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.messages import STATUS_WORDS
from healthplan_cli.model import Note, Result, Status


@record(frozen=True, slots=True)
class Tone:
    """A colour in every form: `style` in a terminal, `light` and `dark` for letters on a light or dark page, `fill`
    of a cell on paper.
    Letters on `fill` have the colour `light`. The terminal's colours are legible on dark and on light.
    """

    name: str
    style: str
    light: str
    dark: str
    fill: str

    @property
    def letters(self) -> str:
        """The colour of letters on paper, as a spreadsheet writes it (without #)."""
        return self.light.removeprefix("#").upper()


MET_EARLY = Tone("met_early", "bold green", "#00634f", "#62dcb6", "CDEFE3")
MET = Tone("met", "bold green", "#0b6b3a", "#5fd394", "D3F0DD")
MET_WORSE = Tone("met_worse", "green", "#5c5a00", "#d3cf6e", "F0EEC2")
AHEAD = Tone("ahead", "green", "#08696b", "#58d0cf", "D6F0EF")
ON_TRACK = Tone("on_track", "green", "#1b5bb0", "#86b8ff", "E0EBFA")
BEHIND = Tone("behind", "red", "#9a4300", "#ffb066", "FFE6C7")
MISSED = Tone("missed", "bold red", "#b21419", "#ff8f8c", "FFDADA")
UNKNOWN = Tone("unknown", "magenta", "#5d3fa8", "#c3b1f5", "EBE5F8")
WAIVED = Tone("waived", "", "#4d5866", "#b3bdca", "E6E9ED")
WARNING_LETTERS = "8E0010"  # of a warning, on paper
TONES = (MET_EARLY, MET, MET_WORSE, AHEAD, ON_TRACK, BEHIND, MISSED, UNKNOWN, WAIVED)


@record(frozen=True, slots=True)
class Badge:
    """A class as reports show it; `plain` is used for `sign` where the encoding lacks that.

    Every sign is narrow in every terminal (East Asian width N), and never stands without its word or a legend.
    """

    code: str
    status: Status
    words: str
    sign: str
    plain: str
    tone: Tone
    waived: bool = False

    def mark(self, signs: bool = True) -> str:
        """Return the sign; the plain one where the terminal's encoding has no `signs`."""
        return self.sign if signs else self.plain


_OF_A_STATUS = {
    Status.MET: ("✓", "+", MET),
    Status.AHEAD: ("⇡", "^", AHEAD),
    Status.ON_TRACK: ("⇢", ">", ON_TRACK),
    Status.BEHIND: ("⇣", "v", BEHIND),
    Status.MISSED: ("✗", "x", MISSED),
    Status.UNKNOWN: ("?", "?", UNKNOWN),
}
STATUS_BADGES = {
    status: Badge(status.value, status, STATUS_WORDS[status], *look) for status, look in _OF_A_STATUS.items()
}
EARLY_BADGE = Badge("met_early", Status.MET, tr("提前达标"), "✓", "+", MET_EARLY)
WORSE_BADGE = Badge("met_worse", Status.MET, tr("达标但劣于基期"), "⇘", "-", MET_WORSE)
WAIVED_BADGES = {
    status: Badge(
        f"{status.value}_waived",
        status,
        tr("{status_words}·已豁免", status_words=STATUS_WORDS[status]),
        "~",
        "~",
        WAIVED,
        waived=True,
    )
    for status in (Status.BEHIND, Status.MISSED, Status.UNKNOWN)
}
# Best first; the waived ones by their true status after all others.
BADGES = (
    EARLY_BADGE,
    STATUS_BADGES[Status.MET],
    WORSE_BADGE,
    *list(STATUS_BADGES.values())[1:],
    *WAIVED_BADGES.values(),
)


def badge_of(result: Result, row: Result | None = None) -> Badge:
    """Return the class (words, sign, tone) in which reports show `result`: a row, or a component of `row`, whose waiver applies to it."""
    if (row or result).waiver is not None and result.status in WAIVED_BADGES:
        return WAIVED_BADGES[result.status]
    return badge_for(result.status, result.noted)


def badge_for(status: Status, noted: Collection[Note]) -> Badge:
    """Return the class of a status with its notes, waivers left aside."""
    if status is Status.MET:
        if Note.WORSE_THAN_BASELINE in noted:
            return WORSE_BADGE
        if Note.EARLY in noted and Note.KEPT not in noted:
            return EARLY_BADGE
    return STATUS_BADGES[status]


def counted(results: Iterable[Result]) -> tuple[tuple[Badge, int], ...]:
    """Count the results in each class; classes without any are left out."""
    found = Counter(badge_of(result).code for result in results)
    return tuple((badge, found[badge.code]) for badge in BADGES if badge.code in found)


def counts_text(results: Iterable[Result]) -> str:
    """Write the counts: 提前达标 2，达标 1，滞后·已豁免 1."""
    return tr("，").join(f"{badge.words} {count}" for badge, count in counted(results))
