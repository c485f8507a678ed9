"""The located tree: what a YAML or JSON text says, with the place of every node."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.problems import Span

NULLS = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text. ``plain`` is true if it stood without quotes, so that only then ``null`` means nothing."""

    text: str
    span: Span
    plain: bool = True

    @property
    def null(self) -> bool:
        """Nothing was written."""
        return self.plain and self.text in NULLS


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Mapping:
    """A map in written order; its keys are different. ``flow`` is true for one written in braces."""

    entries: tuple[Entry, ...]
    span: Span
    flow: bool = False

    def get(self, key: str) -> Node | None:
        """The value of a key."""
        return next((entry.value for entry in self.entries if entry.key.text == key), None)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)


@dataclass(frozen=True, slots=True)
class Entry:
    """One ``key: value`` of a map."""

    key: Scalar
    value: Node


Node = Scalar | Sequence | Mapping
