"""The words of lint: findings, counts, and the documentation of rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import ModuleType

from healthplan_cli.base.i18n import tr
from healthplan_cli.base.text_width import pad, wrap
from healthplan_cli.checks.lint import Finding, FindingLevel, Linted, all_rules, documentation, title

LEVEL_WORDS = {
    FindingLevel.ERROR: tr("错误"),
    FindingLevel.WARNING: tr("警告"),
    FindingLevel.NOTE: tr("提示"),
}


def counts(found: Sequence[Linted]) -> Mapping[FindingLevel, int]:
    """Return how many findings there are of each level."""
    levels = [finding.level for item in found for finding in item.findings]
    return {level: levels.count(level) for level in FindingLevel}


def summary(found: Sequence[Linted]) -> str:
    """Return the number of findings by level, in one line."""
    number, explained = counts(found), sum(len(item.explained) for item in found)
    said = tr(
        "{plans} 份规划：错误 {error}，警告 {warning}，提示 {note}",
        plans=len(found),
        error=number[FindingLevel.ERROR],
        warning=number[FindingLevel.WARNING],
        note=number[FindingLevel.NOTE],
    )
    return said + (tr("，已说明 {count}", count=explained) if explained else "")


def about(finding: Finding) -> str:
    """Return the row of a finding, to stand before its message ([3 孕产妇死亡率]); empty for the plan as a whole."""
    return f"[{finding.no} {finding.name}] " if finding.name else ""


def rule_text(rule: ModuleType, size: int) -> str:
    """Return a rule's code, level and documentation."""
    lines = [f"{rule.CODE} {rule.LEVEL.value}", ""]
    for block in _blocks(documentation(rule)):
        lines += wrap(block, size) if block else [""]
    return "\n".join(lines) + "\n"


def _blocks(text: str) -> Iterator[str]:
    """Yield paragraphs and items as one line each; a line's end in Chinese text is no blank."""
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
    """Return a line for each rule: code, level, title."""
    lines: list[str] = []
    for code, rule in all_rules().items():
        first, *rest = wrap(title(rule), size - 15)
        lines += [f"{code}  {pad(rule.LEVEL.value, 7)}  {first}", *(f"{'':15}{line}" for line in rest)]
    return "\n".join(lines) + "\n"
