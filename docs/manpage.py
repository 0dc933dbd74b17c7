"""Writes the man page and the shells' completion files from the command line itself; the wheel installs them.

`--check` writes nothing and fails where a committed file says something else than the program.
"""

from __future__ import annotations

import argparse
import inspect
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click
from click.shell_completion import get_completion_class

from healthplan_cli import __version__
from healthplan_cli.__main__ import speak_chinese
from healthplan_cli.base.exitcodes import ExitCode

speak_chinese()  # before click's own words are asked for
from healthplan_cli.cli import hpcheck  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
SHELLS = ("bash", "zsh", "fish")
ENVIRONMENT = (
    ("HPCHECK_PLANS", "放规划的文件夹，几个之间的分隔与 PATH 相同"),
    ("HPCHECK_LANG", "用哪种语言说话：zh、en"),
    ("HPCHECK_CONFIG", "设置文件"),
    ("HPCHECK_PAGER, PAGER", "长的报告用哪个分页程序；空的或 cat 为不用"),
    ("HPCHECK_HYPERLINKS", "文件的位置要不要成为链接：always、never、auto"),
    ("NO_COLOR", "设了就不用颜色"),
)


def escaped(text: str) -> str:
    """Text that roff takes as it is."""
    plain = text.replace("\\", "\\e").replace("-", "\\-")
    return "\n".join(f"\\&{line}" if line.startswith((".", "'")) else line for line in plain.split("\n"))


def _commands(context: click.Context) -> list[click.Command]:
    found = (hpcheck.get_command(context, name) for name in hpcheck.list_commands(context))
    return [command for command in found if command is not None]


def manpage() -> str:
    """man/hpcheck.1."""
    context = click.Context(hpcheck, info_name="hpcheck", **hpcheck.context_settings)
    lines = [
        '.\\" 由 docs/manpage.py 生成，不要手改',
        f'.TH HPCHECK 1 "" "hpcheck {__version__}" "hpcheck"',
        ".ad l",
        ".nh",
        ".SH 名称",
        escaped(f"hpcheck - {_paragraph(hpcheck.help or '')}"),
        ".SH 用法",
        ".B hpcheck",
        escaped(" ".join(hpcheck.collect_usage_pieces(context))),
        ".SH 选项",
        *_options(hpcheck, context),
        ".SH 命令",
        *(line for command in _commands(context) for line in _command(command, context)),
        ".SH 退出码",
        *_listed((str(int(code)), code.meaning) for code in ExitCode),
        ".SH 环境变量",
        "命令的许多长选项也可以用 HPCHECK_ 加选项名的环境变量给出。",
        *_listed(ENVIRONMENT),
        ".SH 另见",
        escaped("hpcheck docs --list 列出手册的各页；hpcheck docs semantics 是目标的含义。"),
    ]
    return "\n".join(lines) + "\n"


def _paragraph(text: str) -> str:
    return " ".join(inspect.cleandoc(text).split("\n\n")[0].split("\n"))


def _command(command: click.Command, parent: click.Context) -> Iterator[str]:
    context = click.Context(command, info_name=command.name, parent=parent)
    usage = " ".join([f"hpcheck {command.name}", *command.collect_usage_pieces(context)])
    yield f'.SS "{escaped(usage)}"'
    for part in inspect.cleandoc(command.help or "").split("\n\n"):
        yield from (escaped(part), ".PP")
    yield from _options(command, context)
    examples = inspect.cleandoc(command.epilog or "").partition("\n\n")[0]
    if examples:
        yield from (".PP", ".nf", escaped(examples), ".fi")


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    records = (option.get_help_record(context) for option in command.get_params(context))
    return _listed(found for found in records if found and found[1])


def _listed(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    for term, words in rows:
        yield from (".TP", f'.B "{escaped(term)}"', escaped(words))


def completion(shell: str) -> str:
    """The file that makes a shell complete commands, options and plans' names."""
    kind = get_completion_class(shell)
    assert kind is not None
    maker = kind(hpcheck, {}, "hpcheck", "_HPCHECK_COMPLETE")
    return maker.source_template % maker.source_vars()


def files() -> dict[Path, str]:
    """Every file as it should be."""
    return {
        ROOT / "man" / "hpcheck.1": manpage(),
        **{ROOT / "completions" / f"hpcheck.{shell}": completion(shell) for shell in SHELLS},
    }


def main(arguments: list[str]) -> int:
    """0 when the files are (or now are) what the program says, 1 when --check finds one that is not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare only; 1 when a file is stale")
    check = parser.parse_args(arguments).check
    stale = [(path, text) for path, text in files().items() if not _is(path, text)]
    for path, text in stale:
        if not check:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        what = "is stale: run python docs/manpage.py" if check else "written"
        sys.stderr.write(f"{path.relative_to(ROOT)} {what}\n")
    return 1 if check and stale else 0


def _is(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
