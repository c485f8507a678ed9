"""A flow as a graph: which steps there are, of which behaviour, and where each may lead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from flows.definition import END

Behaviour = Literal["wait", "act", "pass", "end"]


@dataclass(frozen=True)
class Node:
    """``targets`` in the order in which they are tried; ``always`` is the one without a condition."""

    name: str
    behaviour: Behaviour
    skippable: bool = False
    targets: tuple[str, ...] = ()
    always: str = END
    outcome: str | None = None


@dataclass(frozen=True)
class Graph:
    """``first`` is where the flow starts."""

    first: str
    nodes: Mapping[str, Node]

    def reachable(self, also: Iterable[str] = ()) -> frozenset[str]:
        """The steps that can be reached from the first, or from other entries."""
        found: set[str] = set()
        waiting = [self.first, *also]
        while waiting:
            name = waiting.pop()
            if name in self.nodes and name not in found:
                found.add(name)
                node = self.nodes[name]
                waiting += (*node.targets, node.always)
        return frozenset(found)

    def busy_loop(self) -> tuple[str, ...]:
        """Steps that lead back to themselves with nobody to wait for in between; empty if there are none."""
        running = {name: node for name, node in self.nodes.items() if node.behaviour != "wait"}
        for start in running:
            path = _back_to(start, running)
            if path:
                return path
        return ()


def _back_to(start: str, nodes: Mapping[str, Node]) -> tuple[str, ...]:
    seen: set[str] = set()
    waiting: list[tuple[str, ...]] = [(start,)]
    while waiting:
        path = waiting.pop()
        node = nodes[path[-1]]
        for target in (*node.targets, node.always):
            if target == start:
                return (*path, start)
            if target in nodes and target not in seen and node.behaviour != "end":
                seen.add(target)
                waiting.append((*path, target))
    return ()
