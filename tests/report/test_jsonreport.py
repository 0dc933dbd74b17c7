"""The JSON report: the keys of docs/formats.md, exact numbers, the same bytes."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from support import CASES, ROOT, check_expected, fixed_report, report_json

from healthplan_cli.evaluation.gate import GateScope, Policy, decide_gate
from healthplan_cli.model import Note, Reason
from healthplan_cli.report.programs.jsontext import dumps
from healthplan_cli.report.words.counts import COUNTED_NOTES


def whole() -> str:
    report = fixed_report()
    return report_json(report, decide_gate(report, Policy()))


def data() -> Any:
    return json.loads(whole(), parse_float=Decimal)


REPORT_KEYS = [
    "format",
    "tool",
    "plan",
    "inputs",
    "year",
    "mode",
    "band",
    "carry",
    "illustrative",
    "results",
    "summary",
    "gate",
]
RESULT_KEYS = [
    "id", "no", "name", "category", "nature", "unit", "baseline", "target", "actual", "status", "class", "reason", "regressed",
    "waiver", "revision", "noted", "years_missing", "gap", "progress", "elapsed", "expected", "message", "gated", "responsible", "components",
]  # fmt: skip
TALLY_KEYS = [
    "total",
    "met",
    "ahead",
    "on_track",
    "behind",
    "missed",
    "unknown",
    "waived",
    "judged",
    "rate_all",
    "rate_judged",
    "classes",
    "notes",
]


STATUSES = {
    "early": "met",
    "ahead": "ahead",
    "on_track": "on_track",
    "behind": "behind",
    "regressed": "behind",
    "missed": "missed",
    "no_data": "unknown no_data",
    "no_target": "unknown no_target",
    "external": "unknown external_target",
    "supplied": "ahead",
    "censored": "unknown censored",
    "review": "unknown needs_review",
    "parts": "behind",
    "shared": "on_track",
    "kept": "met",
    "lost": "behind",
    "course": "on_track",
    "from_data": "behind",
    "from_text": "on_track",
    "carried": "on_track",
    "beyond": "met",
    "thirds": "behind",
    "revised": "on_track",
    "disputed": "on_track",
    "held": "met",
    "years_missing": "on_track",
    "within_rounding": "missed",
    "late": "met",
    "lost_later": "met",
    "order_of_magnitude": "behind",
    "increment": "behind",
    "part_year": "unknown no_data",
    "forecast": "unknown no_data",
    "marked": "ahead",
    "relative_reading": "met",
    "claim_differs": "behind",
    "lost_since": "behind",
}


WAIVED = "behind"


class TestKeys:
    """「用户和脚本靠这些名字，改名要换版本号（`format:`），不悄悄改」"""

    def test_the_report(self) -> None:
        report = data()
        assert list(report) == REPORT_KEYS
        assert report["format"] == "hpcheck.report/1"
        assert list(report["tool"]) == ["name", "version"]
        assert report["plan"] == {
            "id": "fixed",
            "title": "某市“十四五”卫生健康规划（示例）",
            "sha256": "0" * 64,
        }
        assert report["inputs"] == [{"path": "actuals.yaml", "sha256": "1" * 64}]
        assert (report["year"], report["band"], report["carry"], report["illustrative"]) == (
            2023,
            Decimal("0.05"),
            1,
            True,
        )

    def test_the_documents_name_them_all(self) -> None:
        page = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
        assert [key for key in (*REPORT_KEYS, *RESULT_KEYS) if f"`{key}`" not in page] == []

    def test_the_documents_name_every_note_and_every_reason(self) -> None:
        """「代码旁边总有一句话，说明要补什么」"""
        page = (ROOT / "docs" / "semantics.md").read_text(encoding="utf-8")
        codes = [code.value for code in (*Note, *Reason)]
        assert {code for code in codes if f"`{code}`" not in page} == set()

    def test_every_result_and_component(self) -> None:
        results = data()["results"]
        parts = [part for result in results for part in result["components"]]
        assert len(parts) == 4
        assert [list(result) for result in results + parts] == [RESULT_KEYS] * 41

    def test_baseline_target_and_actual(self) -> None:
        results = {result["id"]: result for result in data()["results"]}
        assert results["from_text"]["baseline"] == {
            "text": "77岁", "year": 2020, "source": "正文一", "printed": False, "provisional": False,
        }  # fmt: skip
        assert results["supplied"]["target"] == {
            "text": "≥94%", "op": "ge", "value": 94, "unit": "%", "modality": None, "due": 2025, "source": "国家下达文件",
        }  # fmt: skip
        assert results["regressed"]["actual"] == {
            "text": "1/7800", "shown": "12.82/10万", "value": Decimal("12.820512820512820513"), "unit": "/10万", "year": 2023,
            "provisional": False, "source": "某市统计公报", "note": None, "count": 1, "population": 7800,
            "interval": {
                "level": Decimal("0.95"), "method": "poisson", "low": Decimal("0.324587"), "high": Decimal("71.4314"),
                "one_fewer": "met", "one_more": None,
            },
        }  # fmt: skip
        assert results["censored"]["actual"] == {
            "text": "≥87", "shown": "≥87%", "value": None, "unit": "%", "year": 2023, "provisional": False, "source": "某市统计公报",
            "note": None, "low": 87, "high": None,
        }  # fmt: skip
        assert results["ahead"]["actual"]["source"] == "卫健委年报"
        assert results["carried"]["actual"]["year"] == 2022
        assert results["no_data"]["actual"] is None
        assert results["shared"]["baseline"] is results["shared"]["target"] is None

    def test_summary_and_gate(self) -> None:
        report = data()
        summary = report["summary"]
        assert list(summary) == [*TALLY_KEYS, "by_nature"]
        assert list(summary["by_nature"]) == ["约束性", "预期性", "倡导性"]
        assert [list(tally) for tally in summary["by_nature"].values()] == [TALLY_KEYS] * 3
        assert report["gate"] == {
            "policy": "binding",
            "outcome": "fail",
            "exit_code": 1,
            "failed": ["missed", "parts"],
            "unknown": ["no_data", "external"],
            "waived": ["behind"],
        }

    def test_the_policy_of_a_gate_that_names_indicators(self) -> None:
        """「或点名的 id 用逗号连起来」"""
        report = fixed_report()
        found = json.loads(report_json(report, decide_gate(report, Policy(GateScope.IDS, ("kept", "early")))))
        assert found["gate"]["policy"] == "kept,early"
        assert [result["id"] for result in found["results"] if result["gated"]] == ["early", "kept"]


class TestContent:
    """「一个对象」, all of it."""

    def test_the_statuses(self) -> None:
        found = {
            result["id"]: " ".join(filter(None, (result["status"], result["reason"])))
            for result in data()["results"]
        }
        assert found == STATUSES

    def test_the_counts(self) -> None:
        """「达标率总是两个一起给：达标 ÷ 全部，达标 ÷ 能判定的」"""
        summary = data()["summary"]
        counted = {
            status: sum(found.split()[0] == status for id, found in STATUSES.items() if id != WAIVED)
            for status in TALLY_KEYS[1:7]
        } | {"waived": 1}
        assert {key: summary[key] for key in counted} == counted
        assert (summary["total"], summary["judged"]) == (37, 30)
        assert sum(summary["classes"].values()) == 37
        assert summary["classes"]["behind_waived"] == summary["waived"]
        assert summary["met"] == sum(summary["classes"][code] for code in ("met_early", "met", "met_worse"))
        assert set(summary["notes"]) == {note.value for note in COUNTED_NOTES}
        natures = summary["by_nature"].values()
        assert all(summary[key] == sum(tally[key] for tally in natures) for key in TALLY_KEYS[:9])

    def test_the_whole_text(self) -> None:
        check_expected(CASES / "report" / "report.json", whole())


class TestNumbers:
    """「有限小数写全（14.5 不会写成 14.499999），写不完的写 20 位有效数字」"""

    @pytest.mark.parametrize(
        ("number", "text"),
        [
            (Fraction(29, 2), "14.5"),
            (Fraction(1, 10), "0.1"),
            (Fraction(3, 10), "0.3"),
            (Fraction(5), "5"),
            (Fraction(0), "0"),
            (Fraction(-1, 8), "-0.125"),
            (Fraction(1, 3), "0.33333333333333333333"),
            (Fraction(-2, 3), "-0.66666666666666666667"),
            (Fraction(500, 39), "12.820512820512820513"),
            (Fraction(1, 2**20), "0.00000095367431640625"),
            (Fraction(10**25 + 1), "10000000000000000000000001"),
            (Fraction(1, 300_000_000), "0.0000000033333333333333333333"),
        ],
    )
    def test_exact(self, number: Fraction, text: str) -> None:
        assert dumps(number) == text
        assert dumps({"n": [number]}) == f'{{"n": [{text}]}}'

    def test_in_the_report(self) -> None:
        assert '"progress": 0.33333333333333333333,' in whole()
        assert '"band": 0.05,' in whole()
        assert '"gap": -0.96,' in whole()


class TestText:
    """JSON that any reader takes."""

    def test_strings(self) -> None:
        value = {'键"\\': ["行\n\t\u0001\u2028", True, False, None, 2025, {}, []], "空": ""}
        assert json.loads(dumps(value)) == value
        assert json.loads(dumps(value, indent=2)) == value
        assert "键" in dumps(value)

    def test_layout(self) -> None:
        assert (
            dumps({"a": [1, {"b": None}], "c": {}}, indent=2)
            == '{\n  "a": [\n    1,\n    {\n      "b": null\n    }\n  ],\n  "c": {}\n}'
        )

    def test_the_same_bytes_twice(self) -> None:
        """「输入相同，输出的每个字节都相同」"""
        assert whole() == whole()
        assert whole().endswith("}\n")
