"""`hpcheck panel`: the data of many regions read, judged and summed up, with one exit code."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any

from healthplan_cli.base.activity import announce
from healthplan_cli.base.errors import InvalidInput, Problem, refusal
from healthplan_cli.base.exitcodes import ExitCode
from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.base.optionwords import meant
from healthplan_cli.commands.look import colored, columns, has_signs, is_wide
from healthplan_cli.commands.options import (
    asked_year,
    band_of,
    carry_of,
    names_of,
    policy_for,
    policy_of,
)
from healthplan_cli.commands.output import page, tell_problems, warn, write_bytes
from healthplan_cli.commands.panel_proofs import proofs_of
from healthplan_cli.commands.prepare import sources_from
from healthplan_cli.commands.progress import working
from healthplan_cli.commands.template import template_of
from healthplan_cli.commands.writing import check_standard_output, on_paper, outputs_of, write_reports
from healthplan_cli.evaluation.gate import GateScope, Policy
from healthplan_cli.evaluation.review import review
from healthplan_cli.model import Actuals, Conventions
from healthplan_cli.panel.engines import AUTO, SPARK, embedded, judged, verified
from healthplan_cli.panel.grouping import LEVELS, grouped
from healthplan_cli.panel.mentions import RegionMention
from healthplan_cli.panel.opening import Given, files_of, plans_named
from healthplan_cli.panel.own_targets import with_targets
from healthplan_cli.panel.plainhead import layout_of
from healthplan_cli.panel.plans import PanelPlans, common_index, plans_by_region, read_plans
from healthplan_cli.panel.reading import PanelFiles, read_panel
from healthplan_cli.panel.report import PanelReport
from healthplan_cli.panel.streamed import StreamedFile
from healthplan_cli.panel.streaming import files_of_streamed, streamed_values
from healthplan_cli.panel.summary import summed_up
from healthplan_cli.panel.targets import Targets, read_targets
from healthplan_cli.panel.values import PanelValues, read_values
from healthplan_cli.report import Look
from healthplan_cli.report.documents.panelwords import region_lines
from healthplan_cli.report.forms import KINDS, rendered
from healthplan_cli.sources.actuals.header import heading_names
from healthplan_cli.sources.actuals.loading import Request
from healthplan_cli.sources.actuals.lookup import Index
from healthplan_cli.sources.actuals.opening import own_words

_YEARS = Pattern(r"(?P<first>\d{4})(?:\s*(?:[-—–~～至到]+)\s*(?P<last>\d{4}))?$")


@record(frozen=True, slots=True)
class PanelOptions:
    """The command line of `hpcheck panel`, as given."""

    values: tuple[Given, ...]
    plan: tuple[str, ...] = ()
    plans: str | None = None
    own_targets: str | None = None
    sheet: str | None = None
    map: str | None = None
    sources: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    carry: int = 0
    band: str = "0.05"
    set: tuple[str, ...] = ()
    gate: str = "binding"
    allow_unknown: bool = False
    by: str | None = None
    why: tuple[str, ...] = ()
    engine: str = AUTO
    master: str | None = None
    session: Any = None  # of Spark, where Python has one
    verify_sample: int = 0
    quiet: bool = False
    heads: str = "en"
    format: str = "terminal"
    output: tuple[str, ...] = ()
    template: str | None = None
    no_pager: bool = False
    color: str = "auto"
    ambiguous: str = "auto"


def run_panel(options: PanelOptions) -> ExitCode:
    """Judge every region and print the report. Problems of single regions go to standard error and make the exit code
    2.
    Raise InvalidInput where nothing can be judged at all.
    """
    check_standard_output(options.format)
    files = outputs_of(options.output, KINDS["panel"].outputs)
    look = Look(
        columns(),
        colored(options.color),
        has_signs(),
        heads=options.heads,
        template=template_of(options.template, again=True),
        wide=is_wide(options.ambiguous),
    )
    with working(options.quiet):
        report, notices = judged_panel(options)
        proofs = proofs_of(report, options.why)
        announce(tr("正在写报告"))
        proving = proofs and options.format == "terminal"
        if options.quiet:
            shown = ("\n".join(region_lines(report)) + "\n").encode()
        elif proving:
            shown = rendered("evaluation", "terminal", proofs, look)
        else:
            shown = rendered("panel", options.format, [report], look)
        _write(files, report, look, "github" in (options.format, *files.values()))
    warn(notices)
    tell_problems(report.values.problems)
    if options.quiet or options.format == "terminal":
        page(shown.decode(), not (options.no_pager or options.quiet), [file.path for file in report.inputs])
    else:
        write_bytes(shown)
    return report.exit_code


def _write(files: Mapping[str, str], report: PanelReport, look: Look, in_job: bool) -> None:
    """Write the reports to files and, `in_job`, the GitHub job's summary: all of them or none."""
    summary = os.environ.get("GITHUB_STEP_SUMMARY") if in_job else None
    added = on_paper("panel", "markdown", summary, [report], look) if summary else {}
    if files or added:
        write_reports(files, "panel", [report], look, appended=added)


