"""`hpcheck explain`: how a wording is understood."""

from __future__ import annotations

from healthplan_cli.base.errors import NotUnderstood, refusal
from healthplan_cli.base.exitcodes import ExitCode
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.read_bytes import read_input
from healthplan_cli.base.visible import visible
from healthplan_cli.commands.output import write
from healthplan_cli.commands.pasted import pasted
from healthplan_cli.language.describe import reading, target_fields
from healthplan_cli.language.target import parse_target
from healthplan_cli.language.underline import underlined
from healthplan_cli.report.programs.jsontext import dumps


def run_explain(texts: tuple[str, ...], format_: str) -> ExitCode:
    """Print the reading of each wording. Return INVALID where one isn't understood."""
    understood = True
    for text in _expressions(texts):
        known, answer = _ANSWERS[format_](text)
        understood = understood and known
        write(answer + "\n", exact=format_ != "text")
    return ExitCode.PASS if understood else ExitCode.INVALID


def _expressions(texts: tuple[str, ...]) -> list[str]:
    found: list[str] = []
    for text in texts:
        if text != "-":
            found.append(text)
            continue
        try:
            content = read_input("-").content.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise refusal("-", tr("标准输入不是 UTF-8 文本")) from None
        found += [line for line in content.splitlines() if line.strip()]
    return found


def explained(text: str) -> dict[str, object]:
    """Return a wording as plain data: its fields, and a sentence of how it is read. Raise NotUnderstood."""
    target = parse_target(text)
    return {"text": text, "ok": True, **target_fields(target), "reading": reading(target)}


def _json(text: str) -> tuple[bool, str]:
    try:
        return True, dumps({**explained(text), "error": None, "at": None})
    except NotUnderstood as error:
        said = {"reading": None, "error": error.message, "at": error.at}
        return False, dumps({"text": text, "ok": False, "op": None, **said})


def _plain(text: str) -> tuple[bool, str]:
    try:
        return True, f"{visible(text)}\n  {visible(str(explained(text)['reading']))}"
    except NotUnderstood as error:
        return False, tr(
            "{text}\n  看不懂：{message}\n{underlined}",
            text=visible(text),
            message=visible(error.message),
            underlined=underlined(error),
        )


def _yaml(text: str) -> tuple[bool, str]:
    """Return whether a wording is understood, and the target to paste into a spec, or a comment with the reason."""
    try:
        target = parse_target(text)
    except NotUnderstood as error:
        return False, tr("# 看不懂：{text}：{message}", text=visible(text), message=visible(error.message))
    return True, pasted(target)


_ANSWERS = {"json": _json, "text": _plain, "yaml": _yaml}
