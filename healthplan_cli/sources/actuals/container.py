"""The real kind of a file, recognised from its bytes before it is opened, so that each unreadable kind is named."""

from __future__ import annotations

import io
import zipfile

from healthplan_cli.base.errors import refusal
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.limits import MAX_PARTS, MAX_SHEET_BYTES, MAX_UNPACKED, MAX_WHOLE_TAGS
from healthplan_cli.base.packages import UNPACKING, check_members

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS = (
    (
        "EncryptedPackage",
        tr("有密码保护（加密）的 Office 文件，读不了：请用密码打开，取消密码后另存为 .xlsx"),
    ),
    ("Workbook", tr("旧式的 .xls（或 .et）文件：请用 Excel 或 WPS 打开，另存为 .xlsx")),
    ("Book", tr("旧式的 .xls 文件：请用 Excel 或 WPS 打开，另存为 .xlsx")),
    ("WordDocument", tr("Word 文档（.doc）：请把表格复制到电子表格里，存为 .xlsx")),
    ("PowerPoint Document", tr("PowerPoint 文件（.ppt），不是电子表格")),
)
_PACKAGES = (
    ("word/", tr("Word 文档（.docx）：请把表格复制到电子表格里，存为 .xlsx")),
    ("ppt/", tr("PowerPoint 文件（.pptx），不是电子表格")),
    ("xl/workbook.bin", tr("二进制的 .xlsb 文件：请用 Excel 打开，另存为 .xlsx")),
    ("content.xml", tr("OpenDocument 文件（.ods 一类）：请另存为 .xlsx")),
    ("Index/", tr("Apple Numbers 文件：请导出为 .xlsx")),
    ("OFD.xml", tr("OFD 版式文件，不是电子表格")),
)
_STARTS = (
    (b"%PDF", tr("PDF 文件，不是电子表格")),
    (b"Rar!", tr("RAR 压缩包，不是电子表格：请先解压")),
    (b"7z\xbc\xaf", tr("7z 压缩包，不是电子表格：请先解压")),
    (b"\x1f\x8b", tr("gzip 压缩文件，不是电子表格：请先解压")),
    (b"{\\rtf", tr("RTF 文档，不是电子表格")),
    (b"\x89PNG", tr("图片，不是电子表格")),
    (b"\xff\xd8\xff", tr("图片，不是电子表格")),
)
_MARKUP = (
    (b"<?mso-application progid=\"Excel", tr('Excel 2003 的 XML 表格：请用 Excel 打开，另存为 .xlsx')),
    (b"urn:schemas-microsoft-com:office:spreadsheet", tr('Excel 2003 的 XML 表格：请用 Excel 打开，另存为 .xlsx')),
    (b"<html", tr('网页（HTML），只是换了扩展名：请用 Excel 或 WPS 打开，另存为 .xlsx')),
    (b"<table", tr('网页（HTML），只是换了扩展名：请用 Excel 或 WPS 打开，另存为 .xlsx')),
)  # fmt: skip


def check_size(content: bytes, file: str) -> None:
    """Raise InvalidInput for an empty file or one that is too big."""
    if not content.strip(b"\0 \t\r\n"):
        raise refusal(file, tr("文件是空的，没有内容"))
    if len(content) > MAX_SHEET_BYTES:
        raise refusal(file, tr("文件超过 {value} MB：这不像指标数据", value=MAX_SHEET_BYTES // 1000000))


def _other_kind(content: bytes) -> str | None:
    """Return the name of the file's kind for bytes that are neither a ZIP nor plain text; None where it isn't known."""
    if content.startswith(_OLE):
        for name, words in _STREAMS:
            if name.encode("utf-16-le") in content:
                return words
        return tr("旧式的 Office 文件（OLE），认不出是哪一种：请另存为 .xlsx")
    for start, words in _STARTS:
        if content.startswith(start):
            return words
    head = content[:4000].lower()
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return next((words for mark, words in _MARKUP if mark.lower() in head), tr("XML 文件，不是电子表格"))
    return None


def check_is_text(content: bytes, file: str) -> None:
    """Raise InvalidInput, with the file's real kind, for a file that can't be a CSV."""
    check_size(content, file)
    if content.startswith(b"PK\x03\x04"):
        raise refusal(file, tr("这是 XLSX（或别的 ZIP），不是 CSV：请把扩展名改为 .xlsx"))
    kind = _other_kind(content)
    if kind:
        raise refusal(file, tr("这是{kind}", kind=kind))


def open_package(content: bytes, file: str) -> zipfile.ZipFile:
    """Return an XLSX as an open ZIP whose members have been checked. Raise InvalidInput, with the file's real kind, for others."""
    check_size(content, file)
    if not content.startswith(b"PK"):
        kind = _other_kind(content)
        raise refusal(
            file,
            tr("这是{kind}", kind=kind) if kind else tr("这不是 XLSX 文件：是文本的话，请把扩展名改为 .csv"),
        )
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError):
        raise refusal(file, tr("文件不完整：XLSX 的结尾缺失（多半是下载或拷贝中断了），请重新取得")) from None
    _check_parts(package, file)
    return package


def _check_parts(package: zipfile.ZipFile, file: str) -> None:
    parts = package.infolist()
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MAX_UNPACKED or len(parts) > MAX_PARTS:
        size = tr("{count} 个部件、{value:.0f} MB", count=len(parts), value=unpacked / 1000000)
        raise refusal(
            file,
            tr(
                "解压后有 {size}（上限 {max_parts} 个、{value} MB）：像是压缩炸弹，没有解压；真是大表的，请只留下指标数据，另存一份",
                size=size,
                max_parts=MAX_PARTS,
                value=MAX_UNPACKED // 1000000,
            ),
        )
    if not parts:
        raise refusal(file, tr("空的压缩包，里面没有内容"))
    if any(part.flag_bits & 1 for part in parts):
        raise refusal(file, tr("有密码的压缩包：请先解压，取出里面的表格"))
    names = [part.filename for part in parts]
    for start, words in _PACKAGES:
        if any(name.startswith(start) for name in names):
            raise refusal(file, tr("这是{words}", words=words))
    if not any(name.startswith("xl/") for name in names):
        raise refusal(file, tr("这是别的 ZIP 压缩包，不是 XLSX：里面有表格的话，请先解压取出"))
    check_members(parts, file, "xl/worksheets/", "xl/sharedStrings")
    _check_whole(package, file)
    for name in _AT_ONCE:
        tags = package.read(name).count(b"<") if name in names else 0
        if tags > MAX_WHOLE_TAGS:
            words = tr(
                "“{name}”里有 {count} 个标记，最多 {most} 个", name=name, count=tags, most=MAX_WHOLE_TAGS
            )
            raise refusal(file, words)


_AT_ONCE = ("[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml")


def _check_whole(package: zipfile.ZipFile, file: str) -> None:
    """Raise InvalidInput for a package with a member that can't be unpacked or doesn't match its checksum."""
    for part in package.infolist():
        try:
            with package.open(part) as stream:
                while stream.read(1 << 16):
                    pass
        except UNPACKING:
            raise refusal(
                file,
                tr(
                    "文件已损坏：{filename} 解不开（多半是下载或拷贝出错），请重新取得",
                    filename=part.filename,
                ),
            ) from None
