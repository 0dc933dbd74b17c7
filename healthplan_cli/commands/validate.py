"""`hpcheck validate`: plans and data checked, every problem of every file at once."""

from __future__ import annotations

from collections.abc import Iterator

from healthplan_cli.base.errors import InvalidInput, Problem, refusal, together
from healthplan_cli.base.exitcodes import ExitCode
from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.read_bytes import Source, read_input
from healthplan_cli.commands.config import find_config
from healthplan_cli.commands.options import day_of, names_of
from healthplan_cli.commands.output import say, warn
from healthplan_cli.commands.prepare import sources_from
from healthplan_cli.language.names import name_key
from healthplan_cli.model import Plan
from healthplan_cli.sources.actuals.loading import Request, load
from healthplan_cli.sources.actuals.lookup import Index
from healthplan_cli.sources.actuals.opening import SHEETS, WORKBOOKS
from healthplan_cli.sources.plans.catalog import catalogue, load_plan, plan_files
from healthplan_cli.sources.plans.spec import build_plan
from healthplan_cli.sources.strict_yaml import Node, parse
from healthplan_cli.sources.waivers import is_waivers, read_waivers

_KINDS = ("hpcheck.plan", "hpcheck.actuals", "hpcheck.waivers")


@record(frozen=True, slots=True)
class Checking:
    """The options of `hpcheck validate`, as given: the plans that data are checked against, how sheets are read, the
    day on which waivers must be valid.
    """

    plan: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    sheet: str | None = None
    map: str | None = None
    as_of: str | None = None


def run_validate(files: tuple[str, ...], by: Checking) -> ExitCode:
    """Print what each correct file is. Raise InvalidInput with the problems of all the others."""
    problems: list[Problem] = []
    for file in files:
        try:
            first, *more = _validated(file, by)
            for line in (tr("{file}：{validated}", file=file, validated=first), *more):
                say(line)
        except InvalidInput as error:
            problems += error.problems
    if problems:
        raise InvalidInput(dict.fromkeys(problems))
    return ExitCode.PASS


def _validated(file: str, by: Checking) -> list[str]:
    """Return the lines to print for a correct file: what it is, and likely slips in it. Raise InvalidInput for any other."""
    if file.lower().endswith(".toml"):
        return [tr("设置正确，{count} 项", count=len(find_config(file).values))]
    source = read_input(file)
    if file.lower().endswith(SHEETS):
        return [_data(source, by)]
    problems: list[Problem] = []
    root = parse(source.content, file, problems)
    _check_kind(root, file)
    if not is_waivers(root) and _is_plan(root):
        with together(problems):
            spec = build_plan(root, file, catalogue(), source.sha256)
        return [
            tr(
                "规格正确，{title}，{count} 项指标{more}",
                title=spec.title,
                count=len(spec.indicators),
                more=_more(spec),
            ),
            *_hints(spec),
        ]
    if is_waivers(root):
        indexes = [Index(load_plan(name), name) for name in by.plan or plan_files()]
        notices: list[Problem] = []
        day = day_of(by.as_of)
        with together(problems):
            found = read_waivers(root, file, indexes, day, notices, bool(by.plan))
        warn(notices)
        count = len({waiver.location for own in found.values() for waiver in own})
        return [tr("豁免正确，{count} 条", count=count)]
    return [_data(source, by)]


def _data(source: Source, by: Checking) -> str:
    path = source.path.lower()
    request = Request(
        by.plan,
        sheet=by.sheet if path.endswith(WORKBOOKS) else None,
        map=by.map if path.endswith(SHEETS) else None,
        sources=names_of(by.sources),
        sources_from=sources_from(),
        judging=False,
    )
    loaded, notices = load([source], request)
    warn(notices)
    return tr(
        "数据正确，{count} 个数值",
        count=len({value.location for item in loaded for value in item.actuals.values}),
    )


def _more(plan: Plan) -> str:
    promised = tr("，{count} 条正文承诺", count=len(plan.commitments)) if plan.commitments else ""
    built = tr("，{count} 个重大项目", count=len(plan.projects)) if plan.projects else ""
    return promised + built


def _hints(plan: Plan) -> Iterator[str]:
    """Yield what is allowed in a spec but most likely a slip: an id that isn't the catalogue's, or is another indicator's."""
    names = {name_key(name): entry for entry in catalogue().values() for name in (entry.name, *entry.aliases)}
    for item in plan.indicators:
        entry, named = catalogue().get(item.id), names.get(name_key(item.name))
        if entry is None and named is not None:
            yield tr(
                "  提示：{location} “{name}”在目录里是 {id}，用这个 id 可得到方向、别名和分项",
                location=item.location,
                name=item.name,
                id=named.id,
            )
        elif entry is not None and named is not None and named.id != entry.id:
            yield tr(
                "  提示：{location} “{name}”在目录里是 {id}，而这里的 id 是 {id2}（{name2}）",
                location=item.location,
                name=item.name,
                id=named.id,
                id2=entry.id,
                name2=entry.name,
            )
        elif entry is not None and named is None and not _is_similar(entry.name, item.name):
            yield tr(
                "  提示：{location} id {id} 在目录里是“{name}”，与“{name2}”是不是同一项指标？",
                location=item.location,
                id=entry.id,
                name=entry.name,
                name2=item.name,
            )
    yield from _unlinked(plan)


def _unlinked(plan: Plan) -> Iterator[str]:
    """Yield a line for each commitment that has a row's name without saying that it is about that row (`indicator`)."""
    from healthplan_cli.checks.lint.groups import unlinked

    for item, row in unlinked(plan):
        yield tr(
            "  提示：{location} “{name}”与表里第 {no} 项同名：说的是同一项就写 indicator: {id}",
            location=item.location,
            name=item.name,
            no=row.no,
            id=row.id,
        )


def _is_similar(one: str, other: str) -> bool:
    """Return whether two names share half of their characters."""
    return 2 * len(set(one) & set(other)) >= min(len(set(one)), len(set(other)))


def _check_kind(root: Node, file: str) -> None:
    """Raise InvalidInput for a file whose `format` is of a kind that isn't checked, such as a report."""
    format = root.get("format")
    kind = (format.text or "").partition("/")[0] if format else ""
    if format is not None and kind.startswith("hpcheck.") and kind not in _KINDS:
        words = tr(
            "format 是“{text}”：能检查的有 {names}",
            text=format.shown,
            names=tr("、").join(f"{kind}/1" for kind in _KINDS),
        )
        raise refusal(format.place(file), words)


def _is_plan(root: Node) -> bool:
    format = root.get("format")
    if format is not None and format.text is not None and not format.text.startswith("hpcheck.actuals/"):
        return True  # build_plan says what is wrong with any other format
    return root.get("indicators") is not None
