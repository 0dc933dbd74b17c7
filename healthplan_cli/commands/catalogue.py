"""`hpcheck catalog`: the shared indicators, and the scales of grades."""

from __future__ import annotations

from typing import Any

from healthplan_cli.base.exitcodes import ExitCode
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.text_width import pad
from healthplan_cli.commands.folding import folded
from healthplan_cli.commands.output import say, write
from healthplan_cli.language.names import WAYS
from healthplan_cli.model import Entry
from healthplan_cli.report.programs.jsontext import dumps
from healthplan_cli.sources.plans.catalog import catalogue, ladders


def run_ladders(format_: str) -> ExitCode:
    """Print the scales of grades, a line each, the best grade first."""
    found = ladders()
    if format_ == "json":
        data = [{"id": item.id, "name": item.name, "rungs": list(item.rungs)} for item in found]
        write(dumps(data, indent=2) + "\n", exact=True)
        return ExitCode.PASS
    for item in found:
        for line in folded(tr("{name}  {rungs}", name=item.name, rungs=" > ".join(item.rungs))).split("\n"):
            say(line)
    return ExitCode.PASS


def run_catalog(words: str | None, format_: str) -> ExitCode:
    """Print a line for each indicator of the catalogue, or of those that mention `words`: what a spec may refer to by its id."""
    entries = [entry for entry in catalogue().values() if words is None or _mentions(entry, words)]
    if format_ == "json":
        write(dumps([_entry_data(entry) for entry in entries], indent=2) + "\n", exact=True)
        return ExitCode.PASS
    longest = max((len(entry.id) for entry in entries), default=0)
    for entry in entries:
        way = WAYS[entry.better.value] if entry.better else ""
        say(f"{entry.id:<{longest}}  {pad(entry.unit or '', 6)}  {way}  {entry.name}")
    return ExitCode.PASS


def _mentions(entry: Entry, words: str) -> bool:
    return any(
        words.lower() in name.lower() for name in (entry.id, entry.name, entry.name_en or "", *entry.aliases)
    )


def _entry_data(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "name": entry.name,
        "name_en": entry.name_en,
        "aliases": list(entry.aliases),
        "unit": entry.unit,
        "better": entry.better.value if entry.better else None,
        "definition": entry.definition,
        "components": [{"id": part.id, "name": part.name} for part in entry.components],
    }
