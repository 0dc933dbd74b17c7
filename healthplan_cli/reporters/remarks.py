"""What every report for people says beside its table: what a row rests on, what is waived, what has changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from healthplan_cli.messages import NOTE_WORDS, STATUS_WORDS, value_text
from healthplan_cli.model import Mode, Nature, Report, Result, Revision
from healthplan_cli.model.changes import Changes, Kind, Restated, Shift
from healthplan_cli.wording.amounts import ends_text

MODE_WORDS = {Mode.ANNUAL: "年度监测", Mode.MIDTERM: "中期评估", Mode.FINAL: "终期评估"}
KIND_WORDS = {
    Kind.NEW_MISS: "新的未达标或滞后",
    Kind.WORSE: "变差",
    Kind.LOST: "变得无法判定",
    Kind.RECOVERY: "恢复",
    Kind.BETTER: "变好",
    Kind.FOUND: "新的可以判定",
}
CELL_WORDS = {
    "baseline": "基期",
    "target": "目标",
    "annual_targets": "年度目标",
    "components": "分项",
    "due": "目标年",
    "at_least": "幅度",
    "tolerance": "“左右”的幅度",
    "pace": "进度的算法",
    "actual": "实际值",
}
_LISTED = (
    "maybe_percent",
    "maybe_unit",
    "without_baseline",
    "baseline_differs",
    "one_value_for_all",
    "beyond_range",
    "modal_commitment",
)


def heading(report: Report) -> str:
    """What a report is of: the plan, the review, the year, the files."""
    conventions, files = report.conventions, "、".join(file.path for file in report.inputs)
    made_up = "（示例数据，不是真实数值）" if report.illustrative else ""
    return (
        f"{report.plan.title}\n{MODE_WORDS[conventions.mode]}：{conventions.year} 年，数据 {files}{made_up}"
    )


def label(result: Result) -> str:
    """A row's number and name, with a mark for a commitment."""
    mark = "［约束］" if result.nature is Nature.BINDING else ""
    return f"{result.no}. {result.name}{mark}"


def remarks(results: Sequence[Result]) -> Iterator[str]:
    """A line for each thing that a reader of these rows should know."""
    for code in _LISTED:
        names = [result.name for result in results if code in result.noted]
        if names:
            yield f"{NOTE_WORDS[code]}：{'、'.join(names)}"
    for result in results:
        if result.revision is not None:
            yield revision_text(result)
    for result in results:
        for part in result.components or (result,):
            yield from _of_the_value(result, part)
    ranges = [
        f"{_named(result, part)} {chance_text(part)}"
        for result in results
        for part in result.components or (result,)
        if part.chance is not None and "one_event" not in part.noted
    ]
    if ranges:
        yield f"由人数算出的率，95% 区间只供参考，不改变结论：{'；'.join(ranges)}"


def revision_text(result: Result) -> str:
    """Which documents have changed a row, from when, and what of that stands."""
    revision = result.revision
    assert revision is not None
    said = [(_cells(changed), _document(item)) for item, changed in revision.standing]
    if len(said) == 1:
        return f"按调整后的{said[0][0]}核验：{label(result)}（{said[0][1]}）"
    return f"按调整后的{'、'.join(f'{cells}（{document}）' for cells, document in said)}核验：{label(result)}"


def _cells(changed: Sequence[str]) -> str:
    return "、".join(CELL_WORDS[cell] for cell in changed)


def _document(revision: Revision) -> str:
    day = f"，{revision.date}" if revision.date else ""
    return f"{revision.document}{day}，{revision.year} 年起"


def _of_the_value(result: Result, part: Result) -> Iterator[str]:
    name = _named(result, part)
    if "sources_differ" in part.noted and part.actual is not None:
        others = "、".join(f"{other.reading.text}（{_source(other.source)}）" for other in part.actual.others)
        own = f"{value_text(part)}（{_source(part.actual.source)}）"
        yield f"来源不一致：{name}用 {own}，另有 {others}"
    if "one_event" in part.noted:
        yield f"{NOTE_WORDS['one_event']}：{name}，{chance_text(part)}"


def _named(result: Result, part: Result) -> str:
    return label(result) if part is result else f"{label(result)}·{part.name}"


def _source(source: str | None) -> str:
    return source or "未注明来源"


def chance_text(part: Result) -> str:
    """The interval of a rate, and what one event more or fewer would give."""
    chance = part.chance
    assert chance is not None
    words = [f"{value_text(part)}的 95% 区间是 {ends_text(chance.low, chance.high, part.unit)}"]
    for which, status in (("少", chance.fewer), ("多", chance.more)):
        if status is not None:
            words.append(f"{which} 1 例就是“{STATUS_WORDS[status]}”")
    return "，".join(words)


def waiver_text(result: Result) -> str:
    """A waived row: its true status, and by whose leave it isn't held against the gate."""
    waiver = result.waiver
    assert waiver is not None
    leave = f"{waiver.by} {waiver.document}，有效期到 {waiver.expires}，理由：{waiver.reason}"
    return f"{label(result)}（{STATUS_WORDS[result.status]}）：{result.message}。{leave}"


def change_lines(changes: Changes) -> Iterator[str]:
    """What has changed since the earlier report, a line for each kind of change."""
    head = f"与 {changes.path}（{changes.year} 年）相比"
    lines = [
        f"{words} {len(found)} 项：{'、'.join(map(_moved, found))}"
        for kind, words in KIND_WORDS.items()
        if (found := [shift for shift in changes.shifts if shift.kind is kind])
    ]
    if changes.restated:
        lines.append(f"改动 {len(changes.restated)} 处：{'、'.join(map(_restated, changes.restated))}")
    if changes.gone:
        names = "、".join(f"{item.no}. {item.name}（{STATUS_WORDS[item.before]}）" for item in changes.gone)
        lines.append(f"上一次有而这次没有的 {len(changes.gone)} 项：{names}")
    if not lines:
        yield f"{head}：没有变化"
        return
    yield f"{head}："
    yield from (f"  {line}" for line in lines)


def _moved(shift: Shift) -> str:
    before = STATUS_WORDS[shift.before] if shift.before else "没有"
    return f"{shift.no}. {shift.name}（{before}→{STATUS_WORDS[shift.after]}）"


def _restated(item: Restated) -> str:
    when = f" {item.year} 年的" if item.year else "的"
    return f"{item.name}{when}{CELL_WORDS[item.what]} {item.before}→{item.after}"
