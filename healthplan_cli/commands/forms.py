"""In which form a command writes: as asked, else as the file's name ends."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath

from healthplan_cli.errors import InvalidInput, Problem
from healthplan_cli.model import Location
from healthplan_cli.speech import tr


def form_of(asked: str | None, output: str | None, suffixes: Mapping[str, str], example: str) -> str:
    """The form's name; `suffixes` has the forms by the endings of their files. InvalidInput where they don't agree."""
    named = suffixes.get(PurePath(output).suffix.lower()) if output else None
    if output is None and asked == "xlsx":
        raise _wrong(
            "--format", tr("xlsx 不能写到标准输出：请用 -o 给出文件名，如 -o {example}", example=example)
        )
    if output is not None and asked is None and named is None:
        endings = tr("、").join(suffixes)
        raise _wrong(output, tr("看不出要写成什么：文件名请以 {names} 结尾，或加 --format", names=endings))
    if output is not None and asked is not None and named is not None and asked != named:
        ending = PurePath(output).suffix
        raise _wrong(
            output, tr("文件名以 {suffix} 结尾，与 --format {asked} 不一致", suffix=ending, asked=asked)
        )
    return asked or named or "terminal"


def _wrong(where: str, message: str) -> InvalidInput:
    return InvalidInput([Problem(Location(where), message)])
