"""`hpcheck evaluate`: load, judge, report, gate."""

from __future__ import annotations

import os
import re
import sys
from fractions import Fraction

from healthplan_cli.actuals.gather import conflicts
from healthplan_cli.actuals.places import Index, Misplaced
from healthplan_cli.actuals.setting import parse_setting
from healthplan_cli.actuals.yamlfile import plan_named, read_actuals
from healthplan_cli.catalog import load_plan
from healthplan_cli.commands.output import write
from healthplan_cli.errors import InvalidInput, Problem, together
from healthplan_cli.evaluate import evaluate, year_judged
from healthplan_cli.exitcodes import ExitCode
from healthplan_cli.gate import Gate, Policy, decide_gate
from healthplan_cli.lexicon import Pattern
from healthplan_cli.model import Actuals, Conventions, InputFile, Location, Plan, Report, SetTarget, Status
from healthplan_cli.source import Source, read_input
from healthplan_cli.yamlsource import Node, parse

_POLICIES = ("binding", "all", "none")
_BAND = Pattern(r"(?:0|1|0?\.\d{1,4})$", re.ASCII)


def run_evaluate(
    actuals: str,
    plan: str | None,
    year: int | None,
    format_: str,
    gate: str,
    allow_unknown: bool,
    carry: int,
    band: str,
    settings: tuple[str, ...],
    sheet: str | None,
    words: str | None,
    only: str | None,
    quiet: bool,
    color: str,
) -> ExitCode:
    """Judges and prints; the gate's exit code. InvalidInput before anything is judged or written."""
    statuses = _statuses(only)
    width = _band(band)
    if not 0 <= carry <= 50:
        raise InvalidInput([Problem(Location("--carry"), f"{carry} 不对，应为 0 到 50 的年数")])
    source = read_input(actuals)
    loaded, data = _loaded(source, plan, sheet, words)
    index = Index(loaded)
    policy = _policy(gate, allow_unknown, index)
    data = _with_settings(data, settings, index)
    conventions = Conventions(_year(year, data, loaded, source.path), width, carry)
    problems = conflicts(data.values, conventions.year, loaded)
    if problems:
        raise InvalidInput(problems)
    report = evaluate(loaded, data, conventions, (InputFile(source.path, source.sha256),))
    decided = decide_gate(report, policy)
    write(_render(report, decided, format_, statuses, quiet, color), exact=format_ == "json" and not quiet)
    return decided.exit_code


SHEETS = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".et")


def _loaded(source: Source, name: str | None, sheet: str | None, words: str | None) -> tuple[Plan, Actuals]:
    if source.path.lower().endswith(SHEETS):
        from healthplan_cli.commands.sheets import load_sheet

        return load_sheet(source, name, sheet, words)
    if sheet is not None or words is not None:
        option = "--sheet" if sheet is not None else "--map"
        raise InvalidInput([Problem(Location(option), f"{option} 只用于 CSV 和 XLSX")])
    return _load(source, name)


def _load(source: Source, name: str | None) -> tuple[Plan, Actuals]:
    """The plan and the data; where both are wrong, the problems of both."""
    problems: list[Problem] = []
    root: Node | None = None
    try:
        root = parse(source.content, source.path, problems)
    except InvalidInput as error:
        problems += error.problems
    name = name or (plan_named(root) if root else None)
    if name is None:
        if not problems:
            problems.append(
                Problem(Location(source.path), "没有说明按哪个规划核验：请用 --plan，或在文件里写 plan")
            )
        raise InvalidInput(problems)
    try:
        plan = load_plan(name)
    except InvalidInput as error:
        found = [_placed(problem, name, root, source.path) for problem in error.problems]
        raise InvalidInput([*found, *problems]) from None
    if root is None:
        raise InvalidInput(problems)
    return plan, together(problems, lambda: read_actuals(root, source.path, plan, name))


def _placed(problem: Problem, name: str, root: Node | None, file: str) -> Problem:
    """A plan that isn't there, named in the file, is wrong where it is named."""
    node = root.get("plan") if root else None
    if node is None or node.text != name or problem.location != Location(name[:80]):
        return problem
    return Problem(node.place(file), f"“{name[:80]}”{problem.message}")


