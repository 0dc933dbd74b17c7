"""The page for leaders: one file that needs nothing else."""

from __future__ import annotations

import re
from html import unescape

import pytest
from browser import Elements
from htmlpages import NASTY, render, reviewed_of
from support import ROOT, fixed_reviewed

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.evaluation.badges import TONES, badge_of
from healthplan_cli.model import Status
from healthplan_cli.report import Look
from healthplan_cli.report.formats.html import templates

PLACES = ROOT / "healthplan_cli" / "report" / "formats" / "page"


@pytest.fixture(scope="module")
def page() -> str:
    return render(fixed_reviewed(), Look())


class TestFile:
    """「一个文件，不用网络」"""

    def test_the_same_input_gives_the_same_bytes(self, page: str) -> None:
        assert render(fixed_reviewed(), Look()) == page

    def test_is_well_formed_with_ids_of_one_element_each(self, page: str) -> None:
        elements = Elements(page)
        assert elements.open == []
        ids = [attributes["id"] for _, attributes in elements.found if "id" in attributes]
        assert len(ids) == len(set(ids)) > 24
        links = {(attributes.get("href") or "")[1:] for tag, attributes in elements.found if tag == "a"}
        assert links - set(ids) == set()

    def test_nothing_is_loaded_from_elsewhere(self, page: str) -> None:
        elements = Elements(page).found
        assert {tag for tag, _ in elements} & {"iframe", "object", "embed", "img", "base"} == set()
        assert [attributes for _, attributes in elements if "src" in attributes] == []
        assert [attributes["href"] for tag, attributes in elements if tag == "link"] == ["data:,"]
        assert re.findall(r"url\(|@import|https?://", page) == []

    def test_the_policy_lets_nothing_in(self, page: str) -> None:
        [policy] = [
            attributes["content"] or ""
            for tag, attributes in Elements(page).found
            if tag == "meta" and attributes.get("http-equiv") == "Content-Security-Policy"
        ]
        assert policy.startswith("default-src 'none'; style-src 'sha256-")
        assert "unsafe" not in policy
        assert [
            a for _, a in Elements(page).found if "style" in a or any(k.startswith("on") for k in a)
        ] == []

    def test_says_its_language(self, page: str) -> None:
        assert '<html lang="zh-CN">' in page

    def test_the_templates_have_no_words_of_their_own(self) -> None:
        files = sorted(PLACES.iterdir())
        assert len(files) >= 6
        assert [
            path.name for path in files if re.search("[\u3000-\u9fff]", path.read_text(encoding="utf-8"))
        ] == []


class TestWords:
    """Every status, proof, finding, waiver and source of the report is in the page."""

    def test_each_status_has_its_sign_and_word(self, page: str) -> None:
        text = unescape(page)
        [item] = fixed_reviewed()
        seen = {badge_of(result) for result in item.report.results}
        assert {badge.status for badge in seen} == set(Status)
        for badge in seen:
            sign = f'<span class="badge {badge.tone.name}"><span aria-hidden="true">{badge.sign}</span>'
            assert f"{sign} {badge.words}</span>" in text

    def test_the_proofs_are_those_of_why(self, page: str) -> None:
        """「与 `--why` 相同的依据」"""
        [item] = fixed_reviewed()
        text = unescape(page)
        lines = [
            line
            for proof in item.proofs([result.id for result in item.report.results])
            for step in proof.steps
            for line in step.lines
        ]
        assert len(lines) > 100
        assert [line for line in lines if f"<p>{line}</p>" not in text] == []

    def test_messages_waivers_and_sources(self, page: str) -> None:
        text = unescape(page)
        [item] = fixed_reviewed()
        said = [part.message for result in item.report.results for part in result.components or (result,)]
        assert [message for message in said if message not in text] == []
        assert "某办函〔2023〕21号" in text
        assert "卫健委年报：第 2 项" in text
        assert "注意：数据文件标明为示例数据，不是真实数值。" in text
        assert "与序时进度相差 5 个百分点以内为“符合预期”" in text

    def test_the_table_has_its_semantics(self, page: str) -> None:
        elements = Elements(page).found
        heads = [attributes.get("scope") for tag, attributes in elements if tag == "th"]
        assert None not in heads
        assert heads.count("col") == 10 + 2 + 4  # with the tables of the working papers
        assert heads.count("rowgroup") == 5
        assert heads.count("row") == 37 + 4 + 13
        regions = [attributes for _, attributes in elements if attributes.get("role") == "region"]
        assert [region["aria-label"] for region in regions] == ["表", "依据", "须补充的数据和说明"]

    def test_only_the_rows_asked_for(self) -> None:
        page = render(fixed_reviewed(), Look(only=(Status.MISSED,)))
        assert page.count("<section ") == 2
        assert "到期未达标的指标" in page
        assert "差一点的指标" in page

    def test_several_plans(self) -> None:
        [item] = fixed_reviewed()
        other = replace(item, report=replace(item.report, plan=replace(item.report.plan, title="另一个规划")))
        elements = Elements(render([item, other], Look())).found
        assert [attributes["id"] for tag, attributes in elements if tag == "article"] == [
            "overview",
            "plan1",
            "plan2",
        ]
        links = [a["href"] for tag, a in elements if tag == "a"]
        assert links[:3] == ["#overview", "#plan1", "#plan2"]
        assert links[3:5] == ["#plan1", "#plan2"]  # of the overview: each with its counts and its gate

    def test_no_markup_from_a_file_becomes_markup(self) -> None:
        row = {
            "id": "a",
            "name": NASTY,
            "category": NASTY,
            "unit": "%",
            "better": "higher",
            "baseline": "1",
            "target": "≥5",
            "note": NASTY,
            "source": NASTY,
            "responsible": NASTY,
        }
        values = {"a": {"value": 3, "source": NASTY, "note": NASTY}}
        page = render([reviewed_of([row], values, title=NASTY)], Look())
        assert [tag for tag, _ in Elements(page).found].count("script") == 1
        assert "<img" not in page
        assert "49" not in re.sub(r"sha256-[^']*", "", page)
        assert unescape(page).count(NASTY) > 10


