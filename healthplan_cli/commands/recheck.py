"""`hpcheck recheck`: an archive, or a JSON report beside its input files, judged again and compared with its verdicts."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from healthplan_cli import __version__
from healthplan_cli.base.errors import InvalidInput, Problem, refusal
from healthplan_cli.base.exitcodes import ExitCode
from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.limits import MAX_ARCHIVE_BYTES
from healthplan_cli.base.location import Location
from healthplan_cli.base.read_bytes import Source, read_source
from healthplan_cli.commands.progress import working
from healthplan_cli.commands.recording import rerun
from healthplan_cli.commands.writing import Delivery, deliver, targets_of
from healthplan_cli.evaluation.earlier_report.selection import text_in
from healthplan_cli.report import Look
from healthplan_cli.report.forms import rendered
from healthplan_cli.sources.archive.package import REPORT, unpack
from healthplan_cli.sources.archive.record import reports_in, run_in, settings_in
from healthplan_cli.sources.plans.catalog import CATALOGUE, plan_files, shipped_folder
from healthplan_cli.sources.strict_yaml import Node, parse
from healthplan_cli.views.rechecked import CheckedFile, CheckedPlan, FileState, Rechecked, checked_plans
from healthplan_cli.views.run import FileRole, FoundBy, RunFile, RunRecord


@record(frozen=True, slots=True)
class RecheckOptions(Delivery):
    """The command line of `hpcheck recheck`, as given."""

    file: str = ""


def run_recheck(options: RecheckOptions) -> ExitCode:
    """Judge again and print what differs. Return FAIL where a verdict does. Raise InvalidInput where the run can't be repeated."""
    targets_of("recheck", options)  # before the work
    source = read_source(options.file, MAX_ARCHIVE_BYTES)
    with working():
        found = rechecked(source)
    deliver("recheck", [found], options, (options.file,))
    return ExitCode.PASS if found.same else ExitCode.FAIL


def rechecked(source: Source) -> Rechecked:
    """Return a run judged again and compared with its report.

    Raise InvalidInput where the file is no archive or was changed, an input is missing, or this version can't read an
    input.
    """
    is_archive = source.content.startswith(b"PK")
    members = unpack(source.content, source.path) if is_archive else {}
    name = f"{source.path}/{REPORT}" if is_archive else source.path
    reports = reports_in(parse(members.get(REPORT, source.content), name, ours=True), name)
    run = run_in(reports, name)
    folder = Path(source.path).parent
    if is_archive:
        run = _filled(run, members, name)
        files = tuple(CheckedFile(file, _state(file, _lying_about(file, folder))) for file in run.files)
    else:
        run, files = _gathered(run, folder, name)
    papers = [(path, paper) for path, paper in members.items() if path.startswith("papers/")]
    return Rechecked(
        source.path,
        source.sha256,
        is_archive,
        _version(reports[0]),
        __version__,
        _judged_again(run, reports, name),
        files,
        tuple((path.partition("/")[2], Source(path, paper).sha256) for path, paper in papers),
    )


def _version(report: Node) -> str:
    return text_in(report.get("tool"), "version") or "?"


def _judged_again(run: RunRecord, reports: Sequence[Node], name: str) -> tuple[CheckedPlan, ...]:
    try:
        reviewed = rerun(run, settings_in(reports[0]))
    except InvalidInput as error:
        words = tr(
            "这个版本（{version}）读不了写报告的版本（{written_by}）读过的文件，不能重新核验：",
            version=__version__,
            written_by=_version(reports[0]),
        )
        raise InvalidInput([*refusal(name, words).problems, *error.problems]) from None
    proved = [replace(item, asked=tuple(row.id for row in item.report.rows)) for item in reviewed]
    again = parse(rendered("evaluation", "json", proved, Look()), name, ours=True)
    before, now = ([node.data() for node in nodes] for nodes in (reports, again.sequence or [again]))
    try:
        return checked_plans(before, now, [item.report for item in reviewed])
    except KeyError:
        raise refusal(name, tr("报告残缺：写了要核验的规划，没有它的报告")) from None


