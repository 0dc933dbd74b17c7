"""Whole-number expressions over the columns of a row, computed in Python (`value`) or written as SQL for DuckDB and
Spark.
A missing value is None, NULL in SQL. All must give the same: `tests/panel/test_expression.py` compares them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from healthplan_cli.base.fast_dataclass import record

Row = Mapping[str, int | None]


class Expression(Protocol):
    """A whole number computed from the columns of a row, or missing."""

    def value(self, row: Row) -> int | None:
        """Return the expression's number for a row; None where it is missing."""

    @property
    def sql(self) -> str:
        """The expression in SQL that DuckDB and Spark read alike."""


class Condition(Protocol):
    """A condition on a row."""

    def holds(self, row: Row) -> bool:
        """Return whether the condition holds for a row; a comparison with a missing number doesn't."""

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
    """The sum of numbers; missing where one of them is."""

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
    """The product of two numbers; missing where one of them is."""

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
    """The expression beside the first condition that holds, else `otherwise`."""

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
    """The condition that one number is less than another."""

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
    """The condition that two numbers are equal."""

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
    """The condition that a number is missing."""

    part: Expression

    def holds(self, row: Row) -> bool:
        return self.part.value(row) is None

    @property
    def sql(self) -> str:
        return f"{self.part.sql} IS NULL"


@record(frozen=True, slots=True)
class Present:
    """The condition that a number isn't missing."""

    part: Expression

    def holds(self, row: Row) -> bool:
        return self.part.value(row) is not None

    @property
    def sql(self) -> str:
        return f"{self.part.sql} IS NOT NULL"


@record(frozen=True, slots=True)
class AllOf:
    """The condition that all of several conditions hold (also of none)."""

    parts: tuple[Condition, ...]

    def holds(self, row: Row) -> bool:
        return all(part.holds(row) for part in self.parts)

    @property
    def sql(self) -> str:
        return f"({' AND '.join(part.sql for part in self.parts)})" if self.parts else "TRUE"
