"""What the rows of a page can be filtered by: status, nature, category, and their words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.badges import BADGES, STATUS_BADGES, badge_of
from healthplan_cli.language.names import NATURE_WORDS
from healthplan_cli.model import Nature, Result
from healthplan_cli.report.document import Facet
from healthplan_cli.views.reviewed_plan import Reviewed


def search_words(reviewed: Reviewed, result: Result) -> str:
    """Return the words that a search finds a row by."""
    row = reviewed.report.plan.find(result.id)
    names = (result.no, result.name, result.id, row.name_en, *row.aliases, result.category, row.source)
    more = (result.responsible, row.responsible, *(part.name for part in result.components))
    return " ".join(name for name in (*names, *more) if name).lower()


def facets_of(judged: Sequence[Result]) -> tuple[Facet, ...]:
    """Return the facets status, nature and category, each with the choices that rows have."""
    natures = {result.nature for result in judged}
    categories = tuple(dict.fromkeys(result.category for result in judged if result.category))
    found = [
        Facet("status", tr("状态"), tuple(_kinds(judged))),
        Facet(
            "nature",
            tr("性质"),
            tuple((item.name.lower(), NATURE_WORDS[item]) for item in Nature if item in natures),
        ),
    ]
    if categories:
        found.append(Facet("category", tr("类别"), tuple((name, name) for name in categories)))
    return tuple(found)


def _kinds(judged: Sequence[Result]) -> Iterator[tuple[str, str]]:
    """Yield the (code, words) of the statuses that rows have, then of the classes within a status (提前达标), then of 已豁免."""
    badges = {badge_of(result).code for result in judged}
    statuses = {result.status for result in judged}
    for status, badge in STATUS_BADGES.items():
        if status in statuses:
            yield status.value, f"{badge.sign} {badge.words}"
    for badge in BADGES:
        if badge.code in badges and badge.code != badge.status.value and not badge.waived:
            yield badge.code, f"{badge.sign} {badge.words}"
    waived = next((badge for badge in BADGES if badge.waived and badge.code in badges), None)
    if waived is not None:
        yield "waived", f"{waived.sign} {tr('已豁免')}"


def tags_of(result: Result, facets: Sequence[Facet]) -> tuple[str, ...]:
    """Return a row's codes for each facet; for status these are its status, its class where that is another, and `waived`."""
    badge = badge_of(result)
    kinds = (badge.status.value, badge.code, *(["waived"] if badge.waived else []))
    known = {"status": " ".join(dict.fromkeys(kinds)), "nature": result.nature.name.lower()}
    return tuple(known.get(facet.name, result.category or "") for facet in facets)
