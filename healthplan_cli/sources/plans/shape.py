"""A spec's shape checked against the JSON Schema; the only module that imports jsonschema, and only when it is needed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from healthplan_cli.base.errors import InvalidInput, Problem, in_order
from healthplan_cli.base.i18n import tr
from healthplan_cli.language.names import nearest
from healthplan_cli.sources.strict_yaml import Node


def schema_text(name: str) -> str:
    """Return the shipped JSON Schema called `plan` or `actuals`."""
    return (Path(__file__).parents[2] / "schema" / f"{name}.json").read_text(encoding="utf-8")


def check_plan_shape(root: Node, file: str) -> None:
    """Raise InvalidInput for every place where the tree doesn't have the shape of a plan spec."""
    import json

    from jsonschema import Draft202012Validator

    validator = Draft202012Validator(json.loads(schema_text("plan")))
    errors = [inner for error in validator.iter_errors(root.data()) for inner in _innermost(error)]
    problems = [problem for error in errors for problem in _problems(error, root, file)]
    if root.get("actuals") is not None and root.get("indicators") is None:
        problems = [Problem(root.place(file), tr("这像是数据文件（有 actuals），不是规格"))]
    foreign = [problem for problem in problems if problem.message.startswith("format ")]
    if problems:
        raise InvalidInput(in_order(foreign or problems))


def _innermost(error: Any) -> list[Any]:
    """Return, for an error in a mapping where text or a mapping is allowed, the errors of its keys; other errors unchanged, in a list."""
    if error.validator != "anyOf" or not isinstance(error.instance, dict):
        return [error]
    inner = [found for found in error.context if found.validator != "type" or found.path]
    return [deeper for found in inner for deeper in _innermost(found)] or [error]


def _problems(error: Any, root: Node, file: str) -> list[Problem]:
    """Return the problems for an error of the validator: each unknown or missing key, or the value at fault."""
    node = root.at(list(error.absolute_path))
    if error.validator == "additionalProperties":
        known = list(error.schema.get("properties", {}))
        extra = [key for key in error.instance if key not in known]
        return [Problem(node.key_place(file, key), _unknown_key(key, known)) for key in extra]
    if error.validator == "required":
        missing = (key for key in error.validator_value if key not in error.instance)
        said = [key for key in missing if f"'{key}'" in error.message]
        return [Problem(node.place(file), tr("缺少必需的键：{key}", key=key)) for key in said]
    name = next((step for step in reversed(error.absolute_path) if isinstance(step, str)), tr("文件"))
    return [Problem(node.place(file), _explain(error, name))]


def _explain(error: Any, name: str) -> str:
    """Return what is wrong with a value, and what would be right."""
    value, allowed = error.instance, error.validator_value
    match error.validator:
        case "enum" | "const":
            words = allowed if isinstance(allowed, list) else [allowed]
            wanted = tr("、").join(dict.fromkeys(map(str, words)))
            given = (
                tr("是空的")
                if value is None
                else tr("的值“{value}”不对", value=value[:40])
                if isinstance(value, str)
                else tr("不能是{kind}", kind=_kind(value))
            )
            return tr("{name} {given}，应为：{wanted}", name=name, given=given, wanted=wanted)
        case "type" | "anyOf":
            return tr("{name} 的写法不对：这里不能是{kind}", name=name, kind=_kind(value))
        case "pattern":
            wanted = _FORMS.get(name, tr("数字") if "0-9" in allowed else tr("不能只有空白"))
            shown = str(value)[:40]
            return tr("{name} 的值“{value}”格式不对：{wanted}", name=name, value=shown, wanted=wanted)
        case "maxLength":
            return tr("{name} 太长", name=name)
        case "minItems":
            return tr("{name} 不能是空列表", name=name)
    return tr("{name}：{message}", name=name, message=error.message)


_FORMS = {
    "id": tr("应以英文字母开头，只含字母、数字和 _ . -"),
    "relative_to": tr("应是指标的 id"),
    **dict.fromkeys(("baseline", "start", "end", "due", "from"), tr("应是四位年份")),
    "date": tr("应是日期，如 2023-06-30"),
}


def _unknown_key(key: str, known: list[str]) -> str:
    near = nearest(key, known, 1)
    return tr("不认识的键“{key}”", key=key) + (
        tr("，是不是 {near}？", near=near[0])
        if near
        else tr("，可用的有：{names}", names=tr("、").join(known))
    )


def _kind(value: object) -> str:
    if isinstance(value, dict):
        return tr("一组键值")
    if isinstance(value, list):
        return tr("列表")
    return tr("空值") if value is None else tr("“{value}”", value=str(value)[:40])