def _with_settings(data: Actuals, settings: tuple[str, ...], index: Index) -> Actuals:
    problems: list[Problem] = []
    found: dict[tuple[str, str | None], SetTarget] = {
        (item.indicator, item.component): item for item in data.targets
    }
    for text in settings:
        try:
            item = parse_setting(text, index)
        except Misplaced as error:
            problems.append(Problem(Location("--set"), str(error)))
            continue
        found[item.indicator, item.component] = item
    if problems:
        raise InvalidInput(problems)
    return Actuals(data.values, tuple(found.values()), data.year, data.illustrative)


def _year(asked: int | None, data: Actuals, plan: Plan, file: str) -> int:
    if asked is not None and not 1950 <= asked <= 2100:
        raise InvalidInput([Problem(Location("--year"), f"年份 {asked} 不对，应为四位年份，如 2024")])
    year = year_judged(asked, data, plan)
    if year <= plan.period.baseline:
        message = (
            f"{year} 年不在规划期内：基期是 {plan.period.baseline} 年，从 {plan.period.start} 年起才能核验"
        )
        raise InvalidInput([Problem(Location("--year" if asked is not None else file), message)])
    return year


def _policy(text: str, allow_unknown: bool, index: Index) -> Policy:
    if text in _POLICIES:
        return Policy(text, (), allow_unknown)
    ids: list[str] = []
    problems: list[Problem] = []
    for name in filter(None, (part.strip() for part in re.split("[,，]", text))):
        try:
            place = index.find(name)
            if place.component is not None:
                raise Misplaced(
                    f"“{name}”是 {place.indicator.name} 的分项，门禁按整项算：请写 {place.indicator.id}"
                )
            ids.append(place.indicator.id)
        except Misplaced as error:
            problems.append(Problem(Location("--gate"), f"{error}（也可以是 {'、'.join(_POLICIES)}）"))
    if not ids and not problems:
        problems.append(Problem(Location("--gate"), f"没有指明指标；可以是 {'、'.join(_POLICIES)} 或指标 id"))
    if problems:
        raise InvalidInput(problems)
    return Policy("ids", tuple(dict.fromkeys(ids)), allow_unknown)


def _band(text: str) -> Fraction:
    if not _BAND.match(text.strip()):
        raise InvalidInput(
            [Problem(Location("--band"), f"“{text}”不对：应为 0 到 1 之间、最多四位小数的数，如 0.05")]
        )
    return Fraction(text.strip())


def _statuses(only: str | None) -> tuple[Status, ...]:
    names = [name.strip() for name in only.split(",")] if only else []
    known = {status.value: status for status in Status}
    wrong = [name for name in names if name not in known]
    if wrong:
        message = f"不认识的状态 {'、'.join(wrong)}；可用的有：{'、'.join(known)}"
        raise InvalidInput([Problem(Location("--only"), message)])
    return tuple(known[name] for name in names)


def _render(
    report: Report, gate: Gate, format_: str, only: tuple[Status, ...], quiet: bool, color: str
) -> str:
    if quiet:
        from healthplan_cli.reporters.gateline import gate_line

        return gate_line(gate) + "\n"
    if format_ == "json":
        from healthplan_cli.reporters.jsonreport import report_json

        return report_json(report, gate)
    from healthplan_cli.reporters.terminal import Look, report_terminal

    return report_terminal(report, gate, Look(_columns(), _colored(color), _has_signs(), only))


def _columns() -> int:
    """The terminal's width; 100 into a file or a pipe, COLUMNS before either; never absurdly narrow or wide."""
    import shutil

    found = shutil.get_terminal_size((100, 24)).columns if _on_terminal() else int(_columns_set() or 100)
    return min(max(found, 60), 240)


def _on_terminal() -> bool:
    return sys.stdout is not None and sys.stdout.isatty()


def _columns_set() -> str:
    columns = os.environ.get("COLUMNS", "")
    return columns if columns.isdecimal() else ""


def _colored(choice: str) -> bool:
    if choice != "auto":
        return choice == "always"
    return _on_terminal() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _has_signs() -> bool:
    try:
        "✓✗⇡⇣⇢▰▱†‡".encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
