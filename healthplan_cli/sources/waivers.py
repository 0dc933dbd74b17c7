"""Waivers (docs/formats.md, `hpcheck.waivers/1`): an authority's permission, by a document and until a day, to miss a
target.

A waived row keeps its status and is counted apart: it never counts as met, and the gate passes over it (contract section
11).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from healthplan_cli.base.errors import InvalidInput, Problem, in_order
from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.counting import tallied
from healthplan_cli.evaluation.messages import STATUS_WORDS
from healthplan_cli.evaluation.part import IndicatorPart
from healthplan_cli.language.names import nearest
from healthplan_cli.model import Reason, Report, Result, Status, Waiver
from healthplan_cli.sources.actuals.lookup import Index, LeftOut, Misplaced, SetAside, called
from healthplan_cli.sources.strict_yaml import Node, NodeReader

FORMAT = "hpcheck.waivers/1"
_TOP = ("format", "note", "waivers")
_NEEDED = ("indicator", "reason", "document", "by", "expires")
_KEYS = (*_NEEDED, "plan", "note")
_SAID = {
    "reason": tr("理由"),
    "document": tr("批准文号"),
    "by": tr("批准机关"),
    "expires": tr("有效期"),
    "indicator": tr("指标"),
}
_WAIVABLE = (Status.MISSED, Status.BEHIND, Status.UNKNOWN)


def is_waivers(root: Node) -> bool:
    """Return whether a file is one of waivers."""
    format = root.get("format")
    if format is None or format.text is None:
        return root.get("waivers") is not None
    return format.text.startswith("hpcheck.waivers/")


def read_waivers(
    root: Node,
    file: str,
    indexes: Sequence[Index],
    today: date,
    notices: list[Problem],
    judged: bool = True,
) -> dict[str, tuple[Waiver, ...]]:
    """Return the waivers of each plan by the plan's id. Raise InvalidInput for all problems, expired waivers included.

    Waivers for a plan that isn't in `indexes` are added to `notices`. `judged`: the plans are judged, so that a waiver
    must be for one.
    """
    reader = _WaiverReader(file, indexes, today, notices, judged)
    reader.check_keys(root, _TOP)
    rows = root.get("waivers")
    if rows is None or not isinstance(rows.value, list):
        reader.fail(rows or root, tr("waivers 下面是列表，每项有 indicator、reason、document、by、expires"))
    for node in rows.sequence if rows else ():
        reader.read(node)
    if reader.problems:
        raise InvalidInput(in_order(reader.problems))
    return {plan: tuple(found.values()) for plan, found in reader.found.items()}


class _WaiverReader(NodeReader):
    def __init__(
        self, file: str, indexes: Sequence[Index], today: date, notices: list[Problem], judged: bool
    ) -> None:
        super().__init__(file)
        self.indexes, self.today = indexes, today
        self.notices, self.judged = notices, judged
        self.found: dict[str, dict[str, Waiver]] = {index.plan.id: {} for index in indexes}

    def check_keys(self, node: Node, known: Sequence[str]) -> None:
        for key in node.mapping:
            if key not in known:
                near = nearest(key, known)
                hint = (
                    tr("是不是 {near}？", near=near[0])
                    if near
                    else tr("可用的有：{names}", names=tr("、").join(known))
                )
                self.problems.append(
                    Problem(
                        node.key_place(self.file, key), tr("不认识的键“{key}”，{hint}", key=key, hint=hint)
                    )
                )
        format = node.get("format") if known is _TOP else None
        if format is not None and format.text != FORMAT:
            self.fail(format, tr("format 是“{text}”，这里需要 {format}", text=format.shown, format=FORMAT))

    def read(self, node: Node) -> None:
        """Read one waiver; every required field must be filled in."""
        if not isinstance(node.value, dict):
            self.fail(
                node, tr("每项豁免写成 {indicator: …, reason: …, document: …, by: …, expires: 2025-12-31}")
            )
            return
        self.check_keys(node, _KEYS)
        words = {key: (child.text or "").strip() if (child := node.get(key)) else "" for key in _NEEDED}
        missing = [key for key in _NEEDED if not words[key]]
        if missing:
            self.fail(
                node,
                tr(
                    "豁免缺少 {names}",
                    names=tr("、").join(tr("{key}（{said}）", key=key, said=_SAID[key]) for key in missing),
                ),
            )
        meant = self._meant(node)
        if words["expires"]:
            self._check_expiry(node.mapping["expires"], words, bool(meant))
        if words["indicator"] and meant:
            self._place(node.mapping["indicator"], meant, words)

    def _meant(self, node: Node) -> Sequence[Index]:
        """Return the indexes of the plans that a waiver names, or of all judged plans where it names none."""
        plan = node.get("plan")
        if plan is None or plan.value is None:
            return self.indexes
        if plan.text is None:
            self.fail(plan, tr("plan 应是规划的 id"))
            return ()
        found = called(plan.text, self.indexes)
        if not found:
            judged = tr("、").join(index.plan.id for index in self.indexes)
            words = tr(
                "这条豁免是规划“{text}”的，这次核验的是 {judged}，没有用上", text=plan.text, judged=judged
            )
            self.notices.append(Problem(plan.place(self.file), words))
        return found

    def _check_expiry(self, node: Node, words: dict[str, str], meant: bool) -> None:
        """Report an invalid date, and an expired waiver if it would be used."""
        try:
            until = date.fromisoformat(words["expires"])
        except ValueError:
            self.fail(node, tr("有效期“{words}”不对，应为日期，如 2025-12-31", words=words["expires"]))
            return
        words["expires"] = until.isoformat()
        if meant and until < self.today:
            what = tr("{words} 的豁免", words=words["indicator"]) if words["indicator"] else tr("这条豁免")
            document = tr("（{words}）", words=words["document"]) if words["document"] else ""
            advice = tr("请续批，或删去这一条；要按以前的某一天核验，用 --as-of")
            self.fail(
                node,
                tr(
                    "{what}{document}已于 {until} 到期，核验日期是 {today}：{advice}",
                    what=what,
                    document=document,
                    until=until,
                    today=self.today,
                    advice=advice,
                ),
            )

    # ── whose it is ──

    def _place(self, node: Node, meant: Sequence[Index], words: dict[str, str]) -> None:
        found = self._found(node, meant, words["indicator"])
        if self.judged and len(found) > 1:
            names = tr("、").join(index.plan.id for index, _ in found)
            self.fail(
                node,
                tr(
                    "{names} 都有“{words}”：请在这一条写明 plan，是哪个规划的豁免",
                    names=names,
                    words=words["indicator"],
                ),
            )
            return
        for index, place in found:
            self._keep(node, index, place, words)

    def _found(self, node: Node, meant: Sequence[Index], name: str) -> list[tuple[Index, IndicatorPart]]:
        """Return the plans that have the indicator, with its place in each; an indicator in none is a problem."""
        found: list[tuple[Index, IndicatorPart]] = []
        wrong: list[str] = []
        aside = False
        for index in meant:
            try:
                found.append((index, index.among(meant).find(name)))
            except SetAside:
                aside = True
            except LeftOut:
                continue
            except Misplaced as error:
                wrong.append(str(error))
        if not found and aside:
            words = tr(
                "“{name}”是正文承诺，没有核验，这条豁免没有用上：要核验请加 --with commitments", name=name
            )
            self.notices.append(Problem(node.place(self.file), words))
        elif not found:
            several = tr("这几个规划都没有指标“{name}”：请用 --plan 或在这一条写明 plan", name=name)
            self.fail(node, several if len(set(wrong)) > 1 else wrong[0])
        return found

    def _keep(self, node: Node, index: Index, place: IndicatorPart, words: dict[str, str]) -> None:
        indicator, own = place.indicator, self.found[index.plan.id]
        if place.component is not None:
            self.fail(
                node,
                tr(
                    "“{words}”是 {name} 的分项，豁免按整项算：请写 {id}",
                    words=words["indicator"],
                    name=indicator.name,
                    id=indicator.id,
                ),
            )
        elif indicator.id in own:
            first = own[indicator.id].location.line
            self.fail(
                node, tr("{name} 已有一条豁免（第 {first} 行）：请只留一条", name=indicator.name, first=first)
            )
        else:
            reason, document, by, expires = (words[key] for key in _NEEDED[1:])
            place_of = node.place(self.file)
            own[indicator.id] = Waiver(indicator.id, reason, document, by, expires, place_of)


def waive(report: Report, waivers: Sequence[Waiver]) -> tuple[Report, list[Problem]]:
    """Return the report with its waivers applied and counted anew, and a notice for each waiver that isn't needed."""
    given = {waiver.indicator: waiver for waiver in waivers}

    def waived(results: Iterable[Result]) -> tuple[Result, ...]:
        return tuple(
            replace(result, waiver=given[result.id]) if result.id in given and _needs(result) else result
            for result in results
        )

    commitments = None if report.commitments is None else waived(report.commitments)
    report = replace(report, results=waived(report.results), commitments=commitments)
    idle = [
        Problem(given[result.id].location, _idle(result))
        for result in report.rows
        if result.id in given and result.waiver is None
    ]
    return tallied(report), idle


def _idle(result: Result) -> str:
    if result.reason is Reason.NO_TARGET:
        return tr("规划没有给 {name} 设定目标，不需要豁免：请删去这一条", name=result.name)
    return tr(
        "{name} 是“{status_words}”，不再需要豁免，没有用上：请删去这一条",
        name=result.name,
        status_words=STATUS_WORDS[result.status],
    )


def _needs(result: Result) -> bool:
    return result.status in _WAIVABLE and result.reason is not Reason.NO_TARGET
