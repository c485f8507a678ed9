"""The checked tree: what every back end emits from. Made by the checker only, never from text directly.

A tree is read beside a record. ``Path`` and ``Aggregate`` go to other records: their ``value`` and ``where``
are read beside that record, and ``Attribute.depth`` counts how many records outwards an attribute belongs
(0: the record at hand). So a formula may be put anywhere without renaming.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import Any, TypeVar
from typing import Literal as Word

from engine.expressions.types import Type

Stage = Word["stored", "live", "viewer"]
STAGES: tuple[Stage, ...] = ("stored", "live", "viewer")
Compare = Word["=", "!=", "<", "<=", ">", ">="]
AggregateName = Word["sum", "count", "count_distinct", "avg", "min", "max", "median", "any", "all", "first", "last"]


@dataclass(frozen=True)
class Node:
    """A checked expression; ``column`` is its place in the text, counted from 1 (0: made by the checker)."""

    type: Type
    column: int = field(default=0, compare=False, repr=False, kw_only=True)

    @cached_property
    def children(self) -> tuple[Node, ...]:
        """The nodes directly below, whichever record they are read beside."""
        return tuple(_nodes(getattr(self, item.name) for item in fields(self)))

    @cached_property
    def stage(self) -> Stage:
        """``stored`` depends on data, ``live`` also on time, ``viewer`` also on who looks."""
        return max((self._stage(), *(child.stage for child in self.children)), key=STAGES.index)

    @cached_property
    def size(self) -> int:
        """How many nodes a back end will meet."""
        return 1 + sum(child.size for child in self.children)

    @cached_property
    def height(self) -> int:
        """How deeply nodes are nested."""
        return 1 + max((child.height for child in self.children), default=0)

    @cached_property
    def constant(self) -> bool:
        """Whether the value depends on no record: it is computed once and bound."""
        return self._constant() and all(child.constant for child in self.children)

    def _stage(self) -> Stage:
        return "stored"

    def _constant(self) -> bool:
        return True


def _nodes(values: Iterator[Any]) -> Iterator[Node]:
    for value in values:
        if isinstance(value, Node):
            yield value
        elif isinstance(value, tuple):
            yield from _nodes(iter(value))


@dataclass(frozen=True)
class Literal(Node):
    value: Any


@dataclass(frozen=True)
class Attribute(Node):
    """A stored value of a record; ``id`` with a Reference type is the record itself (``this``)."""

    entity: str
    name: str
    depth: int = 0

    def _constant(self) -> bool:
        return False


@dataclass(frozen=True)
class Formula(Node):
    """A derived attribute that is not stored: its tree stands where it is read."""

    entity: str
    name: str
    tree: Node


@dataclass(frozen=True)
class Path(Node):
    """``value`` beside the record of ``entity`` that ``reference`` names; null without such a record."""

    reference: Node
    entity: str
    value: Node

    def _constant(self) -> bool:
        return False


@dataclass(frozen=True)
class Aggregate(Node):
    """``function`` over the records of ``entity``, not deleted, whose ``link`` is ``base``, where ``where``.

    ``order`` is the attribute that decides about ``first`` and ``last``.
    """

    function: AggregateName
    base: Node
    entity: str
    link: str
    value: Node | None = None
    where: Node | None = None
    order: str = "id"
    way: str = ""

    def _constant(self) -> bool:
        return False


@dataclass(frozen=True)
class Variable(Node):
    """``now today me my_team``, or a name that the scope gives (``step.visit.outcome``)."""

    name: str

    def _stage(self) -> Stage:
        return {"now": "live", "today": "live", "me": "viewer", "my_team": "viewer"}.get(self.name, "stored")  # type: ignore[return-value]


@dataclass(frozen=True)
class Member(Node):
    """An attribute of a record that the scope gives as a variable: ``row.product``."""

    variable: str
    name: str


@dataclass(frozen=True)
class Parameter(Node):
    """A knob of the customer: ``param.stale_after``."""

    name: str


@dataclass(frozen=True)
class Old(Node):
    """An attribute as it was before the change."""

    entity: str
    name: str

    def _constant(self) -> bool:
        return False


@dataclass(frozen=True)
class Changed(Node):
    """Whether an attribute differs from what it was before the change; true for a new record with a value."""

    entity: str
    name: str

    def _constant(self) -> bool:
        return False


@dataclass(frozen=True)
class Comparison(Node):
    """Both sides have one type and scale. With null ``=`` and ``!=`` take it as a value, others are false."""

    operator: Compare
    left: Node
    right: Node


@dataclass(frozen=True)
class Logical(Node):
    operator: Word["and", "or"]
    items: tuple[Node, ...]


@dataclass(frozen=True)
class Not(Node):
    item: Node


@dataclass(frozen=True)
class IsEmpty(Node):
    item: Node


@dataclass(frozen=True)
class In(Node):
    """Whether ``item`` equals one of ``items`` (null equals null)."""

    item: Node
    items: tuple[Node, ...]


@dataclass(frozen=True)
class Has(Node):
    """Whether the set ``item`` holds the option ``option``."""

    item: Node
    option: Node


@dataclass(frozen=True)
class Among(Node):
    """Whether the user ``item`` is one of ``people``."""

    item: Node
    people: Node


@dataclass(frozen=True)
class Arithmetic(Node):
    """``+ - *`` on scaled integers; ``/`` with its result scale. Beyond ``type.digits`` the value is null."""

    operator: Word["+", "-", "*", "/"]
    left: Node
    right: Node


@dataclass(frozen=True)
class Negate(Node):
    item: Node


@dataclass(frozen=True)
class Rescale(Node):
    """The same number with ``by`` more decimals."""

    item: Node
    by: int


@dataclass(frozen=True)
class Round(Node):
    """The number with ``drop`` decimals less."""

    item: Node
    drop: int
    mode: Word["half", "up", "down"] = "half"


@dataclass(frozen=True)
class Shift(Node):
    """A date or datetime and a duration away from it (``sign`` -1: back).

    On a date the clock part of a duration counts in whole days, rounded down, with ``up`` rounded up.
    """

    base: Node
    duration: Node
    sign: int = 1
    up: bool = False


@dataclass(frozen=True)
class Case(Node):
    """The value of the first branch whose condition holds, else ``otherwise``."""

    branches: tuple[tuple[Node, Node], ...]
    otherwise: Node


@dataclass(frozen=True)
class Coalesce(Node):
    items: tuple[Node, ...]


@dataclass(frozen=True)
class Extreme(Node):
    """The least or greatest of several values; null ones are skipped."""

    operator: Word["min", "max"]
    items: tuple[Node, ...]


@dataclass(frozen=True)
class OptionValue(Node):
    """What an option carries: its chance, its end, its position in the order."""

    item: Node
    values: tuple[tuple[str, Any], ...]
    part: str


@dataclass(frozen=True)
class Call(Node):
    """A function of ``functions``, by name."""

    function: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True)
class Members(Node):
    """The people in roles or teams of an app: ``names`` are those that count, ``app/name``."""

    kind: Word["role", "team"]
    names: tuple[str, ...]
    word: str = ""

    def _constant(self) -> bool:
        return False


@dataclass(frozen=True)
class PeopleList(Node):
    """The users that ``items`` name: references to users, or sets of people."""

    items: tuple[Node, ...]


@dataclass(frozen=True)
class Chosen(Node):
    """People picked by the kernel from others: ``managers``, ``least_busy``, ``next_of``."""

    function: str
    arguments: tuple[Node, ...]

    def _constant(self) -> bool:
        return False


Tree = TypeVar("Tree", bound=Node)

# The fields that are read beside another record than the node itself.
INNER = {Path: ("value",), Aggregate: ("value", "where")}


def rebuild(node: Tree, change: Callable[[Node, int], Node]) -> Tree:
    """The node with ``change(child, records entered)`` for each child."""
    inner = INNER.get(type(node), ())
    changed: dict[str, Any] = {}
    for item in fields(node):
        value = getattr(node, item.name)
        found = _rebuilt(value, lambda child, name=item.name: change(child, int(name in inner)))  # type: ignore[misc]
        if found is not value:
            changed[item.name] = found
    return replace(node, **changed) if changed else node


def _rebuilt(value: Any, change: Callable[[Node], Node]) -> Any:
    if isinstance(value, Node):
        return change(value)
    if isinstance(value, tuple):
        found = tuple(_rebuilt(item, change) for item in value)
        return found if any(new is not old for new, old in zip(found, value, strict=True)) else value
    return value


def lifted(node: Tree, by: int = 1, inside: int = 0) -> Tree:
    """The node as it reads from ``by`` records further in."""
    if isinstance(node, Attribute):
        return replace(node, depth=node.depth + by) if node.depth >= inside else node
    return rebuild(node, lambda child, entered: lifted(child, by, inside + entered))


def walk(node: Node) -> Iterator[Node]:
    """The node and all below it."""
    yield node
    for child in node.children:
        yield from walk(child)
