"""A Word document as template for docx reports: read and checked before anything is judged or written."""

from __future__ import annotations

from healthplan_cli.base.errors import refusal
from healthplan_cli.base.i18n import tr
from healthplan_cli.commands.output import tell

# The styles as Word shows them in Chinese.
_STYLES = {
    "Normal": tr("正文（Normal）"),
    "Title": tr("标题（Title）"),
    "heading 1": tr("标题 1（heading 1）"),
    "heading 2": tr("标题 2（heading 2）"),
    "caption": tr("题注（caption）"),
    "Table Grid": tr("网格型（Table Grid）"),
}


def template_of(path: str | None, again: bool = False) -> bytes:
    """Return the bytes of a template; none without one. InvalidInput for a file that can't be read, or is no Word document.

    Which usual styles it lacks is said, but not `again`.
    """
    if not path:
        return b""
    from healthplan_cli.base.read_bytes import read_source
    from healthplan_cli.report.formats.docxbase import template_in
    from healthplan_cli.sources.documents.docxpackage import check_package

    content = read_source(path).content
    if content[:2] == b"PK":
        check_package(content, path)
    template = template_in(content)
    if template is None:
        raise refusal(
            path,
            tr(
                "不能作模板：要的是 Word 文档（.docx）或模板（.dotx），不带宏；旧式 .doc、.wps 请另存为 .docx"
            ),
        )
    if template.narrow:
        raise refusal(path, tr("不能作模板：版心太窄，放不下表"))
    if not again:
        _tell(path, template.missing)
    return content


def _tell(path: str, missing: tuple[str, ...]) -> None:
    """Say which usual styles a template lacks."""
    if missing:
        names = tr("、").join(_STYLES.get(name, name) for name in missing)
        tell(tr("{path}: 提示：模板里没有这些样式，用程序自己的：{names}", path=path, names=names))
