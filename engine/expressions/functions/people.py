"""Functions of people; who they are is answered by the kernel when the expression is evaluated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.expressions import syntax
from engine.expressions.functions.function import Function
from engine.expressions.tree import Among, Attribute, Chosen, Literal, Node, Path
from engine.expressions.types import (
    BOOLEAN,
    PEOPLE,
    USER,
    Choice,
    Choices,
    Null,
    Number,
    Option,
    Reference,
    Text,
    describe,
)

if TYPE_CHECKING:
    from engine.expressions.checking.checker import Checker

MOST_LEVELS = 10


def managers(checker: Checker, call: syntax.Call) -> Node:
    """``managers(user, n)``: n levels up, n written as a number."""
    from engine.expressions.checking.calls import wrong_arguments

    if len(call.arguments) not in (1, 2) or call.where is not None:
        return wrong_arguments(checker, call)
    user = _user(checker, call.arguments[0])
    levels = call.arguments[1] if len(call.arguments) == 2 else None
    count = 1
    if levels is not None:
        if not isinstance(levels, syntax.NumberText) or levels.scale or not 1 <= levels.digits <= MOST_LEVELS:
            return checker.report("levels", levels, high=MOST_LEVELS)
        count = levels.digits
    if user is checker.bad:
        return user
    return Chosen(PEOPLE, "managers", (user, Literal(Number(0, 2), count)), column=call.start + 1)


def in_role(checker: Checker, call: syntax.Call) -> Node:
    """``in_role(user, director)`` is ``user in role.director``."""
    from engine.expressions.checking.calls import wrong_arguments
    from engine.expressions.checking.people import members

    if len(call.arguments) != 2 or call.where is not None:
        return wrong_arguments(checker, call)
    user, name = _user(checker, call.arguments[0]), call.arguments[1]
    if not isinstance(name, syntax.Name) or len(name.segments) > 2:
        return wrong_arguments(checker, call)
    people = members(checker, name, "role", name.segments[-1])
    if user is checker.bad or people is checker.bad:
        return checker.bad
    return Among(BOOLEAN, user, people, column=call.start + 1)


def teams_of(checker: Checker, call: syntax.Call) -> Node:
    """The teams of a user; beside ``has`` the app's own by their bare names."""
    from engine.expressions.checking.calls import wrong_arguments

    if len(call.arguments) != 1 or call.where is not None:
        return wrong_arguments(checker, call)
    user = _user(checker, call.arguments[0])
    if user is checker.bad:
        return user
    app, column = checker.scope.app, call.start + 1
    names = tuple(Option(f"{app}/{name}" if app else name, name) for name in checker.scope.teams)
    type_ = Choices(names, free=True)
    return Path(type_, user, "user", Attribute(type_, "user", "teams", column=column), column=column)


def picked(checker: Checker, call: syntax.Call) -> Node:
    """One of a set of people, or of the team or teams that a value names."""
    from engine.expressions.checking.calls import wrong_arguments

    if len(call.arguments) != 1 or call.where is not None:
        return wrong_arguments(checker, call)
    place = call.arguments[0]
    among = checker.node(place)
    if among is checker.bad:
        return among
    if among.type != PEOPLE and not isinstance(among.type, Text | Choice | Choices | Reference):
        return checker.report("type", call.arguments[0], expected=describe(PEOPLE), found=describe(among.type))
    return Chosen(USER, call.function, (among,), column=call.start + 1)


def _user(checker: Checker, found: syntax.Syntax) -> Node:
    node = checker.node(found)
    if node is checker.bad or node.type == USER or isinstance(node.type, Null):
        return node
    return checker.report("type", found, expected=describe(USER), found=describe(node.type))


FUNCTIONS = (
    Function(
        "managers",
        "people",
        "user, n",
        zh="逐级往上的 n 级主管",
        en="the managers of a user, n levels up",
        example="managers(owner, 2)",
        check=managers,
        browser=False,
    ),
    Function(
        "in_role",
        "people",
        "user, role",
        zh="人员是否有这个角色",
        en="whether a user has a role",
        example="in_role(owner, director)",
        check=in_role,
        browser=False,
    ),
    Function(
        "least_busy",
        "people",
        "people",
        zh="其中待办最少的人",
        en="the one of them with the fewest open tasks",
        example="least_busy(team.presales)",
        check=picked,
        browser=False,
    ),
    Function(
        "next_of",
        "people",
        "people",
        zh="其中轮到的人：依次轮流，最久没有轮到的先来",
        en="the one of them whose turn it is: who was not taken for the longest time",
        example="next_of(team.presales)",
        check=picked,
        browser=False,
    ),
    Function(
        "teams_of",
        "people",
        "user",
        zh="人员所在的小组",
        en="the teams of a user",
        example="teams_of(owner) has presales",
        check=teams_of,
        browser=False,
    ),
)