class TestContrast:
    """Contrast of at least 4.5 to 1 in both themes, for every ink on every ground it stands on."""

    INKS = ("ink", "soft", "link", *(tone.name for tone in TONES))
    GROUNDS = ("page", "sheet", "raised", "zone")  # a row that a link leads to stands on the last

    @pytest.fixture(params=["light", "dark"])
    def colours(self, request: pytest.FixtureRequest) -> dict[str, str]:
        """A theme's colours, as the page has them."""
        text = templates().get_template(f"{request.param}.css").render()
        found = dict(re.findall(r"--([\w-]+): (#\w{6});", text))
        assert len(found) == 11 + len(TONES) + 6  # the series of charts
        return found

    def test_inks(self, colours: dict[str, str]) -> None:
        found = {
            (ink, ground): ratio(colours[ink], colours[ground])
            for ink in self.INKS
            for ground in self.GROUNDS
        }
        assert {pair: contrast for pair, contrast in found.items() if contrast < 4.5} == {}

    def test_every_rule_with_both_colours(self, colours: dict[str, str]) -> None:
        """What has an ink and a ground of its own in one rule of the page."""
        style = templates().get_template("page.css").render()
        rules = re.findall(r"\{[^{}]*(?<![-\w])color: var\(--([\w-]+)\)[^{}]*\}", style)
        pairs = re.findall(r"\{[^{}]*background: var\(--([\w-]+)\); color: var\(--([\w-]+)\)", style)
        assert set(rules) <= {*self.INKS, "sheet"}
        assert ("link", "sheet") in pairs
        weak = [(ground, ink) for ground, ink in pairs if ratio(colours[ink], colours[ground]) < 4.5]
        assert weak == []
        grounds = set(re.findall(r"background: var\(--([\w-]+)\)", style))
        assert grounds <= {*self.GROUNDS, "link"}

    def test_heat(self, colours: dict[str, str]) -> None:
        """A tone's letters on the same tone, thinned."""
        style = templates().get_template("page.css").render()
        [part] = re.findall(r"color-mix\(in srgb, currentColor (\d+)%, var\(--sheet\)\)", style)
        weak = [
            tone.name
            for tone in TONES
            if ratio(colours[tone.name], mixed(colours[tone.name], colours["sheet"], int(part) / 100)) < 4.5
        ]
        assert weak == []

    def test_what_is_drawn(self, colours: dict[str, str]) -> None:
        """Lines, dots, bars and the band's hatch: at least 3 to 1 (WCAG 2, 1.4.11)."""
        drawn = ("ink", "soft", "link", "band", "edge", *(tone.name for tone in TONES))
        assert [name for name in drawn if ratio(colours[name], colours["sheet"]) < 3] == []

    def test_paper(self) -> None:
        """「颜色和底色的对比度不低于 4.5」: of the cells that docx and xlsx fill, too."""
        weak = [tone.name for tone in TONES if ratio(f"#{tone.letters}", f"#{tone.fill}") < 4.5]
        assert weak == []


def ratio(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2 defines it."""
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def mixed(one: str, other: str, part: float) -> str:
    """A colour of which so large a part is the first."""
    pairs = ((int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(first * part + second * (1 - part)):02x}" for first, second in pairs)


def luminance(colour: str) -> float:
    shares = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return sum(part * share for part, share in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
