"""The lines of a large CSV that an engine would skip, join or refuse without saying where."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_streamed import ROWS, both, judged, summed

from healthplan_cli.base.errors import InvalidInput
from healthplan_cli.panel import plainhead
from healthplan_cli.panel.plainlines import lines_of

pytest.importorskip("duckdb")
WRONG = "510903,船山区,1,2021,很高,"


@pytest.mark.parametrize(
    "odd",
    [
        [""],
        ["", "", "   "],
        [",,,,,"],
        [" , ,,,,", ""],
        ["510904,安居区,1,2021"],
        ["510904,安居区,1,2021,77.9,,,"],
        ['510904,"安居区","1",2021,"77.9",'],
        ["510904,安居区,1,2021", "510903,船山区,1,2021,78,,,,,"],
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_a_small_table_may_have(
    odd: list[str], end: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Blank lines, lines of empty cells, missing and empty cells at the end, quotes: the same values, the same lines."""
    path = tmp_path / "a.csv"
    path.write_bytes(end.join([*ROWS[:3], *odd, *ROWS[3:], *odd[:1], WRONG]).encode())
    cells, found = both(monkeypatch, path)
    assert list(found.verdicts.records()) == list(cells.verdicts.records())
    assert summed(found) == summed(cells)
    lines = [problem.location.line for problem in found.values.problems]
    assert lines == [problem.location.line for problem in cells.values.problems] == [len(ROWS) + len(odd) + 2]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("510904,安居区,1,2021,78,".encode("gbk"), "这一行不是 UTF-8"),
        (b'510904,"a,1,2021,78,', "引号没有配对"),
        (b'510904,"a"b,1,2021,78,', "引号没有配对"),
        (b"510904,a\0,1,2021,78,", "控制字符"),
        (b"510904,a\rb,1,2021,78,", "控制字符"),
        ("510904,a,1,2021,1,234,岁".encode(), "这一行有 7 格，列名只有 6 格"),
    ],
    ids=["encoding", "open", "closed too early", "NUL", "CR", "thousands"],
)
def test_what_is_refused(line: bytes, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """「引号没有配对」 took the rest of a file for one cell, without a word; the others were internal errors."""
    monkeypatch.setattr(plainhead, "LARGE", 0)
    path = tmp_path / "a.csv"
    rows = [row.encode() for row in ROWS * 200]
    path.write_bytes(b"\n".join([*rows, b"", line, *rows[1:3], line]) + b"\n")
    with pytest.raises(InvalidInput) as caught:
        judged(path)
    found = caught.value.problems
    assert [problem.location.line for problem in found] == [len(rows) + 2, len(rows) + 5]
    assert all(said in problem.message for problem in found)


def test_many_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b\n" + "1,2,3\n" * 50, encoding="utf-8")
    with pytest.raises(InvalidInput) as caught:
        lines_of(str(path), ",", 2)
    assert len(caught.value.problems) == 20
    assert "另有 30 行也读不了" in caught.value.problems[-1].message


def test_lines_across_blocks(tmp_path: Path) -> None:
    """The record numbers of an engine, which doesn't count blank lines, as lines."""
    path = tmp_path / "a.csv"
    rows = ["x,y" if at % 7 else "" for at in range(1, 700_000)]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    assert path.stat().st_size > 2 << 20
    found = lines_of(str(path), ",", 2)
    lines = [number for number, row in enumerate(rows, 1) if row]
    assert all(found.line_of(record) == line for record, line in enumerate(lines, 1))
