"""What a function of the language is; each is declared once, in the module of its group."""

from __future__ import annotations

import sys
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Protocol

from engine.expressions import syntax
from engine.expressions.tree import Call, Node
from engine.expressions.types import Type

if TYPE_CHECKING:
    from engine.expressions.checking.checker import Checker

Column = Any  # a SQLAlchemy column; this package stays free of SQLAlchemy
Rule = Callable[["Checker", "syntax.Call"], Node]
Gives = Type | Callable[[Sequence[Node]], Type]
Need = Literal["zone", "calendar"]
EVERY = range(sys.maxsize)  # the numbers of all arguments


class Emitter(Protocol):
    """What a function may ask of the SQL back end."""

    @property
    def dialect(self) -> str:
        """``sqlite``, ``postgresql`` or ``duckdb``."""
        ...

    def call(self, name: str, *arguments: Column) -> Column:
        """A function of the database."""
        ...

    def python(self, name: str, *arguments: Column) -> Column:
        """A function of the language, registered with SQLite under ``dougong_<name>``."""
        ...

    def cast(self, value: Column, kind: str) -> Column:
        """``bigint int text date timestamp decimal numeric``; numeric holds any product of two numbers."""
        ...

    def case(self, condition: Column, value: Column, otherwise: Column = None) -> Column: ...

    def const(self, value: int | str) -> Column:
        """A bound constant."""
        ...

    def once(self, body: Callable[..., Column], *values: Column) -> Column:
        """``body`` of the values, each of them computed once however often it stands there."""
        ...

    def to_date(self, day: Column) -> Column:
        """Days as a date of the database; not on SQLite."""
        ...

    def from_date(self, date: Column) -> Column:
        """A date of the database as days; not on SQLite."""
        ...

    def local_date(self, moment: Column) -> Column: ...

    def midnight(self, day: Column) -> Column: ...

    def local_clock(self, moment: Column) -> Column:
        """The local timestamp of an instant; not on SQLite."""
        ...

    def workdays(self, part: str) -> Column:
        """``week``, ``worked`` or ``off`` of the days that are worked; lists as numbers joined by commas."""
        ...

    def counted(self, numbers: Column, low: Column, high: Column) -> Column:
        """How many of the numbers joined by commas lie within ``low..high``; not on SQLite."""
        ...

    def floor_divide(self, number: Column, divisor: Column) -> Column:
        """number / divisor (> 0), down."""
        ...

    def decimal(self, number: Column, scale: int) -> Column:
        """A scaled number as a decimal of the database; not on SQLite."""
        ...

    def matches(self, text: Column, pattern: str) -> Column:
        """Whether a regular expression of ours finds something; not on SQLite."""
        ...

    def interval(self, length: str) -> Column:
        """A length of time of the database (``1 month``); not on SQLite."""
        ...

    def folded(self, text: Column) -> Column:
        """The fold of the text: its stored column where there is one."""
        ...

    def literal(self, index: int) -> Any:
        """The value of an argument that is a literal in the tree."""
        ...

    def cut(self, value: Column, low: int, high: int) -> Column:
        """The value, or the end of ``low..high`` that it passes."""
        ...


Sql = Callable[..., Column]


@dataclass(frozen=True)
class Function:
    """A function of the language.

    ``check`` turns a call into a node. The rest serves calls that stay calls in the tree: ``python`` computes
    the value from values that are not null (what it ``needs`` besides comes last: the zone, or the days that are
    worked), ``inline`` is the same as a piece of Python over ``a b c``; ``sql(emitter, *columns)`` gives the column.
    With null a ``predicate`` is false, others are null, but for the arguments numbered in ``nullable``. On SQLite
    a function without ``native`` runs its ``python``. Without ``browser`` a browser asks the server.
    """

    name: str
    group: str
    signature: str
    zh: str
    en: str
    example: str
    check: Rule
    python: Callable[..., Any] | None = None
    inline: str | None = None
    sql: Sql | None = None
    native: bool = False
    predicate: bool = False
    needs: Need | None = None
    nullable: Container[int] = frozenset()
    total: bool = False  # never null for arguments that are not
    browser: bool = True


def plain(name: str, kinds: str, gives: Gives) -> Rule:
    """The rule of a function with arguments of fixed kinds: ``"text, integer"``; ``…`` repeats the last."""

    def rule(checker: Checker, call: syntax.Call) -> Node:
        from engine.expressions.checking.calls import arguments

        found = arguments(checker, call, kinds)
        if found is None:
            return checker.bad
        return Call(gives(found) if callable(gives) else gives, name, found, column=call.start + 1)

    return rule
