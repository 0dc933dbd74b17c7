"""The words of each note: a sentence beside a row, and a short form where a cover counts it."""

from __future__ import annotations

from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.judge import listed
from healthplan_cli.model import Note, Reason, Result

NOTE_WORDS = {
    Note.EARLY: tr("提前实现"),
    Note.KEPT: tr("基期已达到目标，要求保持"),
    Note.BEYOND_RANGE: tr("越过区间较远的一端"),
    Note.PROVISIONAL: tr("实际值是初步数"),
    Note.PROVISIONAL_BASELINE: tr("基期值是初步数"),
    Note.CARRIED: tr("沿用以前年度的数据"),
    Note.BASELINE_FROM_DATA: tr("基期值取自数据文件"),
    Note.BASELINE_FROM_TEXT: tr("基期值取自规划正文，不在指标表里"),
    Note.MAYBE_PERCENT: tr("数值不到 1，是不是百分数写成了小数（0.61 即 61%）"),
    Note.ORDER_OF_MAGNITUDE: tr("数值约是基期的 10 倍、100 倍……或几分之一，请核对单位和小数点"),
    Note.INCREMENT: tr("数值前面带“+”，像是增加了多少而不是有多少，请核对"),
    Note.WITHOUT_BASELINE: tr("没有基期值，只核对了有数据的年份之间的变化"),
    Note.BASELINE_DIFFERS: tr("数据文件里基期年份的值与规划的基期不同，按规划的算"),
    Note.TARGET_SUPPLIED: tr("目标值另行补充"),
    Note.ONE_VALUE_FOR_ALL: tr("各分项共用一个数值"),
    Note.MODAL_COMMITMENT: tr("约束性指标，原文语气是“力争”"),
    Note.REVISED: tr("按规划期内调整后的基期或目标核验"),
    Note.SOURCES_DIFFER: tr("几个来源的值不一致，用的是排在前面的"),
    Note.ONE_EVENT: tr("多 1 例或少 1 例，结论就不同"),
    Note.WORSE_THAN_BASELINE: tr("达标，但劣于基期"),
    Note.YEARS_MISSING: tr("缺少部分年份数据，未核验的年份未必做到了"),
    Note.WITHIN_ROUNDING: tr("差距小于目标或基期印出的最后一位数，结论仍按精确的数"),
    Note.LATE: tr("目标年没有达到，以后才达到"),
    Note.LOST_LATER: tr("目标年达到了，以后没有保持住"),
    Note.LOST_SINCE: tr("前一个目标年达到了，以后没有保持住"),
    Note.BY_TOTAL: tr("按合计判断，不看每一步"),
    Note.ANNUAL_TARGETS_GIVEN: tr("这一年的目标按另行下达的年度目标，不按序时推算"),
    Note.SUMMED: tr("目标是规划期合计的数，各年的数加起来核验"),
    Note.RELATIVE_READING: tr("“降低10%”的 % 按相对变化算，没有按百分点算"),
    Note.PART_YEAR: tr("报的不是全年的数，不作判定"),
    Note.FORECAST: tr("报的是预计数或计划数，不是实际值，不作判定"),
    Note.CLAIM_DIFFERS: tr("报表自己的说法与核验的结论不同"),
    Note.MARKED: tr("数或它的名称、列名带有记号（* ① 一类），没有说明是什么意思"),
}
# Why a row is unknown, in a few words.
REASON_WORDS = {
    Reason.NO_DATA: tr("没有数据"),
    Reason.NO_BASELINE: tr("没有基期"),
    Reason.NO_HISTORY: tr("没有基期以前的数"),
    Reason.EXTERNAL_TARGET: tr("目标由其他文件确定"),
    Reason.NO_TARGET: tr("没有目标"),
    Reason.CENSORED: tr("给的值是范围，够不够说不清"),
    Reason.NEEDS_REVIEW: tr("须由人工认定"),
    Reason.IN_PROGRESS: tr("做成没有说不清"),
    Reason.NO_REFERENCE: tr("所参照的指标没有数"),
}


def note_words(note: Note, result: Result) -> str:
    """Return the words of a note, with the years that it is about."""
    if note is Note.YEARS_MISSING and result.years_missing:
        return tr("{words}：{years}", words=NOTE_WORDS[note], years=listed(result.years_missing))
    return NOTE_WORDS[note]
