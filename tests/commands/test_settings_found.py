"""What settings may do that nobody named (docs/formats.md, 「找到的设置」)."""

from __future__ import annotations

import html
import io
import json
import os
import zipfile
from pathlib import Path

import pytest
from forms import FORMATS
from support import Desk

DATA = "year: 2024\nactuals: {health_literacy: 30, child_myopia_rate: 60}\n"
WAIVER = "waivers:\n- {indicator: 14, reason: 设备更新, document: 某函, by: 某局, expires: 2999-12-31}\n"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Desk:
    """A folder in which a repository lies, with data in a folder below its root."""
    folder = tmp_path / "desk"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    found = Desk(folder, monkeypatch, capsys)
    found.put({"repo/.git/config": "", "repo/d/a.yaml": DATA, "victim.txt": "kept", "out/x": ""})
    return found


def evaluate(desk: Desk, *more: str, **variables: str) -> tuple[int, str, str]:
    answer = desk.run("evaluate", "a.yaml", "-p", "chongqing", "-q", *more, cwd="repo/d", **variables)
    return answer.code, answer.out, answer.err


class TestWriting:
    """「`output` 只能写到设置文件自己的文件夹里，以点开头的文件和文件夹不写」"""

    @pytest.mark.parametrize(
        "path",
        ["../victim.txt", "d/../../victim.txt", "ABSOLUTE/victim.txt", "link.md", "linked/victim.txt", "../out/new.md", "~/x", ".git/config", "d/.hidden.md", "d/../.git/x.md", "../out/a:x.md", "../victim:x.md"],
    )  # fmt: skip
    @pytest.mark.parametrize("kind", ["hpcheck.toml", "pyproject.toml"])
    def test_not_elsewhere(self, desk: Desk, path: str, kind: str) -> None:
        (desk.folder / "repo" / "link.md").symlink_to("../victim.txt")
        (desk.folder / "repo" / "linked").symlink_to("..")
        path = path.replace("ABSOLUTE", str(desk.folder))
        head = "[tool.hpcheck]\n" if kind == "pyproject.toml" else ""
        desk.put({f"repo/{kind}": f'{head}output = ["markdown:{path}", "json:d/good.json"]\n'})
        before = {p: p.read_bytes() for p in desk.folder.rglob("*") if p.is_file()}
        code, _out, err = evaluate(desk)
        if path == "~/x":  # a folder of that name, in its own
            assert "没有这个文件夹" in err
            return
        assert code == 1
        assert f"../{kind}:{2 if head else 1}:1: 提示：找到的设置" in err
        assert "没有照办；确实要这样，请用 --config" in err
        after = {p: p.read_bytes() for p in desk.folder.rglob("*") if p.is_file()}
        assert {p.name for p in after.keys() - before.keys()} == {"good.json"}
        assert all(after[p] == content for p, content in before.items())

    def test_in_its_own_folder(self, desk: Desk) -> None:
        desk.put({"repo/hpcheck.toml": 'output = ["d/out.md", "out.json"]\n'})
        code, _, err = evaluate(desk)
        assert (code, err) == (1, "")
        assert (desk.folder / "repo/d/out.md").is_file()
        assert (desk.folder / "repo/out.json").is_file()

    def test_where_it_is_named(self, desk: Desk) -> None:
        desk.put({"repo/hpcheck.toml": 'output = ["markdown:../victim.txt"]\n'})
        for how in ({"HPCHECK_CONFIG": "../hpcheck.toml"}, {}):
            desk.put({"victim.txt": "kept"})
            code, _, err = evaluate(desk, *([] if how else ["--config", "../hpcheck.toml"]), **how)
            assert (code, err) == (1, "")
            assert "kept" not in (desk.folder / "victim.txt").read_text(encoding="utf-8")

    def test_not_said_where_it_would_not_be_done(self, desk: Desk) -> None:
        """A flag stands in its place, or the command writes no report."""
        desk.put({"repo/hpcheck.toml": 'output = ["markdown:../victim.txt"]\n'})
        assert evaluate(desk, "-o", "json:own.json")[2] == ""
        assert desk.run("trend", "a.yaml", "-p", "chongqing", cwd="repo/d").err == ""
        assert desk.run("init", "chongqing", cwd="repo/d").err == ""


