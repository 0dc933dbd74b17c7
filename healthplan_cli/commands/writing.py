"""Where reports go: standard output in one form, and any number of files; the same -f and -o for every command."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from healthplan_cli.base.errors import InvalidInput, Problem, refusal
from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.location import Location
from healthplan_cli.base.optionwords import meant
from healthplan_cli.base.visible import guarded
from healthplan_cli.commands.look import colored, columns, has_signs, is_wide
from healthplan_cli.commands.output import page, say, write, write_bytes
from healthplan_cli.commands.template import template_of
from healthplan_cli.report import Look
from healthplan_cli.report.forms import FOLDERS, FORMS, KINDS, charts_rendered, rendered

if TYPE_CHECKING:
    from healthplan_cli.views.reviewed_plan import Reviewed

PAPER_WIDTH = 100  # columns of a terminal's form in a file


@record(frozen=True, slots=True)
class Delivery:
    """The options that say where a report goes and how it looks there."""

    form: str | None = None
    files: tuple[str, ...] = ()
    force: bool = False
    template: str | None = None
    no_pager: bool = False
    color: str = "auto"
    ambiguous: str = "auto"


def delivery_among(options: dict[str, Any]) -> Delivery:
    """Take the options of a Delivery out of a command's options, for commands whose record isn't derived from Delivery."""
    return Delivery(**{name: options.pop(name) for name in Delivery.__match_args__})


def deliver(
    kind: str, results: Sequence[Any], delivery: Delivery, read: Sequence[str] = (), look: Look | None = None
) -> None:
    """Print a command's report, or write it to the files of -o; places in the files `read` become hyperlinks in a
    terminal.
    Raise InvalidInput, before anything is written, for a form that can't be told or shown, and for a file that
    exists.
    """
    look = look or look_of(delivery)
    targets = targets_of(kind, delivery)
    if targets:
        save_all(targets, kind, results, look, delivery.force)
        return
    form = delivery.form or "terminal"
    check_standard_output(form)
    content = rendered(kind, form, results, look)
    if form == "terminal":
        page(content.decode(), not delivery.no_pager, read)
    elif not FORMS[form].binary and sys.stdout is not None and sys.stdout.isatty():
        write(guarded(content.decode()), exact=True)
    else:
        write_bytes(content)


def look_of(delivery: Delivery) -> Look:
    """Return what the terminal is like, with the colours, widths and template asked for. Raise InvalidInput for a wrong template."""
    wide, template = is_wide(delivery.ambiguous), template_of(delivery.template, again=True)
    return Look(columns(), colored(delivery.color), has_signs(), template=template, wide=wide)


def save_all(targets: Mapping[str, str], kind: str, results: Sequence[Any], look: Look, force: bool) -> None:
    """Write the report to files, all or none, and print their names."""
    written = write_reports(targets, kind, results, look, force)
    for path, form in targets.items():
        aside = tr("（{count} 张图）", count=written[path]) if form in FOLDERS else ""
        say(tr("已写出 {output}", output=path) + aside)


def write_reports(
    targets: Mapping[str, str],
    kind: str,
    results: Sequence[Any],
    look: Look,
    force: bool = True,
    appended: Mapping[str, bytes] | None = None,
    enclosing: Callable[[Sequence[Any], Mapping[str, bytes]], Sequence[Any]] | None = None,
) -> dict[str, int]:
    """Write the report in its forms, and what is `appended` to files: all or none. Return how many files each target is.

    `enclosing` gives what an archive is made of, from the results and all other files, which it holds. InvalidInput where
    one can't be written, and without `force` where one is there.
    """
    from healthplan_cli.commands.files import check_targets, write_files

    check_targets(targets)  # before the work
    archives = {path: form for path, form in targets.items() if form == "archive" and enclosing}
    papers = {path: form for path, form in targets.items() if path not in archives}
    made = _made(papers, kind, results, look, force)
    if enclosing and archives:
        made |= _made(archives, kind, enclosing(results, all_files(made)), look, force)
    write_files(all_files(made), appended, [path for path, form in targets.items() if form in FOLDERS])
    return {path: len(files) for path, files in made.items()}


def _made(
    targets: Mapping[str, str], kind: str, results: Sequence[Any], look: Look, force: bool
) -> dict[str, dict[str, bytes]]:
    """Return for each target the files that it is. InvalidInput where one is there already and mustn't be replaced."""
    folders = [path for path, form in targets.items() if form in FOLDERS]
    _refuse_old([path for path in targets if path not in folders and os.path.lexists(path)], force)
    made = {path: on_paper(kind, form, path, results, look) for path, form in targets.items()}
    for folder in folders:
        _refuse_old([name for name in made[folder] if os.path.lexists(name)], force, folder)
    return made


