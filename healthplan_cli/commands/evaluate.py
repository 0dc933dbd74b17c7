"""`hpcheck evaluate`: load, judge, report, gate."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from healthplan_cli.commands.look import colored, columns, has_signs
from healthplan_cli.commands.options import (
    day_of,
    names_of,
    policy_for,
    policy_of,
    statuses_of,
    superseded,
)
from healthplan_cli.commands.output import warn, write
from healthplan_cli.commands.prepare import DataOptions, Prepared, prepared
from healthplan_cli.errors import InvalidInput, Problem
from healthplan_cli.evaluate import Trace, evaluate_traced
from healthplan_cli.exitcodes import ExitCode
from healthplan_cli.gate import Gate, Policy, decide_gate
from healthplan_cli.model import Actuals, Location, Report, Waiver
from healthplan_cli.record import record, replace
from healthplan_cli.source import read_source
from healthplan_cli.speech import tr
from healthplan_cli.yamlsource import Node, parse

if TYPE_CHECKING:
    from healthplan_cli.actuals.places import Index
    from healthplan_cli.proof import Proof

T = TypeVar("T")
_WORST_FIRST = (ExitCode.BUG, ExitCode.INVALID, ExitCode.FAIL, ExitCode.INCOMPLETE, ExitCode.PASS)


@record(frozen=True, slots=True)
class Options(DataOptions):
    """The command line of `hpcheck evaluate`, as given."""

    mode: str | None = None
    format: str = "terminal"
    gate: str = "binding"
    allow_unknown: bool = False
    waivers: str | None = None
    as_of: str | None = None
    against: str | None = None
    why: tuple[str, ...] = ()
    only: str | None = None
    quiet: bool = False
    color: str = "auto"


@record(frozen=True, slots=True)
class Reviewed:
    """A plan's report with the gate's answer, and the proofs that were asked for."""

    report: Report
    gate: Gate
    proofs: tuple[Proof, ...] = ()


@record(frozen=True, slots=True)
class _Beside:
    """What is read besides plans and data: the gate's policy, waivers by plan, earlier reports by plan."""

    policy: Policy
    waivers: Mapping[str, Sequence[Waiver]]
    earlier: Mapping[str, Node]
    sha256: str


def run_evaluate(options: Options) -> ExitCode:
    """Judges and prints; the worst of the gates' exit codes. InvalidInput before anything is judged or written."""
    statuses_of(options.only)
    reviewed = reviewed_plans(options)
    write(_render(reviewed, options), exact=options.format == "json" and not options.quiet)
    codes = {item.gate.exit_code for item in reviewed}
    return next(code for code in _WORST_FIRST if code in codes)


def reviewed_plans(options: Options) -> tuple[Reviewed, ...]:
    """Every plan of the run, judged; what should be looked at goes to standard error. InvalidInput carries all problems."""
    notices: list[Problem] = []
    plans = prepared(options, notices, options.mode)
    beside = _beside(options, plans, notices)
    indexes = [item.index for item in plans]
    found = []
    for item in plans:
        data = item.actuals
        report, traces = evaluate_traced(item.plan, data, item.conventions, item.inputs)
        notices += superseded(data, item.plan, item.conventions.year)
        report = _with_what_is_beside(report, data, beside, options, notices)
        proofs = _proofs(report, traces, data, options.why, item.index, indexes)
        found.append(Reviewed(report, decide_gate(report, policy_for(beside.policy, item.plan)), proofs))
    warn(notices)
    return tuple(found)


# ── what is read besides the data ──


def _beside(options: Options, loaded: Sequence[Prepared], notices: list[Problem]) -> _Beside:
    """The policy, the waivers, the earlier report; the problems of all three at once."""
    problems: list[Problem] = []
    indexes = [item.index for item in loaded]
    policy = _or_problems(problems, lambda: policy_of(options.gate, options.allow_unknown, indexes), Policy())
    if policy.name == "new" and options.against is None:
        problems.append(
            Problem(Location("--gate"), tr("new 看的是比上一次变差的：请用 --against 给出上一次的 JSON 报告"))
        )
    none: Mapping[str, Sequence[Waiver]] = {}
    waivers = _or_problems(problems, lambda: _waivers(options, loaded, notices), none)
    nothing: tuple[Mapping[str, Node], str] = ({}, "")
    earlier, sha256 = _or_problems(problems, lambda: _earlier(options.against, loaded), nothing)
    if problems:
        raise InvalidInput(problems)
    return _Beside(policy, waivers, earlier, sha256)


