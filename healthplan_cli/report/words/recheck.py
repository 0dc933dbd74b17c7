"""The words about a run judged again: whether all verdicts are the same, and why they may differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from healthplan_cli.base.i18n import tr
from healthplan_cli.views.rechecked import FileState, Rechecked
from healthplan_cli.views.run import FileRole

ROLES = {
    FileRole.DATA: tr("数据"),
    FileRole.PLAN: tr("规格"),
    FileRole.CATALOGUE: tr("指标目录"),
    FileRole.MAP: tr("对照"),
    FileRole.TARGETS: tr("年度目标"),
    FileRole.WAIVERS: tr("豁免"),
    FileRole.AGAINST: tr("上一次的报告"),
    FileRole.SETTINGS: tr("设置"),
}
FILE_STATES = {
    FileState.SAME: tr("没有变"),
    FileState.CHANGED: tr("已改动"),
    FileState.ABSENT: tr("不在旁边"),
}
PROGRAM_STATES = {
    FileState.SAME: tr("与程序现在自带的相同"),
    FileState.CHANGED: tr("与程序现在自带的不同"),
    FileState.ABSENT: tr("程序现在不带"),
}
_FIELDS = {
    "status": tr("状态"),
    "class": tr("归为哪一类"),
    "reason": tr("无法判定的理由"),
    "gated": tr("门禁看不看"),
    "regressed": tr("是否倒退"),
    "gap": tr("到目标的距离"),
    "progress": tr("进度"),
    "elapsed": tr("时间"),
    "expected": tr("序时目标"),
    "years_missing": tr("缺数的年份"),
    "baseline": tr("基期"),
    "target": tr("目标"),
    "actual": tr("实际值"),
}
STEP_WORDS = {
    "words": tr("原文"),
    "reading": tr("理解"),
    "baseline": tr("基期"),
    "actual": tr("实际值"),
    "comparison": tr("比较"),
    "pace": tr("进度"),
    "verdict": tr("判断"),
    "missing": tr("缺少"),
}


def fields_text(keys: Sequence[str]) -> str:
    """Return the names of a verdict's fields; a class isn't named beside its status."""
    shown = [key for key in keys if key != "class" or "status" not in keys]
    return tr("、").join(_FIELDS.get(key, key) for key in shown)


def conclusion(found: Rechecked) -> str:
    """Return whether every verdict and the gate's answer are the same."""
    total = sum(len(plan.verdicts) for plan in found.plans)
    differing = sum(len(plan.differing) for plan in found.plans)
    if found.same:
        return tr("{total} 条结论全部相同，门禁的答案也相同", total=total)
    gates = sum(plan.gate_differs for plan in found.plans)
    if not differing:
        return tr("{total} 条结论相同，门禁的答案不同", total=total)
    gate = tr("，门禁的答案也不同") if gates else tr("，门禁的答案相同")
    return tr(
        "{total} 条结论中有 {differing} 条与报告不同{gate}", total=total, differing=differing, gate=gate
    )


def causes(found: Rechecked) -> Iterator[str]:
    """Yield possible causes of a difference, and files that have changed without causing one."""
    changed = [item.file.path for item in found.files if item.state is FileState.CHANGED]
    if changed:
        names = tr("、").join(changed)
        if found.archive:
            yield tr("写存档以后改动过：{names}；上面的结论是按存档里的文件核验的", names=names)
        else:
            yield tr("写报告以后改动过：{names}；上面的结论是按现在的文件核验的", names=names)
    if found.same:
        return
    if found.written_by != found.version:
        words = tr(
            "写报告的是 hpcheck {written_by}，现在的 {version} 判断不同：依据见下",
            written_by=found.written_by,
            version=found.version,
        )
        yield words
    elif found.archive or not changed:
        yield tr("版本和文件都没有变，结论却不同：报告写成以后被改过，或写它的程序改过而版本号没有改")


def versions(found: Rechecked) -> str:
    """Return the versions that wrote the report and judged it again, and the file's digest."""
    return tr(
        "由 hpcheck {written_by} 写成，用 hpcheck {version} 重新核验；{path} 的 SHA-256 是 {sha256}",
        written_by=found.written_by,
        version=found.version,
        path=found.path,
        sha256=found.sha256,
    )
