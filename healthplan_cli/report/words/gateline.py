"""The gate's line: which rows count, the outcome, the exit code."""

from __future__ import annotations

from healthplan_cli.base.exitcodes import ExitCode
from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.gate import Gate, GateScope, Policy

_SCOPES = {
    GateScope.BINDING: tr("约束性指标"),
    GateScope.ALL: tr("全部指标"),
    GateScope.NONE: tr("不设门禁"),
    GateScope.NEW: tr("比上一次变差的"),
}


def gate_line(gate: Gate) -> str:
    """Return the gate's line: which rows count, the outcome, the exit code; the same in every format that has it."""
    passed = gate.exit_code is ExitCode.PASS and not gate.failed and bool(gate.gated and gate.unknown)
    return tr(
        "门禁（{what}）：{outcome}{waived}。退出码 {exit_code}{settings}",
        what=policy_words(gate.policy),
        outcome=_outcome(gate) + (tr("（已用 --allow-unknown 放行）") if passed else ""),
        waived=_waived(gate),
        exit_code=int(gate.exit_code),
        settings=settings_words(gate),
    )


def answer_line(gate: Gate) -> str:
    """Return what was gated and the outcome for leaders, without exit code and options; empty without a gate."""
    if gate.policy.is_none:
        return ""
    return tr(
        "核验结论（{what}）：{outcome}{waived}",
        what=policy_words(gate.policy),
        outcome=_outcome(gate),
        waived=_waived(gate),
    )


def policy_words(policy: Policy) -> str:
    """Return which rows a policy gates."""
    named = tr("指定的 {count} 项", count=len(policy.ids)) if policy.ids else ""
    also = tr("正文承诺") if policy.commitments else ""
    return tr("、").join(filter(None, (_SCOPES.get(policy.scope, ""), named, also)))


def settings_words(gate: Gate) -> str:
    """Return the settings file that was found and had a part in the gate's answer, with its settings; empty without one."""
    if gate.settings is None:
        return ""
    return tr("（按 {file} 里的 {names}）", file=gate.settings.file, names=tr("、").join(gate.settings.names))


def _waived(gate: Gate) -> str:
    return tr("，{count} 项已豁免", count=len(gate.waived)) if gate.waived else ""


def _outcome(gate: Gate) -> str:
    if gate.policy.is_none:
        return tr("报告已写出")
    if gate.policy.scope is GateScope.NEW and gate.gated and not gate.failed and not gate.unknown:
        return tr("通过，变差的都已豁免") if gate.waived else tr("通过，没有变差的")
    if gate.failed:
        more = tr("，另有 {count} 项无法判定", count=len(gate.unknown)) if gate.unknown else ""
        now = tr("新近") if gate.policy.scope is GateScope.NEW else ""
        return tr("不通过，{count} 项{now}未达标或滞后{more}", count=len(gate.failed), now=now, more=more)
    if not gate.gated:
        return tr("没有可判定的指标")
    if gate.unknown:
        return tr("不完整，{count} 项无法判定", count=len(gate.unknown))
    rest = len(gate.gated) - len(gate.waived)
    return tr("通过，{rest} 项都达标、快于预期或符合预期", rest=rest) if rest else tr("通过")
