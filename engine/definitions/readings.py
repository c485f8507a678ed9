"""What single files say, kept by their content: after an edit only the files that differ are read again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from engine.definitions.budget import PACK_NODES, Budget
from engine.definitions.model import Element
from engine.definitions.reader import Loading
from engine.definitions.text import parse
from engine.definitions.tree import Node
from engine.problems import Problem, Problems

MOST = 512  # files

Read = Callable[[Loading], Element | None]


@dataclass(frozen=True)
class Parsed:
    """The tree of a file, its problems, and how many values it took."""

    tree: Node | None
    problems: tuple[Problem, ...]
    values: int


@dataclass(frozen=True)
class Reading:
    """The element of a file, and what reading it added to the load."""

    element: Element | None
    added: Loading


def tree_of(path: str, data: bytes, loading: Loading) -> Node | None:
    """The tree of a definition file, or None after its problems were added."""
    found = _parsed(path, data)
    if found.values > loading.budget.left:  # then the pack is too large: parsing tells where
        return parse(path, data, loading.problems, loading.budget)
    loading.budget.left -= found.values
    loading.problems.extend(found.problems)
    return found.tree


@lru_cache(maxsize=MOST)
def _parsed(path: str, data: bytes) -> Parsed:
    problems, budget = Problems(), Budget(PACK_NODES)
    tree = parse(path, data, problems, budget)
    return Parsed(tree, problems.kept, PACK_NODES - budget.left)


def element_of(path: str, data: bytes, loading: Loading, read: Read) -> Element | None:
    """What ``read`` makes of a file: it may look at nothing but the file, the registry and the app's language."""
    known = loading.registry.readings
    key = (path, loading.language, data)
    found = known.get(key)
    if found is None:
        alone = Loading(loading.registry, loading.language)
        found = Reading(read(alone), alone)
        if len(known) >= MOST:
            known.clear()
        known[key] = found
    loading.take_in(found.added)
    return found.element
