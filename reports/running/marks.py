"""Marks: the address of every bar, point or cell, and the records that are behind it.

``stage:won``, ``date.month:2026-03``, several joined by commas; values are percent-encoded, nothing after the colon
is the group of records without a value, and ``:!a!b`` is the rest beside those values. ``all`` is everything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from urllib.parse import quote, unquote

from engine.expressions.tree import Aggregate, Attribute, IsEmpty, Node, Not
from engine.expressions.types import BOOLEAN, Reference
from engine.problems import Problem, Refused
from reports.axes import PARENT
from reports.running.asking import Asking, Marked
from reports.running.conditions import both, either
from reports.running.cuts import Cut
from reports.running.filters import value_of
from reports.running.measured import Leaf, Measured
from reports.running.reading import Reading
from reports.running.telling import WHOLE

REST = "!"


def address(parts: Sequence[tuple[str, str]]) -> str:
    """The address of names and the texts of their values."""
    return ",".join(f"{name}:{quote(text, safe='')}" for name, text in parts) or WHOLE


def rest(name: str, texts: Sequence[str]) -> str:
    """The address of what is beside some values."""
    return f"{name}:{REST}{REST.join(quote(text, safe='') for text in texts)}"


def places(at: str, names: Sequence[str]) -> dict[str, str]:
    """The encoded texts of an address by name. Refused 422 for a name that is not one of these."""
    if at in ("", WHOLE):
        return {}
    found = {}
    for part in at.split(","):
        name, colon, text = part.partition(":")
        if not colon or name not in names or name in found:
            raise Refused((Problem("report.mark", {"at": at[:80], "known": list(names), "path": "at"}),))
        found[name] = text
    return found


def marked(asking: Asking, at: str, measure: str) -> Marked:
    """The records of a mark of a report with rows: those that one of the measure's aggregates counts there."""
    found = asking.measure(measure)
    placed = places(at, [axis.name for axis in asking.axes])
    return records_of(asking.reading, found, lambda leaf: [asking.counting(leaf), *_held(asking, leaf, placed)])


def _held(asking: Asking, leaf: Leaf, placed: Mapping[str, str]) -> list[Node]:
    return [
        at_place(asking.reading, asking.cut(axis, leaf), placed[axis.name])
        for axis in asking.axes
        if axis.name in placed
    ]


def at_place(reading: Reading, cut: Cut, text: str) -> Node:
    """That a record is at the place of an encoded text."""
    if not text.startswith(REST):
        return cut.holds(value_of(reading, cut, unquote(text), "at"))
    beside = [cut.holds(value_of(reading, cut, unquote(part), "at")) for part in text[1:].split(REST)]
    return Not(BOOLEAN, either(*beside))


def records_of(reading: Reading, measure: Measured, conditions: Callable[[Leaf], Iterable[Node]]) -> Marked:
    """The records that one of a measure's aggregates counts, of the form that the first one looks at.

    Of the rows of a table or history it is their records.
    """
    leaves = list(measure.leaves())
    home = _home(reading, leaves[0])
    found = [_lifted(reading, leaf, both(*conditions(leaf), *_counted(leaf))) for leaf in leaves]
    return Marked(
        home, either(*(node for leaf, node in zip(leaves, found, strict=True) if _home(reading, leaf) == home))
    )


def _counted(leaf: Leaf) -> list[Node]:
    """That a record has the value that is aggregated."""
    return [] if leaf.aggregate.value is None else [Not(BOOLEAN, IsEmpty(BOOLEAN, leaf.aggregate.value))]


def _home(reading: Reading, leaf: Leaf) -> str:
    return reading.version.catalog[leaf.entity].parent or leaf.entity


def _lifted(reading: Reading, leaf: Leaf, condition: Node) -> Node:
    home = _home(reading, leaf)
    if home == leaf.entity:
        return condition
    this = Attribute(Reference(home), home, "id")
    return Aggregate(BOOLEAN, "any", this, leaf.entity, PARENT, where=condition)
