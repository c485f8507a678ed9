"""The cheapest set of parts that would have to turn: fewest first, then the smallest relative distance."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any, Literal

from engine.expressions.atoms import live
from engine.expressions.environment import Environment
from engine.expressions.nearest.changes import Change, changes
from engine.expressions.python import function
from engine.expressions.tree import Case, Formula, IsEmpty, Logical, Node, Not
from engine.expressions.tree import Literal as Value
from engine.expressions.types import BOOLEAN

BEST = 12  # alternatives that are kept at each fork
EACH = 4  # changes that are tried for one part


@dataclass(frozen=True)
class Need:
    """A part that must hold (``wanted``) or not: by a change, or at an instant by time alone; by neither where no
    change is known."""

    leaf: Node
    wanted: bool
    change: Change | None = None
    at: int | None = None

    @property
    def known(self) -> bool:
        return self.change is not None or self.at is not None

    @property
    def effort(self) -> float:
        return self.change.distance if self.change is not None else 0.0


@dataclass(frozen=True)
class Nearest:
    """``sure``: with these changes, at the last of these instants, all is as wanted; it has been tried."""

    needs: tuple[Need, ...]
    sure: bool


@dataclass(frozen=True)
class Asking:
    """``waits(part, wanted)`` is the first instant at which time alone turns a part, None if it does not;
    ``holds(changes, at)`` whether all is as wanted with other values and at another time;
    ``told(part)`` whether what would change may be said."""

    row: Mapping[str, Any]
    environment: Environment
    waits: Callable[[Node, bool], int | None]
    holds: Callable[[Mapping[str, Any], int | None], bool]
    told: Callable[[Node], bool]


@dataclass(frozen=True)
class Wish:
    """What would have to be: ``all`` or ``any`` of the items, or one part."""

    op: Literal["all", "any", "part"]
    items: tuple[Wish, ...] = ()
    node: Node | None = None
    wanted: bool = True


Needs = tuple[Need, ...]


def nearest(node: Node, wanted: Any, asking: Asking) -> Nearest:
    """What would make a condition hold (or not), or a choice give the wanted value."""
    found = _sets(wish(node, wanted), asking)
    for needs in found:
        if all(need.known for need in needs) and _tried(needs, asking):
            return Nearest(_pruned(needs, asking), True)
    if not found:
        return Nearest((), False)
    partial = next((needs for needs in found if not all(need.known for need in needs)), None)
    if partial is not None:
        return Nearest(partial, False)
    return Nearest(tuple(replace(need, change=None, at=None) for need in found[0]), False)


def wish(node: Node, wanted: Any) -> Wish:
    match node:
        case Formula():
            return wish(node.tree, wanted)
        case Logical():
            op: Literal["all", "any"] = "all" if (node.operator == "and") is bool(wanted) else "any"
            return Wish(op, tuple(wish(item, wanted) for item in node.items))
        case Not() if not isinstance(node.item, IsEmpty):
            return wish(node.item, not wanted)
        case Case():
            return Wish("any", tuple(_branches(node, wanted)))
        case Value():
            same = bool(node.value) is wanted if node.type == BOOLEAN else node.value == wanted
            return Wish("all" if same else "any")
    return Wish("part", (), node, wanted)


def _branches(node: Case, wanted: Any) -> Iterator[Wish]:
    """A branch is taken when its condition holds and none before it."""
    before: list[Wish] = []
    for condition, value in node.branches:
        yield Wish("all", (*before, wish(condition, True), wish(value, wanted)))
        before.append(wish(condition, False))
    yield Wish("all", (*before, wish(node.otherwise, wanted)))


def _sets(wished: Wish, asking: Asking) -> list[Needs]:
    """The cheapest ways, each a set of parts that turn; an empty set where nothing has to."""
    if wished.op == "part":
        return _of_part(wished, asking)
    if wished.op == "any":
        return _best(chain.from_iterable(_sets(item, asking) for item in wished.items))
    found: list[Needs] = [()]
    for item in wished.items:
        further = _sets(item, asking)
        found = _best(chain.from_iterable(_merged(one, other) for one in found for other in further))
    return found


def _of_part(wished: Wish, asking: Asking) -> list[Needs]:
    leaf, wanted = wished.node, wished.wanted
    assert leaf is not None
    value = function(leaf)(asking.row, asking.environment)
    if (bool(value) is wanted) if leaf.type == BOOLEAN else (value == wanted):
        return [()]
    if leaf.type != BOOLEAN or not asking.told(leaf):
        return [(Need(leaf, wanted),)]
    if live(leaf) and (at := asking.waits(leaf, wanted)) is not None:
        return [(Need(leaf, wanted, at=at),)]
    found = changes(leaf, wanted, asking.row, asking.environment)[:EACH]
    return [(Need(leaf, wanted, change),) for change in found] or [(Need(leaf, wanted),)]


def _merged(one: Needs, other: Needs) -> Iterator[Needs]:
    """Both sets together; where both change the same value, either change may do for both."""
    keys = {need.change.key for need in one if need.change is not None}
    clashing = {need.change.key for need in other if need.change is not None and need.change.key in keys}
    yield _distinct((*one, *(need for need in other if need.change is None or need.change.key not in clashing)))
    if clashing:
        yield _distinct((*(need for need in one if need.change is None or need.change.key not in clashing), *other))


def _distinct(needs: Iterable[Need]) -> Needs:
    return tuple(dict.fromkeys(needs))


def _best(found: Iterable[Needs]) -> list[Needs]:
    return sorted(dict.fromkeys(found), key=_cost)[:BEST]


def _cost(needs: Needs) -> tuple[int, int, float]:
    unknown = sum(not need.known for need in needs)
    return unknown, len(needs), sum(need.effort for need in needs)


def _tried(needs: Needs, asking: Asking) -> bool:
    changed = {need.change.key: need.change.after for need in needs if need.change is not None}
    return asking.holds(changed, max((need.at for need in needs if need.at is not None), default=None))


def _pruned(needs: Needs, asking: Asking) -> Needs:
    """Without what is not needed beside the others."""
    for need in needs:
        others = tuple(each for each in needs if each is not need)
        if others and _tried(others, asking):
            return _pruned(others, asking)
    return needs
