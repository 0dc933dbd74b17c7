"""The gate's line: what was gated, what came out, the exit code."""

from __future__ import annotations

from healthplan_cli.exitcodes import ExitCode
from healthplan_cli.gate import Gate

_POLICIES = {"binding": "约束性指标", "all": "全部指标", "none": "不设门禁", "new": "比上一次变差的"}


def gate_line(gate: Gate) -> str:
    """One line of Chinese, the same in every format that prints it."""
    policy = gate.policy
    what = f"指定的 {len(policy.ids)} 项" if policy.ids else _POLICIES[policy.name]
    waived = f"，{len(gate.waived)} 项已豁免" if gate.waived else ""
    return f"门禁（{what}）：{_outcome(gate)}{waived}。退出码 {int(gate.exit_code)}"


def _outcome(gate: Gate) -> str:
    if gate.policy.name == "none" and not gate.policy.ids:
        return "报告已写出"
    if gate.policy.name == "new" and gate.gated and not gate.failed and not gate.unknown:
        return "通过，变差的都不挡门禁" if gate.waived else "通过，没有变差的"
    if gate.failed:
        more = f"，另有 {len(gate.unknown)} 项无法判定" if gate.unknown else ""
        now = "新近" if gate.policy.name == "new" else ""
        return f"不通过，{len(gate.failed)} 项{now}未达标或滞后{more}"
    if not gate.gated:
        return "没有可判定的指标纳入门禁"
    if gate.unknown:
        allowed = "（已用 --allow-unknown 放行）" if gate.exit_code is ExitCode.PASS else ""
        return f"不完整，{len(gate.unknown)} 项无法判定{allowed}"
    rest = len(gate.gated) - len(gate.waived)
    return f"通过，{rest} 项都达标、快于预期或符合预期" if rest else "通过"
