"""Archives to be judged again: a small run with every file that one can have, and archives that were meddled with."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

from support import Desk

SPEC = {
    "format": "hpcheck.plan/1",
    "id": "own",
    "title": "自己的规划",
    "period": {"baseline": 2020, "start": 2021, "end": 2025},
    "indicators": [
        {
            "id": "a",
            "name": "覆盖率",
            "nature": "约束性",
            "unit": "%",
            "better": "higher",
            "baseline": "50",
            "target": "≥60",
        },
        {
            "id": "b",
            "name": "病死率",
            "nature": "预期性",
            "unit": "%",
            "better": "lower",
            "baseline": "30",
            "target": "≤20",
        },
        {
            "id": "c",
            "name": "站点数",
            "nature": "预期性",
            "unit": "个",
            "better": "higher",
            "target": {"op": "external", "text": "由省下达"},
        },
    ],
}
EARLIER = {"year": 2022, "actuals": {"a": 52, "b": 28}}
FILES: Mapping[str, str] = {
    "specs/own.json": json.dumps(SPEC, ensure_ascii=False),
    "data/2023.csv": "名称,2023年\n覆盖,55\n病死率,29\n",
    "map.yaml": "覆盖: a\n",
    "targets.yaml": "a: {2023: ≥54}\n",
    "waivers.yaml": "waivers:\n  - {indicator: b, reason: 停产, document: 某文〔2023〕1号, by: 省厅, expires: 2030-12-31}\n",
    "2022.json": json.dumps(EARLIER, ensure_ascii=False),
    "hpcheck.toml": 'plan = "specs/own.json"\ncarry = 1\n',
}
RUN = [
    "evaluate",
    "data/2023.csv",
    "--map",
    "map.yaml",
    "--targets",
    "targets.yaml",
    "--waivers",
    "waivers.yaml",
    "--as-of",
    "2024-01-31",
    "--set",
    "c=≥3",
    "--gate",
    "all",
    "--against",
    "last.json",
]


def archived(desk: Desk, *more: str) -> bytes:
    """The archive of a run that reads all there is to read."""
    desk.put(FILES)
    made = desk.run("evaluate", "2022.json", "-q", "--gate", "none", "-o", "json:last.json")
    assert made.code == 0, made.err
    answer = desk.run(*RUN, "-q", "-o", "archive:r.zip", *more)
    assert answer.code in (0, 1, 3), answer.err
    content: bytes = (desk.folder / "r.zip").read_bytes()
    return content


def members(content: bytes) -> dict[str, bytes]:
    """The members of an archive."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def zipped(parts: Mapping[str, bytes] | list[tuple[Any, bytes]], method: int = 0) -> bytes:
    """A ZIP of some members, whatever they are called."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as package:
        for name, content in parts.items() if isinstance(parts, Mapping) else parts:
            package.writestr(name, content)
    return stream.getvalue()


def listed(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The members with a manifest that fits them: what someone makes who knows how."""
    own = {name: content for name, content in parts.items() if name != "SHA256SUMS"}
    lines = [f"{hashlib.sha256(own[name]).hexdigest()}  {name}\n" for name in sorted(own)]
    return {**own, "SHA256SUMS": "".join(lines).encode()}


def reported(parts: Mapping[str, bytes], change: Any) -> bytes:
    """An archive whose report was changed by a function, with a manifest that fits."""
    report = json.loads(parts["report.json"], parse_float=str)
    change(report)
    return zipped(listed({**parts, "report.json": json.dumps(report, ensure_ascii=False).encode()}))
