"""`@record(frozen=True, slots=True)`: a dataclass whose comparison and repr are shared instead of compiled for each class.

Start-up is what counts for a command in shell loops, and compiling these methods for sixty classes is a tenth of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as record
else:
    from dataclasses import dataclass

    def record(**options: Any) -> Any:
        """dataclass(**options), with value equality, hash and repr over the same fields."""

        def decorate(cls: type) -> type:
            cls.__eq__ = _equal
            cls.__hash__ = _hash
            cls.__repr__ = _shown
            return dataclass(eq=False, repr=False, **options)(cls)

        return decorate


def _values(self: Any) -> tuple[Any, ...]:
    return tuple(getattr(self, name) for name in self.__match_args__)


def _equal(self: Any, other: object) -> Any:
    if self is other:
        return True
    return _values(self) == _values(other) if type(self) is type(other) else NotImplemented


def _hash(self: Any) -> int:
    return hash((type(self), _values(self)))


def _shown(self: Any) -> str:
    pairs = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__match_args__)
    return f"{type(self).__name__}({pairs})"


__all__ = ["record"]
