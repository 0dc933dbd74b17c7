"""What is said of a document that can't be read."""

from __future__ import annotations

from healthplan_cli.errors import InvalidInput, Problem
from healthplan_cli.model import Location
from healthplan_cli.speech import tr


def refused(file: str, message: str) -> InvalidInput:
    """A document that can't be read, and why."""
    return InvalidInput([Problem(Location(file), message)])


def undecodable(file: str) -> InvalidInput:
    """A text in no encoding that is known."""
    return refused(file, tr("认不出文字编码（不是 UTF-8、UTF-16，也不是 GBK/GB18030），或者不是文本文件"))


def damaged(file: str, kind: str) -> InvalidInput:
    """A file that is broken off or garbled."""
    return refused(file, tr("{kind} 文件已损坏或不完整（多半是下载或拷贝中断了），请重新取得", kind=kind))