class TestReading:
    """「`plan` 的规格、`waivers`、`against`、`map`、`template` 只能用同一个仓库里的普通文件」"""

    @pytest.mark.parametrize("setting", ['waivers = "../w.yaml"', 'map = "../w.yaml"', 'against = "../w.yaml"', 'plan = ["chongqing", "../w.yaml"]', 'waivers = "d/link.yaml"', 'map = "/dev/zero"', 'waivers = "pipe"'])  # fmt: skip
    def test_not_elsewhere(self, desk: Desk, setting: str) -> None:
        desk.put({"w.yaml": WAIVER, "repo/hpcheck.toml": f"{setting}\n"})
        (desk.folder / "repo/d/link.yaml").symlink_to("../../w.yaml")
        if hasattr(os, "mkfifo"):
            os.mkfifo(desk.folder / "repo/pipe")
        answer = desk.run(
            "evaluate", "a.yaml", *([] if "plan" in setting else ["-p", "chongqing"]), "-q", cwd="repo/d"
        )
        assert answer.code == 1
        assert "没有照办" in answer.err
        assert "豁免" not in answer.out

    def test_of_the_same_repository(self, desk: Desk) -> None:
        desk.put({"repo/w.yaml": WAIVER, "repo/d/hpcheck.toml": 'waivers = "../w.yaml"\n'})
        _code, out, err = evaluate(desk)
        assert "1 项已豁免" in out
        assert "（按 hpcheck.toml 里的 waivers）" in out
        assert err == ""

    def test_without_a_repository_only_its_own_folder(self, desk: Desk) -> None:
        (desk.folder / "repo/.git/config").unlink()
        (desk.folder / "repo/.git").rmdir()
        desk.put({"repo/w.yaml": WAIVER, "repo/d/hpcheck.toml": 'waivers = "../w.yaml"\n'})
        assert "没有照办" in evaluate(desk)[2]
        desk.put({"repo/d/w.yaml": WAIVER, "repo/d/hpcheck.toml": 'waivers = "w.yaml"\n'})
        assert "1 项已豁免" in evaluate(desk)[1]


class TestTheGate:
    """「报告里门禁那一行都写明是哪个文件、哪几项」"""

    @pytest.mark.parametrize(
        ("setting", "name"),
        [
            ('gate = "none"', "gate"),
            ('gate = "8"', "gate"),
            ("allow-unknown = true", "allow-unknown"),
            ("band = 1", "band"),
            ("carry = 5", "carry"),
            ("year = 2023", "year"),
            ('mode = "midterm"', "mode"),
            ('waivers = "w.yaml"', "waivers"),
            ('sources = ["甲"]', "sources"),
            ('set = {surface_water_quality = "≥1%"}', "set"),
            ('as-of = "2020-01-01"', "as-of"),
        ],
    )
    def test_is_named(self, desk: Desk, setting: str, name: str) -> None:
        desk.put(
            {
                "repo/w.yaml": WAIVER,
                "repo/hpcheck.toml": f"{setting}\n",
                "repo/d/a.yaml": DATA.replace("year: 2024\n", ""),
            }
        )
        for more in ((), ("-f", "json")):
            answer = desk.run("evaluate", "a.yaml", "-p", "chongqing", *more, cwd="repo/d")
            assert answer.code != 2, answer.err
            if more:
                assert answer.json["gate"]["settings"] == {"file": "../hpcheck.toml", "names": [name]}
            else:
                assert "".join(answer.out.split()).endswith(f"（按../hpcheck.toml里的{name}）")

    @pytest.mark.parametrize("form", FORMATS)
    def test_in_every_form(self, desk: Desk, form: str) -> None:
        desk.put({"repo/hpcheck.toml": 'gate = "none"\nallow-unknown = true\n'})
        name = f"out{FORMATS[form].suffixes[0]}"
        answer = desk.run("evaluate", "a.yaml", "-p", "chongqing", "-q", "-o", f"{form}:{name}", cwd="repo/d")
        assert answer.code == 0
        assert ("（按 ../hpcheck.toml 里的 gate、allow-unknown）" in answer.err) is (form in ("csv", "jsonl"))
        if form in ("csv", "jsonl"):
            return
        content = (desk.folder / "repo/d" / name).read_bytes()
        if form in ("xlsx", "docx"):
            with zipfile.ZipFile(io.BytesIO(content)) as package:
                content = b"".join(map(package.read, package.namelist()))
        text = html.unescape(content.decode("utf-8", "replace")).replace("\\", "")
        assert "hpcheck.toml" in text
        assert "allow-unknown" in text

    def test_a_plan_by_its_path(self, desk: Desk) -> None:
        """A spec of the same id with another target would else pass for the one that ships."""
        spec = desk.run("show", "chongqing", "--format", "spec").out.replace("id: chongqing", "id: own", 1)
        desk.put({"repo/own.yaml": spec, "repo/hpcheck.toml": 'plan = "own.yaml"\n'})
        assert "（按 ../hpcheck.toml 里的 plan）" in desk.run("evaluate", "a.yaml", "-q", cwd="repo/d").out
        desk.put({"repo/hpcheck.toml": 'plan = "chongqing"\n'})
        assert "（按" not in desk.run("evaluate", "a.yaml", "-q", cwd="repo/d").out

    @pytest.mark.parametrize("setting", ['gate = "binding"', "allow-unknown = false", "band = 0.05", "carry = 0", 'format = "json"', "quiet = true", 'color = "never"', 'only = "met"'])  # fmt: skip
    def test_not_of_what_changes_nothing(self, desk: Desk, setting: str) -> None:
        desk.put({"repo/hpcheck.toml": f"{setting}\n"})
        _code, out, err = evaluate(desk, "--no-quiet", "-f", "terminal")
        assert "hpcheck.toml" not in out + err

    def test_not_where_a_flag_or_a_variable_has_said_so(self, desk: Desk) -> None:
        desk.put({"repo/hpcheck.toml": 'gate = "none"\n'})
        assert "（按" not in evaluate(desk, "--gate", "all")[1]
        assert "（按" not in evaluate(desk, HPCHECK_GATE="all")[1]
        assert "（按" not in evaluate(desk, "--config", "../hpcheck.toml")[1]

    def test_projects_strict(self, desk: Desk) -> None:
        desk.put({"repo/hpcheck.toml": "band = 1\n"})
        desk.run("projects", "dachuan", "--init", "p.csv", cwd="repo/d")
        said = desk.run("projects", "dachuan", "p.csv", "--strict", cwd="repo/d").err
        assert "../hpcheck.toml: 提示：--strict 的结论按了这个找到的设置文件里的 band" in said


