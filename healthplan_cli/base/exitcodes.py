"""The exit codes (contract section 6), in one enum that documents, help text and tests are made from."""

from __future__ import annotations

from enum import IntEnum

from healthplan_cli.base.i18n import tr


class ExitCode(IntEnum):
    """The exit status of the process; options and output formats don't change its meaning."""

    meaning: str

    def __new__(cls, value: int, meaning: str) -> ExitCode:
        member = int.__new__(cls, value)
        member._value_ = value
        member.meaning = meaning
        return member

    PASS = 0, tr("纳入门禁的指标全部达标、快于预期或符合预期（--gate none：报告已写出）")
    FAIL = 1, tr("至少一项纳入门禁的指标未达标或滞后")
    INVALID = 2, tr("命令行、规格或数据文件有错：evaluate 没有作任何判断，没有写出任何结果")
    INCOMPLETE = (
        3,
        tr("没有未达标或滞后的，但有纳入门禁的指标无法判定，或没有指标纳入门禁（--allow-unknown 时为 0）"),
    )
    BUG = 70, tr("程序自身出错")
