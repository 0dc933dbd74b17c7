"""The Chinese words that options, variables and settings take beside the English ones (docs/formats.md, 设置)."""

from __future__ import annotations

from collections.abc import Collection

# Each English word with what is said for it; no Chinese word stands twice, so that what is meant depends on no option.
WORDS = {
    "annual": ("年度", "年度监测", "年度评估"),
    "midterm": ("中期", "中期评估"),
    "final": ("终期", "终期评估", "末期", "期末"),
    "binding": ("约束性", "约束性指标", "约束"),
    "all": ("全部", "所有", "全部指标", "所有指标"),
    "none": ("无", "不看", "不设", "不设门禁"),
    "new": ("变差", "新变差", "比上次变差"),
    "commitments": ("正文承诺", "承诺"),
    "met": ("达标", "已达标"),
    "ahead": ("快于预期",),
    "on_track": ("符合预期",),
    "behind": ("滞后",),
    "missed": ("未达标", "不达标"),
    "unknown": ("无法判定",),
    "error": ("错误",),
    "warning": ("警告",),
    "note": ("提示",),
    "linear": ("直线", "线性"),
    "geometric": ("固定增长率", "等比"),
    "auto": ("自动",),
    "always": ("总是", "始终"),
    "never": ("从不",),
    "wide": ("两列", "宽"),
    "narrow": ("一列", "窄"),
    "terminal": ("终端",),
    "text": ("文字", "文本"),
    "html": ("网页",),
    "xlsx": ("excel", "表格"),
    "docx": ("word", "文档"),
    "spec": ("规格",),
    "archive": ("存档",),
    "plan": ("规划",),
    "actuals": ("数据", "实际值"),
    "yes": ("是", "开", "打开"),
    "no": ("否", "关", "关闭", "不"),
    "zh": ("中文", "汉语"),
    "en": ("英文", "英语"),
}
_MEANT = {word: english for english, words in WORDS.items() for word in words}
_ALSO = dict.fromkeys(("text", "文字", "文本"), "terminal")  # where there is no "text"


def meant(word: str, choices: Collection[str]) -> str:
    """Return the choice of an option that an English or Chinese word names (`年度` → `annual`); other words unchanged."""
    plain = "".join(word.split())
    found = (plain, _MEANT.get(plain.lower(), ""), _ALSO.get(plain, ""))
    return next((choice for choice in found if choice in choices), word)
