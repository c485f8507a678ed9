"""The door: a text, a scope and what is expected, into a checked expression or its problems."""

from __future__ import annotations

from functools import lru_cache

import engine.expressions.problems  # noqa: F401  declares the codes
from engine.expressions import parser, syntax
from engine.expressions.checked import Checked
from engine.expressions.checking.checker import Checker, Frame
from engine.expressions.checking.conform import conformed
from engine.expressions.checking.limits import oversized, working_value
from engine.expressions.mistake import Mistake, mistake, to_problem
from engine.expressions.scope import Scope
from engine.expressions.tree import Node
from engine.expressions.types import Expected
from engine.expressions.work import Work
from engine.problems import Problem, Span
from engine.records.entity import Entity


def check(
    text: str,
    scope: Scope,
    expected: Expected = "any",
    span: Span | None = None,
    address: str = "",
    work: Work | None = None,
) -> Checked | tuple[Problem, ...]:
    """The checked expression, or every problem found in it; nothing is raised.

    ``expected`` is the type that the place needs (a value is converted where the language allows it), or
    ``boolean``, ``people`` (a user or a set of people), ``time`` (a duration, date or datetime), ``any``.
    ``span`` covers the text in its file. ``work`` counts the steps, of which there are at most ``work.LIMIT``.
    """
    try:
        if work is None:
            found, steps = _parsed(text)
            work = Work(steps)
        else:
            found = parser.parse(text, work)
    except Mistake as one:
        return (to_problem(one, text, span, address),)
    return check_parsed(found, text, scope, expected, span, address, work)


@lru_cache(maxsize=2048)
def _parsed(text: str) -> tuple[syntax.Syntax, int]:
    """The syntax of a text with the steps that it took: a pack that is compiled again says mostly the same."""
    work = Work()
    return parser.parse(text, work), work.steps


def check_parsed(
    found: syntax.Syntax,
    text: str,
    scope: Scope,
    expected: Expected = "any",
    span: Span | None = None,
    address: str = "",
    work: Work | None = None,
) -> Checked | tuple[Problem, ...]:
    """The same for a text that is parsed already."""
    checker = Checker(scope, work)
    try:
        tree = _checked(checker, found, expected)
    except Mistake as one:
        checker.mistakes.append(one)
    if checker.mistakes:
        return _told(checker.mistakes, text, span, address)
    return Checked(tree, text)


def _told(mistakes: list[Mistake], text: str, span: Span | None, address: str) -> tuple[Problem, ...]:
    different = {(each.code, each.start, each.end): each for each in mistakes}
    return tuple(to_problem(each, text, span, address) for each in different.values())


def check_beside(
    text: str, scope: Scope, target: Entity, span: Span | None = None, address: str = ""
) -> Checked | tuple[Problem, ...]:
    """A condition about records of ``target``, as inside an aggregate: bare names are theirs, ``this.x`` is the
    scope's record."""
    checker = Checker(scope)
    checker.frames.append(Frame(target))
    try:
        tree = checker.condition(parser.parse(text))
    except Mistake as one:
        checker.mistakes.append(one)
    if checker.mistakes:
        return _told(checker.mistakes, text, span, address)
    return Checked(tree, text)


def names(text: str) -> tuple[str, ...]:
    """The dotted names that an expression reads, sorted; none if it cannot be parsed."""
    try:
        return tuple(sorted(parser.names(parser.parse(text))))
    except Mistake:
        return ()


def _checked(checker: Checker, found: syntax.Syntax, expected: Expected) -> Node:
    wanted = None if isinstance(expected, str) else expected
    node = conformed(checker, checker.node(found, wanted), expected, found)
    if not checker.mistakes and oversized(node):
        raise mistake("too_large", found.start, found.end)
    if not checker.mistakes and working_value(node):
        raise mistake("working_time", found.start, found.end)
    return node