class TestWhereTheyAreLookedFor:
    """「往上找到仓库的根」「或个人文件夹为止，再上面的不找」"""

    def config(self, desk: Desk, cwd: str = "repo/d") -> str:
        answer = desk.run("init", "chongqing", "-v", cwd=cwd)
        return answer.err.splitlines()[0].split()[2]

    def test_not_above_the_repository(self, desk: Desk) -> None:
        desk.put({"hpcheck.toml": 'gate = "none"\n'})
        assert self.config(desk) == "—"
        assert self.config(desk, ".") == "hpcheck.toml"

    @pytest.mark.parametrize("mark", [".git", ".hg", ".svn", ".jj"])
    def test_a_worktree_or_another_kind(self, desk: Desk, mark: str) -> None:
        desk.put(
            {
                "hpcheck.toml": "",
                f"other/{mark}": "gitdir: elsewhere",
                "other/d/e/x": "",
                "other/hpcheck.toml": "",
            }
        )
        assert self.config(desk, "other/d/e") == "../../hpcheck.toml"
        (desk.folder / "other/hpcheck.toml").unlink()
        assert self.config(desk, "other/d/e") == "—"

    def test_not_above_the_home_folder(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        desk.put({"hpcheck.toml": "", "home/me/work/x": ""})
        monkeypatch.setenv("HOME", str(desk.folder / "home/me"))
        assert self.config(desk, "home/me/work") == "—"
        desk.put({"home/me/hpcheck.toml": ""})
        assert self.config(desk, "home/me/work") == "../hpcheck.toml"

    @pytest.mark.skipif(not hasattr(os, "geteuid"), reason="files have owners there")
    @pytest.mark.parametrize("kind", ["hpcheck.toml", "pyproject.toml"])
    def test_not_another_user_s(self, desk: Desk, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
        head = "[tool.hpcheck]\n" if kind == "pyproject.toml" else ""
        desk.put({f"repo/{kind}": f'{head}gate = "none"\n', "repo/d/pyproject.toml": "[project]\n"})
        own = os.geteuid()
        monkeypatch.setattr(os, "geteuid", lambda: own + 1)
        code, _out, err = evaluate(desk)
        assert code == 1
        assert (
            err
            == f"../{kind}: 提示：这个设置文件是另一个用户的，没有采用；确实要用它，请用 --config ../{kind}\n"
        )
        assert evaluate(desk, "--config", f"../{kind}")[0] == 0

    def test_not_by_a_link_from_elsewhere(self, desk: Desk) -> None:
        desk.put({"evil.toml": 'gate = "none"\n'})
        (desk.folder / "repo/hpcheck.toml").symlink_to("../evil.toml")
        code, _out, err = evaluate(desk)
        assert code == 1
        assert "../hpcheck.toml: 提示：这个设置文件是指到别处的链接，没有采用" in err

    def test_a_link_inside(self, desk: Desk) -> None:
        desk.put({"repo/etc/settings.toml": 'gate = "none"\n'})
        (desk.folder / "repo/hpcheck.toml").symlink_to("etc/settings.toml")
        assert evaluate(desk)[0] == 0

    def test_the_nearest_that_is_taken(self, desk: Desk) -> None:
        """One that isn't taken hides none above it."""
        desk.put({"evil.toml": "", "repo/hpcheck.toml": 'gate = "none"\n'})
        (desk.folder / "repo/d/hpcheck.toml").symlink_to("../../evil.toml")
        code, out, _err = evaluate(desk)
        assert code == 0
        assert "（按 ../hpcheck.toml 里的 gate）" in out

    def test_a_pipe_is_none(self, desk: Desk) -> None:
        if hasattr(os, "mkfifo"):
            os.mkfifo(desk.folder / "repo/hpcheck.toml")
            assert self.config(desk) == "—"


def test_json_is_as_before_without_them(desk: Desk) -> None:
    answer = desk.run("evaluate", "a.yaml", "-p", "chongqing", "-f", "json", cwd="repo/d")
    assert "settings" not in json.loads(answer.out)["gate"]
