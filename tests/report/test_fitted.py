"""A table on paper: what is the same everywhere is said once, remarks are footnotes, and nothing is said that isn't so.

docs/formats.md: 「附件里没有内容的列不列，各行都一样的（如序时进度）写在表下；备注成为表下的注（①②）」
"""

from __future__ import annotations

from healthplan_cli.report.cell import Cell, Column
from healthplan_cli.report.document import Row, Table
from healthplan_cli.report.fitted import footnoted, without_idle

KEYS = ("name", "unit", "due", "baseline", "remarks")


def table(*rows: tuple[str, ...], parts: tuple[int, ...] = ()) -> Table:
    columns = tuple(Column(key, key) for key in KEYS)
    return Table(columns, tuple(Row(tuple(map(Cell, row)), part=at in parts) for at, row in enumerate(rows)))


def heads(found: Table) -> list[str]:
    return [column.key for column in found.columns]


class TestIdle:
    """A column goes only where nothing is lost."""

    def test_the_same_everywhere_is_said_below(self) -> None:
        found = without_idle(table(("a", "%", "", "1", ""), ("b", "%", "", "1", "")), ("name",))
        assert heads(found) == ["name", "baseline"]  # a number stays, though it be the same
        assert found.notes == ("各项的unit均为 %。",)

    def test_a_blank_is_another_answer(self) -> None:
        """The one row with a year of its own: not “all of 2030”."""
        found = without_idle(table(("a", "%", "2030", "1", ""), ("b", "", "", "2", "")), ("name",))
        assert heads(found) == ["name", "unit", "due", "baseline"]
        assert found.notes == ()

    def test_components_leave_it_to_their_row(self) -> None:
        rows = ("a", "%", "", "", ""), ("a1", "", "", "1", ""), ("b", "%", "", "2", "")
        assert "unit" not in heads(without_idle(table(*rows, parts=(1,)), ("name",)))

    def test_one_row_stays_as_it_is(self) -> None:
        assert heads(without_idle(table(("a", "%", "", "1", "")), ("name",))) == list(KEYS)


class TestFootnotes:
    def test_the_same_words_have_the_same_mark(self) -> None:
        found = footnoted(table(("a", "", "", "", "x"), ("b", "", "", "", ""), ("c", "", "", "", "x")))
        assert heads(found) == ["name", "unit", "due", "baseline"]
        assert ["".join(mark.sign for mark in row.cells[0].marks) for row in found.rows] == ["①", "", "①"]
        assert [(mark.sign, mark.meaning) for mark in found.marks] == [("①", "x")]

    def test_more_than_there_are_circles_for(self) -> None:
        rows = tuple((str(at), "", "", "", f"x{at}") for at in range(60))
        signs = [mark.sign for mark in footnoted(table(*rows)).marks]
        assert signs[49:51] == ["㊿", "［51］"]
        assert len(set(signs)) == 60
