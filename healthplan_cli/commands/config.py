"""Settings for a folder: `hpcheck.toml`, or `[tool.hpcheck]` in pyproject.toml (docs/formats.md).

A setting is a long option's name with its value. An environment variable HPCHECK_… overrides it, and a flag overrides
both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from healthplan_cli.base.errors import InvalidInput, Problem, refusal
from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.base.location import Location
from healthplan_cli.base.read_bytes import read_source
from healthplan_cli.commands.found import NAMES, Candidate, candidates, why_not_read, why_not_written
from healthplan_cli.commands.setting_types import PATHS, SETTINGS, Decimal, is_text, option_value
from healthplan_cli.commands.writing import split_output
from healthplan_cli.sources.plans.catalog import SUFFIXES

FILE, PROJECT = NAMES
_AT = Pattern(r"\(at line (?P<line>\d+), column (?P<column>\d+)\)")


@record(frozen=True, slots=True)
class Config:
    """The values of a settings file by click's option names, and the place of each.

    `found`: it was found, not named by --config. `refused` has the problem of each setting that such a file may not
    make, by the option's name; under "config" those of files that aren't used.
    """

    path: str
    values: Mapping[str, Any]
    places: Mapping[str, Location]
    found: bool = False
    refused: tuple[tuple[str, Problem], ...] = ()


NOTHING = Config("", {}, {})


# ── the file ──


def find_config(asked: str | None) -> Config:
    """Return the settings of the file named, else of the nearest one in this folder or above it.

    Raise InvalidInput for a file that is wrong.
    """
    if asked is not None:
        found = _read(asked)
        if found is None:
            raise refusal(asked, tr("里面没有 [tool.hpcheck]"))
        return found
    refused: list[Problem] = []
    for candidate in candidates(refused):
        found = _read(candidate.shown)
        if found is not None:
            others = [("config", problem) for problem in refused]
            return _restricted(found, candidate, others)
    return replace(NOTHING, refused=tuple(("config", problem) for problem in refused))


def _restricted(config: Config, found: Candidate, refused: list[tuple[str, Problem]]) -> Config:
    """Return found settings without those that write outside their folder or read outside the repository, which go to `refused`."""
    values = dict(config.values)
    for name in (name for name in ("output", "plan", *PATHS) if name in values):
        check = why_not_written if name == "output" else why_not_read
        given = values[name] if isinstance(values[name], list) else [values[name]]
        kept = []
        for text in given:
            path = split_output(text)[1] if name == "output" else text
            reason = None if name == "plan" and not text.endswith(SUFFIXES) else check(path, found)
            if reason is None:
                kept.append(text)
                continue
            words = tr(
                "{reason}，没有照办；确实要这样，请用 --config {file}", reason=reason, file=config.path
            )
            refused.append((name, Problem(config.places[name], words)))
        if len(kept) == len(given):
            continue
        values[name] = kept
        if not kept or name in PATHS:
            del values[name]
    return Config(config.path, values, config.places, True, tuple(refused))


def _read(shown: str) -> Config | None:
    """Return the settings in a file; None for a pyproject.toml without any."""
    inside = Path(shown).name == PROJECT
    content = read_source(shown).content
    if inside and not any(head in content.replace(b" ", b"") for head in (b"tool.hpcheck", b"[tool]")):
        return None
    import tomllib

    from healthplan_cli.commands.tomlbounds import check_bounds

    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
        check_bounds(text, shown)
        data = tomllib.loads(text, parse_float=Decimal)
    except UnicodeDecodeError:
        raise refusal(shown, tr("不是 UTF-8 编码：请另存为 UTF-8")) from None
    except tomllib.TOMLDecodeError as error:
        raise InvalidInput([_syntax(shown, str(error))]) from None
    table = _table(data) if inside else data
    if table is not None and not isinstance(table, dict):
        raise refusal(shown, tr("tool.hpcheck 应是一个表：[tool.hpcheck]"))
    return None if table is None else _checked(table, shown, _lines(text, inside))


def _table(data: Mapping[str, Any]) -> Any:
    tool = data.get("tool")
    return tool.get("hpcheck") if isinstance(tool, dict) else None


def _syntax(shown: str, message: str) -> Problem:
    match = _AT.search(message)
    place = Location(shown, int(match["line"]), int(match["column"])) if match else Location(shown)
    if "overwrite" in message:
        return Problem(place, tr("TOML 语法错误：同一个键写了两次"))
    return Problem(place, tr('TOML 语法错误：每行写“键 = 值”，文字要加引号，如 plan = "chongqing"'))


_HEAD = Pattern(r"\s*\[\[?(?P<path>[^\]]*)\]")
_KEY = Pattern(
    r"\s*(?P<path>(?:[\w-]+|\"[^\"]*\"|'[^']*')(?:\s*\.\s*(?:[\w-]+|\"[^\"]*\"|'[^']*')){0,3})\s*="
)


def _lines(text: str, inside: bool) -> dict[str, int]:
    """Return the line in which each key of the settings first stands."""
    own = ["tool", "hpcheck"] if inside else []
    found: dict[str, int] = {}
    table: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        head = _HEAD.match(line)
        key = None if head else _KEY.match(line)
        if head:
            table = path = _parts(head["path"])
        elif key:
            path = [*table, *_parts(key["path"])]
        else:
            continue
        if path[: len(own)] == own and len(path) > len(own):
            found.setdefault(path[len(own)], number)
        elif key and path == own:  # hpcheck = {…}
            found.setdefault("", number)
    return found


def _parts(path: str) -> list[str]:
    return [part.strip().strip("\"'") for part in path.split(".")]


# ── its settings ──


def _checked(data: Mapping[str, Any], shown: str, lines: Mapping[str, int]) -> Config:
    values: dict[str, Any] = {}
    places: dict[str, Location] = {}
    problems: list[Problem] = []
    for written, key, value in _forms_apart(data):
        line = lines.get(written) or lines.get("", 0)
        place = Location(shown, line, 1 if line else 0)
        name = {"with": "with_"}.get(key, key.replace("-", "_"))
        if key not in SETTINGS:
            problems.append(Problem(place, _unknown(written)))
        elif not SETTINGS[key][0](value):
            problems.append(
                Problem(place, tr("{written} 应是{value}", written=written, value=SETTINGS[key][1]))
            )
        elif name in places:
            problems.append(
                Problem(
                    place,
                    tr(
                        "{written} 和第 {line} 行是同一项设置：请只写一个",
                        written=written,
                        line=places[name].line,
                    ),
                )
            )
        else:
            values[name], places[name] = option_value(key, value, Path(shown).parent), place
    if problems:
        raise InvalidInput(problems)
    return Config(shown, values, places)


def _forms_apart(data: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    """Yield (key as written, option's name, value) of each setting; `formats` is split into a form for standard output and `F:file`s."""
    for written, value in data.items():
        if written != "formats":
            yield written, written.replace("_", "-"), value
            continue
        texts = value if isinstance(value, list) else [value]
        files = [text for text in texts if is_text(text) and ":" in text]
        shown = [text for text in texts if text not in files]
        if shown:
            yield written, "format", shown if len(shown) > 1 else shown[0]
        if files:
            yield written, "output", files


def _unknown(written: str) -> str:
    from healthplan_cli.language.names import nearest

    if written in ("tool", "hpcheck"):
        return tr(
            "{file} 里的设置直接写，不放在 [tool.hpcheck] 下面（那是 {project} 里的写法）",
            file=FILE,
            project=PROJECT,
        )
    near = nearest(written.replace("_", "-"), SETTINGS, 1)
    hint = (
        tr("是不是 {near}？", near=near[0])
        if near
        else tr("可用的有：{names}", names=tr("、").join(SETTINGS))
    )
    return tr("不认识的设置“{written}”，{hint}", written=written, hint=hint)
