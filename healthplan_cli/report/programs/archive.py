"""The archive of a run: its JSON report with every proof, the files read, the reports written beside it, their
digests (docs/recheck.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from healthplan_cli.base.errors import refusal
from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.report.programs.evaluation import render as json_report
from healthplan_cli.sources.archive.package import MANIFEST, REPORT, pack

if TYPE_CHECKING:
    from healthplan_cli.report import Look
    from healthplan_cli.views.reviewed_plan import Reviewed

_ABOUT = "README.txt"


def render(reviewed: Sequence[Reviewed], look: Look) -> bytes:
    """Return the archive of a run. Raise InvalidInput where its record isn't known, or the files are too large for an archive."""
    run = reviewed[0].run
    if run is None:
        raise refusal("--output", tr("存档要有运行的命令和文件：只有命令行的 hpcheck evaluate 能写"))
    proved = [replace(item, asked=tuple(row.id for row in item.report.rows)) for item in reviewed]
    members = {file.member: file.content for file in run.files}
    members |= {f"papers/{name}": content for name, content in run.papers}
    members |= {REPORT: json_report(proved, look).encode(), _ABOUT: _about().encode()}
    return pack(members, "--output")


def _about() -> str:
    return tr(
        "这是 hpcheck evaluate 一次核验的存档。\n\n"
        "{report}    核验的结论、依据，和运行时的选项、读过的每个文件\n"
        "inputs/        数据、对照、豁免、上一次的报告、设置\n"
        "specs/、plans/ 规划的规格和指标目录\n"
        "papers/        同时写出的文件，逐字节照抄\n"
        "{manifest}     以上各文件的 SHA-256（sha256sum -c {manifest} 可以核对）\n\n"
        "重新核验：hpcheck recheck 存档.zip（说明见 hpcheck docs recheck）\n",
        report=REPORT,
        manifest=MANIFEST,
    )
