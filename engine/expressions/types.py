"""The types of expressions and attributes. How each is stored is fixed once for all back ends.

========== ==================================================================
Number     int scaled by ``10 ** scale``; fewer than 10 ** digits in magnitude
Text       str, never empty (the empty text is null)
Boolean    bool
Date       int, days since 1970-01-01
DateTime   int, milliseconds since 1970-01-01T00:00:00Z
Duration   ``engine.time.duration.Duration``: literals and parameters only
Elapsed    difference of two dates or datetimes: compared with a Duration only
Choice     name of the option
Choices    ``|a|b|``, null when empty
Reference  id of the record
File       JSON list of files as text
People     a set of users: ``role.director``, ``my_team``
Records    many related records: ``orders``; only inside an aggregate
========== ==================================================================
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

DIGITS = 15  # significant digits of any number: exact in JSON and in JavaScript
LIMIT = 10**DIGITS


@dataclass(frozen=True)
class Option:
    """One value of a choice; ``chance`` is a percentage, ``closed`` marks the end of a stage.

    ``address`` and ``color`` are for showing: where its title is translated, and the hue of its mark.
    """

    name: str
    title: str = ""
    closed: Literal["won", "lost"] | None = None
    chance: int | None = None
    address: str = field(default="", compare=False, repr=False)
    color: str = field(default="", compare=False, repr=False)


@dataclass(frozen=True)
class Number:
    """An exact decimal; ``digits`` bounds the scaled integer."""

    scale: int = 0
    digits: int = DIGITS


@dataclass(frozen=True)
class Text:
    pass


@dataclass(frozen=True)
class Boolean:
    pass


@dataclass(frozen=True)
class Date:
    pass


@dataclass(frozen=True)
class DateTime:
    pass


@dataclass(frozen=True)
class Duration:
    pass


@dataclass(frozen=True)
class Elapsed:
    """The time between two dates (``exact`` false: whole days) or two datetimes."""

    exact: bool = True


class _Options:
    options: tuple[Option, ...]

    @cached_property
    def names(self) -> dict[str, Option]:
        """The options by name, in order."""
        return {option.name: option for option in self.options}


@dataclass(frozen=True)
class Choice(_Options):
    """One of several options; ``ordered`` ones compare with ``<`` by their position."""

    options: tuple[Option, ...] = ()
    ordered: bool = False
    stage: bool = False


@dataclass(frozen=True)
class Choices(_Options):
    """Several options; ``free`` ones may also be any text."""

    options: tuple[Option, ...] = ()
    free: bool = False


@dataclass(frozen=True)
class Reference:
    entity: str = "user"


@dataclass(frozen=True)
class People:
    pass


@dataclass(frozen=True)
class Null:
    """The type of ``null``, which fits every other."""


@dataclass(frozen=True)
class File:
    many: bool = False


@dataclass(frozen=True)
class Records:
    entity: str


Type = (
    Number
    | Text
    | Boolean
    | Date
    | DateTime
    | Duration
    | Elapsed
    | Choice
    | Choices
    | Reference
    | People
    | Null
    | File
    | Records
)

Expected = Type | Literal["boolean", "any", "people", "time"]

NUMBER, TEXT, BOOLEAN, DATE, DATETIME = Number(), Text(), Boolean(), Date(), DateTime()
DURATION, PEOPLE, NULL, USER = Duration(), People(), Null(), Reference("user")


def describe(type_: Type) -> dict[str, str]:
    """What a reader calls the type, in Chinese and English."""
    zh, en = _WORDS[type(type_)]
    return {"zh": zh, "en": en}


_WORDS: dict[type, tuple[str, str]] = {
    Number: ("数字", "a number"),
    Text: ("文本", "a text"),
    Boolean: ("是/否", "true or false"),
    Date: ("日期", "a date"),
    DateTime: ("日期时间", "a date and time"),
    Duration: ("时长", "a duration"),
    Elapsed: ("相隔时间", "a span of time"),
    Choice: ("选项", "an option"),
    Choices: ("多个选项", "a set of options"),
    Reference: ("一条记录", "a record"),
    People: ("一组人员", "a set of people"),
    Null: ("空值", "null"),
    File: ("文件", "a file"),
    Records: ("多条记录", "several records"),
}
