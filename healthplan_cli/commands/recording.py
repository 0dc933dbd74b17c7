"""The record of a run of `hpcheck evaluate`, for its JSON report and archive; and the run repeated from that record alone."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePath, PurePosixPath
from typing import Any

import click

from healthplan_cli.base.errors import InvalidInput, Problem, refusal
from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.base.read_bytes import Source, given, read_source
from healthplan_cli.commands.judging import EvaluateOptions, judged
from healthplan_cli.commands.options import day_of
from healthplan_cli.commands.prepare import prepared
from healthplan_cli.evaluation.gate import Settings
from healthplan_cli.sources.plans.catalog import CATALOGUE, NAMED, SHIPPED, plan_files, shipped_folder
from healthplan_cli.views.reviewed_plan import Reviewed
from healthplan_cli.views.run import OPTIONS, PATHS, FileRole, FoundBy, RunFile, RunRecord

_UNSAFE = Pattern(r'[\x00-\x1f\x7f<>:"|?*\ud800-\udfff]')  # what some system can't have in a file's name
_FOLDERS = {FoundBy.PATH: "inputs", FoundBy.NAME: "plans", FoundBy.PROGRAM: "specs"}
OUTSIDE = "outside"  # of files that aren't below the folder in which the run was made


# ── a run → its record ──


def recorded(options: EvaluateOptions, reviewed: Sequence[Reviewed], read: Mapping[str, Source]) -> RunRecord:
    """Return the record of a run; `read` has the files that were read, by name."""
    values = {name: getattr(options, _attribute(name)) for name in OPTIONS}
    values["as-of"] = day_of(options.as_of).isoformat() if options.waivers is not None else options.as_of
    once: dict[tuple[FoundBy, str], RunFile] = {}
    for file in _files(options, reviewed, read):
        once.setdefault((file.found, file.path), file)
    return RunRecord(values, tuple(once.values()))


def _attribute(name: str) -> str:
    return "with_" if name == "with" else name.replace("-", "_")


def _files(
    options: EvaluateOptions, reviewed: Sequence[Reviewed], read: Mapping[str, Source]
) -> Iterator[RunFile]:
    for path in options.actuals:
        yield _file(FileRole.DATA, path, FoundBy.PATH, read[path])
    for item in reviewed:
        yield _plan(item.report.plan.path, options, read)
    catalogue = str(shipped_folder() / CATALOGUE)
    source = read.get(catalogue) or read_source(catalogue)
    yield _file(FileRole.CATALOGUE, f"specs/{CATALOGUE}", FoundBy.PROGRAM, source)
    for name in PATHS:
        path = getattr(options, name)
        if path is not None:
            yield _file(FileRole(name), path, FoundBy.PATH, read[path])
    context = click.get_current_context(silent=True)
    config = context.meta["config"].path if context else ""
    if config:
        yield _file(FileRole.SETTINGS, config, FoundBy.PATH, read_source(config))


def _plan(path: str, options: EvaluateOptions, read: Mapping[str, Source]) -> RunFile:
    if path not in read:  # shown as specs/chongqing.yaml
        return _file(FileRole.PLAN, path, FoundBy.PROGRAM, read[str(shipped_folder() / PurePath(path).name)])
    typed = any(str(Path(name)) == path for name in options.plan)
    if not typed and Path(path) in plan_files().values():
        return _file(FileRole.PLAN, PurePath(path).name, FoundBy.NAME, read[path])
    return _file(FileRole.PLAN, path, FoundBy.PATH, read[path])


def _file(role: FileRole, path: str, found: FoundBy, source: Source) -> RunFile:
    return RunFile(role, path, found, source.sha256, source.content)


# ── its names in an archive ──


def portable(run: RunRecord) -> RunRecord:
    """Return the record with names that tell nothing of the machine, and each file's member name in an archive.

    A relative name stays; an absolute one becomes relative to the current folder, or only its last part is left.
    """
    names: dict[str, str] = {}
    taken: set[str] = set()
    members: set[str] = set()
    files = []
    for file in run.files:
        path, inside = file.path, PurePosixPath(file.path).name
        if file.found is FoundBy.PATH:
            path = inside = _once(_relative(path), taken)
            names[str(Path(file.path))] = path
        member = _once(f"{_FOLDERS[file.found]}/{_safe(inside)}", members)
        files.append(replace(file, path=path, member=member))
    options = dict(run.options)
    for key in ("actuals", "plan"):
        options[key] = tuple(names.get(str(Path(name)), name) for name in options[key])
    for key in PATHS:
        options[key] = options[key] and names[str(Path(options[key]))]
    return RunRecord(options, tuple(files))


def _relative(name: str) -> str:
    path = PurePath(name)
    if name != "-" and (path.is_absolute() or path.drive):
        try:
            inside = os.path.relpath(name)
        except (ValueError, OSError):  # another drive
            inside = ".."
        path = PurePath(OUTSIDE, path.name) if PurePath(inside).parts[0] == ".." else PurePath(inside)
    return _UNSAFE.sub("_", path.as_posix())


def _safe(path: str) -> str:
    """Return a path as a safe name of a ZIP member, which can't lead out of its folder."""
    if path == "-":
        return "stdin"
    steps = [step for step in re.split(r"[/\\]", path) if step not in ("", ".", "..")]
    return "/".join(_UNSAFE.sub("_", step) for step in steps) or "_"


