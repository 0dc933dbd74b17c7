"""Whole-number expressions over the columns of a row, with three renderers: Python (`value`), DuckDB's SQL and Spark's.

A missing value is None, NULL in SQL. What one renderer says all must say: `tests/panel/test_expression.py` holds them together.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from healthplan_cli.base.fast_dataclass import record

Row = Mapping[str, int | None]


class Expression(Protocol):
    """A number worked out from the columns of a row, or none."""

    def value(self, row: Row) -> int | None:
        """Return the number that the expression has for a row."""

    @property
    def sql(self) -> str:
        """The expression in SQL that DuckDB and Spark read alike."""


class Condition(Protocol):
    """Something that holds of a row or doesn't."""

    def holds(self, row: Row) -> bool:
        """Return whether it holds of a row; of a missing number nothing does."""

    @property
    def sql(self) -> str:
        """The condition in SQL that DuckDB and Spark read alike."""


@record(frozen=True, slots=True)
class ColumnRef:
    """A column of the row."""

    name: str

    def value(self, row: Row) -> int | None:
        return row[self.name]

    @property
    def sql(self) -> str:
        return self.name


@record(frozen=True, slots=True)
class Literal:
    """A number."""

    number: int

    def value(self, row: Row) -> int | None:
        return self.number

    @property
    def sql(self) -> str:
        return str(self.number)


@record(frozen=True, slots=True)
class Sum:
    """The sum of numbers; none where one of them is missing."""

    parts: tuple[Expression, ...]

    def value(self, row: Row) -> int | None:
        whole = 0
        for part in self.parts:
            number = part.value(row)
            if number is None:
                return None
            whole += number
        return whole

    @property
    def sql(self) -> str:
        return f"({' + '.join(part.sql for part in self.parts)})"


@record(frozen=True, slots=True)
class Product:
    """One number times another; none where one of them is missing."""

    left: Expression
    right: Expression

    def value(self, row: Row) -> int | None:
        left, right = self.left.value(row), self.right.value(row)
        return None if left is None or right is None else left * right

    @property
    def sql(self) -> str:
        return f"({self.left.sql} * {self.right.sql})"


@record(frozen=True, slots=True)
class Reaches:
    """1 where one number is at least another, 0 where it is less; none where one of them is missing. Quicker than a `When`."""

    left: Expression
    right: Expression

    def value(self, row: Row) -> int | None:
        left, right = self.left.value(row), self.right.value(row)
        return None if left is None or right is None else int(left >= right)

    @property
    def sql(self) -> str:
        return f"CAST({self.left.sql} >= {self.right.sql} AS INT)"


@record(frozen=True, slots=True)
class When:
    """The number beside the first condition that holds, else the other one."""

    branches: tuple[tuple[Condition, Expression], ...]
    otherwise: Expression

    def value(self, row: Row) -> int | None:
        for condition, number in self.branches:
            if condition.holds(row):
                return number.value(row)
        return self.otherwise.value(row)

    @property
    def sql(self) -> str:
        if not self.branches:
            return self.otherwise.sql
        branches = " ".join(f"WHEN {condition.sql} THEN {number.sql}" for condition, number in self.branches)
        return f"CASE {branches} ELSE {self.otherwise.sql} END"


@record(frozen=True, slots=True)
class Less:
    """One number is less than another."""

    left: Expression
    right: Expression

    def holds(self, row: Row) -> bool:
        left, right = self.left.value(row), self.right.value(row)
        return left is not None and right is not None and left < right

    @property
    def sql(self) -> str:
        return f"{self.left.sql} < {self.right.sql}"


@record(frozen=True, slots=True)
class Equal:
    """Two numbers are the same."""

    left: Expression
    right: Expression

    def holds(self, row: Row) -> bool:
        left, right = self.left.value(row), self.right.value(row)
        return left is not None and left == right

    @property
    def sql(self) -> str:
        return f"{self.left.sql} = {self.right.sql}"


@record(frozen=True, slots=True)
class Missing:
    """There is no number."""

    part: Expression

    def holds(self, row: Row) -> bool:
        return self.part.value(row) is None

    @property
    def sql(self) -> str:
        return f"{self.part.sql} IS NULL"


@record(frozen=True, slots=True)
class Present:
    """There is a number."""

    part: Expression

    def holds(self, row: Row) -> bool:
        return self.part.value(row) is not None

    @property
    def sql(self) -> str:
        return f"{self.part.sql} IS NOT NULL"


@record(frozen=True, slots=True)
class AllOf:
    """Every one of several conditions holds."""

    parts: tuple[Condition, ...]

    def holds(self, row: Row) -> bool:
        return all(part.holds(row) for part in self.parts)

    @property
    def sql(self) -> str:
        return f"({' AND '.join(part.sql for part in self.parts)})" if self.parts else "TRUE"