# ── the files of an archive ──


def _filled(run: RunRecord, members: Mapping[str, bytes], name: str) -> RunRecord:
    """Return the run with the contents of its files from the archive. Raise InvalidInput with every file that isn't there as reported."""
    files = [replace(file, content=members.get(file.member, b"")) for file in run.files]
    wrong = [
        Problem(
            Location(name),
            tr("“{path}”与报告里写的摘要不同，或不在存档里：存档写成以后被改过", path=file.path),
        )
        for file in files
        if file.member not in members or Source("", file.content).sha256 != file.sha256
    ]
    if wrong:
        raise InvalidInput(wrong)
    return replace(run, files=tuple(files))


def _state(file: RunFile, lying: Sequence[Source]) -> FileState:
    """Return whether a file of a run is unchanged, changed or missing, given the files in the places where it may be."""
    if any(source.sha256 == file.sha256 for source in lying):
        return FileState.SAME
    return FileState.CHANGED if lying else FileState.ABSENT


def _lying_about(file: RunFile, folder: Path) -> list[Source]:
    """Return the files in the places where a file of a run may be: beside the archive or report, in the current
    folder, among the plans or the program's own files.
    """
    if file.found is FoundBy.PROGRAM:
        places = [shipped_folder() / PurePosixPath(file.path).name]
    elif file.found is FoundBy.NAME:
        places = [path for name, path in plan_files().items() if name == PurePosixPath(file.path).stem]
    elif file.path == "-":
        places = [folder / file.member] if file.member else []
    else:
        places = [folder / file.path, Path(file.path), *([folder / file.member] if file.member else [])]
    found = []
    for place in dict.fromkeys(places):
        with contextlib.suppress(InvalidInput, OSError, ValueError):
            if place.is_file():  # no pipe, which would be waited for
                found.append(read_source(str(place)))
    return found


# ── the files beside a report ──


def _gathered(run: RunRecord, folder: Path, name: str) -> tuple[RunRecord, tuple[CheckedFile, ...]]:
    """Return the run with the contents of the files beside its report (of several, the unchanged one), and each
    file's state.
    Raise InvalidInput with every file that is missing.
    """
    files, states = [], []
    problems: list[Problem] = []
    for file in _with_catalogue(run.files):
        lying = _lying_about(file, folder)
        same = [source for source in lying if source.sha256 == file.sha256]
        states.append(CheckedFile(file, _state(file, lying)))
        if lying:
            files.append(replace(file, content=(same or lying)[0].content))
        elif file.role is not FileRole.SETTINGS:  # its options are in the report
            problems.append(Problem(Location(name), _missing(file)))
    if problems:
        raise InvalidInput(problems)
    return replace(run, files=tuple(files)), tuple(states)


def _with_catalogue(files: Sequence[RunFile]) -> Iterator[RunFile]:
    """Yield the files of a run; where its report names no catalogue, also this program's, and its shipped plans as
    files of this program.
    """
    for file in files:
        own = file.found is FoundBy.NAME and (shipped_folder() / f"{file.path}.yaml").is_file()
        yield replace(file, path=f"specs/{file.path}.yaml", found=FoundBy.PROGRAM) if own else file
    if not any(file.role is FileRole.CATALOGUE for file in files):
        source = read_source(str(shipped_folder() / CATALOGUE))
        yield RunFile(FileRole.CATALOGUE, f"specs/{CATALOGUE}", FoundBy.PROGRAM, source.sha256)


def _missing(file: RunFile) -> str:
    if file.path == "-":
        return tr("数据是从标准输入读的，报告里没有：请用存档（-o archive:文件.zip）重新核验")
    if file.found is not FoundBy.PATH:
        return tr("没有规划“{path}”：请把它的规格放进 HPCHECK_PLANS 的文件夹", path=file.path)
    return tr("缺少“{path}”：请放到报告旁边，照原来的名字", path=file.path)
