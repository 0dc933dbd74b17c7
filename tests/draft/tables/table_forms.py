"""One table set in the many forms that it could have been printed in: columns in any order, heads split, units moved, as text."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from healthplan_cli.base.text_width import pad, width
from healthplan_cli.sources.documents.blocks import GridCell, Place, TableBlock

# no, category, name, unit, baseline, target, nature; facts of public plans of health
ROWS = [
    ("1", "健康水平", "人均预期寿命", "岁", "77.93", "78.93", "预期性"),
    ("2", "健康水平", "人均健康预期寿命", "岁", "—", "同比例提高", "预期性"),
    ("3", "健康水平", "孕产妇死亡率", "1/10万", "16.9", "≤14.5", "预期性"),
    ("4", "健康水平", "婴儿死亡率", "‰", "5.4", "≤5.2", "预期性"),
    ("5", "健康水平", "城乡居民达到《国民体质测定标准》合格以上的人数比例", "%", "89.6", "≥92.2", "预期性"),
    ("6", "健康生活", "居民健康素养水平", "%", "23.15", "25.0", "预期性"),
    ("7", "健康生活", "15岁以上人群吸烟率", "%", "25.8", "23.3", "预期性"),
    ("8", "健康服务", "每千人口执业（助理）医师数", "人", "2.90", "3.20", "约束性"),
    ("9", "健康服务", "以乡（镇、街道）为单位适龄儿童免疫规划疫苗接种率", "%", "＞90", "＞90", "约束性"),
    ("10", "健康服务", "全国儿童青少年总体近视率", "%", "52.7", "力争每年降低0.5个百分点", "约束性"),
    ("11", "健康服务", "千人口拥有3岁以下婴幼儿托位数", "个", "1.8", "4.5", "预期性"),
    ("12", "健康环境", "地级及以上城市空气质量优良天数比率", "%", "87.0", "87.5", "约束性"),
    ("13", "健康保障", "职工基本医疗保险政策范围内住院费用基金支付比例", "%", "85.2", "保持稳定", "预期性"),
    ("14", "健康产业", "健康服务业总规模", "万亿元", "—", "＞11.5", "预期性"),
]
KEYS = ("no", "category", "name", "unit", "baseline", "target", "nature")
HEADS = {
    "no": ["序号", "编号"],
    "category": ["领域", "类别", "指标类别"],
    "name": ["指标", "主要指标", "指标名称"],
    "unit": ["单位", "计量单位"],
    "baseline": ["2020年", "2020年现状值", "基期（2020年）", "2020年基期值", "“十三五”末"],
    "target": ["2025年", "2025年目标值", "目标值（2025年）", "2025年规划目标", "“十四五”末目标"],
    "nature": ["性质", "属性", "指标性质", "指标属性"],
}
SPLIT = {
    "2020年现状值": ("2020年", "现状值"),
    "2025年目标值": ("2025年", "目标值"),
    "2020年基期值": ("2020年", "基期值"),
    "指标性质": ("指标", "性质"),
    "指标类别": ("指标", "类别"),
}


@dataclass
class Setting:
    """How a table is set: its columns in their order, their heads, where the unit stands."""

    keys: list[str]
    heads: dict[str, str]
    united: bool

    def cells(self, row: Sequence[str]) -> list[str]:
        said = dict(zip(KEYS, row, strict=True))
        if self.united:
            said["name"] = f"{said['name']}（{said['unit']}）"
        return [said[key] for key in self.keys]


def setting(chance: random.Random, shuffled: bool = False, text: bool = False) -> Setting:
    united = chance.random() < 0.5
    keys = [key for key in KEYS if not (key == "unit" and united)]
    if chance.random() < 0.3:
        keys.remove("category")
    if chance.random() < (0.2 if text else 0.3):
        keys.remove("no")
    if shuffled:
        chance.shuffle(keys)
    return Setting(keys, {key: chance.choice(HEADS[key]) for key in keys}, united)


def wanted(look: Setting) -> list[tuple[str | None, ...]]:
    """Return what is to be read: no, name, unit, baseline, target, nature of each row."""
    found: list[tuple[str | None, ...]] = []
    for row in ROWS:
        said = dict(zip(KEYS, row, strict=True))
        found.append(
            (
                said["no"] if "no" in look.keys else None,
                said["name"],
                said["unit"],
                said["baseline"],
                said["target"],
                said["nature"],
            )
        )
    return found


def as_grid(look: Setting, split: bool = False, spans: bool = True) -> TableBlock:
    """Return the table as a grid; `split`: its head takes two rows, `spans`: equal categories are one cell."""
    cells, depth = [], 1
    if split:
        depth = 2
        for column, key in enumerate(look.keys):
            top, low = SPLIT.get(look.heads[key], (look.heads[key], ""))
            cells.append(GridCell(top, 0, column, 1 if low else 2))
            if low:
                cells.append(GridCell(low, 1, column))
    else:
        cells = [GridCell(look.heads[key], 0, column) for column, key in enumerate(look.keys)]
    rows = [look.cells(row) for row in ROWS]
    for column, key in enumerate(look.keys):
        for number, row in enumerate(rows):
            same = spans and key == "category"
            if same and number and rows[number - 1][column] == row[column]:
                continue
            down = (
                next((at for at in range(number, len(rows)) if rows[at][column] != row[column]), len(rows))
                - number
                if same
                else 1
            )
            cells.append(GridCell(row[column], number + depth, column, down))
    return TableBlock(tuple(cells), len(rows) + depth, len(look.keys), Place(table=1))


def as_lines(look: Setting, mark: str) -> str:
    lines = [mark.join(look.heads[key] for key in look.keys)]
    before = ""
    for row in ROWS:
        cells = look.cells(row)
        lines.append(
            mark.join(
                "" if key == "category" and cell == before else cell
                for key, cell in zip(look.keys, cells, strict=True)
            )
        )
        before = row[1]
    return "\n".join(lines)


def stacked(look: Setting, gaps: bool, wrapped: int | None = None) -> str:
    lines = [look.heads[key] for key in look.keys] + ([""] if gaps else [])
    before = ""
    for row in ROWS:
        for key, cell in zip(look.keys, look.cells(row), strict=True):
            if key == "category" and cell == before:
                continue
            lines += _broken(cell, wrapped) if wrapped and key in ("name", "target") else [cell]
        before = row[1]
        if gaps:
            lines.append("")
    return "\n".join(lines)


def _broken(text: str, size: int) -> list[str]:
    lines, line = [], ""
    for char in text:
        if width(line + char) > size and not (char in "）)%‰" or (line[-1:].isascii() and char.isascii())):
            lines.append(line)
            line = ""
        line += char
    return [*lines, line]


def spaced(look: Setting, centred: bool, wide: int, gaps: bool = False) -> str:
    """Return the table laid out by spaces, its cells broken at their columns' width, `centred` in the height of their row."""
    sizes = {"no": 7, "category": 10, "name": wide, "unit": 11, "baseline": 14, "target": 16, "nature": 10}
    rows = [[_broken(look.heads[key], sizes[key] - 2) for key in look.keys]]
    before = ""
    for row in ROWS:
        broken: list[list[str]] = []
        for key, cell in zip(look.keys, look.cells(row), strict=True):
            broken.append([""] if key == "category" and cell == before else _broken(cell, sizes[key] - 3))
        before = row[1]
        rows.append(broken)
    lines: list[str] = []
    for set_row in rows:
        height = max(map(len, set_row))
        for at in range(height):
            line = ""
            for key, said in zip(look.keys, set_row, strict=True):
                start = (height - len(said)) // 2 if centred else 0
                text = said[at - start] if start <= at < start + len(said) else ""
                size = sizes[key]
                left = 0 if key == "name" else max(0, (size - 2 - width(text)) // 2)
                line += pad(" " * left + text, size)
            lines.append(("    " + line).rstrip())
        if gaps:
            lines.append("")
    return "\n".join(lines)


def inline(look: Setting) -> str:
    return "\n".join(
        " ".join(f"{look.heads[key]}：{cell}" for key, cell in zip(look.keys, look.cells(row), strict=True))
        for row in ROWS
    )
