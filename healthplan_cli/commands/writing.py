"""Where reports go: standard output in one form, files in as many as wanted; one grammar for every command."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
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
from healthplan_cli.report import Look
from healthplan_cli.report.forms import FORMS, KINDS, rendered

if TYPE_CHECKING:
    from healthplan_cli.views.reviewed_plan import Reviewed

PAPER_WIDTH = 100  # columns of a terminal's form in a file


@record(frozen=True, slots=True)
class Delivery:
    """What the command line says of where a report goes and how it looks there."""

    form: str | None = None
    files: tuple[str, ...] = ()
    force: bool = False
    no_pager: bool = False
    color: str = "auto"
    ambiguous: str = "auto"


def delivery_among(options: dict[str, Any]) -> Delivery:
    """Take the options of a delivery out of a command's options. For commands whose record isn't derived from Delivery."""
    return Delivery(**{name: options.pop(name) for name in Delivery.__match_args__})


def deliver(
    kind: str, results: Sequence[Any], delivery: Delivery, read: Sequence[str] = (), look: Look | None = None
) -> None:
    """Print a command's report, or write it to the files that are named; places in what was `read` are linked in a terminal.

    InvalidInput, before anything is written, for a form that can't be told or shown, and for a file that is there.
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
    """Return how the terminal is, and the colours and widths that were asked for."""
    return Look(columns(), colored(delivery.color), has_signs(), wide=is_wide(delivery.ambiguous))


def save_all(targets: Mapping[str, str], kind: str, results: Sequence[Any], look: Look, force: bool) -> None:
    """Write the report to files, all or none, and say so."""
    from healthplan_cli.commands.files import check_targets, write_files

    check_targets(targets)
    there = [path for path in targets if os.path.lexists(path) and not force]
    if there:
        words = tr("文件已存在；要覆盖请加 --force")
        raise InvalidInput([Problem(Location(path), words) for path in there])
    write_files({path: on_paper(kind, form, results, look) for path, form in targets.items()})
    for path in targets:
        say(tr("已写出 {output}", output=path))


def on_paper(kind: str, form: str, results: Sequence[Any], look: Look) -> bytes:
    """Return a form of the report for a file, whatever the terminal is like."""
    from healthplan_cli.base.fast_dataclass import replace

    return rendered(
        kind, form, results, replace(look, width=PAPER_WIDTH, color=False, signs=True, wide=False)
    )


# ── which form, which file ──


def targets_of(kind: str, delivery: Delivery) -> dict[str, str]:
    """Return the files of `--output`, each with its form: as it is written before the file, as its ending says, as `--format`
    says.
    """
    texts = [text for text in delivery.files if text != "-"]
    return outputs_of(texts, KINDS[kind].forms, delivery.form)


def outputs_of(texts: Sequence[str], forms: Sequence[str], asked: str | None = None) -> dict[str, str]:
    """Return the form of each path, from texts like `F:PATH` or PATH; `asked` is the form where neither it nor the ending
    says one.
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
    return found


def split_output(text: str, forms: Sequence[str] = tuple(FORMS)) -> tuple[str, str]:
    """Return the form and the path of `F:PATH`; no form where it can't be told."""
    name, colon, path = text.partition(":")
    form = meant(name, forms)
    if colon and form in forms:
        return form, path
    if colon and name.isalpha() and len(name) > 1:  # C:report.xlsx is a file
        return "", path
    ending = PurePath(text).suffix.lower()
    return next((name for name in forms if ending in FORMS[name].suffixes), ""), text


def _no_form(text: str, forms: Sequence[str]) -> str:
    return tr(
        "“{text}”不对，应写成 形式:文件，如 xlsx:报告.xlsx；形式有 {forms}",
        text=text,
        forms=tr("、").join(forms),
    )


def check_standard_output(name: str) -> None:
    """Raise InvalidInput for a form that no terminal can show."""
    if FORMS[name].binary and name != "csv" and sys.stdout is not None and sys.stdout.isatty():
        words = tr("{name} 不能显示在终端里：请用 --output {name}:文件", name=name)
        raise refusal("--format", words)


def job_summary(reviewed: Sequence[Reviewed]) -> dict[str, bytes]:
    """Return what to add to the summary of a GitHub job: the file that GITHUB_STEP_SUMMARY names, where it does, with the
    text.
    """
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if not path:
        return {}
    from healthplan_cli.report.programs.jobsummary import summary_markdown

    return {path: summary_markdown(reviewed).encode()}
