"""Parameters: the knobs that the customer turns, typed by the same nouns as fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from engine.definitions.kinds.options import Option
from engine.definitions.model import Element
from engine.definitions.reader import Reader
from engine.definitions.slots import Either, Integer, Map, Path, Plain, Text, Value, key
from engine.definitions.values import Literal, Located
from engine.definitions.values import Value as AnyValue
from engine.time import duration
from engine.time.phrase import PhraseError


@dataclass(frozen=True, kw_only=True)
class Parameter(Element):
    """A knob; the noun is its type."""

    default: AnyValue | None = key(
        Value(), default=None, doc="its value until the customer sets another", example="default: 30"
    )
    help: Located | None = key(Text(), default=None, doc="one line for the person who sets it", example="help: 天")
    group: Located | None = key(Text(), default=None, doc="heading under which it is shown", example="group: 跟进")


@dataclass(frozen=True, kw_only=True)
class Bounded(Parameter):
    """A knob with bounds and a unit."""

    min: AnyValue | None = key(Value(), default=None, doc="smallest value", example="min: 1")
    max: AnyValue | None = key(Value(), default=None, doc="greatest value", example="max: 365")
    unit: Located | None = key(Text(), default=None, doc="unit shown behind the value", example="unit: 天")


@dataclass(frozen=True, kw_only=True)
class NumberParameter(Bounded):
    """A number."""

    noun: ClassVar[str] = "number"
    decimals: int = key(Integer(0, 6), default=0, doc="digits behind the point", example="decimals: 2")


@dataclass(frozen=True, kw_only=True)
class MoneyParameter(Bounded):
    """An amount of money."""

    noun: ClassVar[str] = "money"
    currency: Located | None = key(Plain(), default=None, doc="if not the app's", example="currency: USD")


@dataclass(frozen=True, kw_only=True)
class PercentParameter(Bounded):
    """A share of a hundred."""

    noun: ClassVar[str] = "percent"


@dataclass(frozen=True, kw_only=True)
class DurationParameter(Bounded):
    """A length of time; its unit is in its value, so ``3d`` and ``3wd`` are the customer's choice."""

    noun: ClassVar[str] = "duration"

    def verify(self, reader: Reader) -> None:
        """Its values must be durations."""
        for name in ("default", "min", "max"):
            value = getattr(self, name)
            if isinstance(value, Literal) and isinstance(value.data, str):
                try:
                    duration.parse(value.data)
                except PhraseError as error:
                    reader.problem(error.code, value.span, text=value.data)


@dataclass(frozen=True, kw_only=True)
class TextParameter(Parameter):
    """A text."""

    noun: ClassVar[str] = "text"


@dataclass(frozen=True, kw_only=True)
class BooleanParameter(Parameter):
    """Yes or no."""

    noun: ClassVar[str] = "boolean"


@dataclass(frozen=True, kw_only=True)
class DateParameter(Bounded):
    """A date."""

    noun: ClassVar[str] = "date"


@dataclass(frozen=True, kw_only=True)
class ChoiceParameter(Parameter):
    """One of several options."""

    noun: ClassVar[str] = "choice"
    options: Mapping[str, Option] | Located = key(
        Either(Map(Option), Path()),
        doc="its options, or the name of an option set",
        example="options: {a: 甲, b: 乙}",
    )


PARAMETERS: tuple[type[Parameter], ...] = (
    NumberParameter,
    MoneyParameter,
    PercentParameter,
    DurationParameter,
    TextParameter,
    BooleanParameter,
    DateParameter,
    ChoiceParameter,
)
