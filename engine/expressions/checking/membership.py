"""``in (a, b)``, ``in my_team``, ``tags has x``, ``orders is empty``."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.expressions import syntax
from engine.expressions.checking import names
from engine.expressions.checking.conform import settled, unified
from engine.expressions.checking.literals import option
from engine.expressions.tree import Among, Has, In, Literal, Node, Not, PeopleList
from engine.expressions.types import (
    BOOLEAN,
    PEOPLE,
    USER,
    Choice,
    Choices,
    Null,
    People,
    Text,
    Type,
    describe,
)

if TYPE_CHECKING:
    from engine.expressions.checking.checker import Checker


def membership(checker: Checker, found: syntax.In, expected: Type | None) -> Node:
    """``in``: among people, or equal to one of several values."""
    item = settled(checker.node(found.item))
    items = [checker.node(each, item.type) for each in found.items]
    if item is checker.bad or any(each is checker.bad for each in items):
        return checker.bad
    column = found.start + 1
    if isinstance(item.type, Choices):
        return checker.report("use_has", found)
    if any(isinstance(each.type, People) for each in items):
        if item.type != USER:
            return checker.report("type", found.item, expected=describe(USER), found=describe(item.type))
        if any(each.type not in (PEOPLE, USER) for each in items):
            return checker.report("mixed", found, left=describe(PEOPLE), right=describe(items[-1].type))
        people = items[0] if len(items) == 1 else PeopleList(PEOPLE, tuple(items))
        return Among(BOOLEAN, item, people, column=column)
    both = unified(checker, (item, *items), (found.item, *found.items), wide=True)
    return checker.bad if both is None else In(BOOLEAN, both[0], tuple(both[1:]), column=column)


def has(checker: Checker, found: syntax.Binary) -> Node:
    """``tags has x``: a tag kept by a rule is a field of its own, another option is looked for in the set."""
    if (kept := kept_tag(checker, found)) is not None:
        return kept
    item = checker.node(found.left)
    if item is checker.bad:
        return item
    if not isinstance(item.type, Choices):
        code = "has_text" if isinstance(item.type, Text) else "needs_set"
        return checker.report(code, found, found=describe(item.type))
    right = checker.node(found.right, expected_option(checker, item.type, found))
    if right is checker.bad:
        return right
    if isinstance(right, Literal) and isinstance(right.type, Text):
        right = option(checker, right.value, item.type, found.right)
    elif not isinstance(right.type, Choice | Text | Null):
        return checker.report("mixed", found.right, left=describe(item.type), right=describe(right.type))
    return right if right is checker.bad else Has(BOOLEAN, item, right, column=found.start + 1)


def expected_option(checker: Checker, type_: Choices, found: syntax.Binary) -> Type | None:
    """Beside a free set a bare name that is nothing else is an option too."""
    if type_.free and names.known(checker, found.right):
        return replace(type_, free=False) if _is_option(found.right, type_) else None
    return type_


def _is_option(found: syntax.Syntax, type_: Choices) -> bool:
    return isinstance(found, syntax.Name) and found.name in type_.names


def kept_tag(checker: Checker, found: syntax.Binary) -> Node | None:
    """The boolean field of a tag that a rule keeps, by the tag's name or title."""
    if not isinstance(found.left, syntax.Name):
        return None
    if isinstance(found.right, syntax.Name) and len(found.right.segments) == 1:
        tag = found.right.name
    elif isinstance(found.right, syntax.Text):
        tag = found.right.value
    else:
        return None
    whole = syntax.Name(found.start, found.end, (*found.left.segments, tag), found.left.quoted)
    count = len(checker.mistakes)
    node = names.lookup(checker, whole)
    if node is None or node is checker.bad or node.type != BOOLEAN:
        del checker.mistakes[count:]
        return None
    return node


def records_emptiness(checker: Checker, records: Node, found: syntax.Is) -> Node:
    """``orders is set``: there is one."""
    some = replace(records, type=BOOLEAN, column=found.start + 1)
    return some if found.filled else Not(BOOLEAN, some, column=found.start + 1)
