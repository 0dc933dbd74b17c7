"""`hpcheck lint`: faults of plans themselves."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Sequence

from healthplan_cli.base.errors import InvalidInput, Problem, refusal
from healthplan_cli.base.exitcodes import ExitCode
from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.location import Location
from healthplan_cli.base.optionwords import meant
from healthplan_cli.checks.lint import FindingLevel, Linted, Linting, Subject, all_rules, linted
from healthplan_cli.commands.look import columns
from healthplan_cli.commands.options import names_of
from healthplan_cli.commands.origin import is_flag
from healthplan_cli.commands.output import page
from healthplan_cli.commands.planname import plan_meant
from healthplan_cli.commands.writing import Delivery, deliver, look_of, targets_of
from healthplan_cli.model import Indicator, Plan, Project
from healthplan_cli.sources.plans.catalog import catalogue, load_plan, plan_files

_UNWRAPPED = 100_000  # columns: a line for each finding, for grep and editors


@record(frozen=True, slots=True)
class LintOptions(Delivery):
    """The command line of `hpcheck lint`, as given."""

    plans: tuple[str, ...] = ()
    plan: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    level: str = "warning"
    under: str | None = None
    explain: str | None = None


def run_lint(options: LintOptions) -> ExitCode:
    """Print the findings in each plan; FAIL where one is at least as serious as `--level`.

    Raise InvalidInput before anything is printed.
    """
    if options.explain is not None:
        return _explain(options.explain, options)
    targets_of("linting", options)  # before the work
    found = found_in(options)
    code = _exit_code(found, FindingLevel(options.level))
    look = look_of(options)
    if sys.stdout is None or not sys.stdout.isatty():
        look = replace(look, width=_UNWRAPPED)
    deliver("linting", [Linting(found, code)], options, [item.plan.path for item in found], look)
    return code


def found_in(options: LintOptions) -> tuple[Linted, ...]:
    """Return the findings in each plan, by the rules that the options select. Raise InvalidInput for a plan or rule that doesn't exist."""
    codes = _codes(options.select, options.ignore)
    above, plans = _loaded(options)
    _check_reasons(plans)
    others = _known(plans)
    return tuple(linted(Subject(plan, catalogue(), above, others), codes) for plan in plans)


def _check_reasons(plans: Sequence[Plan]) -> None:
    """Raise InvalidInput where a spec excuses a row from a rule that doesn't exist."""
    problems: list[Problem] = []
    for plan in plans:
        rows: tuple[Indicator | Project, ...] = (*plan.rows, *plan.projects)
        for row in rows:
            unknown = [code for code, _ in row.lint if code not in all_rules()]
            problems += [Problem(row.location, f"lint: {_no_rule(code)}") for code in unknown]
    if problems:
        raise InvalidInput(problems)


def _exit_code(found: Sequence[Linted], level: FindingLevel) -> ExitCode:
    """Return FAIL where a finding is at least as serious as `level`, else PASS."""
    order = tuple(FindingLevel)  # the gravest first
    counted = order[: order.index(level) + 1]
    weighty = any(finding.level in counted for item in found for finding in item.findings)
    return ExitCode.FAIL if weighty else ExitCode.PASS


# ── which rules ──


def _codes(select: Sequence[str], ignore: Sequence[str]) -> list[str]:
    """Return the codes of the rules that --select and --ignore leave. Raise InvalidInput with every unknown code."""
    problems: list[Problem] = []
    wanted = _begun("--select", select, problems) if select else list(all_rules())
    if select and not names_of(select):  # an empty variable in a script must not pass for a clean plan
        problems.append(Problem(Location("--select"), tr("没有写规则；不写 --select 就是全部")))
    unwanted = _begun("--ignore", ignore, problems)
    if problems:
        raise InvalidInput(problems)
    return [code for code in all_rules() if code in wanted and code not in unwanted]


def _begun(option: str, texts: Sequence[str], problems: list[Problem]) -> list[str]:
    """Return the codes that begin with one of the texts; a text that begins none is added to the problems."""
    found: list[str] = []
    for word in names_of(texts):
        codes = [code for code in all_rules() if code.startswith(word.upper())]
        if not codes:
            problems.append(Problem(Location(option), _no_rule(word)))
        found += codes
    return found


def _no_rule(word: str) -> str:
    return tr("没有规则 {word}；可用的有：{known}", word=word[:40], known=tr("、").join(all_rules()))


def _explain(code: str, options: LintOptions) -> ExitCode:
    """Print a rule's documentation, or a line for each rule."""
    from healthplan_cli.report.words.linting import rule_text, rules_text

    if meant(code.lower(), ("all",)) == "all":
        page(rules_text(columns()), not options.no_pager)
        return ExitCode.PASS
    rule = all_rules().get(code.upper())
    if rule is None:
        raise refusal("--explain", _no_rule(code))
    page(rule_text(rule, columns()), not options.no_pager)
    return ExitCode.PASS


# ── which plans ──


def _loaded(options: LintOptions) -> tuple[Plan | None, list[Plan]]:
    """Return the plan above (None without --under) and the plans to check. Raise InvalidInput with the problems of all."""
    problems: list[Problem] = []
    found: list[Plan | None] = [None]
    names = [*([options.under] if options.under else []), *_names(options.plans, options.plan)]
    for name in names:
        try:
            found.append(load_plan(name, whole=True, beyond=True))
        except InvalidInput as error:
            problems += error.problems
    if problems:
        raise InvalidInput(problems)
    plans = [plan for plan in found if plan is not None]
    above = plans.pop(0) if options.under else None
    return above, plans


def _names(words: Sequence[str], named: Sequence[str]) -> list[str]:
    """Return the plans named on the command line, else those of the settings, without duplicates."""
    if named and is_flag("plan"):
        return list(dict.fromkeys((*named, *words)))
    if not words:
        return list(dict.fromkeys(named)) or [plan_meant((), ())[0]]
    meant = [plan_meant((word,), named) for word in words]
    return list(dict.fromkeys(rest[0] if rest else name for name, rest in meant))


def _known(plans: Sequence[Plan]) -> tuple[Plan, ...]:
    """Return every plan that others can be compared with: these, and those that ship and can be read."""
    found = {plan.id: plan for plan in plans}
    for name in plan_files():
        with contextlib.suppress(InvalidInput):
            plan = load_plan(name)
            found.setdefault(plan.id, plan)
    return tuple(found.values())
