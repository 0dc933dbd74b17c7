"""`@record(frozen=True, slots=True)`: dataclasses that cost little at start-up; `replace` and `kept` (a cached property)
for them.

`dataclasses` compiles three methods for each of a hundred classes, a sixth of the start-up of a short command. Here
comparison and repr are shared by all classes, and a class's `__init__` is compiled only when it is used often. Type
checkers see dataclasses.
"""

from __future__ import annotations

from dataclasses import MISSING, Field, FrozenInstanceError
from inspect import get_annotations
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as record
    from dataclasses import replace
    from functools import cached_property as kept
else:

    class kept:
        """A property that is computed at its first use and then kept; it is no field: comparison and `replace` leave it out."""

        def __init__(self, compute: Any) -> None:
            self.compute, self.__doc__ = compute, compute.__doc__

        def __get__(self, record: Any, owner: Any) -> Any:
            if record is None:
                return self
            try:
                found = record._kept
            except AttributeError:
                found = {}
                object.__setattr__(record, "_kept", found)
            name = self.compute.__name__
            if name not in found:
                found[name] = self.compute(record)
            return found[name]

    def record(*, frozen: bool = False, slots: bool = True) -> Any:
        """Make a class a dataclass with slots: its annotations are the fields, `dataclasses.field` gives a default factory."""
        assert slots

        def decorate(cls: type) -> type:
            own = tuple(get_annotations(cls))
            inherited = getattr(cls, "__match_args__", ())
            given = {name: cls.__dict__[name] for name in own if name in cls.__dict__}
            body = {name: value for name, value in cls.__dict__.items() if name not in (*own, *_OF_A_CLASS)}
            known = any("_kept" in getattr(base, "__slots__", ()) for base in cls.__mro__[1:])
            body |= {
                "__slots__": own if known else (*own, "_kept"),
                "__match_args__": (*inherited, *own),
                "__defaults__": {**getattr(cls, "__defaults__", {}), **given},
                "__qualname__": cls.__qualname__,
                "__eq__": _equal,
                "__hash__": _hash,
                "__repr__": _shown,
                "__reduce__": _reduced,
            }
            if frozen:
                body |= {"__setattr__": _refused, "__delattr__": _refused}
            made = type(cls)(cls.__name__, cls.__bases__, body)

            uses = 0

            def first_init(self: Any, *values: Any, **named: Any) -> None:
                """Set the fields without compiling; after `_SELDOM` uses, or for wrong arguments, compile the class's own
                `__init__` and use it.
                """
                nonlocal uses
                uses += 1
                if uses <= _SELDOM and _is_set(self, made, values, named):
                    return
                made.__init__ = _compiled(made)
                made.__init__(self, *values, **named)

            made.__init__ = first_init
            return made

        return decorate

    def replace(value: Any, /, **changes: Any) -> Any:
        """Return a copy of a record with some of its fields changed."""
        names = value.__match_args__
        values = [changes.pop(name) if name in changes else getattr(value, name) for name in names]
        return type(value)(*values, **changes)  # a change that is left has no field, which the class says


def is_record(kind: type) -> bool:
    """Return whether a class is a record."""
    return "__match_args__" in vars(kind)


_OF_A_CLASS = ("__dict__", "__weakref__")


_SELDOM = 40  # instances that are made as quickly without compiling


def _is_set(self: Any, cls: Any, values: tuple[Any, ...], named: dict[str, Any]) -> bool:
    """Set the fields as the compiled `__init__` would, and return True; return False, with nothing set, for wrong arguments."""
    names = cls.__match_args__
    if named or len(values) != len(names):
        given = _by_name(cls, values, named)
        if given is None:
            return False
        values = tuple(given[name] for name in names)
    for name, value in zip(names, values, strict=True):
        object.__setattr__(self, name, value)
    if hasattr(cls, "__post_init__"):
        self.__post_init__()
    return True


def _by_name(cls: Any, values: tuple[Any, ...], named: dict[str, Any]) -> dict[str, Any] | None:
    """Return the value of each field, its default where none is given; None where the arguments don't fit."""
    names = cls.__match_args__
    if not named.keys().isdisjoint(names[: len(values)]):
        return None
    given = dict(zip(names, values, strict=False), **named)
    if len(given) != len(values) + len(named) or not named.keys() <= set(names):
        return None
    for name in names:
        if name not in given:
            default = cls.__defaults__.get(name, MISSING)
            if default is MISSING:
                return None
            make: Any = default.default_factory if isinstance(default, Field) else None
            given[name] = default if make is None else make()
    return given


def _compiled(cls: Any) -> Any:
    parameters, lines = ["self"], []
    scope: dict[str, Any] = {"missing": MISSING}
    for at, name in enumerate(cls.__match_args__):
        default = cls.__defaults__.get(name, MISSING)
        value = name
        if isinstance(default, Field):
            scope[f"make{at}"] = default.default_factory
            value = f"make{at}() if {name} is missing else {name}"
            parameters.append(f"{name}=missing")
        elif default is MISSING:
            parameters.append(name)
        else:
            scope[f"default{at}"] = default
            parameters.append(f"{name}=default{at}")
        scope[f"set{at}"] = getattr(cls, name).__set__
        lines.append(f" set{at}(self, {value})")
    if hasattr(cls, "__post_init__"):
        lines.append(" self.__post_init__()")
    exec(f"def __init__({', '.join(parameters)}):\n" + "\n".join(lines or [" pass"]), scope)
    return scope["__init__"]


def _values(self: Any) -> tuple[Any, ...]:
    return tuple(getattr(self, name) for name in self.__match_args__)


def _equal(self: Any, other: object) -> Any:
    if self is other:
        return True
    if type(self) is not type(other):
        return NotImplemented
    names: tuple[str, ...] = vars(type(other))["__match_args__"]
    return all(getattr(self, name) == getattr(other, name) for name in names)


def _hash(self: Any) -> int:
    return hash((type(self), _values(self)))


def _shown(self: Any) -> str:
    pairs = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__match_args__)
    return f"{type(self).__name__}({pairs})"


def _reduced(self: Any) -> tuple[Any, ...]:
    return type(self), _values(self)


def _refused(self: Any, name: str, *value: Any) -> None:
    raise FrozenInstanceError(f"cannot change {name!r}")


__all__ = ["is_record", "kept", "record", "replace"]
