"""What lint has found, for the terminal; and the documentation of its rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import ModuleType

from healthplan_cli.lint import Finding, Level, Linted, all_rules, documentation, title
from healthplan_cli.reporters.officetable import clean
from healthplan_cli.speech import tr
from healthplan_cli.widths import pad, wrap

_COLORS = {Level.ERROR: "\x1b[31m", Level.WARNING: "\x1b[35m", Level.NOTE: "\x1b[36m"}  # dark and light

_FOLDED, _FEW = "HP107", 5  # of a table without baselines it says the same in every row


def counts(found: Sequence[Linted]) -> Mapping[Level, int]:
    """How many findings there are of each level."""
    levels = [finding.level for item in found for finding in item.findings]
    return {level: levels.count(level) for level in Level}


def lint_text(found: Sequence[Linted], size: int, color: bool) -> str:
    """The findings by plan in lines of at most `size` columns, then how many there are."""
    lines: list[str] = []
    for item in found:
        lines += [_bold(clean(item.plan.title), color)]
        folded = _folded(item.findings)
        for finding in item.findings:
            same = folded.get(_likeness(finding), [finding])
            if same[0] is finding:
                lines += _lines(finding, size, color) if len(same) == 1 else _together(same, size, color)
        lines += [*([] if item.findings else [tr("没有发现问题")]), ""]
    return "\n".join([*lines, *wrap(summary(found), size)]) + "\n"


def _likeness(finding: Finding) -> tuple[str, Level, str]:
    return finding.code, finding.level, finding.message


def _folded(findings: Sequence[Finding]) -> Mapping[tuple[str, Level, str], list[Finding]]:
    """Those of a rule that says the same of nearly every row of some tables, where they are too many for a line each."""
    found: dict[tuple[str, Level, str], list[Finding]] = {}
    for finding in findings:
        if finding.code == _FOLDED:
            found.setdefault(_likeness(finding), []).append(finding)
    return {likeness: same for likeness, same in found.items() if len(same) > _FEW}


def summary(found: Sequence[Linted]) -> str:
    """How many findings there are, in a line."""
    number, explained = counts(found), sum(len(item.explained) for item in found)
    said = tr(
        "{plans} 份规划：错误 {error}，警告 {warning}，提示 {note}",
        plans=len(found),
        error=number[Level.ERROR],
        warning=number[Level.WARNING],
        note=number[Level.NOTE],
    )
    return said + (tr("，已说明 {count}", count=explained) if explained else "")


def _together(same: Sequence[Finding], size: int, color: bool) -> Iterator[str]:
    """Several findings that say the same: where the first one is, and the numbers of all."""
    numbers = tr("、").join(finding.no or finding.id for finding in same)
    which = tr("第 {numbers} 项，共 {count} 项", numbers=numbers, count=len(same))
    yield from _said(same[0], f"{same[0].message}{tr('：')}{which}", size, color)


def _lines(finding: Finding, size: int, color: bool) -> Iterator[str]:
    yield from _said(finding, f"{about(finding)}{finding.message}", size, color)
    if finding.words:
        yield from (f"    {line}" for line in wrap(clean(tr("原文：{words}", words=finding.words)), size - 4))


def _said(finding: Finding, message: str, size: int, color: bool) -> Iterator[str]:
    """Place, code, level and message."""
    level = finding.level.value
    text = clean(f"{finding.location.file}:{finding.location.line}: {finding.code} {level}: {message}")
    first, *rest = wrap(text, size - 4)
    code = f"{finding.code} {level}:"
    yield first.replace(code, f"{_COLORS[finding.level]}{code}\x1b[0m", 1) if color else first
    yield from (f"    {line}" for line in rest)


def about(finding: Finding) -> str:
    """[3 孕产妇死亡率] before a message; nothing where it is about the plan as a whole."""
    return f"[{finding.no} {finding.name}] " if finding.name else ""


def _bold(text: str, color: bool) -> str:
    return f"\x1b[1m{text}\x1b[0m" if color else text


def rule_text(rule: ModuleType, size: int) -> str:
    """A rule's code, level and documentation."""
    lines = [f"{rule.CODE} {rule.LEVEL.value}", ""]
    for block in _blocks(documentation(rule)):
        lines += wrap(block, size) if block else [""]
    return "\n".join(lines) + "\n"


def _blocks(text: str) -> Iterator[str]:
    """Paragraphs and items, each as one line: a Chinese line's end is no space."""
    block = ""
    for line in text.splitlines():
        if block and (not line or line.startswith("- ")):
            yield block
            block = ""
        if not line:
            yield ""
        else:
            block = _joined(block, line)
    yield block


def _joined(block: str, line: str) -> str:
    between = " " if block and block[-1].isascii() and line[0].isascii() else ""
    return f"{block}{between}{line}"


def rules_text(size: int) -> str:
    """A line for each rule: code, level, what it is about."""
    lines: list[str] = []
    for code, rule in all_rules().items():
        first, *rest = wrap(title(rule), size - 15)
        lines += [f"{code}  {pad(rule.LEVEL.value, 7)}  {first}", *(f"{'':15}{line}" for line in rest)]
    return "\n".join(lines) + "\n"
