"""The type checker: one pass over the syntax that collects every problem instead of stopping at the first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from engine.expressions import syntax
from engine.expressions.checking import arithmetic, comparison, membership, names
from engine.expressions.checking.conform import emptiness_of, settled
from engine.expressions.functions import FUNCTIONS, NOT_YET, SCENARIOS_ONLY
from engine.expressions.mistake import Mistake, guess, mistake, shown
from engine.expressions.scope import Scope
from engine.expressions.tree import Literal, Logical, Node, Not
from engine.expressions.types import BOOLEAN, DURATION, NULL, TEXT, Elapsed, Number, Records, Type, describe
from engine.expressions.work import Work
from engine.records.entity import Entity

MOST_PROBLEMS = 20


@dataclass(frozen=True)
class Frame:
    """A record whose names are in reach.

    With ``prefix`` (the argument of an aggregate) only names that begin with it are this record's, the others
    are looked up further out.
    """

    entity: Entity | None
    prefix: tuple[str, ...] = ()


class Checker:
    """``bad`` stands for a part whose problem has been reported; it fits everything."""

    bad = Literal(NULL, None)

    def __init__(self, scope: Scope, work: Work | None = None) -> None:
        self.scope = scope
        self.work = work or Work()
        self.frames = [Frame(scope.entity)]
        self.mistakes: list[Mistake] = []

    def report(self, code: str, at: syntax.Syntax, **parameters: Any) -> Node:
        """Remembers a problem and gives ``bad``."""
        if len(self.mistakes) < MOST_PROBLEMS:
            self.mistakes.append(mistake(code, at.start, at.end, **parameters))
        return self.bad

    def node(self, found: syntax.Syntax, expected: Type | None = None) -> Node:
        """The checked node; ``expected`` gives bare option names their meaning."""
        self.work.spend(found.start, found.end)
        return CHECKS[type(found)](self, found, expected)

    def value(self, found: syntax.Syntax, expected: Type | None = None) -> Node:
        """A node that is one value: numbers within their digits, no records, no span of time."""
        node = settled(self.node(found, expected))
        if isinstance(node.type, Records):
            return self.report("records", found, name=shown(_text(found)))
        if isinstance(node.type, Elapsed):
            return self.report("elapsed", found)
        return node

    def condition(self, found: syntax.Syntax) -> Node:
        """A node that is true or false."""
        node = self.node(found)
        if node is self.bad or node.type == BOOLEAN:
            return node
        written = shown(_text(found))
        if isinstance(node.type, Records):
            return self.report("condition_records", found, name=written)
        return self.report("condition", found, found=describe(node.type), name=written)

    def number(self, found: syntax.NumberText, expected: Type | None) -> Node:
        digits, scale = found.digits, found.scale
        while scale and digits % 10 == 0:
            digits, scale = digits // 10, scale - 1
        type_ = Number(scale, max(len(str(abs(digits))), scale))
        return Literal(type_, digits, column=found.start + 1)

    def text(self, found: syntax.Text, expected: Type | None) -> Node:
        return Literal(TEXT, found.value, column=found.start + 1) if found.value else Literal(NULL, None)

    def duration(self, found: syntax.DurationText, expected: Type | None) -> Node:
        return Literal(DURATION, found.value, column=found.start + 1)

    def call(self, found: syntax.Call, expected: Type | None) -> Node:
        function = FUNCTIONS.get(found.function)
        if function is None:
            name = shown(found.function)
            if found.function in SCENARIOS_ONLY:
                return self.report("scenarios_only", found, name=name)
            code = "not_yet" if found.function in NOT_YET else "unknown_function"
            return self.report(code, found, name=name, guess=guess(name, FUNCTIONS))
        if expected is not None and found.function in ("if", "case", "coalesce"):
            return choosing(self, found, expected)
        return function.check(self, found)

    def negation(self, found: syntax.Not, expected: Type | None) -> Node:
        item = self.condition(found.item)
        return item if item is self.bad else Not(BOOLEAN, item, column=found.start + 1)

    def logical(self, found: syntax.Logical, expected: Type | None) -> Node:
        items = [self.condition(item) for item in found.items]
        if any(item is self.bad for item in items):
            return self.bad
        return Logical(BOOLEAN, found.operator, tuple(items), column=found.start + 1)

    def emptiness(self, found: syntax.Is, expected: Type | None) -> Node:
        item = self.node(found.item)
        if item is self.bad:
            return item
        if isinstance(item.type, Records):
            return membership.records_emptiness(self, item, found)
        return emptiness_of(settled(item), found.filled, found.start + 1)


def choosing(checker: Checker, found: syntax.Call, expected: Type) -> Node:
    from engine.expressions.functions import choice

    return choice.RULES[found.function](checker, found, expected)


def _text(found: syntax.Syntax) -> str:
    return found.name if isinstance(found, syntax.Name) else "x"


CHECKS: dict[type, Callable[[Checker, Any, Type | None], Node]] = {
    syntax.NumberText: Checker.number,
    syntax.Text: Checker.text,
    syntax.DurationText: Checker.duration,
    syntax.Name: names.resolve,
    syntax.Call: Checker.call,
    syntax.Minus: arithmetic.minus,
    syntax.Not: Checker.negation,
    syntax.Logical: Checker.logical,
    syntax.Binary: comparison.binary,
    syntax.In: membership.membership,
    syntax.Is: Checker.emptiness,
}
