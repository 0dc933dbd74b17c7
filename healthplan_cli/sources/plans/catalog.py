"""Plans by name or path, the files that ship, and the catalogue of shared indicators."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from fractions import Fraction
from functools import cache
from pathlib import Path

from healthplan_cli.base.errors import InvalidInput, Problem, refusal, together
from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.limits import MAX_BYTES
from healthplan_cli.base.location import Location
from healthplan_cli.base.read_bytes import names_given, read_source
from healthplan_cli.language.names import name_key, nearest, region_names
from healthplan_cli.model import PLAN_FORMAT, Better, Component, Entry, Limits, Plan
from healthplan_cli.sources.plans.compiled import keep, recalled
from healthplan_cli.sources.strict_yaml import Node, parse

SUFFIXES = (".yaml", ".yml", ".json")
CATALOGUE = "catalog.yaml"
# The folders of a run that reads what it is given (`read_bytes.given`): of what shipped, and of plans found by their names.
SHIPPED, NAMED = "<hpcheck>", "<plans>"


def shipped_folder() -> Path:
    """Return the folder of the shipped specs: in an installed package, or in a checkout."""
    if names_given() is not None:
        return Path(SHIPPED)
    inside = Path(__file__).parents[2] / "specs"
    return inside if inside.is_dir() else inside.parents[1] / "specs"


def plan_files() -> dict[str, Path]:
    """Return the files of all plans by name: those in HPCHECK_PLANS, then the shipped ones. Raise InvalidInput for a missing folder."""
    found: dict[str, Path] = {}
    if names_given() is not None:
        return _plans_given(sorted(names_given() or ()))
    own = os.environ.get("HPCHECK_PLANS")
    folders = [Path(folder) for folder in own.split(os.pathsep) if folder] if own else []
    missing = [folder for folder in folders if not folder.is_dir()]
    if missing:
        raise InvalidInput(
            [
                Problem(Location("HPCHECK_PLANS"), tr("没有文件夹 {folder}", folder=folder))
                for folder in missing
            ]
        )
    for folder in (*folders, shipped_folder()):
        if folder.is_dir():
            for path in sorted(folder.iterdir()):
                if path.suffix not in SUFFIXES or path.stem == "catalog" or path.name.startswith("."):
                    continue
                if path.suffix != ".json" or _is_plan(path):
                    found.setdefault(path.stem, path)
    return found


def _plans_given(names: Sequence[str]) -> dict[str, Path]:
    """Return the files of all plans by name, in a run that reads from `read_bytes.given`."""
    paths = [path for path in map(Path, names) if path.name != CATALOGUE]
    inside = [path for folder in (SHIPPED, NAMED) for path in paths if str(path.parent) == folder]
    return {path.stem: path for path in inside}  # of two that are called so, the own one


def _is_plan(path: Path) -> bool:
    """Return whether a JSON file is a plan, or is broken; reports, data and schemas in the same folder aren't plans."""
    import json

    if not path.is_file():
        return False
    try:
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES)
        if PLAN_FORMAT.encode() not in content:
            return False
        data = json.loads(content, parse_int=str, parse_float=str)
    except (OSError, RecursionError):
        return False
    except ValueError:
        return True
    return isinstance(data, dict) and data.get("format") == PLAN_FORMAT


def find_plan(name: str) -> Path:
    """Return the file of a plan, given its name, a path, its id, its title or its region (重庆市, 重庆).

    Raise InvalidInput, with similar names, for an unknown name, and for one that several plans have.
    """
    files = plan_files()
    if name in files:
        return files[name]
    if name.endswith(SUFFIXES):
        return Path(name)
    if os.sep in name or "/" in name:
        raise refusal(name[:80], tr("规格文件的名字应以 {names} 结尾", names=tr("、").join(SUFFIXES)))
    called = _called(name, files)
    if len(called) == 1:
        return files[called[0]]
    if called:
        words = tr("叫这个名称的规划不止一个：请写 {names} 中的一个", names=tr("、").join(called))
        raise refusal(name[:80], words)
    near = nearest(name, files)
    hint = tr("是不是 {names}？", names=tr("、").join(near)) if near else ""
    words = tr(
        "没有这个规划。{hint}可用的有：{names}；也可给出规格文件的路径",
        hint=hint,
        names=tr("、").join(files),
    )
    raise refusal(name[:80], words)


def is_plan(name: str) -> bool:
    """Return whether a plan has this name, id, title or region."""
    files = plan_files()
    return name in files or bool(_called(name, files))


def _called(name: str, files: Mapping[str, Path]) -> list[str]:
    """Return the names of the plans with this id; without any, of those with this title or region."""
    heads = {plan: _head(path) for plan, path in files.items()}
    key = name_key(name)
    found = [plan for plan, root in heads.items() if root and name_key(root.text_at("id") or "") == key]
    return found or [
        plan for plan, root in heads.items() if root and key in map(name_key, _other_names(root))
    ]


