"""What the back ends must be able to carry: bounded trees, and working time only where it can be decided."""

from __future__ import annotations

from engine.expressions.tree import Comparison, Literal, Node, Shift

LARGEST = 2_000  # nodes, with the formulas that are read
TALLEST = 250


def oversized(node: Node) -> bool:
    return node.height > TALLEST or node.size > LARGEST


def working_value(node: Node) -> bool:
    """Whether working time is added to a record's date to give a value: only comparisons can use that."""
    if isinstance(node, Comparison):
        sides = (node.left, node.right)
        inside = [side.base if isinstance(side, Shift) else side for side in sides]
        return any(working_value(each) for each in inside)
    if isinstance(node, Shift) and not node.constant and _working(node.duration):
        return True
    return any(working_value(child) for child in node.children)


def _working(duration: Node) -> bool:
    return isinstance(duration, Literal) and duration.value is not None and duration.value.working
