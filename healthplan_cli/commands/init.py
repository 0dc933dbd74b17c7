"""`hpcheck init`: an actuals file to fill in."""

from __future__ import annotations

from collections.abc import Iterator

from healthplan_cli.base.exitcodes import ExitCode
from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.visible import shown
from healthplan_cli.commands.output import save, say, write
from healthplan_cli.commands.planname import plan_meant
from healthplan_cli.model import Baseline, Indicator, Nature, Plan
from healthplan_cli.report.programs.jsontext import dumps
from healthplan_cli.sources.actuals.fillrows import has_target, rows_left_out, rows_to_fill
from healthplan_cli.sources.plans.catalog import load_plan


def run_init(
    words: tuple[str, ...],
    plan: tuple[str, ...],
    output: str | None,
    force: bool,
    with_: tuple[str, ...] = (),
) -> ExitCode:
    """Write the data file to fill in, or print it. Raise InvalidInput where there is a file already and `force` isn't set."""
    name, rest = plan_meant(words, plan)
    name = rest[0] if rest else name  # no plan that is known: said so when it is loaded
    found = load_plan(name, whole=bool(with_))
    found = found if with_ else replace(found, commitments=())
    if output is None or output == "-":
        write(actuals_to_fill(found))
        return ExitCode.PASS
    save(output, _content(found, output, name), force)
    said = tr(
        "已写出 {output}：填好后运行 hpcheck evaluate {output2} --plan {name}",
        output=output,
        output2=output,
        name=name,
    )
    say(said + (" --with commitments" if found.commitments else ""))
    return ExitCode.PASS


def _content(plan: Plan, output: str, name: str) -> bytes:
    """Return the file in the form of its ending: xlsx or csv, else YAML. `name` is how the user named the plan."""
    if output.lower().endswith(".xlsx"):
        from healthplan_cli.sources.actuals.sheetout import write_xlsx_to_fill

        return write_xlsx_to_fill(plan, name)
    if output.lower().endswith(".csv"):
        from healthplan_cli.sources.actuals.fillrows import write_csv_to_fill

        return write_csv_to_fill(plan)
    return actuals_to_fill(plan).encode()


def actuals_to_fill(plan: Plan) -> str:
    """Return the YAML text: every indicator (and commitment) with its unit and target, and a place for each year of the plan."""
    plan = shown(plan)  # its words are comments here, which end with the line
    promised = [item for item in rows_to_fill(plan) if item.nature is Nature.COMMITMENT]
    rows = [item for item in rows_to_fill(plan) if item.nature is not Nature.COMMITMENT]
    lines = [*_top(plan), *(line for item in rows for line in _places(plan, item))]
    if left := rows_left_out(plan):
        names = tr("、").join(f"{item.no} {item.name}" for item in left)
        lines.append(tr("  # 规划没有给目标的不用填，这里不列：{names}", names=names))
    if promised:
        lines.append(tr("  # 正文承诺；与指标表（或前面的承诺）说的是同一样东西的不列，取那一行的值"))
        lines += [line for item in promised for line in _places(plan, item)]
    return "\n".join([*lines, *_external(plan)]) + "\n"


def _top(plan: Plan) -> list[str]:
    period = plan.period
    return [
        tr("# {title}：实际值", title=plan.title),
        tr(
            "# 有数的把 null 换成数值，可带单位和记号（0.29%、>85、83左右、92.7*）；没有的留 null，报告会说无法判定。"
        ),
        tr("# 规划没有写基期值的指标多一格 {baseline} 年：填了才能算进度。", baseline=period.baseline),
        tr("# 也可写 {value: 23.2, source: 出处, provisional: true} 或 {count: 1, population: 7800}。"),
        "format: hpcheck.actuals/1",
        f"plan: {plan.id}",
        tr('marks: {"*": 初步数}  # 数后面的记号是什么意思'),
        tr("# year: {start}  # 核验哪一年；不写则取数据里最晚的一年", start=period.start),
        "source: null",
        "actuals:",
    ]


def _places(plan: Plan, indicator: Indicator) -> Iterator[str]:
    """Yield the comment of a row, and a place for each year's value; for a row with components, places for each component."""
    yield f"  # {_comment(indicator)}"
    if not indicator.components or indicator.optional_components:
        target = indicator.target
        state = target is not None and all(rule.is_state for rule in target.rules)
        yield f"  {indicator.id}: {_years(plan, indicator.baseline, state)}"
        return
    yield f"  {indicator.id}:"
    asked = [part for part in indicator.components if has_target(part.target)]
    for component in asked or indicator.components:
        words = component.target.text if component.target else "—"
        yield tr("    # {name}  目标 {target}", name=component.name, target=words)
        yield f"    {_key(component.id)}: {_years(plan, component.baseline)}"


def _years(plan: Plan, baseline: Baseline | None, state: bool = False) -> str:
    """Write the years to fill in, the baseline's year too where the plan has no value for it."""
    known = state or (baseline is not None and baseline.reading.values is not None)
    own = () if known else (plan.period.baseline,)
    years = (*own, *range(plan.period.start, plan.period.end + 1))
    return f"{{{', '.join(f'{year}: null' for year in years)}}}"


def _external(plan: Plan) -> Iterator[str]:
    """Yield lines that show how to supply the targets that other documents set."""
    found = [item for item in rows_to_fill(plan) if item.target and item.target.rule.is_external]
    if found:
        yield tr("targets: {}  # 由其他文件确定的目标值，写成下面的样子")
    for indicator in found:
        words = indicator.target.text if indicator.target else ""
        yield tr("  # {no} {name}：{words}", no=indicator.no, name=indicator.name, words=words)
        yield f'  # {indicator.id}: {{target: "≥…", source: …}}'


def _key(text: str) -> str:
    return text if text.isascii() else dumps(text)


def _comment(indicator: Indicator) -> str:
    measure = indicator.unit or indicator.measure
    unit = tr("（{value}）", value=measure) if measure else ""
    promised = indicator.nature is Nature.COMMITMENT
    kind = indicator.source if promised else indicator.nature.value
    target = indicator.target
    state = target is not None and any(rule.is_state for rule in target.rules)
    parts = [f"{indicator.no} {indicator.name}{unit}", *filter(None, (kind,))]
    if indicator.baseline:
        parts.append(tr("基期 {text}", text=indicator.baseline.text))
    if target is not None:
        none = not has_target(target)
        parts.append(tr("没有目标，供别的行比较") if none else tr("目标 {text}", text=target.text))
    if state:
        parts.append(tr("填 是、否、在建，或 {value: 已建成, date: 2023-11, evidence: 文号}"))
    return "  ".join(parts)
