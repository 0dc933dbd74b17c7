"""`hpcheck init`: an actuals file to fill in."""

from __future__ import annotations

from healthplan_cli.catalog import load_plan
from healthplan_cli.commands.output import save, say, write
from healthplan_cli.commands.planname import plan_meant
from healthplan_cli.exitcodes import ExitCode
from healthplan_cli.model import Baseline, External, Indicator, NoTarget, Plan
from healthplan_cli.reporters.jsontext import dumps
from healthplan_cli.speech import tr


def run_init(words: tuple[str, ...], plan: tuple[str, ...], output: str | None, force: bool) -> ExitCode:
    """Writes the file (or prints it); never over one that is there, unless forced."""
    name, rest = plan_meant(words, plan)
    name = rest[0] if rest else name  # no plan that is known: said so when it is loaded
    if output is not None and output.lower().endswith(".xlsx"):
        return _save(output, _workbook(name), name, force)
    text = actuals_to_fill(load_plan(name), name)
    if output is None or output == "-":
        write(text)
        return ExitCode.PASS
    return _save(output, text.encode(), name, force)


def _workbook(name: str) -> bytes:
    from healthplan_cli.actuals.sheetout import write_xlsx_to_fill

    return write_xlsx_to_fill(load_plan(name))


def _save(output: str, content: bytes, name: str, force: bool) -> ExitCode:
    save(output, content, force)
    say(
        tr(
            "已写出 {output}：填好后运行 hpcheck evaluate {output2} --plan {name}",
            output=output,
            output2=output,
            name=name,
        )
    )
    return ExitCode.PASS


def actuals_to_fill(plan: Plan, name: str) -> str:
    """The YAML text: every indicator with its unit and target, and a place for each year of the plan."""
    period = plan.period
    years = range(period.start, period.end + 1)
    places = ", ".join(f"{year}: null" for year in years)
    with_baseline = f"{period.baseline}: null, {places}"
    lines = [
        tr("# {title}：实际值", title=plan.title),
        tr(
            "# 有数的把 null 换成数值，可带单位和记号（0.29%、>85、83左右、92.7*）；没有的留 null，报告会说无法判定。"
        ),
        tr("# 规划没有写基期值的指标多一格 {baseline} 年：填了才能算进度。", baseline=period.baseline),
        tr("# 也可写 {value: 23.2, source: 出处, provisional: true} 或 {count: 1, population: 7800}。"),
        "format: hpcheck.actuals/1",
        f"plan: {plan.id}",
        tr("# year: {start}  # 核验哪一年；不写则取数据里最晚的一年", start=period.start),
        "source: null",
        "actuals:",
    ]
    for indicator in plan.indicators:
        lines.append(f"  # {_comment(indicator)}")
        if indicator.components and not indicator.optional_components:
            lines.append(f"  {indicator.id}:")
            for component in indicator.components:
                target = component.target.text if component.target else "—"
                lines.append(tr("    # {name}  目标 {target}", name=component.name, target=target))
                shown = places if _has_value(component.baseline) else with_baseline
                lines.append(f"    {_key(component.id)}: {{{shown}}}")
        else:
            shown = places if _has_value(indicator.baseline) else with_baseline
            lines.append(f"  {indicator.id}: {{{shown}}}")
    external = [item for item in plan.indicators if item.target and isinstance(item.target.rule, External)]
    if external:
        lines += [tr("targets:  # 由其他文件确定的目标值")]
        for indicator in external:
            words = indicator.target.text if indicator.target else ""
            lines += [
                tr("  # {no} {name}：{words}", no=indicator.no, name=indicator.name, words=words),
                f'  # {indicator.id}: {{target: "≥…", source: …}}',
            ]
        lines[-2 * len(external) - 1] = tr("targets: {}  # 由其他文件确定的目标值，写成下面的样子")
    return "\n".join(lines) + "\n"


def _has_value(baseline: Baseline | None) -> bool:
    return baseline is not None and baseline.reading.values is not None


def _key(text: str) -> str:
    return text if text.isascii() else dumps(text)


def _comment(indicator: Indicator) -> str:
    unit = (
        tr("（{value}）", value=indicator.unit or indicator.measure)
        if indicator.unit or indicator.measure
        else ""
    )
    parts = [f"{indicator.no} {indicator.name}{unit}", indicator.nature.value]
    if indicator.baseline:
        parts.append(tr("基期 {text}", text=indicator.baseline.text))
    if indicator.target:
        none = isinstance(indicator.target.rule, NoTarget)
        parts.append(tr("没有目标") if none else tr("目标 {text}", text=indicator.target.text))
    return "  ".join(parts)
