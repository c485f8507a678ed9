"""Sets of people: ``role.director``, ``team.presales``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from engine.expressions import syntax
from engine.expressions.mistake import guess, shown
from engine.expressions.tree import Members, Node
from engine.expressions.types import PEOPLE

if TYPE_CHECKING:
    from engine.expressions.checking.checker import Checker


def members(checker: Checker, found: syntax.Name, kind: str, name: str) -> Node:
    """The people in a role, with those in roles that include it, or in a team."""
    known = checker.scope.roles if kind == "role" else checker.scope.teams
    if name not in known:
        return checker.report(f"unknown_{kind}", found, name=shown(name), guess=guess(name, known))
    names = dict.fromkeys((name, *(checker.scope.roles[name] if kind == "role" else ())))
    app = checker.scope.app
    whole = tuple(f"{app}/{each}" if app else each for each in names)
    return Members(PEOPLE, _kind(kind), whole, f"{kind}.{name}", column=found.start + 1)


def _kind(kind: str) -> Literal["role", "team"]:
    return "role" if kind == "role" else "team"