def _other_names(root: Node) -> tuple[str, ...]:
    region = root.get("region")
    title, name = root.text_at("title"), region.text_at("name") if region else None
    return (*filter(None, (title,)), *region_names(name or ""))


def _head(path: Path) -> Node | None:
    """Return a spec up to its table, or the whole of it where its title comes later; None for one that can't be read."""
    try:
        content = read_source(str(path)).content
    except InvalidInput:
        return None
    for part in dict.fromkeys((_up_to(content, b"indicators"), content)):
        try:
            root = parse(part, str(path))
        except InvalidInput:
            continue
        if root.get("title") is not None:
            return root
    return None


def load_plan(name: str, whole: bool = False, beyond: bool = False) -> Plan:
    """Return the checked plan with a name or path. Raise InvalidInput for all its problems.

    Of a shipped plan only the table is read, unless `whole`; its shape isn't checked. `beyond`: as in build_plan.
    """
    path = find_plan(name)
    shipped = path.parent == shipped_folder()
    shown = f"specs/{path.name}" if shipped else str(path)
    source = read_source(str(path))
    part = "beyond" if beyond and not shipped else "whole" if whole or beyond or not shipped else "table"
    known = recalled(source.sha256, shown, part, shipped) if names_given() is None else None
    if known is not None:
        return known
    from healthplan_cli.sources.plans.spec import build_plan

    problems: list[Problem] = []
    root = parse(table_of(source.content) if part == "table" else source.content, shown, problems)
    with together(problems):
        plan = build_plan(root, shown, catalogue(), source.sha256, check_shape=not shipped, beyond=beyond)
    if not shipped and names_given() is None:  # what is given may have a catalogue of its own
        keep(plan, part)
    return plan


def subjects_of(plan: Plan) -> frozenset[str]:
    """Return the keys of the names of a plan's commitments.

    Of a shipped plan, whose commitments may not have been read, the names are quickly taken from the lines of its file.
    """
    path = shipped_folder() / Path(plan.path).name
    source = None
    if not plan.commitments and plan.path == f"specs/{path.name}":
        with suppress(InvalidInput):  # one of one's own, in a folder that is called so
            source = read_source(str(path))
    if source is None or source.sha256 != plan.sha256:
        return frozenset(name_key(item.name) for item in plan.commitments)
    lines = (line.strip() for line in source.content.decode().splitlines())
    return frozenset(name_key(line[8:]) for line in lines if line.startswith("subject:"))


def table_of(content: bytes) -> bytes:
    """Return a shipped spec up to its commitments and projects, which come last (held by a test)."""
    return _up_to(content, b"commitments", b"projects_total", b"projects")


def _up_to(content: bytes, *keys: bytes) -> bytes:
    """Return a spec's bytes up to the first of these top-level keys."""
    ends = [content.find(b"\n%s:" % key) for key in keys]
    return content[: min((end for end in ends if end >= 0), default=len(content)) + 1]


def catalogue() -> Mapping[str, Entry]:
    """Return the entries of the catalogue by id."""
    return _entries(read_source(str(shipped_folder() / CATALOGUE)).content)


@cache
def _entries(content: bytes) -> Mapping[str, Entry]:
    root = parse(_up_to(content, b"ladders"), "specs/catalog.yaml")
    entries = root.get("indicators")
    assert entries is not None
    return {entry.id: entry for entry in map(_entry, entries.sequence)}


@record(frozen=True, slots=True)
class GradeLadder:
    """A named scale of grades, the best grade first."""

    id: str
    name: str
    rungs: tuple[str, ...]


def ladders() -> tuple[GradeLadder, ...]:
    """Return the catalogue's scales of grades, for display; `language.grades` reads the grades' words."""
    source = read_source(str(shipped_folder() / CATALOGUE))
    found = parse(source.content, "specs/catalog.yaml").get("ladders")
    return tuple(
        GradeLadder(node.text_at("id") or "", node.text_at("name") or "", node.texts_at("rungs"))
        for node in (found.sequence if found else ())
    )


def _entry(node: Node) -> Entry:
    limits = node.get("limits")
    components = node.get("components")
    per = node.text_at("per")
    return Entry(
        id=node.text_at("id") or "",
        name=node.text_at("name") or "",
        name_en=node.text_at("name_en"),
        aliases=node.texts_at("aliases"),
        unit=node.text_at("unit"),
        better=Better(node.text_at("better")),
        limits=Limits(_number(limits, "min"), _number(limits, "max")),
        per=int(per) if per else None,
        relative_to=node.text_at("relative_to"),
        components=tuple(
            Component(
                part.text_at("id") or "",
                part.text_at("name") or "",
                part.texts_at("aliases"),
                name_en=part.text_at("name_en"),
            )
            for part in (components.sequence if components else ())
        ),
        definition=node.text_at("definition"),
        formula=node.text_at("formula"),
    )


def _number(node: Node | None, key: str) -> Fraction | None:
    text = node.text_at(key) if node else None
    return Fraction(text) if text else None
