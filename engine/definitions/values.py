"""What the slots of a definition hold once they are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from engine.problems import NOWHERE, Span
from engine.time.repeat import Repeat

T = TypeVar("T")


class Located(str):
    """A text that knows where it stood; equal to the plain text."""

    span: Span

    def __new__(cls, text: str, span: Span = NOWHERE) -> Located:
        self = super().__new__(cls, text)
        self.span = span
        return self


@dataclass(frozen=True)
class Expression:
    """The text of an expression, not yet parsed; ``span`` covers it without quotes and ``=``."""

    text: str
    span: Span = field(default=NOWHERE, compare=False)

    def part(self, offset: int, length: int = 1) -> Span:
        """The place of some characters of the text; the whole span where the text was folded or escaped."""
        file, line, column, end_line, end_column = self.span
        if line != end_line or end_column - column != len(self.text):
            return self.span
        return Span(file, line, column + offset, line, column + offset + length)


@dataclass(frozen=True)
class Literal:
    """A literal of a value key: None, a text to be read by the type of its field, a list or a map."""

    data: str | tuple[Value, ...] | Mapping[str, Value] | None
    span: Span = field(default=NOWHERE, compare=False)


Value = Literal | Expression


@dataclass(frozen=True)
class Choice(Generic[T]):
    """One line of a choosing map, **target: condition**; without a condition it is the ``else``."""

    to: T
    when: Expression | None = None
    address: str = ""
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class SortBy:
    """``amount desc``."""

    expression: Expression
    descending: bool = False


@dataclass(frozen=True)
class Rate:
    """At most ``count`` in so many ``milliseconds``, as it was written: ``500/h``."""

    count: int
    milliseconds: int
    text: str


@dataclass(frozen=True)
class On:
    """One trigger: its word, and the fields, option path or event that it speaks of, or its repetition.

    ``changed`` has the names of fields; ``enters`` and ``leaves`` one path such as ``stage.proposal``;
    ``received`` one ``connector.event``; ``every`` a repetition; the other words have nothing.
    """

    word: str
    names: tuple[Located, ...] = ()
    every: Repeat | None = None
    span: Span = field(default=NOWHERE, compare=False)
