"""`hpcheck verify`: the words of a plan that aren't in its document."""

from __future__ import annotations

from healthplan_cli.base.exitcodes import ExitCode
from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.base.read_bytes import Source, read_source
from healthplan_cli.checks.verify import DocumentText, MatchStatus, verify
from healthplan_cli.commands.writing import Delivery, deliver, look_of, targets_of
from healthplan_cli.sources.plans.catalog import load_plan


@record(frozen=True, slots=True)
class VerifyOptions(Delivery):
    """The command line of `hpcheck verify`, as given."""

    plan: str = ""
    document: str = ""
    all_: bool = False
    strict: bool = False


def run_verify(options: VerifyOptions) -> ExitCode:
    """Print the plan's words that the document lacks. Return FAIL where there are any, else PASS."""
    targets_of("verification", options)  # before the work
    loaded = load_plan(options.plan, whole=True)
    found = verify(loaded, read_text_of(read_source(options.document)))
    look = replace(look_of(options), all=options.all_)
    deliver("verification", [found], options, (options.document, loaded.path), look)
    failing = (MatchStatus.MISSING, MatchStatus.APART) if options.strict else (MatchStatus.MISSING,)
    return ExitCode.FAIL if found.of(*failing) else ExitCode.PASS


def read_text_of(source: Source) -> DocumentText:
    """Return a document's text as `draft` reads it, with tables as grids, also those set in running text.

    Raise InvalidInput where the document can't be read, with what to do.
    """
    from healthplan_cli.draft.tables.text.inplace import with_text_grids
    from healthplan_cli.sources.documents import read_blocks
    from healthplan_cli.sources.documents.passages import text_of_blocks

    return text_of_blocks(with_text_grids(read_blocks(source)))
