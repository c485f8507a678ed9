"""What a dotted name means: a word of the language, a variable, a field, an option, a path onwards."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from engine.expressions import syntax
from engine.expressions.checking import people
from engine.expressions.checking.literals import option, option_named
from engine.expressions.checking.stages import stage_part
from engine.expressions.mistake import guess, shown
from engine.expressions.scope import known_names, titled_way
from engine.expressions.scope import resolve as resolve_in
from engine.expressions.tree import (
    Aggregate,
    Attribute,
    Formula,
    Literal,
    Member,
    Node,
    Old,
    Parameter,
    Path,
    Variable,
    lifted,
)
from engine.expressions.types import (
    BOOLEAN,
    DATE,
    DATETIME,
    NULL,
    PEOPLE,
    USER,
    Choice,
    Choices,
    Null,
    Records,
    Reference,
    Type,
)
from engine.records.entity import Attribute as EntityAttribute
from engine.records.entity import Entity, Way

if TYPE_CHECKING:
    from engine.expressions.checking.checker import Checker

WORDS: dict[str, Node] = {
    "true": Literal(BOOLEAN, True),
    "false": Literal(BOOLEAN, False),
    "null": Literal(NULL, None),
    "me": Variable(USER, "me"),
    "my_team": Variable(PEOPLE, "my_team"),
    "now": Variable(DATETIME, "now"),
    "today": Variable(DATE, "today"),
}
GUESS = 50  # steps that the nearest of some names costs
GIVEN = frozenset(["that", "row", "step", "reply"])  # words that only some places give a meaning


def resolve(checker: Checker, found: syntax.Name, expected: Type | None) -> Node:
    """The node of a name; beside a choice the option of that name."""
    if isinstance(expected, Choice | Choices) and len(found.segments) == 1:
        chosen = option_named(found.name, expected)
        if chosen is not None and (found.quoted or found.name not in WORDS):
            if lookup(checker, found) is not None:
                return checker.report("ambiguous", found, name=found.name)
            return option(checker, found.name, expected, found)
    node = lookup(checker, found)
    if node is not None:
        return node
    if isinstance(expected, Choice | Choices) and len(found.segments) == 1 and expected.options:
        return option(checker, found.name, expected, found)
    return unknown(checker, found)


def known(checker: Checker, found: syntax.Syntax) -> bool:
    """Whether this is a name that means something without a choice beside it."""
    return isinstance(found, syntax.Name) and lookup(checker, found) is not None


def lookup(checker: Checker, found: syntax.Name) -> Node | None:
    """The node of a name, None if it has no meaning; a name that begins well and ends badly is reported."""
    checker.work.spend(found.start, found.end, len(found.segments))
    head, rest = found.segments[0], found.segments[1:]
    if aggregated(checker, found):
        return of_frames(checker, found)
    if not found.quoted:
        if not rest and head in WORDS:
            return WORDS[head]
        if head == "this":
            return this(checker, found, rest)
        if head == "old" and rest:
            return old(checker, found, rest)
        if head == "param" and rest:
            return parameter(checker, found, rest[0])
        if head in ("role", "team") and len(rest) == 1:
            return people.members(checker, found, head, rest[0])
        if node := variable(checker, found):
            return node
    return of_frames(checker, found) or of_holder(checker, found)


def aggregated(checker: Checker, found: syntax.Name) -> bool:
    """Whether the name is of the records that an aggregate around it goes over, however the way to them begins."""
    inner = takewhile(lambda frame: frame.prefix, reversed(checker.frames))
    return any(found.segments[: len(frame.prefix)] == frame.prefix for frame in inner)


def of_frames(checker: Checker, found: syntax.Name) -> Node | None:
    """A name of the record at hand, or of the one that its prefix leads to."""
    for depth, frame in enumerate(reversed(checker.frames)):
        size = len(frame.prefix)
        if frame.prefix and found.segments[:size] != frame.prefix:
            continue
        if frame.entity is None:
            return None
        if size == len(found.segments):
            return self_node(frame.entity, depth, found)
        node = of_entity(checker, frame.entity, found.segments[size:], depth, found)
        return node if node is not None else of_cast(checker, found)
    return None


def of_cast(checker: Checker, found: syntax.Name) -> Node | None:
    """A name of the outermost record where that is none of a table: its fields are known everywhere by their names."""
    entity, depth = checker.frames[0].entity, len(checker.frames) - 1
    if entity is None or entity.table or depth == 0:
        return None
    return of_entity(checker, entity, found.segments, depth, found)


def of_holder(checker: Checker, found: syntax.Name) -> Node | None:
    """In a table row ``parent`` is the record that holds it, also beside records that know no parent."""
    entity = checker.frames[0].entity
    if found.segments[0] != "parent" or entity is None or entity.parent is None:
        return None
    return this(checker, found, found.segments)


def this(checker: Checker, found: syntax.Name, rest: tuple[str, ...]) -> Node:
    entity, depth = checker.frames[0].entity, len(checker.frames) - 1
    if entity is None:
        return checker.report("no_record", found, name="this")
    if not rest:
        return self_node(entity, depth, found)
    return of_entity(checker, entity, rest, depth, found) or unknown(checker, found)


def self_node(entity: Entity, depth: int, found: syntax.Syntax) -> Node:
    return Attribute(Reference(entity.name), entity.name, "id", depth, column=found.start + 1)


def old(checker: Checker, found: syntax.Name, rest: tuple[str, ...]) -> Node:
    entity = checker.frames[0].entity
    if entity is None or not checker.scope.changing:
        return checker.report("no_old", found)
    attribute = resolve_in(entity, ".".join(rest))
    if not isinstance(attribute, EntityAttribute) or attribute.column is None:
        return unknown(checker, found)
    return Old(attribute.type, entity.name, attribute.name, column=found.start + 1)


def parameter(checker: Checker, found: syntax.Name, name: str) -> Node:
    type_ = checker.scope.parameters.get(name)
    if type_ is None or len(found.segments) > 2:
        question = guess(name, checker.scope.parameters)
        return checker.report("unknown_parameter", found, name=shown(name), guess=question)
    return Parameter(type_, name, column=found.start + 1)


def variable(checker: Checker, found: syntax.Name) -> Node | None:
    """A value or record that the scope gives: the longest dotted beginning that it knows."""
    variables = checker.scope.variables
    for size in range(len(found.segments), 0, -1):
        name = ".".join(found.segments[:size])
        if name in variables:
            type_, rest = variables[name], found.segments[size:]
            if isinstance(type_, Reference):
                return record_variable(checker, name, type_, rest, found)
            node = Variable(type_, name, column=found.start + 1)
            return node if not rest else part_of(checker, node, None, rest, found)
    if found.segments[0] in GIVEN:
        return checker.report("not_here", found, name=found.segments[0])
    return None


def record_variable(
    checker: Checker, name: str, type_: Reference, rest: tuple[str, ...], found: syntax.Name
) -> Node | None:
    """``row``, ``row.product``, and further on by a path."""
    column = found.start + 1
    entity = checker.scope.catalog.get(type_.entity)
    if not rest or entity is None:
        return Member(type_, name, "id", column=column)
    for size in range(len(rest), 0, -1):
        attribute = resolve_in(entity, ".".join(rest[:size]))
        if isinstance(attribute, EntityAttribute) and attribute.column is not None:
            node = Member(attribute.type, name, attribute.name, column=column)
            return node if size == len(rest) else part_of(checker, node, None, rest[size:], found)
    beside = of_entity(checker, entity, rest, 0, found)
    return None if beside is None else _beside(Member(type_, name, "id"), entity, beside, found)


def of_entity(
    checker: Checker, entity: Entity, segments: tuple[str, ...], depth: int, found: syntax.Name
) -> Node | None:
    """The longest beginning that the entity knows, and what follows it."""
    for size in range(len(segments), 0, -1):
        name = ".".join(segments[:size])
        known = resolve_in(entity, name) or titled_way(checker.scope.catalog, entity, name)
        if known is None:
            continue
        rest = segments[size:]
        if isinstance(known, Way):
            return records(checker, entity, known, depth, rest, found)
        node = attribute_node(checker, entity, known, depth, found)
        if not rest or node is checker.bad:
            return node
        return part_of(checker, node, entity, rest, found)
    return None


def attribute_node(
    checker: Checker, entity: Entity, attribute: EntityAttribute, depth: int, found: syntax.Syntax
) -> Node:
    column = found.start + 1
    if attribute.column is not None:
        return Attribute(attribute.type, entity.name, attribute.name, depth, column=column)
    if attribute.formula is None:
        return checker.report("broken_formula", found, name=attribute.name)
    tree = lifted(attribute.formula.tree, depth)
    return Formula(attribute.type, entity.name, attribute.name, tree, column=column)


def records(checker: Checker, entity: Entity, way: Way, depth: int, rest: tuple[str, ...], found: syntax.Name) -> Node:
    """A way to many records; what it leads to can only be read by an aggregate."""
    if rest:
        return checker.report("records", found, name=shown(found.name))
    base = self_node(entity, depth, found)
    order = "position" if way.kind == "table" else "id"
    type_, column = Records(way.entity), found.start + 1
    return Aggregate(type_, "any", base, way.entity, way.attribute, order=order, way=way.name, column=column)


def part_of(checker: Checker, node: Node, entity: Entity | None, rest: tuple[str, ...], found: syntax.Name) -> Node:
    """What stands after the dot of a field: a field of the record referred to, or a part of a stage."""
    if isinstance(node.type, Reference):
        target = checker.scope.catalog.get(node.type.entity)
        beside = None if target is None else of_entity(checker, target, rest, 0, found)
        if beside is checker.bad:
            return beside
        if beside is None or target is None:
            return unknown(checker, found, target, rest)
        return _beside(node, target, beside, found)
    if isinstance(node.type, Choice) and (part := stage_part(checker, node, entity, rest, found)) is not None:
        return part
    if isinstance(node.type, Null):
        return node
    return checker.report("no_part", found, name=shown(found.name), part=shown(rest[0]))


def _beside(reference: Node, entity: Entity, value: Node, found: syntax.Name) -> Node:
    """A value of another record; a way of it starts from its id."""
    column = found.start + 1
    if isinstance(value, Aggregate) and isinstance(value.type, Records):
        own = isinstance(value.base, Attribute) and value.base.name == "id"
        base = reference if own else Path(value.base.type, reference, entity.name, value.base, column=column)
        return replace(value, base=base, column=column)
    return Path(value.type, reference, entity.name, value, column=column)


def unknown(checker: Checker, found: syntax.Name, entity: Entity | None = None, rest: tuple[str, ...] = ()) -> Node:
    """Reports a name without meaning, with the one that was probably meant."""
    checker.work.spend(found.start, found.end, GUESS)
    if entity is not None:
        names, wanted = list(known_names(entity)), ".".join(rest)
    else:
        inner = checker.frames[-1].entity
        names = [*checker.scope.names(), *(known_names(inner) if inner else ()), *WORDS]
        wanted = found.name
        if not found.quoted and any(sign in found.segments[0] for sign in "且或非"):
            return checker.report("glued", found, name=shown(found.name))
    return checker.report("unknown_name", found, name=shown(wanted), guess=guess(wanted, names))
