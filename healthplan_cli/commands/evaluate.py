"""`hpcheck evaluate`: judge the plans, write the reports, return the gate's exit code."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from healthplan_cli.base.activity import announce
from healthplan_cli.base.errors import refusal
from healthplan_cli.base.exitcodes import ExitCode
from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.read_bytes import Source, keeping
from healthplan_cli.commands.judging import EvaluateOptions, reviewed_plans
from healthplan_cli.commands.look import colored, columns, has_signs, is_wide
from healthplan_cli.commands.options import statuses_of
from healthplan_cli.commands.origin import is_flag
from healthplan_cli.commands.output import page, tell, write, write_bytes
from healthplan_cli.commands.progress import working
from healthplan_cli.commands.template import template_of
from healthplan_cli.report import Look
from healthplan_cli.views.reviewed_plan import Reviewed

_WORST_FIRST = (ExitCode.BUG, ExitCode.INVALID, ExitCode.FAIL, ExitCode.INCOMPLETE, ExitCode.PASS)


def run_evaluate(options: EvaluateOptions) -> ExitCode:
    """Judge and print; return the worst of the gates' exit codes. Raise InvalidInput before anything is judged or written."""
    from healthplan_cli.report.forms import rendered

    only = statuses_of(options.only)
    look = Look(
        columns(),
        colored(options.color),
        has_signs(),
        only,
        options.all,
        options.heads,
        template_of(options.template),
        is_wide(options.ambiguous),
    )
    files = _outputs(options)
    if options.heads != "en" and is_flag("heads") and "csv" not in (options.format, *files.values()):
        raise refusal("--heads", tr("--heads 只用于 csv"))
    forms = {options.format, *files.values()}
    with keeping() as read:
        reviewed: Sequence[Reviewed] = reviewed_plans(options)
    reviewed, written = _with_run(options, reviewed, read, forms)
    printed = written if options.format == "archive" else reviewed
    with working(options.quiet):
        announce(tr("正在写报告"))
        shown = b"" if options.quiet else rendered("evaluation", options.format, printed, look)
        _write(files, written, look, "github" in forms)
    if forms & {"csv", "jsonl"} and any(item.gate.settings for item in reviewed):
        for line in _gate_lines(reviewed):
            tell(line)  # records have no place for what a found file has decided
    if options.quiet:
        write("\n".join(_gate_lines(reviewed)) + "\n")
    elif options.format == "terminal":
        page(shown.decode(), not options.no_pager, _files(options, reviewed))
    else:
        write_bytes(shown)
    codes = {item.gate.exit_code for item in reviewed}
    return next(code for code in _WORST_FIRST if code in codes)


def _with_run(
    options: EvaluateOptions,
    reviewed: Sequence[Reviewed],
    read: Mapping[str, Source],
    forms: Collection[str],
) -> tuple[Sequence[Reviewed], Sequence[Reviewed]]:
    """Return the plans with what the run was made of, where a form says it; and what is written to files of them: beside an
    archive as that has it.
    """
    if not {"json", "archive"} & set(forms):
        return reviewed, reviewed
    from healthplan_cli.commands.recording import archived, recorded

    run = recorded(options, reviewed, read)
    found = tuple(replace(item, run=run) for item in reviewed)
    return found, archived(found, run) if "archive" in forms else found


def _write(files: Mapping[str, str], reviewed: Sequence[Reviewed], look: Look, in_job: bool) -> None:
    """Write the reports to files and, `in_job`, the GitHub job's summary: all of them or none."""
    if not files and not in_job:
        return
    from healthplan_cli.commands.writing import job_summary, write_reports

    summary = job_summary(reviewed) if in_job else {}
    write_reports(files, "evaluation", reviewed, look, appended=summary, enclosing=_with_papers)


def _with_papers(reviewed: Sequence[Reviewed], papers: Mapping[str, bytes]) -> Sequence[Reviewed]:
    """Return the plans for the archive of their run, which holds its reports too."""
    from healthplan_cli.commands.recording import with_papers

    run = reviewed[0].run
    assert run is not None
    kept = with_papers(run, papers)
    return [replace(item, run=kept) for item in reviewed]


def _outputs(options: EvaluateOptions) -> dict[str, str]:
    """Return the form of each file to write, by its path; without files nothing more is imported."""
    if not options.output and options.format in ("terminal", "json"):
        return {}
    from healthplan_cli.commands.writing import check_standard_output, outputs_of
    from healthplan_cli.report.forms import KINDS

    check_standard_output(options.format)
    return outputs_of(options.output, KINDS["evaluation"].outputs)


# ── what is written ──


def _files(options: EvaluateOptions, reviewed: Sequence[Reviewed]) -> list[str]:
    """Return every file that the report may mention, under the name it has there."""
    beside = (options.waivers, options.against, options.targets)
    return [*options.actuals, *(item.report.plan.path for item in reviewed), *filter(None, beside)]


def _gate_lines(reviewed: Sequence[Reviewed]) -> list[str]:
    """Return each gate's line; of several plans, with the plan's id before it and the failing rows after it."""
    from healthplan_cli.report.words.gateline import gate_line

    if len(reviewed) == 1:
        return [gate_line(reviewed[0].gate)]
    return [f"{item.report.plan.id}　{gate_line(item.gate)}{_failing(item)}" for item in reviewed]


def _failing(item: Reviewed) -> str:
    """Return the rows that a gate fails for, with their statuses."""
    from healthplan_cli.evaluation.badges import badge_of
    from healthplan_cli.report.words.lists import some_of

    found = map(item.report.find, item.gate.failed)
    names = some_of([tr("{name}（{words}）", name=row.name, words=badge_of(row).words) for row in found])
    return tr("。{names}", names=names) if names else ""
