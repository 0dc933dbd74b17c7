"""Refusals of documents that can't be read."""

from __future__ import annotations

from healthplan_cli.base.errors import InvalidInput, refusal
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.limits import MAX_CHARACTERS, MAX_PASSAGES


def undecodable(file: str) -> InvalidInput:
    """Return the refusal of a text in an unknown encoding."""
    return refusal(file, tr("认不出文字编码（不是 UTF-8、UTF-16，也不是 GBK/GB18030），或者不是文本文件"))


def damaged(file: str, kind: str) -> InvalidInput:
    """Return the refusal of a file that is truncated or corrupted."""
    return refusal(file, tr("{kind} 文件已损坏或不完整（多半是下载或拷贝中断了），请重新取得", kind=kind))


def check_much(file: str, characters: int, passages: int) -> None:
    """Raise InvalidInput for a document with too many characters or passages."""
    if characters > MAX_CHARACTERS:
        words = tr("文字有 {count} 字，最多 {most} 字：这不像一份规划", count=characters, most=MAX_CHARACTERS)
        raise refusal(file, words)
    if passages > MAX_PASSAGES:
        words = tr(
            "有 {count} 段（行、格），最多 {most} 段：这不像一份规划", count=passages, most=MAX_PASSAGES
        )
        raise refusal(file, words)
