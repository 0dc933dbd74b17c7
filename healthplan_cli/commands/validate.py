"""`hpcheck validate`: plans and actuals, every problem of every file at once."""

from __future__ import annotations

from collections.abc import Iterator

from healthplan_cli.actuals.yamlfile import plan_named, read_actuals
from healthplan_cli.catalog import catalogue, load_plan
from healthplan_cli.commands.evaluate import SHEETS
from healthplan_cli.commands.output import say
from healthplan_cli.errors import InvalidInput, Problem, together
from healthplan_cli.exitcodes import ExitCode
from healthplan_cli.model import Location, Plan
from healthplan_cli.names import name_key
from healthplan_cli.source import read_input
from healthplan_cli.spec import build_plan
from healthplan_cli.yamlsource import Node, parse


def run_validate(files: tuple[str, ...], plan: str | None) -> ExitCode:
    """Says of each good file what it is; raises InvalidInput with the problems of all the bad ones."""
    problems: list[Problem] = []
    for file in files:
        try:
            say(f"{file}：{_validated(file, plan)}")
        except InvalidInput as error:
            problems += error.problems
    if problems:
        raise InvalidInput(dict.fromkeys(problems))
    return ExitCode.PASS


def _validated(file: str, plan: str | None) -> str:
    source = read_input(file)
    if file.lower().endswith(SHEETS):
        from healthplan_cli.commands.sheets import load_sheet

        _, data = load_sheet(source, plan, None, None)
        return f"数据正确，{len(data.values)} 个数值"
    problems: list[Problem] = []
    root = parse(source.content, file, problems)
    if _is_plan(root):
        spec = together(problems, lambda: build_plan(root, file, catalogue(), source.sha256))
        return "\n".join([f"规格正确，{spec.title}，{len(spec.indicators)} 项指标", *_hints(spec)])
    name = plan or plan_named(root)
    if name is None:
        problems.append(Problem(Location(file), "数据文件没有写 plan：请用 --plan 说明按哪个规划检查"))
        raise InvalidInput(problems)
    actuals = together(problems, lambda: read_actuals(root, file, load_plan(name), name))
    return f"数据正确，{len(actuals.values)} 个数值"


def _hints(plan: Plan) -> Iterator[str]:
    """What is allowed but most likely a slip: an id beside the catalogue's, or another indicator's id."""
    names = {name_key(name): entry for entry in catalogue().values() for name in (entry.name, *entry.aliases)}
    for item in plan.indicators:
        entry, named = catalogue().get(item.id), names.get(name_key(item.name))
        if entry is None and named is not None:
            yield f"  提示：{item.location} “{item.name}”在目录里是 {named.id}，用这个 id 可得到方向、别名和分项"
        elif entry is not None and named is not None and named.id != entry.id:
            yield f"  提示：{item.location} “{item.name}”在目录里是 {named.id}，而这里的 id 是 {entry.id}（{entry.name}）"
        elif entry is not None and named is None and not _alike(entry.name, item.name):
            yield f"  提示：{item.location} id {entry.id} 在目录里是“{entry.name}”，与“{item.name}”是不是同一项指标？"


def _alike(one: str, other: str) -> bool:
    """Whether two names share half of their characters."""
    return 2 * len(set(one) & set(other)) >= min(len(set(one)), len(set(other)))


def _is_plan(root: Node) -> bool:
    format = root.get("format")
    if format is not None and format.text is not None and not format.text.startswith("hpcheck.actuals/"):
        return True  # build_plan says what is wrong with any other format
    return root.get("indicators") is not None
