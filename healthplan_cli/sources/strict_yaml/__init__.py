"""Strict YAML (and JSON, which it reads too): numbers keep their text, keys are unique, everything has a place.

Bytes come in, a tree of nodes goes out.
"""

from __future__ import annotations

from healthplan_cli.base.errors import Problem
from healthplan_cli.base.radicals import ordinary
from healthplan_cli.sources.strict_yaml.decode import decode, join_surrogates
from healthplan_cli.sources.strict_yaml.json_text import read_json
from healthplan_cli.sources.strict_yaml.node import Node as Node
from healthplan_cli.sources.strict_yaml.node import NodeReader as NodeReader


def parse(content: bytes, file: str, problems: list[Problem] | None = None, ours: bool = False) -> Node:
    """Return a YAML or JSON document as a tree of nodes. Raise InvalidInput for all its faults.

    With a list `problems`, faults that leave a usable tree (a repeated key) are added to it. `ours`: a report by hpcheck,
    whose texts may have control characters from sheets.
    """
    text = ordinary(join_surrogates(decode(content, file)))
    root = read_json(text)
    if root is not None:
        return root
    from healthplan_cli.sources.strict_yaml.yaml_text import read_yaml

    return read_yaml(text, file, problems, ours)
