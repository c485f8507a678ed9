"""What is known about one derived value of a record: facts first, sentences are made of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from engine.expressions.why import Condition

if TYPE_CHECKING:
    from engine.expressions.checked import Checked
    from engine.expressions.environment import Environment
    from engine.expressions.nearest import Need
    from engine.expressions.types import Type
    from rules.why.contributors import Contributors

# What a reader is not told of a part: anything where it reads fields that they may not read, its values where
# records that they do not see have a share in them.
Veil = Literal["", "fields", "records"]


@dataclass(frozen=True)
class Subject:
    """What is explained: ``name`` is the attribute of ``form`` that has the value, empty where there is none."""

    form: str
    element: str
    title: str
    formula: Checked
    name: str = ""


@dataclass(frozen=True)
class Part:
    """A part of the condition or formula, as far as one reader may see it."""

    found: Condition
    veil: Veil
    behind: Contributors
    items: tuple[Part, ...] = ()

    @property
    def veiled(self) -> bool:
        """Whether anything in it is kept from the reader."""
        return bool(self.veil) or any(item.veiled for item in self.items)


@dataclass(frozen=True)
class Lack:
    """A part that would have to turn, with the values that it has now."""

    need: Need
    part: Part


@dataclass(frozen=True)
class Since:
    """Since when a value is what it is, and by which version it was computed."""

    at: int | None
    number: int


@dataclass(frozen=True)
class Explanation:
    """``environment`` has the clock and the parameters by which the value was computed; ``flips_at`` is when time
    alone changes it; ``missing`` what would make it hold (be ``wanted``), None where it does, and ``sure`` whether that
    has been tried as a whole."""

    subject: Subject
    value: Any
    type: Type
    since: Since
    flips_at: int | None
    environment: Environment
    root: Part
    wanted: Any
    missing: tuple[Lack, ...] | None
    sure: bool

    @property
    def holds(self) -> bool:
        return bool(self.value)
