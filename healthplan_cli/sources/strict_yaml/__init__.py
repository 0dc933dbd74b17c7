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
    """Return the document in `content` as a tree of nodes; InvalidInput with every place that is wrong.

    With a list for `problems`, those that leave a tree to look at further (a repeated key) are put there instead. `ours`: a
    report of ours, whose texts may have whatever a sheet had in its cells.
    """
    text = ordinary(join_surrogates(decode(content, file)))
    root = read_json(text)
    if root is not None:
        return root
    from healthplan_cli.sources.strict_yaml.yaml_text import read_yaml

    return read_yaml(text, file, problems, ours)
