"""Strict YAML: what is read, and each thing that is refused, at its place."""

from __future__ import annotations

import pytest
import yaml

from healthplan_cli.base.errors import InvalidInput
from healthplan_cli.base.limits import MAX_BYTES, MAX_DEPTH
from healthplan_cli.sources.strict_yaml import parse


def problems(content: bytes) -> list[str]:
    """Every problem as `line:column: message`, or the message alone where it is about the whole file."""
    with pytest.raises(InvalidInput) as caught:
        parse(content, "f")
    return [str(problem).removeprefix("f:").strip() for problem in caught.value.problems]


class TestRead:
    """「数字保留原来的写法（`1:1.3` 不会变成 61.3，`010` 不会变成 8）」"""

    @pytest.mark.parametrize(
        ("text", "data"),
        [
            ("a: 1:1.3", "1:1.3"),
            ("a: 010", "010"),
            ("a: 0x1F", "0x1F"),
            ("a: 1_000", "1_000"),
            ("a: 1e3", "1e3"),
            ("a: 0.30", "0.30"),
            ("a: NO", "NO"),
            ("a: yes", "yes"),
            ("a: 2024-01-05", "2024-01-05"),
            ("a: .inf", ".inf"),
            ("a: 12.10%", "12.10%"),
            ("a: null", None),
            ("a: ~", None),
            ("a:", None),
            ('a: "null"', "null"),
            ('a: ""', ""),
            ("a: '>85'", ">85"),
            ("a: |\n  x\n  y\n", "x\ny\n"),
            ("a: !!str 5", "5"),
            ("a: [1, 一, {b: 2}]", ["1", "一", {"b": "2"}]),
            ('{"a": {"2024": 1.50, "b": null}}', {"2024": "1.50", "b": None}),
            ("a: &x [1]\n", ["1"]),
        ],
    )
    def test_scalars_stay_text(self, text: str, data: object) -> None:
        assert parse(text.encode(), "f").data() == {"a": data}

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
    def test_encodings_with_a_mark(self, encoding: str) -> None:
        assert parse("指标: 值\n".encode(encoding), "f").data() == {"指标": "值"}

    def test_an_alias_is_what_it_names(self) -> None:
        assert parse(b"a: &x {k: 1}\nb: *x\n", "f").data() == {"a": {"k": "1"}, "b": {"k": "1"}}

    def test_every_node_has_its_place(self) -> None:
        root = parse("甲:\n  - 1\n  - {乙: 2}\n".encode(), "f")
        assert str(root.key_place("f", "甲")) == "f:1:1"
        assert str(root.at(["甲", 1, "乙"]).place("f")) == "f:3:9"
        assert str(root.at(["甲", 1]).key_place("f", "乙")) == "f:3:6"
        assert str(root.at(["甲", 9]).place("f")) == "f:2:3"  # the last node that is there

    def test_the_deepest_that_is_allowed(self) -> None:
        found = parse(b"[" * MAX_DEPTH + b"]" * MAX_DEPTH, "f").data()
        for _ in range(MAX_DEPTH - 1):
            assert len(found) == 1
            found = found[0]
        assert found == []

    def test_the_largest_that_is_allowed(self) -> None:
        text = "x" * 30_000
        count, rest = divmod(MAX_BYTES, len(text) + 3)
        content = f"- {text}\n".encode() * count + b"#" * rest
        assert len(content) == MAX_BYTES
        assert parse(content, "f").data() == [text] * count


