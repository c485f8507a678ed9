"""What the parser reads: the shape of the text, before names and types mean anything."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from engine.time.duration import Duration


@dataclass(frozen=True)
class Syntax:
    """A piece of the text between two offsets; ``height`` is how deeply pieces are nested."""

    start: int = field(compare=False)
    end: int = field(compare=False)

    @property
    def parts(self) -> tuple[Syntax, ...]:
        return ()

    @cached_property
    def height(self) -> int:
        return 1 + max((part.height for part in self.parts), default=0)


@dataclass(frozen=True)
class NumberText(Syntax):
    """``digits`` scaled by ``10 ** scale``."""

    digits: int
    scale: int


@dataclass(frozen=True)
class Text(Syntax):
    value: str


@dataclass(frozen=True)
class DurationText(Syntax):
    value: Duration


@dataclass(frozen=True)
class Name(Syntax):
    """``a.b.c``; ``quoted`` when its first part stood in 「」 and so is no word of the language."""

    segments: tuple[str, ...]
    quoted: bool = False

    @property
    def name(self) -> str:
        return ".".join(self.segments)


@dataclass(frozen=True)
class Call(Syntax):
    function: str
    arguments: tuple[Syntax, ...]
    where: Syntax | None = None

    @property
    def parts(self) -> tuple[Syntax, ...]:
        return self.arguments if self.where is None else (*self.arguments, self.where)


@dataclass(frozen=True)
class Minus(Syntax):
    item: Syntax

    @property
    def parts(self) -> tuple[Syntax, ...]:
        return (self.item,)


@dataclass(frozen=True)
class Not(Syntax):
    item: Syntax

    @property
    def parts(self) -> tuple[Syntax, ...]:
        return (self.item,)


@dataclass(frozen=True)
class Logical(Syntax):
    operator: Literal["and", "or"]
    items: tuple[Syntax, ...]

    @property
    def parts(self) -> tuple[Syntax, ...]:
        return self.items


@dataclass(frozen=True)
class Binary(Syntax):
    """A comparison, a calculation or ``has``."""

    operator: str
    left: Syntax
    right: Syntax

    @property
    def parts(self) -> tuple[Syntax, ...]:
        return (self.left, self.right)


@dataclass(frozen=True)
class In(Syntax):
    item: Syntax
    items: tuple[Syntax, ...]

    @property
    def parts(self) -> tuple[Syntax, ...]:
        return (self.item, *self.items)


@dataclass(frozen=True)
class Is(Syntax):
    """``is empty``; ``is set`` with ``filled``."""

    item: Syntax
    filled: bool

    @property
    def parts(self) -> tuple[Syntax, ...]:
        return (self.item,)
