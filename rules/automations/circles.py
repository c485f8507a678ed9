"""Circles in a directed graph: the parts in which every node leads to every other, and a way round through one."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import TypeVar

N = TypeVar("N", bound=Hashable)
Edges = Mapping[N, Iterable[N]]


def parts(edges: Edges[N]) -> Iterator[frozenset[N]]:
    """The sets of nodes that all lead to one another, single nodes without a circle left out (Tarjan's way)."""
    order: dict[N, int] = {}
    lowest: dict[N, int] = {}
    path: list[N] = []
    on_path: set[N] = set()
    for root in edges:
        work: list[tuple[N, Iterator[N]]] = [] if root in order else [_enter(root, edges, order, lowest, path, on_path)]
        while work:
            node, following = work[-1]
            for other in following:
                if other not in order:
                    work.append(_enter(other, edges, order, lowest, path, on_path))
                    break
                if other in on_path:
                    lowest[node] = min(lowest[node], order[other])
            else:
                work.pop()
                if work:
                    lowest[work[-1][0]] = min(lowest[work[-1][0]], lowest[node])
                if lowest[node] == order[node]:
                    found = frozenset(_leave(node, path, on_path))
                    if len(found) > 1 or node in edges.get(node, ()):
                        yield found


def _enter(
    node: N, edges: Edges[N], order: dict[N, int], lowest: dict[N, int], path: list[N], on_path: set[N]
) -> tuple[N, Iterator[N]]:
    order[node] = lowest[node] = len(order)
    path.append(node)
    on_path.add(node)
    return node, iter(tuple(edges.get(node, ())))


def _leave(node: N, path: list[N], on_path: set[N]) -> Iterator[N]:
    """The nodes of the part that was entered by ``node``."""
    while True:
        last = path.pop()
        on_path.discard(last)
        yield last
        if last == node:
            return


def way_round(edges: Edges[N], start: N, within: frozenset[N]) -> list[N]:
    """A shortest way from a node of a part back to itself; the node stands at both ends."""
    came: dict[N, N] = {}
    waiting = [start]
    for node in waiting:
        for other in edges.get(node, ()):
            if other == start:
                found = [start, node]
                while found[-1] != start:
                    found.append(came[found[-1]])
                return found[::-1] if node != start else [start, start]
            if other in within and other not in came:
                came[other] = node
                waiting.append(other)
    raise ValueError("the node leads not back to itself")
