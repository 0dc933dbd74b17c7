"""The gate's line: what was gated, what came out, the exit code."""

from __future__ import annotations

from healthplan_cli.exitcodes import ExitCode
from healthplan_cli.gate import Gate

_POLICIES = {"binding": "约束性指标", "all": "全部指标", "none": "不设门禁"}


def gate_line(gate: Gate) -> str:
    """One line of Chinese, the same in every format that prints it."""
    policy = gate.policy
    what = f"指定的 {len(policy.ids)} 项" if policy.ids else _POLICIES[policy.name]
    return f"门禁（{what}）：{_outcome(gate)}。退出码 {int(gate.exit_code)}"


def _outcome(gate: Gate) -> str:
    if gate.policy.name == "none" and not gate.policy.ids:
        return "报告已写出"
    if gate.failed:
        more = f"，另有 {len(gate.unknown)} 项无法判定" if gate.unknown else ""
        return f"不通过，{len(gate.failed)} 项未达标或滞后{more}"
    if not gate.gated:
        return "没有可判定的指标纳入门禁"
    if gate.unknown:
        allowed = "（已用 --allow-unknown 放行）" if gate.exit_code is ExitCode.PASS else ""
        return f"不完整，{len(gate.unknown)} 项无法判定{allowed}"
    return f"通过，{len(gate.gated)} 项都达标、快于预期或符合预期"
