"""Several plans in one run."""

from __future__ import annotations

from decimal import Decimal

import pytest
from severalcases import BOTH, CSV, GOOD, NORTH, SOUTH, YAML, values
from severalcases import plans as plans
from support import Desk


class TestPlans:
    """「--plan 也可以有几个」"""

    def test_shared_indicators_and_own_ones(self, plans: Desk) -> None:
        plans.put({"a.yaml": GOOD})
        answer = plans.run("evaluate", "a.yaml", *BOTH, "-f", "json")
        assert (answer.code, answer.err) == (0, "")
        assert [report["plan"]["id"] for report in answer.json] == ["north", "south"]
        assert values(answer) == {
            "north": {"deaths": 39, "beds": 7},
            "south": {"deaths": Decimal("3.9"), "nurses": 4},
        }

    def test_one_plan_is_an_object(self, plans: Desk) -> None:
        plans.put({"a.yaml": "year: 2025\nactuals: {beds: 7}\n"})
        for names in (["north.yaml"], ["north.yaml", "north.yaml"]):
            options = [word for name in names for word in ("-p", name)]
            assert plans.run("evaluate", "a.yaml", *options, "-f", "json").json["plan"]["id"] == "north"

    def test_a_name_that_no_plan_has(self, plans: Desk) -> None:
        plans.put(
            {
                "a.yaml": "year: 2025\nactuals: {护师: 4, 甲乙丙: 1, beds: 7}\n",
                "a.csv": "指标,2025年\n护师,4\n",
            }
        )
        answer = plans.run("evaluate", "a.yaml", "a.csv", *BOTH)
        assert (answer.code, answer.err) == (
            2,
            "a.yaml:2:11: 几个规划都没有指标“护师”，是不是 护士（nurses）？\n"
            "a.yaml:2:18: 几个规划都没有指标“甲乙丙”；可用 hpcheck show north（或 south）查看全部指标\n"
            "a.csv:2:1: 几个规划都没有指标“护师”，是不是 护士（nurses）？同一项而叫法不同的，请用 --map 写明\n",
        )

    def test_the_name_in_another_plan_finds_what_both_have(self, plans: Desk) -> None:
        """南's words for an indicator are not 北's: its id is the same, and so it is."""
        plans.put(
            {
                "a.yaml": "year: 2025\nactuals: {中药饮片使用比例: 71}\n",
                "a.csv": "代码,指标,2024年\nherbs,中药饮片使用比例,65\n",
            }
        )
        for year, value in (("2024", 65), ("2025", 71)):
            answer = plans.run("evaluate", "a.yaml", "a.csv", *BOTH, "-f", "json", "--year", year)
            assert [found["herbs"] for found in values(answer).values()] == [value, value]

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("a.yaml", "year: 2025\nactuals: {herbs: {门诊: 61, 住院: 81}}\n"),
            ("a.yaml", "year: 2025\nactuals: {herbs: 门诊61住院81}\n"),
            ("a.csv", "指标,分组,2025年\n饮片使用率,门诊,61\n,住院,81\n"),
            ("a.csv", "指标,2025年\n饮片使用率,\n其中：门诊,61\n住院,81\n"),
            ("a.csv", "指标,2025年\n饮片使用率（门诊）,61\n饮片使用率-住院,81\n"),
        ],
    )
    def test_components_of_one_plan_only(self, plans: Desk, name: str, content: str) -> None:
        plans.put({name: content})
        answer = plans.run("evaluate", name, *BOTH, "-f", "json")
        assert values(answer) == {"north": {"herbs.outpatient": 61, "herbs.inpatient": 81}, "south": {}}

    def test_a_component_that_no_plan_has(self, plans: Desk) -> None:
        plans.put(
            {
                "a.yaml": "year: 2025\nactuals: {herbs: {门诊: 61, 急诊: 81}}\n",
                "a.csv": "指标,分组,2025年\n饮片使用率,急诊,61\n",
            }
        )
        answer = plans.run("evaluate", "a.yaml", "a.csv", *BOTH)
        assert answer.code == 2
        assert [line.partition("；")[0] for line in answer.err.splitlines()] == [
            "a.yaml:2:27: 饮片使用率：不认识的键“急诊”",
            "a.csv:2:7: 饮片使用率 没有分项“急诊”",
        ]

    @pytest.mark.parametrize("plan", ["north", "south"])
    def test_a_file_of_a_plan_is_for_that_plan_only(self, plans: Desk, plan: str) -> None:
        """Contract section 9: 「只给那个规划用，不论有几个 `--plan`」. Its printed numbers, names and bare units are
        those of its plan; the other plan's file says nothing of it.
        """
        other = {"north": "south", "south": "north"}[plan]
        plans.put(
            {
                "a.yaml": f"plan: {plan}\nyear: 2025\nactuals: {{3: 7, deaths: 3.9}}\n",
                "a.csv": f"规划：{plan},\n序号,指标,2025年\n3,,7\n,死亡率,3.9\n",
                "b.yaml": f"plan: {other}的规划\nyear: 2024\nactuals: {{water: 93}}\n",
            }
        )
        own = {"north": {"beds": 7}, "south": {"nurses": 7}}[plan] | {"deaths": Decimal("3.9")}
        for file in ("a.yaml", "a.csv"):
            answer = plans.run("evaluate", file, "b.yaml", *BOTH, "-f", "json")
            assert values(answer) == {plan: own, other: {"water": 93}}
            years = {report["plan"]["id"]: report["year"] for report in answer.json}
            inputs = {
                report["plan"]["id"]: [item["path"] for item in report["inputs"]] for report in answer.json
            }
            assert (years, inputs) == ({plan: 2025, other: 2024}, {plan: [file], other: ["b.yaml"]})

    def test_what_only_the_other_plan_has(self, plans: Desk) -> None:
        """A file's names are its own plan's, however many plans the run has."""
        plans.put(
            {
                "a.yaml": "plan: north\nyear: 2025\nactuals: {护士: 4, 5: 96, herbs: {急诊: 3}}\n",
                "b.yaml": "plan: south\nyear: 2025\nactuals: {nurses: 4}\n",
            }
        )
        alone = plans.run("evaluate", "a.yaml", "-p", "north.yaml")
        answer = plans.run("evaluate", "a.yaml", "b.yaml", *BOTH)
        assert (answer.code, answer.err) == (2, alone.err)

    @pytest.mark.parametrize("command", ["evaluate", "trend"])
    def test_a_plan_without_a_file(self, plans: Desk, command: str) -> None:
        """Contract section 9: 「`--plan` 写了而没有文件能给它数的规划是错误」."""
        plans.put(
            {"a.yaml": "plan: north\nyear: 2025\nactuals: {3: 7}\n", "t.yaml": "targets: {water: ≥97}\n"}
        )
        answer = plans.run(command, "a.yaml", "t.yaml", *BOTH)
        words = (
            "给出的文件都写明是别的规划的数据（north），没有“south”的，一项也核验不了：请给出“south”自己的数据文件，"
            "或不写 --plan south；确要用同一批数也对照“south”的，去掉文件里的 plan"
        )
        assert (answer.code, answer.out, answer.err) == (2, "", f"a.yaml:1:7: {words}\n")
        assert plans.run("validate", "a.yaml", *BOTH).code == 0

    def test_a_file_without_a_plan_beside_one_with(self, plans: Desk) -> None:
        """Contract section 9: 「没有写 `plan` 的文件给每个规划用」, of whatever else is given."""
        plans.put(
            {
                "a.yaml": "plan: north\nyear: 2025\nactuals: {beds: 7}\n",
                "b.csv": "指标,2025年\n水质,96\n",
            }
        )
        found = values(plans.run("evaluate", "a.yaml", "b.csv", *BOTH, "-f", "json"))
        assert found == {"north": {"beds": 7, "water": 96}, "south": {"water": 96}}

    def test_undated_files_of_two_plans(self, plans: Desk) -> None:
        """Each is the only file of its plan: its bare values need no year more than they would alone."""
        plans.put(
            {
                "a.yaml": "plan: north\nactuals: {beds: 7}\n",
                "b.yaml": "plan: south\nactuals: {nurses: 4}\n",
            }
        )
        answer = plans.run("evaluate", "a.yaml", "b.yaml", *BOTH, "-f", "json")
        assert values(answer) == {"north": {"beds": 7}, "south": {"nurses": 4}}
        assert [report["year"] for report in answer.json] == [2025, 2025]

    def test_sources_of_two_plans_are_ranked_apart(self, plans: Desk) -> None:
        plans.put(
            {
                "a.yaml": "plan: north\nsources: [A, B]\nyear: 2025\nactuals: {beds: 7}\n",
                "b.yaml": "plan: south\nsources: [B, A]\nyear: 2025\nactuals: {nurses: 4}\n",
            }
        )
        assert plans.run("evaluate", "a.yaml", "b.yaml", *BOTH, "-q").code != 2

    def test_printed_numbers_of_no_plan(self, plans: Desk) -> None:
        plans.put(
            {
                "a.yaml": "year: 2025\nactuals: {3: 7, 5: 96}\n",
                "a.csv": "序号,2025年\n3,7\n",
                "b.csv": "序号,指标,2025年\n9,床位,7\n",
            }
        )
        answer = plans.run("evaluate", "a.yaml", "a.csv", *BOTH)
        words = "几个规划一起核验，看不出序号“{}”是哪个规划的：请写 id 或名称（数据文件也可以写明 plan）"
        mine = '；序号是这张表自己编的，请用 --map 写明不读：序号: "-"'
        assert (answer.code, answer.err) == (
            2,
            f"a.yaml:2:11: {words.format(3)}\na.yaml:2:17: {words.format(5)}\na.csv:2:1: {words.format(3)}{mine}\n",
        )
        assert values(plans.run("evaluate", "b.csv", *BOTH, "-f", "json")) == {
            "north": {"beds": 7},
            "south": {},
        }

    def test_a_file_of_a_third_plan(self, plans: Desk) -> None:
        plans.put({"a.yaml": "plan: anju\nactuals: {1: 7}\n", "a.csv": "规划：anju,\n指标,2025年\n床位,7\n"})
        answer = plans.run("evaluate", "a.yaml", "a.csv", *BOTH)
        assert (answer.code, answer.err) == (
            2,
            "a.yaml:1:7: 文件是规划“anju”的数据，要核验的是“north”“south”\n"
            "a.csv:1:1: 这张表是规划“anju”的数据，要核验的是“north”“south”\n",
        )

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("a.yaml", "{0}year: 2025\nactuals: {{deaths: 3.9}}\n"),
            ("a.csv", "{0}指标,2025年\n死亡率,3.9\n"),
        ],
    )
    def test_a_bare_number_in_two_units(self, plans: Desk, name: str, content: str) -> None:
        """Contract section 9: 「几个规划里单位不同的，光写数字是错误」."""
        plans.put({name: content.format("")})
        answer = plans.run("evaluate", name, *BOTH)
        assert answer.code == 2
        assert answer.err.endswith(
            "死亡率：几个规划的单位不同（‰、%），数要写明单位（数据文件也可以写明 plan）\n"
        )

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("a.yaml", "year: 2025\nactuals: {deaths: 39‰}\n"),
            ("a.yaml", "year: 2025\nactuals: {deaths: {value: 3.9, unit: '%'}}\n"),
            ("a.yaml", "year: 2025\nactuals: {deaths: {count: 39, population: 1000}}\n"),
            ("a.csv", "指标,单位,2025年\n死亡率,‰,39\n"),
            ("a.csv", "指标,2025年\n死亡率（%）,3.9\n"),
        ],
    )
    def test_a_number_with_its_unit(self, plans: Desk, name: str, content: str) -> None:
        plans.put({name: content})
        found = values(plans.run("evaluate", name, *BOTH, "-f", "json"))
        assert found == {"north": {"deaths": 39}, "south": {"deaths": Decimal("3.9")}}

    def test_the_same_plan_twice(self, plans: Desk) -> None:
        plans.put({"a.yaml": "year: 2025\nactuals: {beds: 7}\n", "copy.yaml": NORTH})
        answer = plans.run("evaluate", "a.yaml", "-p", "north.yaml", "-p", "copy.yaml", "-p", "south.yaml")
        words = "规划“north”给了不止一次（north.yaml、copy.yaml）：请只留一个；不同的规格要有不同的 id"
        assert (answer.code, answer.err) == (2, f"--plan: {words}\n")

    def test_every_plan_that_is_not_there(self, plans: Desk) -> None:
        plans.put({"a.yaml": GOOD})
        answer = plans.run("evaluate", "a.yaml", "-p", "chongqin", "-p", "south.yaml", "-p", "no.yaml")
        assert answer.code == 2
        assert [line.partition("。")[0] for line in answer.err.splitlines()] == [
            "chongqin: 没有这个规划",
            "no.yaml: 找不到这个文件",
        ]

    def test_files_that_each_name_their_plan(self, desk: Desk) -> None:
        """Contract section 9: 「每个文件都写明了规划的，各按各的核验」."""
        desk.put({"a.yaml": YAML, "b.yaml": "plan: 攀枝花\nyear: 2024\nactuals: {12: 4.2}\n"})
        answer = desk.run("evaluate", "a.yaml", "b.yaml", "-f", "json")
        assert values(answer) == {
            "chongqing": {"health_literacy": Decimal("34.3")},
            "panzhihua": {"nurses_per_1000": Decimal("4.2")},
        }
        both = desk.run("evaluate", "a.yaml", "b.yaml", "-p", "重庆", "-p", "panzhihua", "-f", "json")
        without_run = [[{**item, "run": None} for item in one.json] for one in (both, answer)]
        assert both.code == answer.code
        assert without_run[0] == without_run[1]

    def test_files_that_name_one_plan_in_two_ways(self, desk: Desk) -> None:
        desk.put({"a.yaml": YAML, "b.yaml": "plan: 重庆市\nyear: 2024\nactuals: {smoking_rate: 22}\n"})
        answer = desk.run("evaluate", "a.yaml", "b.yaml", "-f", "json")
        assert answer.json["plan"]["id"] == "chongqing"
        assert len(answer.json["inputs"]) == 2

    def test_files_of_which_some_name_no_plan(self, desk: Desk) -> None:
        """Contract section 9: 「有的写明了有的没有，是错误」. A file of nothing but targets needs none."""
        desk.put(
            {
                "a.yaml": YAML,
                "b.csv": CSV,
                "c.yaml": "year: 2024\nactuals: {8: 34.3}\n",
                "t.yaml": "targets: {surface_water_quality: ≥97%}\n",
            }
        )
        answer = desk.run("evaluate", "a.yaml", "b.csv", "c.yaml", "t.yaml")
        said = "没有写明是哪个规划的数据，而别的文件写明了（chongqing）：请{}；各规划共用的，用 --plan 写明按哪些规划核验"
        assert (answer.code, answer.out, answer.err) == (
            2,
            "",
            f"b.csv: {said.format('在表头上方写“规划：…”')}\nc.yaml: {said.format('在文件里写 plan')}\n",
        )
        assert desk.run("evaluate", "a.yaml", "t.yaml", "-q").code == 3

    def test_a_name_that_two_plans_have(self, plans: Desk) -> None:
        for name, content in (("north", NORTH), ("south", SOUTH)):
            head = "region: {name: 某省某市, level: city}\nindicators:\n"
            plans.put({f"{name}.yaml": content.replace("indicators:\n", head)})
        plans.put({"a.yaml": "plan: 某市\n" + GOOD})
        answer = plans.run("evaluate", "a.yaml", *BOTH)
        words = "“某市”可以是几个规划（north、south）：请写规划的 id"
        assert (answer.code, answer.err) == (2, f"a.yaml:1:7: {words}\n")
        answer = plans.run("evaluate", "a.yaml", HPCHECK_PLANS=".")
        words = "叫这个名称的规划不止一个：请写 north、south 中的一个"
        assert (answer.code, answer.err) == (2, f"a.yaml:1:7: “某市”{words}\n")

    @pytest.mark.parametrize("plan", ["[north]", "{north: 1}", "''"])
    def test_a_plan_that_is_no_name(self, plans: Desk, plan: str) -> None:
        """It isn't taken for a file that names none."""
        plans.put({"a.yaml": f"plan: {plan}\n" + GOOD})
        answer = plans.run("evaluate", "a.yaml", *BOTH)
        assert (answer.code, answer.err) == (2, "a.yaml:1:7: plan 应是规划的 id，如 chongqing\n")

    def test_a_component_by_the_name_that_only_the_other_plan_has_for_it(self, desk: Desk) -> None:
        """攀枝花 calls 城镇 what 重庆 calls 城镇职工医保: the same id, so the same component."""
        name = "inpatient_reimbursement_rate"
        desk.put({"a.yaml": f"year: 2025\nactuals: {{{name}: {{城镇: 79.2, 居民: 70.1}}}}\n"})
        reports = desk.run("evaluate", "a.yaml", "-p", "chongqing", "-p", "panzhihua", "-f", "json").json
        for report in reports:
            [row] = [row for row in report["results"] if row["id"] == "inpatient_reimbursement_rate"]
            found = {part["id"]: part["actual"]["text"] for part in row["components"]}
            assert found == {"employee": "79.2", "resident": "70.1"}

    def test_a_conflict_is_one_for_all_plans(self, plans: Desk) -> None:
        plans.put(
            {"a.yaml": "year: 2025\nactuals: {water: 96}\n", "b.yaml": "year: 2025\nactuals: {water: 97}\n"}
        )
        answer = plans.run("evaluate", "a.yaml", "b.yaml", *BOTH)
        assert (answer.code, answer.err.count("\n")) == (2, 1)
