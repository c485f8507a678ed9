"""A cell as it is in the file: its kind, its exact text and its address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

# As handed over by the reading process: "" = empty, a list of one text = an ISO date, or date and time.
Raw = str | float | int | bool | list[str] | None

LARGEST_EXACT = 2**53  # whole numbers beyond this are rounded in a spreadsheet
SIGNIFICANT = 15  # digits that a spreadsheet keeps and shows


class Kind(StrEnum):
    """What a cell, or most of a column, holds."""

    EMPTY = "empty"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    DATETIME = "datetime"
    BOOLEAN = "boolean"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. ``address`` is ``B7`` in a sheet, ``line:column`` in a text file.

    ``text`` is exact: a number in plain digits without the noise of binary fractions, a date in ISO form,
    ``true`` or ``false``, any text as it stands, an empty cell as the empty text.
    """

    address: str
    kind: Kind
    text: str


def kind_of(raw: Raw) -> Kind:
    """The kind the file itself gives to a cell; a text stays a text."""
    if raw is None or raw == "":
        return Kind.EMPTY
    if isinstance(raw, str):
        return Kind.TEXT
    if isinstance(raw, bool):
        return Kind.BOOLEAN
    if isinstance(raw, list):
        return Kind.DATETIME if "T" in raw[0] else Kind.DATE
    return Kind.NUMBER


def text_of(raw: Raw) -> str:
    """The exact text of a cell."""
    if isinstance(raw, str):
        return raw
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return "true" if raw else "false"
    return raw[0] if isinstance(raw, list) else decimal_text(raw)


def decimal_text(number: float) -> str:
    """A number in plain digits, as many as a spreadsheet shows: 125.43999999999998 is 125.44."""
    if isinstance(number, int) or (number.is_integer() and abs(number) < LARGEST_EXACT):
        return str(int(number))
    text = format(number, f".{SIGNIFICANT}g")
    return format(Decimal(text), "f") if "e" in text else text


def column_letters(index: int) -> str:
    """``A`` for column 0, ``AA`` for column 26."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(row: int, index: int, lettered: bool) -> str:
    """The address of a cell: row or line counts from 1, the column index from 0."""
    return f"{column_letters(index)}{row}" if lettered else f"{row}:{index + 1}"


def typed(raw: Raw) -> date | datetime | None:
    """The date, or date and time, that the file itself types."""
    if not isinstance(raw, list):
        return None
    return datetime.fromisoformat(raw[0]) if "T" in raw[0] else date.fromisoformat(raw[0])
