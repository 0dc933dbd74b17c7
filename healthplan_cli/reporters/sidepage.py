"""A comparison as one page that needs nothing else, in the look of the evaluation report's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from healthplan_cli.names import shown_name
from healthplan_cli.record import record
from healthplan_cli.reporters.htmlpage import PAGE_LANGUAGES, policy_of, templates
from healthplan_cli.reporters.sidewords import (
    HALF,
    STAR,
    Shown,
    counts,
    flag_line,
    flag_numbers,
    legend,
    numbered,
    shown,
    title,
)
from healthplan_cli.side import Line, Matrix
from healthplan_cli.speech import language, tr


@record(frozen=True, slots=True)
class PageLine:
    """A row of the page: the indicator, its cells in the order of the plans, the flags it cites."""

    line: Line
    component: str
    cells: tuple[Shown, ...]
    flags: Sequence[int]


def side_html(matrix: Matrix) -> str:
    """The page; nothing is loaded by it and nothing run but its own script."""
    pages = templates()
    style, script = (pages.get_template(name).render() for name in ("side.css", "theme.js"))
    return pages.get_template("side.html").render(
        matrix=matrix,
        title=title(matrix),
        lines=[
            PageLine(
                line,
                shown_name(line.component) if line.component else "",
                tuple(shown(line, plan.id) for plan in matrix.plans),
                numbers,
            )
            for line, numbers in zip(matrix.lines, flag_numbers(matrix), strict=True)
        ],
        flags=[(number, flag_line(flag, matrix)) for number, flag in numbered(matrix)],
        legend=legend(matrix, STAR, HALF),
        counts=counts(matrix),
        star=STAR,
        half=HALF,
        words=_words(),
        language=PAGE_LANGUAGES[language()],
        style=style,
        script=script,
        policy=policy_of(style, script),
    )


def _words() -> Mapping[str, str]:
    """What the template says; it has no words of its own."""
    return {
        "kind": tr("规划对照"),
        "theme": tr("深色／浅色"),
        "indicator": tr("指标"),
        "table": tr("对照表"),
        "flags": tr("提示"),
        "best": tr("最严"),
        "possible": tr("可能最严"),
        "summary": tr("合计"),
        "plans": tr("规划"),
        "top": tr("回到顶部"),
        "nothing": tr("没有可列的指标。"),
    }
