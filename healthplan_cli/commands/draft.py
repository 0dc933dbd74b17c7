"""`hpcheck draft`: a plan's document → a spec that `validate` accepts, with every doubt marked."""

from __future__ import annotations

from pathlib import PurePath

from healthplan_cli.base.errors import refusal
from healthplan_cli.base.exitcodes import ExitCode
from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.read_bytes import read_source
from healthplan_cli.commands.output import tell
from healthplan_cli.commands.writing import Delivery, deliver, targets_of
from healthplan_cli.draft.accepted import accepted
from healthplan_cli.draft.assemble import assemble
from healthplan_cli.draft.ids import plan_id
from healthplan_cli.draft.result import DraftResult
from healthplan_cli.report.documents.draftwords import changed, summary

_SHOWN = 20  # changes that are listed in a terminal; more are counted


@record(frozen=True, slots=True)
class DraftOptions(Delivery):
    """The command line of `hpcheck draft`, as given."""

    document: str = ""
    id: str | None = None
    strict: bool = False
    pages: str | None = None
    ocr: bool = False
    update: str | None = None


def run_draft(options: DraftOptions) -> ExitCode:
    """Write the spec of a document, or a report about it. Return FAIL where doubts are left and `strict` is set, else
    PASS.
    Raise InvalidInput, before anything is written, for a document that can't be read or has nothing of a plan.
    """
    result = drafted(options)
    told = options if options.form or targets_of("draft", options) else replace(options, form="yaml")
    deliver("draft", [result], told, (options.document,))
    tell(tr("{document}：{summary}", document=options.document, summary=summary(result)))
    for line in result.lacks if result.counts["rows"] else result.spec.remarks:
        tell(f"  {line}")
    for line in list(map(changed, result.changes or ()))[:_SHOWN]:
        tell(f"  {line}")
    if len(result.changes or ()) > _SHOWN:
        tell("  " + tr("……另有 {count} 处改动", count=len(result.changes or ()) - _SHOWN))
    return ExitCode.FAIL if options.strict and result.spec.doubts else ExitCode.PASS


def drafted(options: DraftOptions) -> DraftResult:
    """Return the draft made from the document, and with `update` from an earlier draft of it."""
    targets = targets_of("draft", options)  # before the work
    from healthplan_cli.draft.reading import read_draft
    from healthplan_cli.sources.documents import read_blocks

    source = read_source(options.document)
    document = read_blocks(source, pages_of(options.pages), options.ocr)
    draft = read_draft(document)
    if not draft.rows and not draft.commitments:
        raise refusal(
            options.document,
            tr("；").join(draft.nearly)
            or tr(
                "没有找到指标表，正文里也没有读到承诺：表头里要有 指标 和 目标（或 2030年 一类）。表是图片的加 --ocr（Word、网页里的先另存为 PDF），表在别的文件里的用那个文件"
            ),
        )
    spec = next((path for path, form in targets.items() if form == "yaml"), None)
    id = checked_id(options.id) or plan_id(draft, PurePath(spec).stem if spec else None)
    found, changes = accepted(assemble(draft, id, PurePath(options.document).stem)), None
    if options.update:
        from healthplan_cli.draft.update import updated

        made, changes = updated(found.spec, read_source(options.update), document, bool(options.id))
        found = accepted(made)
    return DraftResult(
        options.document, document.form, source.sha256, found.spec, found.plan, changes, draft.remarks
    )


def checked_id(text: str | None) -> str | None:
    """Return the id of --id. Raise InvalidInput for one that no spec can have."""
    import re

    if text is not None and not re.fullmatch(r"[A-Za-z][A-Za-z0-9_.-]*", text):
        raise refusal("--id", tr("应以英文字母开头，只含字母、数字和 _ . -"))
    return text


def pages_of(text: str | None) -> range | None:
    """Return the pages of `12-40` or `12`, counted from 1; None for all. Raise InvalidInput for anything else."""
    import re

    if text is None:
        return None
    match = re.fullmatch(r"\s*([0-9]{1,4})\s*(?:[-—–~～至]\s*([0-9]{1,4})\s*)?", text)
    first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
    if not 1 <= first <= last:
        raise refusal("--pages", tr("应写成 12-40 或 12，从第 1 页数起，现为“{text}”", text=text))
    return range(first, last + 1)
