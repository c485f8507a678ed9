"""The functions of the language, by name. A group is one module; only this package knows them all."""

from __future__ import annotations

from engine.expressions.functions import change, choice, date, filling, number, people, related, text, writing
from engine.expressions.functions.function import Function

FUNCTIONS: dict[str, Function] = {
    function.name: function
    for group in (choice, number, text, writing, date, related, filling, people, change)
    for function in group.FUNCTIONS
}

# Every function that a call in a tree may name: also those that only the checker puts in.
CALLS: dict[str, Function] = FUNCTIONS | {
    function.name: function for group in (date, writing) for function in group.INNER
}

# Functions of the language that are not built yet.
NOT_YET = frozenset(["sent"])

# Questions that the expectations of scenarios ask; the engines answer them.
SCENARIOS_ONLY = frozenset(["tasks", "notices", "can", "step", "report", "find"])

__all__ = ["CALLS", "FUNCTIONS", "NOT_YET", "SCENARIOS_ONLY", "Function"]