def _once(name: str, taken: set[str]) -> str:
    """Return a name that isn't taken, upper and lower case alike: a second one is put into a numbered folder."""
    path, number, found = PurePosixPath(name), 1, name
    while found.casefold() in taken:
        number += 1
        found = str(path.parent / str(number) / path.name)
    taken.add(found.casefold())
    return found


def with_papers(run: RunRecord, papers: Mapping[str, bytes]) -> RunRecord:
    """Return the run with the reports written beside it, under the last part of each name."""
    taken: set[str] = set()
    named = [(_once(_safe(PurePath(path).name), taken), content) for path, content in papers.items()]
    return replace(run, papers=tuple(named))


# ── and once more ──


def rerun(run: RunRecord, settings: Settings | None) -> tuple[Reviewed, ...]:
    """Return every plan of a run judged again, reading only the recorded contents of its files.

    Raise InvalidInput where this version can't read them.
    """
    with given({_key(file): file.content for file in run.files}):
        values: dict[str, Any] = {_attribute(name): value for name, value in run.options.items()}
        options = EvaluateOptions(**values)
        plans, notices = prepared(options, options.mode)
        return judged(plans, options, notices, settings)


def _key(file: RunFile) -> str:
    folder = {FoundBy.NAME: NAMED, FoundBy.PROGRAM: SHIPPED}.get(file.found)
    return f"{folder}/{PurePosixPath(file.path).name}" if folder else file.path


def archived(reviewed: Sequence[Reviewed], run: RunRecord) -> tuple[Reviewed, ...]:
    """Return a run as its archive has it: judged again from the recorded files, under names that tell nothing of the
    machine.
    Raise InvalidInput where the verdicts then differ: such an archive would prove nothing.
    """
    record = portable(run)
    try:
        found = rerun(record, reviewed[0].gate.settings)
    except InvalidInput as error:
        raise InvalidInput([_not_archived(), *error.problems]) from None
    if list(map(_verdicts, found)) != list(map(_verdicts, reviewed)):
        raise InvalidInput([_not_archived()])
    pairs = zip(found, reviewed, strict=True)
    return tuple(replace(item, run=record, asked=before.asked) for item, before in pairs)


def _not_archived() -> Problem:
    words = tr(
        "只凭存档里的文件重新核验，结果与本次不同：没有写存档（数据文件里写了规格的绝对路径的，请改用 --plan）"
    )
    return refusal("--output", words).problems[0]


def _verdicts(item: Reviewed) -> Any:
    rows = [(row.id, row.status, row.reason, row.progress, row.gap) for row in item.report.rows]
    return item.report.plan.id, rows, item.gate.outcome, item.gate.failed, item.gate.unknown, item.gate.waived
