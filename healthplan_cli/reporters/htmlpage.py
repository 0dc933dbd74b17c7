"""The report as one page that needs nothing else: no network, no script or font from elsewhere. The only user of jinja2."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Mapping, Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from healthplan_cli.badges import TONES
from healthplan_cli.report import Look
from healthplan_cli.reporters.htmlchart import HEIGHT, WIDTH
from healthplan_cli.reporters.htmlview import section
from healthplan_cli.reviewed import Reviewed
from healthplan_cli.speech import language, tr

PAGE_LANGUAGES = {"zh": "zh-CN", "en": "en"}


def render(reviewed: Sequence[Reviewed], look: Look) -> str:
    """All the plans on one page, a section each."""
    pages = templates()
    sections = [section(item, look, order) for order, item in enumerate(reviewed, 1)]
    more = ("page", "promises") if any(each.promises for each in sections) else ("page",)
    style, script = (
        "".join(pages.get_template(f"{name}.{kind}").render() for name in more) for kind in ("css", "js")
    )
    return pages.get_template("page.html").render(
        sections=sections,
        words=_words(),
        language=PAGE_LANGUAGES[language()],
        style=style,
        script=script,
        policy=policy_of(style, script),
        size=(WIDTH, HEIGHT),
    )


def templates() -> Environment:
    """The pages' templates, which know the tones; what comes from files is escaped in all of them."""
    pages = Environment(
        loader=FileSystemLoader(Path(__file__).with_name("page")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    pages.globals["tones"] = TONES
    return pages


def policy_of(style: str, script: str) -> str:
    """Nothing may be loaded and nothing run but this very style and this very script."""
    hashes = [b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (style, script)]
    return (
        f"default-src 'none'; style-src 'sha256-{hashes[0]}'; script-src 'sha256-{hashes[1]}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _words() -> Mapping[str, str]:
    """What the templates say; they have no words of their own."""
    return {
        "kind": tr("规划指标核验"),
        "plans": tr("规划"),
        "theme": tr("深色／浅色"),
        "illustrative": tr("注意：数据文件标明为示例数据，不是真实数值。"),
        "summary": tr("概况"),
        "findings": tr("需要关注"),
        "none": tr("没有未达标、滞后或无法判定的指标。"),
        "waivers": tr("已豁免"),
        "changes": tr("与上一次相比"),
        "progress": tr("进度与时间"),
        "bar_key": tr(
            "条：完成进度，满格是目标；竖线：时间进度；浅底：符合预期的范围。点指标名看它的路径和依据。"
        ),
        "bar_key_end": tr("条：完成进度，满格是目标。点指标名看它的路径和依据。"),
        "table": tr("指标表"),
        "paths": tr("各项指标的路径和依据"),
        "filters": tr("筛选"),
        "category": tr("类别"),
        "every": tr("全部"),
        "search": tr("搜索名称、序号、责任单位"),
        "shown": tr("显示 {shown} 项，共 {all} 项"),
        "nothing": tr("没有符合条件的指标。"),
        "reset": tr("清除筛选"),
        "why": tr("为什么是这个结论"),
        "no_picture": tr("没有可以画成图的数值"),
        "baseline": tr("基期"),
        "actual": tr("实际值"),
        "range": tr("实际值是范围或下限"),
        "line": tr("到目标的路径"),
        "zone": tr("符合预期的范围"),
        "target": tr("目标"),
        "binding": tr("约束"),
        "responsible": tr("责任单位"),
        "source": tr("规划出处"),
        "notes": tr("说明"),
        "sources": tr("来源"),
        "top": tr("回到顶部"),
        "comma": tr("、"),
        "colon": tr("："),
        "promises_shown": tr("显示 {shown} 条，共 {all} 条"),
    }
