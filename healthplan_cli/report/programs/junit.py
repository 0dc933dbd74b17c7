"""The report as JUnit XML, as Jenkins and GitLab read it: a suite for each plan, a case for each row and component."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from healthplan_cli.base.errors import Problem
from healthplan_cli.base.exact_format import decimal_text
from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.messages import told
from healthplan_cli.language.names import NATURE_WORDS
from healthplan_cli.model import Nature, Result, Status
from healthplan_cli.report import Look
from healthplan_cli.report.programs.cases import FAILED, TestCase, cases, promised
from healthplan_cli.report.words.cells import clean
from healthplan_cli.report.words.commitments import tally_words
from healthplan_cli.report.words.gateline import gate_line
from healthplan_cli.views.reviewed_plan import Reviewed


def render(
    reviewed: Sequence[Reviewed], look: Look, broken: Mapping[str, Sequence[Problem]] | None = None
) -> str:
    """Return the document, with a line feed at its end; its numbers of cases count rows and components.

    `broken` has the problems of regions that couldn't be judged: each is a suite with one error.
    """
    root = Element("testsuites", name="hpcheck")
    suites = [suite for item in reviewed for suite in _suites(root, item)]
    suites += [_broken(root, name, problems) for name, problems in (broken or {}).items()]
    for key in ("tests", "failures", "errors"):
        root.set(key, str(sum(int(suite.get(key, "0")) for suite in suites)))
    ElementTree.indent(root)
    text = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _suites(root: Element, item: Reviewed) -> Iterator[Element]:
    """Yield the suite of the indicators, then that of the commitments, where those without data are skipped."""
    report, title = item.report, clean(item.report.plan.title)
    yield _suite(root, item, title, list(cases(item)), gate_line(item.gate))
    if report.commitments is not None:
        name = tr("{title}：正文承诺", title=title)
        yield _suite(root, item, name, promised(item, Look(all=True)), tally_words(report))


def _suite(root: Element, item: Reviewed, name: str, found: Sequence[TestCase], said: str) -> Element:
    suite = SubElement(root, "testsuite", name=name, package=item.report.plan.id)
    counts = {
        "tests": len(found),
        "failures": sum(map(_fails, found)),
        "errors": 0,
        "skipped": sum(map(_is_skipped, found)),
    }
    for key, count in counts.items():
        suite.set(key, str(count))
    suite.set("time", "0")
    _properties(suite, item)
    for case in found:
        _case(suite, case)
    SubElement(suite, "system-out").text = said
    return suite


def _broken(root: Element, name: str, problems: Sequence[Problem]) -> Element:
    suite = SubElement(
        root, "testsuite", name=clean(name), tests="1", failures="0", errors="1", skipped="0", time="0"
    )
    case = SubElement(suite, "testcase", classname=clean(name), name=tr("读数据"), time="0")
    error = SubElement(case, "error", type="invalid", message=clean(problems[0].message))
    error.text = _text(map(str, problems))
    return suite


def _properties(suite: Element, item: Reviewed) -> None:
    conventions, gate = item.report.conventions, item.gate
    values = {
        "plan": item.report.plan.id,
        "year": conventions.year,
        "mode": conventions.mode.value,
        "band": decimal_text(conventions.band),
        "carry": conventions.carry,
        "illustrative": str(item.report.illustrative).lower(),
        "gate": gate.policy.words,
        "outcome": gate.outcome.value,
        "exit_code": int(gate.exit_code),
    }
    box = SubElement(suite, "properties")
    for name, value in values.items():
        SubElement(box, "property", name=name, value=str(value))


def _fails(case: TestCase) -> bool:
    return case.result.status in FAILED and not case.waived


def _is_skipped(case: TestCase) -> bool:
    return case.waived or case.result.status is Status.UNKNOWN


def _case(suite: Element, case: TestCase) -> None:
    result, plan = case.result, case.item.report.plan
    is_promise = case.row.nature is Nature.COMMITMENT
    category = NATURE_WORDS[case.row.nature] if is_promise else clean(case.row.category or "")
    where = f"{plan.id}.{category}" if category else plan.id
    own = SubElement(suite, "testcase", classname=where, name=case.name, time="0")
    message = clean(told(result))
    if _is_skipped(case):
        reason = "waived" if case.waived else result.reason.value if result.reason else "unknown"
        words = case.lines[-1] if case.waived else message
        SubElement(own, "skipped", type=reason, message=words)
    elif _fails(case):
        failure = SubElement(own, "failure", type=result.status.value, message=message)
        failure.text = _text(_details(case))
    SubElement(own, "system-out").text = _text((case.badge.words, *case.lines, *_places(case)))


def _details(case: TestCase) -> Iterable[str]:
    gated = tr("门禁看它") if case.held else tr("不在门禁之内")
    yield tr("{nature}，{gated}", nature=NATURE_WORDS[case.row.nature], gated=gated)
    yield from case.lines
    yield from _places(case)


def _places(case: TestCase) -> Iterable[str]:
    result: Result = case.result
    if case.place is not None:
        yield tr("数据：{place}", place=case.place)
    if result.location.file:
        yield tr("规划：{place}", place=result.location)


def _text(lines: Iterable[str]) -> str:
    return "\n".join(map(clean, lines))
