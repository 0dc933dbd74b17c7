"""The ZIP of an archive, written and read in memory; the same members give the same bytes.

Members are stored uncompressed, because compressed bytes depend on the compressor's version.
"""

from __future__ import annotations

import hashlib
import io
import stat
import zipfile
from collections.abc import Iterator, Mapping, Sequence

from healthplan_cli.base.errors import InvalidInput, Problem, refusal
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.base.limits import MAX_ARCHIVE_BYTES, MAX_PARTS
from healthplan_cli.base.location import Location
from healthplan_cli.base.packages import UNPACKING, twice_named

REPORT, MANIFEST = "report.json", "SHA256SUMS"
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # of ZIP's calendar
_LINE = Pattern(r"(?P<sha256>[0-9a-f]{64})  (?P<name>\S.*)\Z")
_LONGEST_MANIFEST = MAX_PARTS * 1_000  # bytes: a name of a file has some 255


# ── out ──


def pack(members: Mapping[str, bytes], file: str) -> bytes:
    """Return a ZIP of the members with a manifest of their digests. Raise InvalidInput, naming `file`, for more than `unpack` accepts."""
    lines = [f"{hashlib.sha256(members[name]).hexdigest()}  {name}\n" for name in sorted(members)]
    whole = {**members, MANIFEST: "".join(lines).encode()}
    _check_size(len(whole), sum(map(len, whole.values())), file)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as package:
        for name in sorted(whole):
            part = zipfile.ZipInfo(name, _FIRST_DAY)
            part.create_system = 3  # whichever system writes it
            part.external_attr = (stat.S_IFREG | 0o644) << 16
            package.writestr(part, whole[name])
    return stream.getvalue()


def _check_size(count: int, size: int, file: str) -> None:
    if count <= MAX_PARTS and size <= MAX_ARCHIVE_BYTES:
        return
    raise refusal(
        file,
        tr(
            "存档有 {count} 个文件、{size} MB，超过上限（{max_parts} 个、{most} MB）",
            count=count,
            size=size // 1_000_000,
            max_parts=MAX_PARTS,
            most=MAX_ARCHIVE_BYTES // 1_000_000,
        ),
    )


# ── in ──


def unpack(content: bytes, file: str) -> dict[str, bytes]:
    """Return an archive's members by name, each checked against the manifest.

    Raise InvalidInput for a file that is no archive, is damaged, or was changed, naming every changed member.
    """
    if len(content) > MAX_ARCHIVE_BYTES:
        raise refusal(file, tr("文件超过 {most} MB：不像存档", most=MAX_ARCHIVE_BYTES // 1_000_000))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = _checked(package, file)
            members = {part.filename: _read(package, part, file) for part in parts}
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise refusal(file, tr("不是完整的 ZIP 文件（多半是下载或拷贝中断了），请重新取得")) from None
    if MANIFEST not in members or REPORT not in members:
        words = tr(
            "这不是 hpcheck 的存档：里面没有 {names}（存档由 hpcheck evaluate … -o archive:文件.zip 写成）",
            names=tr("、").join(name for name in (MANIFEST, REPORT) if name not in members),
        )
        raise refusal(file, words)
    problems = list(_changed(members, _digests(members.pop(MANIFEST), file), file))
    if problems:
        raise InvalidInput(problems)
    return members


def _checked(package: zipfile.ZipFile, file: str) -> list[zipfile.ZipInfo]:
    """Return a ZIP's members that are files, before unpacking. Raise InvalidInput for contents that hpcheck never writes."""
    parts = package.infolist()
    _check_size(len(parts), sum(part.file_size for part in parts), file)
    twice = twice_named(parts)
    if twice:
        raise refusal(file, tr("存档里有两个“{name}”，说不清该读哪一个：不再核验", name=twice))
    for part in parts:
        reason = _reason_against(part)
        if reason:
            raise refusal(
                file, tr("存档里的“{name}”{reason}：不再核验", name=part.orig_filename, reason=reason)
            )
    return [part for part in parts if not part.is_dir()]


def _reason_against(part: zipfile.ZipInfo) -> str:
    name = part.orig_filename
    mode = part.external_attr >> 16
    steps = name.removesuffix("/").split("/")
    if part.flag_bits & 1:
        return tr("有密码")
    if mode and stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        return tr("是链接或设备，不是文件")
    if name != part.filename or "\\" in name or ":" in name or {"", ".", ".."} & set(steps):
        return tr("的名字指到存档外面，或不是文件名")
    if part.is_dir() and part.file_size:
        return tr("的名字是文件夹的，却有内容")
    if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return tr("用了不认识的压缩方法")
    return ""


def _read(package: zipfile.ZipFile, part: zipfile.ZipInfo, file: str) -> bytes:
    try:
        return package.read(part)  # no more than the size that was checked
    except UNPACKING:
        words = tr(
            "文件已损坏：{filename} 解不开（多半是下载或拷贝出错），请重新取得", filename=part.filename
        )
        raise refusal(file, words) from None


def _digests(content: bytes, file: str) -> dict[str, str]:
    """Return a manifest's digests by member name. Raise InvalidInput for one that can't be read."""
    lines: Sequence[str] = ()
    if len(content) <= _LONGEST_MANIFEST:
        lines = content.decode("utf-8", "replace").split("\n")[:-1]
    found = [_LINE.match(line) for line in lines]
    names = [match["name"] for match in found if match]
    if not names or len(set(names)) < len(found):
        raise refusal(file, tr("清单 {name} 读不懂：存档写成以后被改过", name=MANIFEST))
    return {match["name"]: match["sha256"] for match in found if match}


def _changed(members: Mapping[str, bytes], digests: Mapping[str, str], file: str) -> Iterator[Problem]:
    """Yield a problem for each member that is missing, added, or differs from its digest."""
    for name in sorted(members.keys() | digests.keys()):
        if name not in digests:
            words = tr("存档里多出了“{name}”，清单里没有：存档写成以后被改过", name=name)
        elif name not in members:
            words = tr("清单里的“{name}”不在存档里：存档写成以后被改过", name=name)
        elif hashlib.sha256(members[name]).hexdigest() != digests[name]:
            words = tr("“{name}”的 SHA-256 与清单不同：存档写成以后被改过", name=name)
        else:
            continue
        yield Problem(Location(file), words)
