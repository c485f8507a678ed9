"""What a piece of SQL stands beside: tables, the record at hand, and the binds that it collects."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Literal
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from engine.expressions.environment import Environment
from engine.expressions.python import environment_value
from engine.expressions.tree import Node, Parameter, Variable
from engine.expressions.types import Boolean, Date, DateTime, Number, Type
from engine.problems import Problem, Refused
from engine.records.entity import Catalog

DialectName = Literal["sqlite", "postgresql", "duckdb"]
Column = sa.ColumnElement[Any]
Binds = dict[str, Callable[[Environment], Any]]
LARGEST = 20_000  # pieces of SQL that one expression may become


PHRASES = {
    "the expression is too large": "表达式太大",
    "a duration": "时长只能与时间比较或加减",
    "a duration of a record": "每条记录各自的时长",
    "working time": "工作时间",
}


class NotInSql(Refused):
    """Something that SQL cannot compute: ``old.x``, ``least_busy``, ``fold`` without a fold column. What a pack says
    is found out before it is published; a filter that somebody writes is refused."""

    def __init__(self, what: str) -> None:
        told = {"zh": PHRASES.get(what, what), "en": what}
        super().__init__((Problem("expression.not_in_sql", {"what": told}),), 400)
        self.what = what


@dataclass
class SqlContext:
    """``tables`` by entity name; ``row`` is the table or alias of the record at hand.

    ``joins`` gives tables that are joined already: the attribute names of the references that lead there → the
    joined table (rows not deleted). ``people`` answers a set of people with a select of user ids; without it
    roles, teams and managers are read from the table of the entity ``user``. ``binds`` collects what has to be
    given when the statement runs: see ``bind_values``.
    """

    catalog: Catalog
    tables: Mapping[str, sa.FromClause]
    row: sa.FromClause | None
    dialect: DialectName
    zone: str = "UTC"
    joins: Mapping[tuple[str, ...], sa.FromClause] = field(default_factory=dict)
    people: Callable[[Node], sa.Select[Any]] | None = None
    binds: Binds = field(default_factory=dict)
    pieces: int = 0

    @property
    def clock(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    def spend(self) -> None:
        """Counts a piece of SQL. Raises NotInSql beyond LARGEST: nested divisions could double for ever."""
        self.pieces += 1
        if self.pieces > LARGEST:
            raise NotInSql("the expression is too large")

    def bind(self, node: Node) -> Column:
        """A tree that depends on no record, computed in Python when the statement runs."""
        name = bind_name(node)
        self.binds.setdefault(name, lambda environment: environment_value(node, environment))
        return sa.bindparam(name, type_=storage(node.type))

    def computed(self, key: str, compute: Callable[[Environment], Any], type_: Type) -> Column:
        """Another value computed in Python when the statement runs; ``key`` tells it apart."""
        name = f"value_{digest(key)}"
        self.binds.setdefault(name, compute)
        return sa.bindparam(name, type_=storage(type_))


def bind_name(node: Node) -> str:
    """``now today me``, ``param_x``, else ``value_`` and a digest."""
    match node:
        case Variable(name="now" | "today" | "me" as name):
            return name
        case Parameter(name=name):
            return f"param_{name}"
    return f"value_{digest(repr(node))}"


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]


def bind_values(binds: Binds, environment: Environment) -> dict[str, Any]:
    """The values of the collected binds by name, for one run."""
    return {name: compute(environment) for name, compute in binds.items()}


def storage(type_: Type) -> sa.types.TypeEngine[Any]:
    """The SQL type that holds values of a type."""
    if isinstance(type_, Boolean):
        return sa.Boolean()
    return sa.BigInteger() if isinstance(type_, Number | Date | DateTime) else sa.Text()
