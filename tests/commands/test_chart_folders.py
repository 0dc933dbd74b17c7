"""Charts as a folder of files: `-o svg:FOLDER`, `-o png:FOLDER`."""

from __future__ import annotations

import errno
import os
import sys

import pytest
from filecases import desk as desk
from filecases import fails
from support import Desk

YEARS = "year: 2023\nactuals: {health_literacy: {2021: 26, 2022: 28, 2023: 30}, smoking_rate: {2022: 23.5, 2023: 23.4}}\n"
TREND = ("trend", "a.yaml", "-p", "chongqing")


@pytest.fixture
def years(desk: Desk) -> Desk:
    desk.put({"a.yaml": YEARS})
    return desk


def files(desk: Desk, folder: str = "图") -> list[str]:
    return sorted(path.name for path in (desk.folder / folder).iterdir())


class TestFolder:
    """「图写在一个文件夹里，一张一个文件」"""

    def test_is_made(self, years: Desk) -> None:
        answer = years.run(*TREND, "-o", "svg:图")
        assert (answer.code, answer.out) == (0, "已写出 图（4 张图）\n")
        assert files(years) == [
            "15岁以上人群吸烟率（％）.svg",
            "《重庆市卫生健康发展“十四五”规划》一页看五年.svg",
            "各项指标的走势.svg",
            "居民健康素养水平（％）.svg",
        ]

    def test_beside_other_files(self, years: Desk) -> None:
        answer = years.run(*TREND, "-o", "svg:图/", "-o", "png:像素", "-o", "走势.docx")
        assert answer.code == 0
        assert "已写出 图/（4 张图）" in answer.out
        assert len(files(years)) == len(files(years, "像素")) == 4
        assert (years.folder / "走势.docx").exists()

    @pytest.mark.parametrize(
        "command",
        [
            "evaluate a.yaml -p chongqing --gate none -q",
            "compare chongqing panzhihua",
        ],
    )
    def test_of_other_reports(self, years: Desk, command: str) -> None:
        answer = years.run(*command.split(), "-o", "svg:图")
        assert answer.code == 0
        assert files(years)
        assert all(name.endswith(".svg") for name in files(years))

    def test_files_that_are_there(self, years: Desk) -> None:
        assert years.run(*TREND, "-o", "svg:图").code == 0
        years.put({"图/别的.txt": "留着", "图/各项指标的走势.svg": "旧的"})
        answer = years.run(*TREND, "-o", "svg:图", "-o", "新.md")
        assert answer.code == 2
        assert "图: 里面已有 4 个同名的文件；要覆盖请加 --force" in answer.err
        assert not (years.folder / "新.md").exists()
        assert (years.folder / "图/各项指标的走势.svg").read_text(encoding="utf-8") == "旧的"
        assert years.run(*TREND, "-o", "svg:图", "--force").code == 0
        assert len(files(years)) == 5
        assert (years.folder / "图/各项指标的走势.svg").read_text(encoding="utf-8").startswith("<?xml")
        assert (years.folder / "图/别的.txt").read_text(encoding="utf-8") == "留着"

    @pytest.mark.parametrize(
        ("output", "said"),
        [
            ("svg:a.txt", "a.txt: 这不是文件夹"),
            ("svg:没有/图", "没有这个文件夹"),
            ("图.svg", "图写在一个文件夹里，一张一个文件，写成 svg:文件夹"),
            ("图.png", "写成 png:文件夹"),
        ],
    )
    def test_what_is_no_folder(self, years: Desk, output: str, said: str) -> None:
        years.put({"a.txt": "一"})
        answer = years.run(*TREND, "-o", output)
        assert answer.code == 2
        assert said in answer.err
        assert sorted(path.name for path in years.folder.iterdir()) == ["a.txt", "a.yaml"]

    def test_a_report_without_a_chart(self, years: Desk) -> None:
        answer = years.run("lint", "chongqing", "-o", "svg:图", "-o", "a.md")
        assert answer.code == 2
        assert "这份报告里没有图，写不成 svg" in answer.err
        assert [path.name for path in years.folder.iterdir()] == ["a.yaml"]

    def test_a_full_disk(self, years: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(os, "fsync", fails(OSError(errno.ENOSPC, "full"), 2))
        answer = years.run(*TREND, "-o", "svg:图")
        assert answer.code == 2
        assert "磁盘满了" in answer.err
        assert [path.name for path in years.folder.iterdir()] == ["a.yaml"]

    def test_pixels_without_the_extra(self, years: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "resvg_py", None)
        answer = years.run(*TREND, "-o", "png:图", "-o", "a.md")
        assert answer.code == 2
        assert "pip install 'hpcheck[png]'" in answer.err
        assert [path.name for path in years.folder.iterdir()] == ["a.yaml"]
        assert years.run(*TREND, "-o", "svg:图").code == 0