def _or_problems(problems: list[Problem], read: Callable[[], T], nothing: T) -> T:
    try:
        return read()
    except InvalidInput as error:
        problems += error.problems
        return nothing


def _waivers(
    options: Options, loaded: Sequence[Prepared], notices: list[Problem]
) -> Mapping[str, Sequence[Waiver]]:
    if options.waivers is None:
        return {}
    from healthplan_cli.waivers import read_waivers

    source = read_source(options.waivers)
    root = parse(source.content, source.path)
    indexes = [item.index for item in loaded]
    return read_waivers(root, source.path, indexes, day_of(options.as_of), notices)


def _earlier(path: str | None, loaded: Sequence[Prepared]) -> tuple[Mapping[str, Node], str]:
    if path is None:
        return {}, ""
    from healthplan_cli.against import earlier_report

    source = read_source(path)
    try:
        root = parse(source.content, path)
    except InvalidInput as error:
        advice = tr("这不是一份完整的 JSON 报告，请重新用 --format json 输出")
        raise InvalidInput(
            Problem(problem.location, tr("{message}；{advice}", message=problem.message, advice=advice))
            for problem in error.problems
        ) from None
    return {item.plan.id: earlier_report(root, path, item.plan.id) for item in loaded}, source.sha256


def _with_what_is_beside(
    report: Report, data: Actuals, beside: _Beside, options: Options, notices: list[Problem]
) -> Report:
    id = report.plan.id
    if beside.waivers:
        from healthplan_cli.waivers import waive

        report, idle = waive(report, beside.waivers[id])
        notices += idle
    if options.against is not None:
        from healthplan_cli.against import compare

        changes = compare(report, data, beside.earlier[id], options.against, beside.sha256)
        report = replace(report, changes=changes)
    return report


def _proofs(
    report: Report,
    traces: Mapping[tuple[str, str | None], Trace],
    data: Actuals,
    asked: Sequence[str],
    index: Index,
    company: Sequence[Index],
) -> tuple[Proof, ...]:
    """The proofs of the indicators that `--why` names; of all for `all`."""
    if not asked:
        return ()
    from healthplan_cli.actuals.places import LeftOut, Misplaced
    from healthplan_cli.commands.show import no_number
    from healthplan_cli.proof import proofs

    ids: list[str] = []
    problems: list[Problem] = []
    for name in names_of(asked):
        if name == "all":
            ids += [result.id for result in report.results]
            continue
        try:
            ids.append(index.for_file(company, None).find(name).indicator.id)
        except LeftOut:
            continue
        except Misplaced as error:
            words = no_number(index.plan, name) if len(company) == 1 else None
            problems.append(Problem(Location("--why"), tr("{value}（全部的写 all）", value=words or error)))
    if problems:
        raise InvalidInput(problems)
    return tuple(proof for id in dict.fromkeys(ids) for proof in proofs(report, traces, id, data))


# ── what is written ──


def _render(reviewed: Sequence[Reviewed], options: Options) -> str:
    if options.quiet:
        return "\n".join(_gate_lines(reviewed)) + "\n"
    if options.format == "json":
        from healthplan_cli.reporters.jsonreport import reports_json

        return reports_json((item.report, item.gate, item.proofs) for item in reviewed)
    if options.why:
        from healthplan_cli.reporters.prooftext import proof_text
        from healthplan_cli.reporters.remarks import heading

        texts = [proof_text(item.proofs, columns(), colored(options.color)) for item in reviewed]
        pairs = zip(texts, _gate_lines(reviewed), strict=True)
        blocks = [f"{text}\n{line}\n" if text else f"{line}\n" for text, line in pairs]
        heads = [heading(item.report) for item in reviewed]
        return "\n".join(f"{head}\n\n{block}" for head, block in zip(heads, blocks, strict=True))
    from healthplan_cli.reporters.terminal import Look, report_terminal

    look = Look(columns(), colored(options.color), has_signs(), statuses_of(options.only))
    return "\n".join(report_terminal(item.report, item.gate, look) for item in reviewed)


def _gate_lines(reviewed: Sequence[Reviewed]) -> list[str]:
    """Each gate's line; of several plans with the plan before it."""
    from healthplan_cli.reporters.gateline import gate_line

    several = len(reviewed) > 1
    return [f"{item.report.plan.id}　" * several + gate_line(item.gate) for item in reviewed]