def all_files(made: Mapping[str, Mapping[str, bytes]]) -> dict[str, bytes]:
    """Return the files of all targets with their contents."""
    return {name: content for files in made.values() for name, content in files.items()}


def _refuse_old(there: Sequence[str], force: bool, folder: str = "") -> None:
    """Raise InvalidInput for files that exist, without `force`; for files in a `folder` one problem for all of them."""
    if force or not there:
        return
    if folder:
        count = len(there)
        raise refusal(folder, tr("里面已有 {count} 个同名的文件；要覆盖请加 --force", count=count))
    raise InvalidInput([Problem(Location(path), tr("文件已存在；要覆盖请加 --force")) for path in there])


def on_paper(kind: str, form: str, path: str, results: Sequence[Any], look: Look) -> dict[str, bytes]:
    """Return the report in a form for files, whatever the terminal is like: {path: content}, for a folder a file for
    each chart.
    Raise InvalidInput for a report without a chart.
    """
    from healthplan_cli.base.fast_dataclass import replace

    paper = replace(look, width=PAPER_WIDTH, color=False, signs=True, wide=False)
    if form not in FOLDERS:
        return {path: rendered(kind, form, results, paper)}
    charts = charts_rendered(kind, form, results, paper)
    if not charts:
        raise refusal(path, tr("这份报告里没有图，写不成 {form}", form=form))
    return {os.path.join(path, name): content for name, content in charts.items()}  # noqa: PTH118


# ── which form, which file ──


def targets_of(kind: str, delivery: Delivery) -> dict[str, str]:
    """Return the files of `--output`, each with its form: written before the file, told by its ending, or `--format`'s."""
    template_of(delivery.template)  # before the work
    texts = [text for text in delivery.files if text != "-"]
    return outputs_of(texts, KINDS[kind].outputs, delivery.form)


def outputs_of(texts: Sequence[str], forms: Sequence[str], asked: str | None = None) -> dict[str, str]:
    """Return the form of each path, from texts `F:PATH` or PATH; `asked` is used where neither F nor the ending tells
    one.
    Raise InvalidInput where no form can be told.
    """
    found: dict[str, str] = {}
    problems: list[Problem] = []
    for text in texts:
        name, path = split_output(text, forms)
        if asked and path == text and name not in ("", asked):
            ending = PurePath(path).suffix
            words = tr("文件名以 {suffix} 结尾，与 --format {asked} 不一致", suffix=ending, asked=asked)
            problems.append(Problem(Location(path), words))
        elif not path or not (name or asked):
            problems.append(Problem(Location("--output"), _no_form(text, forms)))
        elif path in found:
            problems.append(Problem(Location("--output"), tr("“{path}”给了不止一次", path=path)))
        else:
            found[path] = name or asked or ""
    if problems:
        raise InvalidInput(problems)
    if "png" in found.values():
        from healthplan_cli.report.formats.png import check

        check()
    return found


def split_output(text: str, forms: Sequence[str] = tuple(FORMS)) -> tuple[str, str]:
    """Return the form and the path of `F:PATH` or PATH; the form is empty where it can't be told."""
    name, colon, path = text.partition(":")
    form = meant(name, forms)
    if colon and form in forms:
        return form, path
    if colon and name.isalpha() and len(name) > 1:  # C:report.xlsx is a file
        return "", path
    ending = PurePath(text).suffix.lower()
    return next((name for name in forms if name in FORMS and ending in FORMS[name].suffixes), ""), text


def _no_form(text: str, forms: Sequence[str]) -> str:
    folder = PurePath(text).suffix.lower().removeprefix(".")
    if folder in FOLDERS:
        return tr(
            "“{text}”不对：图写在一个文件夹里，一张一个文件，写成 {form}:文件夹", text=text, form=folder
        )
    return tr(
        "“{text}”不对，应写成 形式:文件，如 xlsx:报告.xlsx；形式有 {forms}",
        text=text,
        forms=tr("、").join(forms),
    )


def check_standard_output(name: str) -> None:
    """Raise InvalidInput for a binary form when standard output is a terminal."""
    if FORMS[name].binary and name != "csv" and sys.stdout is not None and sys.stdout.isatty():
        words = tr("{name} 不能显示在终端里：请用 --output {name}:文件", name=name)
        raise refusal("--format", words)


def job_summary(reviewed: Sequence[Reviewed]) -> dict[str, bytes]:
    """Return the text to append to the GitHub job's summary, by its file (GITHUB_STEP_SUMMARY); empty outside of a job."""
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if not path:
        return {}
    from healthplan_cli.report.programs.jobsummary import summary_markdown

    return {path: summary_markdown(reviewed).encode()}
