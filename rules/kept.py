"""Kept attributes: what the engine holds right, also as time passes, with the intervals in which each value held.

Everything that rules give the records of a form is one. Its formula is an ordinary checked tree, made of the texts of
the definition, so Python, SQL, explanations and what-if know nothing of tags, segments, scores and decisions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.definitions.model import Element
from engine.definitions.values import Expression
from engine.expressions.types import BOOLEAN, Type
from engine.records.entity import Attribute
from engine.records.system import column_name

if TYPE_CHECKING:
    from engine.plugin import Composed


@dataclass(frozen=True)
class Result:
    """One value that ``element`` (a Tag, Segment, Score, Decision or Automation) gives to the records of its form.

    ``noun`` is the field that it is shown as, where the definition writes one: an output of a decision. A hidden
    attribute serves others: the value behind a score, the condition of a rule.
    """

    attribute: Attribute
    element: Element
    formula: Expression | Composed
    noun: Element | None = None


def kept(name: str, type_: Type, title: str, address: str, hidden: bool = False) -> Attribute:
    """An attribute that follows from a formula; null as a type: that of the formula."""
    return Attribute(
        name,
        type_,
        column=column_name(name),
        kept=True,
        intervals=True,
        hidden=hidden,
        title=title,
        address=address,
    )


def kept_boolean(name: str, title: str, address: str, hidden: bool = False) -> Attribute:
    """A boolean that follows from a condition."""
    return kept(name, BOOLEAN, title, address, hidden)
