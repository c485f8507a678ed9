"""How cut points stand in a formula: as inputs like the customer's parameters, known by name, null until computed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256

from engine.compiling import check_in
from engine.definitions.values import Expression
from engine.expressions.tree import IsEmpty, Node, Parameter
from engine.expressions.types import BOOLEAN, Date, DateTime, Number, Type, describe
from engine.plugin import Build
from engine.problems import Problem
from engine.records.entity import Attribute, Entity
from engine.time.repeat import Repeat
from rules.composing import any_of, compared

RANKED = Number | Date | DateTime


@dataclass(frozen=True)
class Ranking:
    """The records of a form by the value of the attribute ``value``, cut at ``bounds``: the shares of the records that
    are at most as good as each cut point, from the worst. ``better`` is the good end, ``high`` or ``low``."""

    name: str
    value: str
    bounds: tuple[Fraction, ...]
    better: str
    refresh: Repeat
    address: str

    def ranked(self, build: Build, entity: Entity) -> Node | None:
        """The value beside a record; None after a problem was recorded."""
        return value_of(build, entity, self.value, self.address)

    def points(self, entity: Entity, type_: Type) -> tuple[Parameter, ...]:
        """The cut points from the worst, as inputs of a formula."""
        return tuple(Parameter(type_, name) for name in self.names(entity.attributes[self.value]))

    def names(self, value: Attribute) -> tuple[str, ...]:
        """Under which names the cut points are stored. What is cut, and how, is part of them, so that points of an
        older definition are never read. No parameter of a customer begins with a capital."""
        what = f"{value.formula.tree if value.formula is not None else ''} {self.bounds} {self.better}"
        mark = sha256(what.encode()).hexdigest()[:8]
        return tuple(f"Cut_{self.name}_{number}_{mark}" for number in range(1, len(self.bounds) + 1))


def value_of(build: Build, entity: Entity, name: str, address: str) -> Node | None:
    """The hidden value behind a score or class, which must be one that can be ranked."""
    checked = check_in(build, entity, Expression(f"this.{name}"), "any", address)
    if checked is None or not isinstance(checked.type, RANKED):
        if checked is not None and entity.attributes[name].formula is not None:
            build.problems.add(Problem("cut.no_rank", {"found": describe(checked.type)}, address))
        return None
    return checked.tree


def better(value: Node, cut: Node, end: str, equal: bool = False) -> Node:
    """Whether a value is better than a cut point; with ``equal`` at least as good."""
    if end == "high":
        return compared(">=" if equal else ">", value, cut)
    return compared("<=" if equal else "<", value, cut)


def unknown(value: Node, cuts: Sequence[Node]) -> Node:
    """Whether there is nothing to rank, or nothing yet to hold it against."""
    return any_of([IsEmpty(BOOLEAN, item) for item in (value, *cuts[:1])])
