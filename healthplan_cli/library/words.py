"""Problems as somebody who writes Python reads them: parameters in place of the command line's options."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from healthplan_cli.base.errors import InvalidInput, Problem
from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.lexicon import Pattern

_OPTION = Pattern(r"--(?P<name>[a-z]+(?:-[a-z]+)*)(?:[ =](?P<value>[A-Za-z0-9.]+))?")
_SWITCHES = ("allow-unknown",)


@contextmanager
def in_python() -> Iterator[None]:
    """Reword an InvalidInput that leaves the block for Python users: `--year 2024` becomes `year=2024`."""
    try:
        yield
    except InvalidInput as error:
        raise InvalidInput(map(told, error.problems)) from None


def told(problem: Problem) -> Problem:
    """Return a problem, or a notice, with parameters in place of options."""
    place = problem.location
    if place.file.startswith("--"):
        place = replace(place, file=place.file[2:].replace("-", "_"))
    return replace(problem, location=place, message=_parameters(problem.message))


def _parameters(text: str) -> str:
    found, at = [], 0
    while (match := _OPTION.search(text, at)) is not None:
        found += [text[at : match.start()], _parameter(match["name"], match["value"])]
        at = match.end()
    return "".join([*found, text[at:]])


def _parameter(name: str, value: str | None) -> str:
    if name == "with":
        return "commitments=True"
    if name in _SWITCHES:
        return f"{name.replace('-', '_')}=True"
    shown = "" if value is None else value if value.replace(".", "").isdigit() else f'"{value}"'
    return f"{name.replace('-', '_')}={shown}"
