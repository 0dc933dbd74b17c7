"""`hpcheck projects`: a plan's major projects against time, for the terminal, a page, a sheet or a program."""

from __future__ import annotations

from datetime import date
from pathlib import PurePath

from healthplan_cli.base.errors import Problem, refusal
from healthplan_cli.base.exitcodes import ExitCode
from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.location import Location
from healthplan_cli.commands.options import asked_year, band_of, check_reading
from healthplan_cli.commands.origin import is_flag, settings_found
from healthplan_cli.commands.output import save, say, warn
from healthplan_cli.commands.planname import plan_meant
from healthplan_cli.commands.writing import Delivery, deliver, targets_of
from healthplan_cli.model import Plan
from healthplan_cli.sources.actuals.opening import SHEETS, own_words
from healthplan_cli.sources.plans.catalog import load_plan
from healthplan_cli.views.projects import (
    WRONG,
    Given,
    ProjectsReport,
    ProjectState,
    projects_report,
    year_end,
)


@record(frozen=True, slots=True)
class ProjectsOptions(Delivery):
    """The command line of `hpcheck projects`, as given."""

    words: tuple[str, ...] = ()
    plan: tuple[str, ...] = ()
    year: int | None = None
    day: str | None = None
    band: str = "0.05"
    sheet: str | None = None
    map: str | None = None
    init: str | None = None
    strict: bool = False


def run_projects(options: ProjectsOptions) -> ExitCode:
    """Write the report, or a progress sheet to fill in. Raise InvalidInput before anything is written."""
    targets_of("projects", options)  # before the work
    name, files = plan_meant(options.words, options.plan)
    if len(files) > 1:
        raise refusal(files[1], tr("项目进度只能给一个文件：几年的数请放在一张表里，用“年份”一列分开"))
    plan = _with_projects(load_plan(name, whole=True))
    if options.init is not None:
        return _init(plan, name, options, files)
    if options.strict and not files:
        raise refusal(
            "--strict", tr("没有给出进度表，无从判断：hpcheck projects {name} 进度.csv --strict", name=name)
        )
    notices: list[Problem] = []
    if options.strict and (settings := settings_found()):
        words = tr("--strict 的结论按了这个找到的设置文件里的 {names}", names=tr("、").join(settings.names))
        notices.append(Problem(Location(settings.file), words))
    given = _given(files[0], plan, options, notices) if files else None
    report = projects_report(plan, given, _day(options, plan, given, notices), band_of(options.band))
    deliver("projects", [report], options)
    warn(notices)
    return _code(report) if options.strict else ExitCode.PASS


def _with_projects(plan: Plan) -> Plan:
    if not plan.projects:
        words = tr(
            "这个规划的规格里没有重大项目：请在 {path} 里写 projects（每项 id、name、years、investment、responsible，见 hpcheck docs formats）",
            path=plan.path or plan.id,
        )
        raise refusal(plan.path or plan.id, words)
    return plan


def _given(file: str, plan: Plan, options: ProjectsOptions, notices: list[Problem]) -> Given:
    from healthplan_cli.base.read_bytes import read_source
    from healthplan_cli.sources.actuals.projectrows import read_progress

    check_reading([file], options.sheet, options.map)
    if not file.lower().endswith(SHEETS):
        raise refusal(file, tr("项目进度表应是 CSV 或 XLSX；--init 文件.csv 可生成一份待填的"))
    own = own_words(options.map) if options.map else None
    return read_progress(read_source(file), plan, options.sheet, own, notices)


def _day(options: ProjectsOptions, plan: Plan, given: Given | None, notices: list[Problem]) -> date:
    """Return the day that is reported: `--as-of`, else the end of the year asked for, of the sheet's, or of the
    plan's last.
    It is never today, so that the same report can be made again.
    """
    year = asked_year(options.year)
    if options.day is not None:
        day = _as_of(options.day)
        if year not in (None, day.year) and is_flag("year"):
            raise refusal("--year", tr("和 --as-of 说的不是同一年：请只写一个"))
        return day
    if year is None and given is not None and given.year is None:
        assert given.input is not None
        words = tr(
            "没有写明是哪一年的数，按规划末年 {year} 年年末算：可加“年份”一列，或用 --year、--as-of 指明",
            year=plan.period.end,
        )
        notices.append(Problem(Location(given.input.path), words))
    return year_end(year or (given.year if given else None) or plan.period.end)


def _as_of(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise refusal("--as-of", tr("日期“{text}”不对，应写成 2025-12-31 的样子", text=text)) from None
    asked_year(day.year)
    return day


def _init(plan: Plan, name: str, options: ProjectsOptions, files: tuple[str, ...]) -> ExitCode:
    from healthplan_cli.sources.actuals.projectsout import progress_csv, progress_xlsx

    output = options.init or ""
    if files:
        raise refusal("--init", tr("--init 生成待填的表，不读进度表：请去掉 {file}", file=files[0]))
    forms = {".csv": progress_csv, ".xlsx": progress_xlsx}
    make = forms.get(PurePath(output).suffix.lower())
    if make is None:
        raise refusal(output, tr("待填的表请写成 .csv 或 .xlsx"))
    save(output, make(plan, asked_year(options.year)), options.force)
    say(tr("已写出 {output}：填好后运行 hpcheck projects {name} {output}", output=output, name=name))
    return ExitCode.PASS


def _code(report: ProjectsReport) -> ExitCode:
    """Return the exit code of `--strict`: FAIL where a project is late, INCOMPLETE where a state is unknown, else PASS."""
    if report.of(*WRONG):
        return ExitCode.FAIL
    return ExitCode.INCOMPLETE if report.of(ProjectState.UNKNOWN) else ExitCode.PASS
