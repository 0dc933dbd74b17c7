"""Contradictions between the cells of a project's row, and between its rows of several years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from healthplan_cli.base.exact_format import decimal_text
from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.views.projects import Moment, Progress


@record(frozen=True, slots=True)
class Clash:
    """A contradiction: the row, the field at fault, and why; `wrong` False: it is only unlikely."""

    row: Progress
    field: str
    message: str
    wrong: bool = True


def in_row(row: Progress) -> Iterator[Clash]:
    """Yield the contradictions within one row."""
    made = row.finished or row.share or row.spent
    if row.started is False and (row.finished or row.share):
        yield Clash(row, "start", tr("写的是没有开工，同一行又有进度或已竣工"))
    if row.start and row.year is not None and row.start.first.year > row.year and made:
        words = tr(
            "开工（{start}）晚于这一行的年份（{year} 年），同一行又有进度、完成投资或已竣工",
            start=row.start.text,
            year=row.year,
        )
        yield Clash(row, "start", words)
    if row.start and row.finish and row.start.first > row.finish.last:
        words = tr("竣工（{finish}）早于开工（{start}）", finish=row.finish.text, start=row.start.text)
        yield Clash(row, "finish", words)
    if row.finished and row.share is not None and row.share < 1:
        yield Clash(row, "finish", tr("写的是已竣工，形象进度却不到 100%：竣工以前请把这一格留空或写 否"))


def over_years(rows: Sequence[Progress]) -> Iterator[Clash]:
    """Yield the contradictions between the rows of one project, each of another year."""
    known = sorted(
        (row for row in rows if row.year is not None and not row.empty), key=lambda row: row.year or 0
    )
    for field, message in (
        ("start", tr("{earlier} 年已经开工，{later} 年又写没有开工（另一行在 {where}）")),
        ("finish", tr("{earlier} 年已经竣工，{later} 年又写没有竣工或形象进度不到 100%（另一行在 {where}）")),
    ):
        yield from _undone(known, field, message)
    for field, message in (
        (
            "progress",
            tr("形象进度从 {earlier} 年的 {before} 降到 {later} 年的 {after}（另一行在 {where}）：请核对"),
        ),
        (
            "spent",
            tr(
                "累计完成投资从 {earlier} 年的 {before} 降到 {later} 年的 {after}（另一行在 {where}）：请核对"
            ),
        ),
    ):
        yield from _falling(known, field, message)


def _undone(known: Sequence[Progress], field: str, message: str) -> Iterator[Clash]:
    """Yield a clash for the first row that denies a start or finish (`field`) which a row has reported for an earlier year."""
    since: tuple[int, Progress] | None = None  # the first year in which it was so, and the row that says so
    for row in known:
        year = _year_of(row, field)
        if year is not None and (since is None or year < since[0]):
            since = year, row
    for row in known:
        if since and row.year is not None and row.year > since[0] and _denied(row, field):
            words = message.format(earlier=since[0], later=row.year, where=since[1].location)
            yield Clash(row, field, words)
            return


def _year_of(row: Progress, field: str) -> int | None:
    """Return the year by which a row reports a project as started or finished (`field`); None where it doesn't."""
    done: bool | None = row.finished if field == "finish" else row.started or row.finished or bool(row.share)
    when: Moment | None = row.finish if field == "finish" else row.start
    return (when.last.year if when else row.year) if done else None


def _denied(row: Progress, field: str) -> bool:
    if field == "start":
        return row.started is False
    return row.finished is False or (not row.finished and row.share is not None and row.share < 1)


def _falling(known: Sequence[Progress], field: str, message: str) -> Iterator[Clash]:
    """Yield a clash for each cumulative amount that is lower than a year before."""
    for before, after in pairwise([row for row in known if _amount(row, field) is not None]):
        less, more = _amount(after, field), _amount(before, field)
        if less is not None and more is not None and less < more:
            unit, scale = ("%", 100) if field == "progress" else (tr("万元"), 1)
            words = message.format(
                earlier=before.year,
                later=after.year,
                before=decimal_text(more * scale) + unit,
                after=decimal_text(less * scale) + unit,
                where=before.location,
            )
            yield Clash(after, field, words, wrong=False)


def _amount(row: Progress, field: str) -> Fraction | None:
    return row.share if field == "progress" else row.spent
