"""A run of `hpcheck evaluate` up to its verdicts: the other files it reads, each plan judged, its gate."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from healthplan_cli.base.activity import announce
from healthplan_cli.base.errors import InvalidInput, Problem
from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.location import Location
from healthplan_cli.base.optionwords import meant
from healthplan_cli.base.read_bytes import read_source
from healthplan_cli.commands.options import day_of, names_of, policy_for, policy_of
from healthplan_cli.commands.origin import settings_found
from healthplan_cli.commands.output import warn
from healthplan_cli.commands.prepare import DataOptions, prepared
from healthplan_cli.commands.progress import working
from healthplan_cli.evaluation.evaluate import evaluate_traced
from healthplan_cli.evaluation.gate import GateScope, Policy, Settings, decide_gate
from healthplan_cli.model import Actuals, Report, Waiver
from healthplan_cli.sources.actuals.external_targets import superseded
from healthplan_cli.sources.actuals.loading import PlanData
from healthplan_cli.sources.strict_yaml import Node, parse
from healthplan_cli.views.reviewed_plan import Reviewed

if TYPE_CHECKING:
    from healthplan_cli.sources.actuals.lookup import Index

T = TypeVar("T")


@record(frozen=True, slots=True)
class EvaluateOptions(DataOptions):
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
    heads: str = "en"
    all: bool = False
    output: tuple[str, ...] = ()
    template: str | None = None
    no_pager: bool = False
    color: str = "auto"
    ambiguous: str = "auto"


@record(frozen=True, slots=True)
class _Beside:
    """What is read besides plans and data: the gate's policy, waivers by plan, earlier reports by plan and their file's digest."""

    policy: Policy
    waivers: Mapping[str, Sequence[Waiver]]
    earlier: Mapping[str, Node]
    sha256: str


def reviewed_plans(options: EvaluateOptions) -> tuple[Reviewed, ...]:
    """Return every plan of the run, judged; notices are printed on standard error. Raise InvalidInput with all problems."""
    plans, notices = prepared(options, options.mode)
    with working(options.quiet):
        found = judged(plans, options, notices, settings_found())
    warn(notices)
    return found


def judged(
    plans: Sequence[PlanData],
    options: EvaluateOptions,
    notices: list[Problem],
    settings: Settings | None = None,
) -> tuple[Reviewed, ...]:
    """Return every plan judged by its data; notices are added to `notices`. Raise InvalidInput as `reviewed_plans` does."""
    beside = _beside(options, plans, notices)
    indexes = [item.index for item in plans]
    found = []
    for item in plans:
        announce(tr("正在核验 {plan}", plan=item.plan.id))
        data = item.actuals
        asked = bool(options.with_)
        report, traces = evaluate_traced(item.plan, data, item.conventions, item.inputs, asked)
        notices += superseded(data, item.plan, item.conventions.year)
        report = _with_what_is_beside(report, data, beside, options, notices)
        gate = replace(decide_gate(report, policy_for(beside.policy, item.plan)), settings=settings)
        why = asked_for(report, options.why, item.index, indexes) if options.why else None
        found.append(Reviewed(report, gate, data, traces, why))
    return tuple(found)


# ── what is read besides the data ──


def _beside(options: EvaluateOptions, loaded: Sequence[PlanData], notices: list[Problem]) -> _Beside:
    """Return the policy, the waivers and the earlier reports. Raise InvalidInput with the problems of all three."""
    problems: list[Problem] = []
    indexes = [item.index for item in loaded]
    policy = _or_problems(
        problems,
        lambda: policy_of(options.gate, options.allow_unknown, indexes, bool(options.with_)),
        Policy(),
    )
    if policy.scope is GateScope.NEW and options.against is None:
        problems.append(
            Problem(Location("--gate"), tr("new 看的是比上一次变差的：请用 --against 给出上一次的 JSON 报告"))
        )
    none: Mapping[str, Sequence[Waiver]] = {}
    waivers = _or_problems(problems, lambda: _waivers(options, loaded, notices), none)
    nothing: tuple[Mapping[str, Node], str] = ({}, "")
    earlier, sha256 = _or_problems(problems, lambda: _earlier(options.against, loaded), nothing)
    if (
        policy.scope is GateScope.NEW
        and policy.commitments
        and any(not node.get("commitments") for node in earlier.values())
    ):
        words = tr("上一次的报告没有正文承诺，看不出哪些是新近的：那一次也要加 --with commitments")
        problems.append(Problem(Location("--against"), words))
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
    options: EvaluateOptions, loaded: Sequence[PlanData], notices: list[Problem]
) -> Mapping[str, Sequence[Waiver]]:
    if options.waivers is None:
        return {}
    from healthplan_cli.sources.waivers import read_waivers

    source = read_source(options.waivers)
    root = parse(source.content, source.path)
    indexes = [item.index for item in loaded]
    return read_waivers(root, source.path, indexes, day_of(options.as_of), notices)


def _earlier(path: str | None, loaded: Sequence[PlanData]) -> tuple[Mapping[str, Node], str]:
    if path is None:
        return {}, ""
    from healthplan_cli.evaluation.earlier_report.selection import select_report

    source = read_source(path)
    try:
        root = parse(source.content, path, ours=True)
    except InvalidInput as error:
        advice = tr("这不是一份完整的 JSON 报告，请重新用 --format json 输出")
        raise InvalidInput(
            Problem(problem.location, tr("{message}；{advice}", message=problem.message, advice=advice))
            for problem in error.problems
        ) from None
    return {item.plan.id: select_report(root, path, item.plan.id) for item in loaded}, source.sha256


def _with_what_is_beside(
    report: Report, data: Actuals, beside: _Beside, options: EvaluateOptions, notices: list[Problem]
) -> Report:
    id = report.plan.id
    if beside.waivers:
        from healthplan_cli.sources.waivers import waive

        report, idle = waive(report, beside.waivers[id])
        notices += idle
    if options.against is not None:
        from healthplan_cli.evaluation.earlier_report.comparison import compare

        changes = compare(report, data, beside.earlier[id], options.against, beside.sha256)
        report = replace(report, changes=changes)
    return report


def asked_for(
    report: Report, asked: Sequence[str], index: Index, company: Sequence[Index]
) -> tuple[str, ...]:
    """Return the ids of the indicators that `--why` names; for `all`, of all.

    Raise InvalidInput for a name that none of the plans knows.
    """
    from healthplan_cli.commands.show import no_number
    from healthplan_cli.sources.actuals.lookup import LeftOut, Misplaced, SetAside

    ids: list[str] = []
    problems: list[Problem] = []
    for name in names_of(asked):
        if meant(name, ("all",)) == "all":
            ids += [result.id for result in report.rows]
            continue
        try:
            ids.append(index.among(company).find(name).indicator.id)
        except SetAside:
            aside = tr("“{name}”是正文承诺：要看它，请加 --with commitments", name=name)
            problems.append(Problem(Location("--why"), aside))
        except LeftOut:
            continue
        except Misplaced as error:
            words = no_number(index.plan, name) if len(company) == 1 else None
            problems.append(Problem(Location("--why"), tr("{value}（全部的写 all）", value=words or error)))
    if problems:
        raise InvalidInput(problems)
    return tuple(dict.fromkeys(ids))
