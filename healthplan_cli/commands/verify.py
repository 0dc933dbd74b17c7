"""`hpcheck verify`: which words of a plan are not in its document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from healthplan_cli.catalog import load_plan
from healthplan_cli.commands.output import page, write
from healthplan_cli.documents import read_document
from healthplan_cli.exitcodes import ExitCode
from healthplan_cli.model import Location
from healthplan_cli.reporters.jsontext import dumps
from healthplan_cli.source import read_source
from healthplan_cli.speech import tr
from healthplan_cli.verify import Item, Status, Verification, verify

FORMAT = "hpcheck.verify/1"
_FIELDS = {
    "title": tr("标题"),
    "category": tr("类别"),
    "name": tr("名称"),
    "unit": tr("单位"),
    "baseline": tr("基期"),
    "target": tr("目标"),
    "nature": tr("性质"),
    "mentions": tr("正文的数"),
    "subject": tr("主语"),
    "due": tr("年份"),
    "modality": tr("语气"),
    "responsible": tr("责任单位"),
    "place": tr("建设地点"),
    "kind": tr("建设性质"),
    "content": tr("建设内容"),
    "years": tr("建设年限"),
    "investment": tr("投资"),
    "count": tr("项目数"),
    "number": tr("文号"),
    "date": tr("日期"),
    "by": tr("机关"),
    "population": tr("常住人口"),
    "births": tr("出生数"),
}
_KINDS = {
    "plan": tr("规划"),
    "indicator": tr("指标 {no} {name}"),
    "commitment": tr("承诺 {no} {name}"),
    "project": tr("项目 {no} {name}"),
}


def run_verify(
    plan: str, document: str, format_: str, all_: bool, strict: bool, no_pager: bool = False
) -> ExitCode:
    """Says what of the plan the document doesn't have; FAIL where there is any."""
    loaded = load_plan(plan, whole=True)
    found = verify(loaded, read_document(read_source(document)))
    if format_ == "json":
        write(dumps(_data(found), indent=2) + "\n", exact=True)
    else:
        text = "\n".join(_lines(found, all_)) + "\n"
        page(text, not no_pager, (document, loaded.path))
    failing = (Status.MISSING, Status.APART) if strict else (Status.MISSING,)
    return ExitCode.FAIL if found.of(*failing) else ExitCode.PASS


def _lines(found: Verification, all_: bool) -> Iterator[str]:
    yield _summary(found)
    for status, head in (
        (Status.MISSING, tr("原文里没有，或原文在那里是别的字：")),
        (Status.APART, tr("原文里有，但不在一处（--strict 时算没有找到）：")),
        (Status.EXCUSED, tr("例外，规格里写明了原因：")),
        (Status.UNCHECKED, tr("规格里没有引用原文的字，没有查：")),
        (Status.FOUND, tr("找到的：")),
    ):
        items = found.of(status)
        if items and (all_ or status is not Status.FOUND):
            yield ""
            yield head
            yield from _group(items)
    needless = [item for item in found.of(Status.FOUND) if item.reason]
    if needless:
        yield ""
        yield tr("规格里写作例外，其实找得到，not_in_document 可以删去：")
        yield from _group(needless)


def _summary(found: Verification) -> str:
    checked = len(found.items) - len(found.of(Status.UNCHECKED))
    counts = [
        (tr("{count} 处没有"), Status.MISSING),
        (tr("{count} 处不在一处"), Status.APART),
        (tr("{count} 处例外"), Status.EXCUSED),
        (tr("{count} 处没有引用原文"), Status.UNCHECKED),
    ]
    more = [words.format(count=count) for words, status in counts if (count := len(found.of(status)))]
    head = tr(
        "{plan}：规格里的 {checked} 处词句，{found} 处在 {path} 里找到",
        plan=found.plan,
        checked=checked,
        found=len(found.of(Status.FOUND)),
        path=found.document.path,
    )
    return tr("，").join([head, *more]) + tr("。")


def _group(items: tuple[Item, ...] | list[Item]) -> Iterator[str]:
    """The items of each part of the plan under its name."""
    last = None
    for item in items:
        key = (item.kind, item.id)
        if key != last:
            title = _KINDS[item.kind].format(no=item.no, name=item.name)
            yield tr("  {title}（{place}）", title=title, place=item.location)
            last = key
        yield from _item(item)


def _item(item: Item) -> Iterator[str]:
    head = f"    {field_words(item.field)}{tr('：')}{item.words}"
    if item.place is not None:
        head += f"  {item.place}"
    yield head
    if item.near is not None:
        yield tr("      原文作：{words}  {place}", words=item.near.words, place=item.near.place)
    if item.reason is not None:
        yield tr("      说明：{reason}", reason=item.reason)


def field_words(field: str) -> str:
    """What a field of the spec is called: target, or employee.target of a component."""
    part, _, name = field.rpartition(".")
    words = _FIELDS.get(name, name)
    return f"{part} {words}" if part and part not in ("issued", "projects_total", "region") else words


def _data(found: Verification) -> dict[str, Any]:
    document = found.document
    return {
        "format": FORMAT,
        "plan": found.plan,
        "document": {"path": document.path, "sha256": document.sha256, "kind": document.kind},
        "summary": {
            "checked": len(found.items) - len(found.of(Status.UNCHECKED)),
            **{status.value: len(found.of(status)) for status in Status},
        },
        "items": [_item_data(item) for item in found.items],
    }


def _item_data(item: Item) -> dict[str, Any]:
    near = item.near
    return {
        "id": item.id,
        "no": item.no,
        "kind": item.kind,
        "field": item.field,
        "words": item.words,
        "status": item.status.value,
        "spec": str(item.location),
        "place": _place(item.place),
        "near": {"words": near.words, "place": _place(near.place)} if near else None,
        "reason": item.reason,
    }


def _place(place: Location | None) -> str | None:
    return None if place is None else str(place)