class TestRefused:
    """「重复的键、YAML 标签、合并键 `<<`、多个文档都是错误；UTF-8，最大 5 MB」"""

    @pytest.mark.parametrize(
        ("content", "expected"),
        [
            (b"a: 1\nb: 2\na: 3\n", ["3:1: 重复的键“a”（第一次在第 1 行）"]),
            (b"x:\n  a: 1\n  a: 1\n", ["3:3: 重复的键“a”（第一次在第 2 行）"]),
            (b'a: 1\n"a": 2\n', ["2:1: 重复的键“a”（第一次在第 1 行）"]),
            (b"{a: 1, b: 2, a: 3}", ["1:14: 重复的键“a”（第一次在第 1 行）"]),
            (b"null: 1\n~: 2\n", ["2:1: 重复的键“null”（第一次在第 1 行）"]),
            (
                b"a: 1\na: 2\nb: 1\nb: 2\n",
                ["2:1: 重复的键“a”（第一次在第 1 行）", "4:1: 重复的键“b”（第一次在第 3 行）"],
            ),
            (
                b"a: 1\na: 2\nb: [\n",
                ["2:1: 重复的键“a”（第一次在第 1 行）", "4:1: 这里缺少内容，或括号没有配对"],
            ),
            (b"x: &x {a: 1}\ny:\n  <<: *x\n", ["3:3: 不支持 YAML 合并键 <<"]),
            (b"a: 1\n---\nb: 2\n", ["2:1: 一个文件里只能有一个 YAML 文档（多了“---”）"]),
            (b"a: 1\n...\n---\nb: 2\n", ["3:1: 一个文件里只能有一个 YAML 文档（多了“---”）"]),
            (b'a: 1\nb: !!int "3"\n', ["2:4: 不支持 YAML 标签 tag:yaml.org,2002:int"]),
            (
                b"b: !!python/name:os.system x\n",
                ["1:4: 不支持 YAML 标签 tag:yaml.org,2002:python/name:os.system"],
            ),
            (b"a: !foo x\n", ["1:4: 不支持 YAML 标签 !foo"]),
            (b"a: *x\n", ["1:4: 引用 *x 没有定义；* 开头的文字请加引号"]),
            (b"a: &x [1, *x]\n", ["1:11: 引用 *x 指向自己"]),
            (b"? [1]\n: 2\n", ["1:3: 键必须是文字或数字，不能是列表或映射"]),
            (b"{a: 1}: 2\n", ["1:1: 键必须是文字或数字，不能是列表或映射"]),
            (b"[" * (MAX_DEPTH + 1) + b"]" * (MAX_DEPTH + 1), [f"1:{MAX_DEPTH + 1}: 嵌套超过 50 层"]),
            ("\n".join(" " * depth + "a:" for depth in range(99)).encode(), ["51:51: 嵌套超过 50 层"]),
            (b"a: &x " + b"[" * 30 + b"]" * 30 + b"\nb: " + b"[" * 20 + b"*x\n", ["2:24: 嵌套超过 50 层"]),
        ],
    )
    def test_what_is_no_plain_yaml(self, content: bytes, expected: list[str]) -> None:
        assert problems(content) == expected

    @pytest.mark.parametrize("loader", ["CSafeLoader", "SafeLoader"])
    @pytest.mark.parametrize(
        ("content", "expected"),
        [
            (b"[" * 100_000, "1:51"),
            (b"- " * 3_000, "1:101"),
            (b"{a: " * 3_000, "1:201"),
            (b'{"a":' * 3_000, "1:251"),
            ("数: ".encode() + b"[" * 3_000, "1:53"),
            (b"\n" + b"[\n" * 3_000, "52:1"),
            ("\n".join(" " * depth + "a:" for depth in range(1_500)).encode(), "51:51"),
            (b"\n".join(b"x%d: &x%d [*x%d]" % (i, i, i - 1) if i else b"x0: &x0 []" for i in range(3_000)), "50:12"),
        ],
    )  # fmt: skip
    def test_depth_beyond_what_the_parser_takes(
        self, content: bytes, expected: str, loader: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """「嵌套最多 50 层」: the answer is ours, and at our place, whatever limit the parser has of its own."""
        monkeypatch.setattr(yaml, "CSafeLoader", getattr(yaml, loader), raising=False)
        assert problems(content) == [f"{expected}: 嵌套超过 50 层"]

    def test_what_was_wrong_before_it_is_said_too(self) -> None:
        found = problems(b"a: 1\na: 2\nb: " + b"[" * 3_000)
        assert found == ["2:1: 重复的键“a”（第一次在第 1 行）", "3:53: 嵌套超过 50 层"]

    @pytest.mark.parametrize(
        ("content", "place", "says"),
        [
            (b"a: 1\nb: >85\n", "2:6", '如 ">85"'),
            (b"a: > 85\n", "1:6", '如 ">85"'),
            (b"a: %5\n", "1:4", "请加引号"),
            (b"a: @5\n", "1:4", "请加引号"),
            (b"a: `5\n", "1:4", "请加引号"),
            (b"a: *\n", "1:5", "请加引号"),
            (b"a: b: c\n", "1:5", "含冒号的文字请加引号"),
            (b"a: 1\n  b: 2\n", "2:4", "缩进"),
            (b"a:\n  b: 1\n c: 2\n", "3:2", "缩进"),
            (b"a:\n  - 1\n  b\n", "4:1", "冒号"),
            (b"a: [1, 2\n", "2:1", "]"),
            (b"a: {b: 2\n", "2:1", "}"),
            (b'a: "x\n', "2:1", "引号"),
            (b"a:\n\tb: 1\n", "2:1", ""),  # a tab
            (b'a: "x\x07"\n', "1:6", "控制字符"),
            (b'a: "\\q"\n', "1:5", "反斜杠"),
            (b"%FOO\n--- 1\n", "1:5", "读不懂"),
            (b"a: !!\n", "1:6", "读不懂"),
            (b"a: 'x\n---\ny'\n", "2:1", "读不懂"),
            (b"a: x\nb: \x01\n", "2:4", "控制字符"),
        ],
    )
    def test_syntax(self, content: bytes, place: str, says: str) -> None:
        [problem] = problems(content)
        assert problem.startswith(f"{place}: ")
        assert says in problem
        assert not any(words in problem for words in ("found", "expected", "could not"))

    @pytest.mark.parametrize("content", [b"", b"\n\n", b"# nothing\n", b"null\n", b"---\n", b"\xef\xbb\xbf"])
    def test_empty(self, content: bytes) -> None:
        assert problems(content) == ["文件是空的，没有内容"]

    @pytest.mark.parametrize(
        ("content", "says"),
        [
            (b"\x00\x01\x02", ""),
            (b"PK\x03\x04\x14\x00", "（看起来是 XLSX/DOCX/ZIP）"),
            (b"%PDF-1.7\n\x00", "（看起来是 PDF）"),
            (b"\xd0\xcf\x11\xe0\x00", "（看起来是旧式 Office 文件）"),
        ],
    )
    def test_binary(self, content: bytes, says: str) -> None:
        assert problems(content) == [f"这是二进制文件{says}，不是 YAML/JSON 文本"]

    def test_broken_text(self) -> None:
        assert problems(b"a: 1\nb: \xff\xfe\xfa\n") == ["2:4: 这是二进制文件，不是 YAML/JSON 文本"]

    @pytest.mark.parametrize(("before", "place"), [("", "1:1"), ("a: 1\n", "2:1")])
    def test_gbk(self, before: str, place: str) -> None:
        hint = "文件不是 UTF-8 编码，看起来是 GBK/GB18030：请另存为 UTF-8（例如 iconv -f GB18030 -t UTF-8）"
        assert problems(f"{before}名称: 值\n".encode("gbk")) == [f"{place}: {hint}"]

    def test_too_large(self) -> None:
        assert problems(b"a: " + b"x" * (MAX_BYTES - 2)) == ["文件超过 5 MB：这不像规格或数据文件"]

    def test_aliases_that_would_fill_the_memory(self) -> None:
        lines = [b"x0: &x0 [1,1,1,1,1,1,1,1,1,1]"]
        for level in range(1, 30):
            lines.append(b"x%d: &x%d [%s]" % (level, level, b",".join([b"*x%d" % (level - 1)] * 10)))
        [problem] = problems(b"\n".join(lines))
        place, message = problem.split(": ", 1)
        assert message == "内容展开后超过 300000 项（引用过多？）"
        assert place.startswith(("5:", "6:"))
