"""JSON is read without YAML's parser: to the very tree that YAML gives, or not at all."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from healthplan_cli.base.errors import InvalidInput
from healthplan_cli.base.limits import MAX_DEPTH, MAX_TEXT
from healthplan_cli.sources.strict_yaml import Node
from healthplan_cli.sources.strict_yaml.json_text import read_json
from healthplan_cli.sources.strict_yaml.yaml_text import read_yaml

SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
)
TREES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
ODD = st.sampled_from("{}[]:,\"\\ \n\t-0.1e#&*!|>%@`'—：\u3000\u2028\x85\ufeff\ud83d🙂健anu")


def by_yaml(text: str) -> Node | None:
    """Return the tree that YAML gives, without a problem; None where it has one."""
    with suppress(InvalidInput):
        return read_yaml(text, "f")
    return None


class TestTheSameTree:
    """「anything else is left to YAML, which says what is wrong」: values, lines and columns."""

    @pytest.mark.parametrize(
        "text",
        [
            '{"year": 2025, "actuals": {"a": 1.50, "b": null, "c": [true, -1e3, "≥90%"], "d": {}, "e": []}}',
            '{\n  "健康": "A\\n",\n  "b" :1,\n"c":\n  [\n]\n}\n\n',
            " [1,2 ,\n3]",
            '{"": "", "0.10": 0.10}',
            '{"a": "\\u5065\\"\\\\"}',
        ],
    )
    def test_of_plain_json(self, text: str) -> None:
        text = text.replace("\\n", " ")
        assert read_json(text) is not None
        assert read_json(text) == by_yaml(text)

    @given(
        TREES,
        st.sampled_from([None, 0, 1, 4]),
        st.booleans(),
        st.sampled_from([(", ", ": "), (",", ":"), (" ,", " : ")]),
    )
    def test_of_any_json(self, data: Any, indent: int | None, is_ascii: bool, signs: tuple[str, str]) -> None:
        text = json.dumps(data, indent=indent, ensure_ascii=is_ascii, separators=signs)
        found = read_json(text)
        assert found is None or found == by_yaml(text)

    @given(TREES, st.data())
    @example({"a": [1]}, None)
    def test_of_json_with_something_changed(self, data: Any, draw: st.DataObject | None) -> None:
        text = json.dumps(data, ensure_ascii=False)
        if draw is not None:
            at = draw.draw(st.integers(0, len(text)))
            cut = draw.draw(st.integers(0, 2))
            text = text[:at] + "".join(draw.draw(st.lists(ODD, max_size=3))) + text[at + cut :]
        found = read_json(text)
        assert found is None or found == by_yaml(text)


class TestLeftToYaml:
    """What isn't JSON to the letter, what YAML has something to say of, and what is beyond a limit."""

    @pytest.mark.parametrize(
        "text",
        [
            "a: 1",
            "",
            '"a"',
            "{a: 1}",
            "[1,]",
            "[01]",
            "[1] x",
            '{"a": 1, "a": 2}',
            '{"a"\n: 1}',
            '{"a":\t1}',
            '{"a": 1}\r\n',
            '["a\nb"]',
            '["\\u202e"]',
            '["\\ud83d"]',
            "[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1),
            f'["{"a" * (MAX_TEXT + 1)}"]',
            f'{{"{"a" * 1024}": 1}}',
        ],
        ids=lambda text: text[:12],
    )
    def test_it_is_not_read_as_json(self, text: str) -> None:
        assert read_json(text) is None

    def test_as_deep_as_it_may_be(self) -> None:
        text = "[" * MAX_DEPTH + "]" * MAX_DEPTH
        assert read_json(text) == by_yaml(text) is not None
