"""The target language, text by text: cases/wording/*.yaml against what `hpcheck explain` says."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from support import ROOT, read_cases, same, walk

from healthplan_cli.base.errors import NotUnderstood
from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.text_width import width
from healthplan_cli.language.describe import reading, target_fields
from healthplan_cli.language.normalise import Normal, normalise, plain
from healthplan_cli.language.reported import parse_reported
from healthplan_cli.language.shield import plain as as_printed
from healthplan_cli.language.shield import shielded
from healthplan_cli.language.target import parse_target, understood
from healthplan_cli.language.underline import underlined
from healthplan_cli.model import Better, EveryYear, Total

ITEMS = [item for path in walk("wording") for item in read_cases(path)]
UNDERSTOOD = [pytest.param(item, id=item["text"] or "empty") for item in ITEMS if "error" not in item]
REFUSED = [pytest.param(item, id=item["text"]) for item in ITEMS if "error" in item]
PAGE = [
    tuple(cell.strip().removeprefix("`").removesuffix("`") for cell in line.split("|")[1:-1])
    for line in (ROOT / "docs" / "wordings.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("| `")
]


class TestUnderstood:
    """「哪一条都对不上的写法是错误」: and these are none."""

    @pytest.mark.parametrize("item", UNDERSTOOD)
    def test_fields_and_sentence(self, item: dict[str, Any]) -> None:
        target = parse_target(item["text"])
        assert reading(target).endswith("。")
        found = target_fields(target)
        shown = {key: found.get(key, "absent") for key in item["expect"]}
        assert shown == {
            key: shown[key] if same(want, shown[key]) else want for key, want in item["expect"].items()
        }


class TestLists:
    """「一个分项一个目标」: each part keeps its own words, and a name has an end."""

    @pytest.mark.parametrize(
        ("text", "parts"),
        [
            ("城镇 80 左右，居民70”以上", [("城镇", "80左右"), ("居民", "70”以上")]),
            ("城镇、农村均 达到90%", [("城镇", "达到90%"), ("农村", "达到90%")]),
            ("分别达到三级甲等、二级甲等", [(None, "三级甲等"), (None, "二级甲等")]),
            ("分别达到80%、 90%以上", [(None, "80%"), (None, "90%以上")]),
            ("分别下降8%和10%", [(None, "8%"), (None, "10%")]),
        ],
    )
    def test_words_of_the_parts(self, text: str, parts: list[tuple[str | None, str]]) -> None:
        assert [(part.name, part.text) for part in parse_target(text).rule.parts] == parts

    def test_the_longest_name(self) -> None:
        name = "民" * 89 + "率"
        assert parse_target(f"{name}控制在4‰以下").subject == name
        with pytest.raises(NotUnderstood):
            parse_target(f"民{name}控制在4‰以下")


class TestRefused:
    """「哪一条都对不上的写法是错误，连同原文报出来，并指出读到哪个字停下」"""

    @pytest.mark.parametrize("item", REFUSED)
    def test_the_place(self, item: dict[str, Any]) -> None:
        with pytest.raises(NotUnderstood) as caught:
            parse_target(item["text"])
        error = caught.value
        assert error.text == item["text"]
        assert item.get("says", "") in error.message
        if "at" in item:
            assert (error.at, item["text"][error.at :]) == (int(item["at"]), item["text"][int(item["at"]) :])

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("达到80%香蕉", "读到这里看不懂"),
            ("0:1", "比例的两部分都要大于 0（如 1:1.3、1辆/3万人）"),
            ("9" * 41, "数字太长（41 位，最多 40 位）"),
            ("1,5", "数字里的逗号有两种读法：千分位写 1,500，小数写 1.5"),
            ("1 5", "两个数字之间有空格：是两个数，还是一个断开的数？"),
            ("近90%", "“近”是差一点不到，没有说差多少：目标请写明一个数，如 不低于88%"),
            ("≥80以下", "前后的说法互相矛盾，不知道以哪个为准"),
            ("不低于1:1.3以下", "前后的说法互相矛盾，不知道以哪个为准"),
            ("≥90且≤80", "下限不小于上限，没有一个数能满足"),
            ("达到2倍", "有两种读法，一种是“不低于基期的 2 倍”，另一种是“达到 2 倍：朝好的方向至少到这个数”"),
        ],
    )
    def test_the_whole_message(self, text: str, message: str) -> None:
        with pytest.raises(NotUnderstood) as caught:
            parse_target(text)
        assert (caught.value.text, caught.value.message) == (text, message)

    def test_understood(self) -> None:
        assert (understood("达到80%"), understood("达到80%香蕉")) == (True, False)

    @pytest.mark.parametrize("read", [parse_target, parse_reported])
    def test_the_longest(self, read: Callable[[str], object]) -> None:
        """Reading takes the square of the length."""
        assert parse_target("达到60" + " " * 996).rule
        with pytest.raises(NotUnderstood) as caught:
            read("达到60" + " " * 997)
        error = caught.value
        assert (error.text, error.at) == ("达到60" + " " * 36 + "…", 40)
        assert error.message == "太长：1001 字，一种写法最多 1000 字"

    def test_no_wording_is_both_understood_and_refused(self) -> None:
        texts = [item["text"] for item in ITEMS]
        assert [text for text in texts if texts.count(text) > 1] == []


class TestNormalised:
    """「先统一写法：全角改半角，去掉空白」, each character with its place in the text as printed."""

    @pytest.mark.parametrize(
        ("text", "found", "origin"),
        [
            ("！～", "!~", (0, 1, 2)),
            ("\uff00\uff5f", "\uff00\uff5f", (0, 1, 2)),
            ("≧⩾≦⩽﹤﹥", "≥≥≤≤<>", (0, 1, 2, 3, 4, 5, 6)),
            ("﹪٪∶︰−", "%%::-", (0, 1, 2, 3, 4, 5)),
            ("–―‒─━ー", "——————", (0, 1, 2, 3, 4, 5, 6)),
            ("〜∼﹣‐‑", "~~---", (0, 1, 2, 3, 4, 5)),
            ("【1】[2]", "〔1〕〔2〕", (0, 1, 2, 3, 4, 5, 6)),
            ("5m²", "5m2", (0, 1, 2, 3)),
            ("m ³", "m3", (0, 2, 3)),
            ("5²", "5²", (0, 1, 2)),
            ("²", "²", (0, 1)),
            ("“a”‘b’『c』「d」\"'", "abcd", (1, 4, 7, 10, 14)),
            ("1 a\u00ad2", "1a2", (0, 2, 4, 5)),
            ("a1", "a1", (0, 1, 2)),
        ],
    )
    def test_signs(self, text: str, found: str, origin: tuple[int, ...]) -> None:
        assert normalise(text) == Normal(text, found, origin)

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("二〇二三年", "2023年"),
            ("二零一九年1", "2019年1"),
            ("一九九八年", "1998年"),
            ("二○二三", "二○二三"),
            ("ＰＭ 2.5", "pm2.5"),
            ("二〇二二年至二〇二三年", "2022年至2023年"),
            ("1 2", "12"),
        ],
    )
    def test_as_words_are_compared(self, text: str, found: str) -> None:
        assert plain(text) == found

    @pytest.mark.parametrize(
        ("text", "hidden"),
        [
            ("PM2.5浓度", "PM___浓度"),
            ("癌症5年生存率46.6%", "癌症_年生存率46.6%"),
            ("HPV16型和HPV18型90%", "HPV__型和HPV__型90%"),
            ("前10名", "前10名"),
            ("前10家医院", "前__家医院"),
            ("6月龄婴儿", "_月龄婴儿"),
            ("35岁", "35岁"),
            ("5岁以下儿童5‰", "_岁__儿童5‰"),
            ("90%", "90%"),
        ],
    )
    def test_numbers_of_names(self, text: str, hidden: str) -> None:
        """「名称里的数字不是目标」"""
        found = shielded(normalise(text))
        assert re.sub("[\ue000-\ue0ff]", "_", found.text) == hidden
        assert (as_printed(found.text), found.original, found.origin) == (text, text, normalise(text).origin)


class TestUnderlined:
    """「连同原文报出来，并指出读到哪个字停下」: with ^ under that character, in terminal columns."""

    @pytest.mark.parametrize(
        ("text", "line", "columns"),
        [
            ("1,5", "1,5", 1),
            ("≥90%香蕉", "≥90%香蕉", 4),
            ("达到80%但是", "达到80%但是", 2 + 2 + 3),
            ("　达到 80% 但是", " 达到 80% 但是", 1 + 2 + 2 + 1 + 3 + 1),
            ("“≥90％”香蕉", "“≥90％”香蕉", 1 + 1 + 2 + 2 + 1),
            ("达到\n80%香蕉", "达到 80%香蕉", 2 + 2 + 1 + 3),
            ("香蕉", "香蕉", 0),
        ],
    )
    def test_the_column(self, text: str, line: str, columns: int) -> None:
        with pytest.raises(NotUnderstood) as caught:
            parse_target(text)
        assert underlined(caught.value) == f"    {line}\n    {' ' * columns}^"

    @pytest.mark.parametrize("item", REFUSED)
    def test_two_lines_with_one_mark(self, item: dict[str, Any]) -> None:
        with pytest.raises(NotUnderstood) as caught:
            parse_target(item["text"])
        text, mark = underlined(caught.value).split("\n")
        assert mark.strip() == "^"
        assert width(mark) <= width(text) + 1


class TestPage:
    """docs/wordings.md: what is understood of each wording, in the same words as `hpcheck explain`."""

    @pytest.mark.parametrize(("text", "op", "sentence"), [row for row in PAGE if "▸" not in row[1]])
    def test_understood(self, text: str, op: str, sentence: str) -> None:
        target = parse_target(text)
        assert (target_fields(target)["op"], reading(target)) == (op, sentence)

    @pytest.mark.parametrize(("text", "stopped", "words"), [row for row in PAGE if "▸" in row[1]])
    def test_refused(self, text: str, stopped: str, words: str) -> None:
        """「报错并指出读到哪里停下（▸ 之后）」"""
        with pytest.raises(NotUnderstood) as caught:
            parse_target(text)
        error = caught.value
        assert (f"{text[: error.at]}▸{text[error.at :]}", error.message) == (stopped, words)


class TestSentences:
    """「报告里会注明用到了哪一条」: what a choice of ours was is said in the sentence."""

    @pytest.mark.parametrize(
        ("text", "sentence"),
        [
            ("≤14.5", "不高于 14.5（含）。"),
            (">25%", "高于 25%（不含）。"),
            ("27%左右", "约为 27%：上下 2%，即 26.46 到 27.54 之间，或好于这个区间。"),
            (
                "力争每年降低0.5个百分点",
                "规划期内每一年都比上一年至少降低 0.5 个百分点；隔 k 年的数据须满 k 步（语气：力争，不改变算法）。",
            ),
            ("到2025年达到60%", "2025 年达到 60%：朝好的方向至少到这个数。"),
            ("—", "没有设定目标：不算未达标，也不算达标。"),
        ],
    )
    def test_sentence(self, text: str, sentence: str) -> None:
        assert reading(parse_target(text)) == sentence

    @pytest.mark.parametrize(
        ("text", "tolerance", "better", "sentence"),
        [
            ("27%左右", "0.05", None, "约为 27%：上下 5%，即 25.65 到 28.35 之间，或好于这个区间。"),
            ("27%左右", "0.02", "neither", "约为 27%：上下 2%，即 26.46 到 27.54 之间。"),
            ("60%", "0.02", "higher", "不低于 60%（只有一个数，越高越好）。"),
            ("60%", "0.02", "lower", "不高于 60%（只有一个数，越低越好）。"),
            ("5—10家", "0.02", "higher", "在 5 家到 10 家之间：至少达到较近的一端，越过较远的一端也算达标并注明。"),
            ("5—10家", "0.02", "neither", "在 5 家到 10 家之间：两头都算，超出哪一头都没有达到。"),
            ("20≤指数<25", "0.02", None, "在 20 到 25 之间，不含 25：两头都算，超出哪一头都没有达到。"),
            ("20<指数<25", "0.02", "lower", "在 20 到 25 之间，不含 20、25：两头都算，超出哪一头都没有达到。"),
            ("每年降低0.5个百分点左右", "0.1", None, "规划期内每一年都比上一年降低约 0.5 个百分点（可以少该数的 10%，即至少 0.45 个百分点）；隔 k 年的数据须满 k 步。"),
            ("年均增长5%左右", "0.1", None, "规划期内年均提高约 5%（可以少该数的 10%，即至少 4.5%）（按比例；指标本身是百分数的也按比例，不按百分点）。"),
            ("累计降低10个百分点左右", "0.1", None, "比基期降低约 10 个百分点（可以少该数的 10%，即至少 9 个百分点）。"),
            ("与2020年相比年均降低1个百分点", "0.02", None, "从 2020 年起规划期内年均至少降低 1 个百分点。"),
            ("翻一番左右", "0.1", None, "约为基期的 2 倍，即不低于 1.8 倍（放宽该数的 10%）。"),
            ("减半左右", "0.1", None, "约为基期的 0.5 倍，即不高于 0.55 倍（放宽该数的 10%）。"),
            ("较2015年翻一番", "0.02", None, "不低于 2015 年的 2 倍。"),
            ("保持稳定", "0.05", None, "不劣于基期（允许差 5%；基期是“≥80”一类时仍须在该范围内）。"),
            ("提高2个百分点", "0.02", "lower", "比基期至少提高 2 个百分点（写的方向与哪边算好相反，两种读法，须人工认定）。"),
            ("降低2个百分点", "0.02", "lower", "比基期至少降低 2 个百分点。"),
            ("提高到90%左右", "0.02", "lower", "约为 90%：上下 2%，即 88.2 到 91.8 之间，或好于这个区间（写的方向与哪边算好相反，两种读法，须人工认定）。"),
            ("提高到90%", "0.02", "lower", "不高于 90%（只有一个数，越低越好）（写的方向与哪边算好相反，两种读法，须人工认定）。"),
            ("下降到90%", "0.02", "higher", "不低于 90%（只有一个数，越高越好）（写的方向与哪边算好相反，两种读法，须人工认定）。"),
            ("下降到10—20%", "0.02", "higher", "在 10% 到 20% 之间：至少达到较近的一端，越过较远的一端也算达标并注明（写的方向与哪边算好相反，两种读法，须人工认定）。"),
            ("城镇80左右，农村70以上", "0.05", None, "城镇约为 80：上下 5%，即 76 到 84 之间，或好于这个区间；农村不低于 70（含）。"),
            ("分别达到80%、90%", "0.02", "lower", "第 1 项不高于 80%（只有一个数，越低越好）；第 2 项不高于 90%（只有一个数，越低越好）。"),
            ("每年27次左右", "0.05", "neither", "规划期内每一年都要做到：约为 27 次：上下 5%，即 25.65 到 28.35 之间。"),
            ("降低5%", "0.02", None, "比基期至少降低 5%（按比例；指标本身是百分数的也按比例，不按百分点）。"),
            ("降低4.9%", "0.02", None, "比基期至少降低 4.9%（按比例；指标本身是百分数时也可能指百分点，两种都算，结论不同的须人工认定）。"),
            ("增长不超过10个百分点", "0.02", None, "比基期提高不超过 10 个百分点。"),
            ("增长低于10个百分点", "0.02", None, "比基期提高少于 10 个百分点。"),
            ("增长超过10个百分点", "0.02", None, "比基期提高超过 10 个百分点。"),
            ("〔18〕左右", "0.1", None, "比基期朝好的方向累计变化约 18（可以少该数的 10%，即至少 16.2）。"),
            ("不高于2015年水平", "0.02", None, "不比 2015 年高。"),
            ("不低于2015年水平", "0.02", None, "不比 2015 年低。"),
            ("持续明显下降", "0.02", None, "逐年降低：没有一年比上一年高，期末比基期降低；“明显”须达多少原文未写明，需人工认定。"),
            ("持续改善", "0.02", None, "逐年改善：没有一年比上一年差，期末比基期改善。"),
            ("改善", "0.02", None, "比基期改善，多少不限。"),
            ("2.2:1以下", "0.02", None, "两部分之比不高于 2.2:1（含）。"),
            ("到2023年力争累计达到60%（目前50%）", "0.02", None, "2023 年达到 60%：朝好的方向至少到这个数（累计数）（语气：力争，不改变算法）（附注：目前50%，不参与判断）。"),
            ("累计提高3个百分点", "0.02", None, "比基期至少提高 3 个百分点。"),
        ],
    )  # fmt: skip
    def test_for_an_indicator(self, text: str, tolerance: str, better: str | None, sentence: str) -> None:
        """「规格可用 `tolerance` 改」, 「朝好的方向至少到这个数」"""
        way = Better(better) if better else None
        assert reading(parse_target(text), Fraction(tolerance), way) == sentence

    @pytest.mark.parametrize(
        ("changes", "sentence", "said"),
        [
            ({"rank": True}, "不低于 5000 个（含）（名次：数字小的在前，提升、前移是数字变小）。", {"rank": True}),
            ({"cumulative": True}, "不低于 5000 个（含）（累计数）。", {"cumulative": True}),
            ({"subject": "托位数"}, "托位数不低于 5000 个（含）。", {"subject": "托位数"}),
            ({"remark": "目前3000个"}, "不低于 5000 个（含）（附注：目前3000个，不参与判断）。", {"remark": "目前3000个"}),
            ({"rule": "total"}, "规划期内各年合计要做到：不低于 5000 个（含）。", {"total": True}),
            ({"rule": "mean"}, "规划期内各年的平均要做到：不低于 5000 个（含）。", {"mean": True}),
            ({"rule": "every"}, "规划期内每一年都要做到：不低于 5000 个（含）。", {"every_year": True}),
            ({"rule": "total", "cumulative": True}, "规划期内各年合计要做到：不低于 5000 个（含）。", {"total": True, "cumulative": True}),
        ],
    )  # fmt: skip
    def test_what_a_spec_adds(self, changes: dict[str, Any], sentence: str, said: dict[str, Any]) -> None:
        """docs/formats.md: the fields of a rule, and its sentence."""
        target = parse_target("5000个以上")
        level: Any = target.rule
        rules = {"total": Total(level), "mean": EveryYear(level, True), "every": EveryYear(level)}
        added: dict[str, Any] = {
            key: rules[value] if key == "rule" else value for key, value in changes.items()
        }
        target = replace(target, **added)
        plain = {"op": "ge", "value": 5000, "unit": "个", "modality": None, "due": None}
        assert (reading(target), target_fields(target)) == (sentence, {**plain, **said})

    def test_a_sum_of_a_bare_number(self) -> None:
        """「朝好的方向至少到这个数」, of all years together and of each."""
        target = parse_target("5000个")
        level: Any = target.rule
        for rule, start in ((Total(level), "合计"), (EveryYear(level, True), "的平均")):
            said = reading(replace(target, rule=rule), better=Better.HIGHER)
            assert said == f"规划期内各年{start}要做到：不低于 5000 个（只有一个数，越高越好）。"