def judged_panel(options: PanelOptions) -> tuple[PanelReport, list[Problem]]:
    """Return the judged panel of a command line, and its notices. Raise InvalidInput where nothing can be judged."""
    years = years_of(options.years)
    request = Request(
        sheet=options.sheet,
        map=options.map,
        sources=names_of(options.sources),
        sources_from=sources_from(),
        band=band_of(options.band),
        carry=carry_of(options.carry),
        set=options.set,
    )
    words = own_words(options.map) if options.map is not None else None
    values, plans, notices = _read(options, request, years, words)
    indexes = [Index(plan) for plan in plans.distinct]
    policy = _policy(options, indexes)
    _check_years(values.years, plans)
    conventions = Conventions(max(values.years), request.band, request.carry)
    verdicts = judged(values, plans, conventions, policy, options.engine, options.master, options.session)
    checked = verified(verdicts, values, plans, options.verify_sample) if options.verify_sample else 0
    policies = {plan.id: policy_for(policy, plan) for plan in plans.distinct}
    summary = summed_up(verdicts, policies, values.years)
    by = meant(options.by, LEVELS) if options.by else ""
    groups = grouped(values.regions, by) if by else ()
    found = PanelReport(values, plans, policy, verdicts, summary, conventions, groups, by, checked)
    return found, [*notices, *values.notices]


def _check_years(years: Sequence[int], plans: PanelPlans) -> None:
    """Raise InvalidInput for a year that isn't within the plans' periods."""
    for plan in plans.distinct:
        for year in years:
            review(None, year, Actuals(()), plan, "--year")


def years_of(texts: Sequence[str]) -> tuple[int, ...]:
    """Return the years of `--year`: 2021,2023 or 2021-2025; empty without it. Raise InvalidInput for anything else."""
    found: dict[int, None] = {}
    for text in names_of(texts):
        match = _YEARS.match(text)
        first, last = (int(match["first"]), int(match["last"] or match["first"])) if match else (0, 0)
        if match is None or not first <= last <= first + 50:
            words = tr("“{text}”不对，应写成 2023、2021,2023 或 2021-2025", text=text)
            raise refusal("--year", words)
        found.update(dict.fromkeys(year for year in range(first, last + 1) if asked_year(year)))
    return tuple(sorted(found))


def _read(
    options: PanelOptions, request: Request, years: tuple[int, ...], words: dict[str, str] | None
) -> tuple[PanelValues, PanelPlans, list[Problem]]:
    """Return the values and the plans of every region, and notices. Raise InvalidInput where no region can be judged."""
    named = () if options.plan or options.plans else plans_named(options.values, options.sheet, words)
    common = _common(options.plan or named[:1])
    own = read_plans(options.plans) if options.plans else []
    said = {name: common_index(name)[0] for name in named} if len(named) > 1 else {}
    if common is None and not own:
        raise refusal("--plan", tr("没有说明按哪个规划核验：请用 --plan，各地区自己的用 --plans"))
    whole = common[1] if common and not said else ""
    targets = _targets(options, common[0] if common else None, whole)
    indexes = [*([common[0]] if common else []), *(index for _, index in own), *said.values()]
    others: list[RegionMention] = [*(mention for mention, _ in own), *(targets.mentions if targets else ())]
    large = None if own or said or common is None else _large(options, common[0], words, whole)
    if large is not None:
        files = files_of_streamed(large, others)
    else:
        files = read_panel(options.values, indexes, whole, options.sheet, words, options.by or "", others)
    problems: list[Problem] = []
    notices: list[Problem] = list(targets.notices) if targets else []
    plans = plans_by_region(common[0] if common and not said else None, own, files.regions, problems)
    if said:
        plans = PanelPlans(None, {label: said[plan] for label, plan in files.plans.items()})
    if targets and common:
        given = with_targets(common[0], targets, files.regions, problems, notices)
        plans = PanelPlans(common[0], {**given, **plans.own})
    if problems:
        raise InvalidInput(problems)
    _check_by(options.by, files)
    if large is not None:
        return streamed_values(large, files, plans, years), plans, notices
    return read_values(files, plans, request, years, words), plans, notices


def _large(
    options: PanelOptions, index: Index, words: dict[str, str] | None, whole: str
) -> StreamedFile | None:
    """Return the only file of values, to be read by the engine itself, where it is a large long table; else None."""
    paths = files_of(options.values)
    if (
        len(paths) != 1
        or not isinstance(paths[0], str)
        or options.set
        or options.by not in (None, *LEVELS)
        or options.engine == SPARK
    ):
        return None
    layout = layout_of(paths[0], heading_names(words))
    if layout is None:
        return None
    announce(tr("正在读 {file}", file=layout.path))
    return StreamedFile(layout, embedded(), index, words or {}, whole)


def _common(names: Sequence[str]) -> tuple[Index, str] | None:
    """Return the plan for all regions and the region that it is written for; None without such a plan.

    Raise InvalidInput for more than one.
    """
    if len(names) > 1:
        words = tr("一次按一个规划核验，给了 {count} 个；各地区自己的规划用 --plans", count=len(names))
        raise refusal("--plan", words)
    return common_index(names[0]) if names else None


def _targets(options: PanelOptions, common: Index | None, whole: str) -> Targets | None:
    if options.own_targets is None:
        return None
    if common is None:
        raise refusal("--targets", tr("各地区的目标要放进一个共用的规划里：请用 --plan"))
    return read_targets(options.own_targets, common, whole)


def _check_by(by: str | None, files: PanelFiles) -> None:
    """Raise InvalidInput for a --by column that no sheet has."""
    if by is None or meant(by, LEVELS) in LEVELS:
        return
    if not any(by in region.beside for region in files.regions.all):
        words = tr("没有一张表有“{by}”这一列；也可以写 province 或 city", by=by)
        raise refusal("--by", words)


def _policy(options: PanelOptions, indexes: Sequence[Index]) -> Policy:
    policy = policy_of(options.gate, options.allow_unknown, indexes)
    if policy.scope is GateScope.NEW:
        raise refusal("--gate", tr("new 要与上一次相比，panel 没有上一次：请对一个地区用 evaluate"))
    return policy
