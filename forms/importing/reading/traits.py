"""What a single text looks like: number, date, yes or no, or just text."""

from __future__ import annotations

import re
from typing import NamedTuple

from forms.importing.reading.cells import Kind
from forms.importing.reading.dates import PACKED, read_date
from forms.importing.reading.numbers import parse_number, plain

# Words that are certainly yes or no; "1", "0", "有" and "无" are so only when the target asks for it.
WORDS = frozenset(("true", "false", "yes", "no", "y", "n", "是", "否", "√", "×", "✓", "✗", "✔", "✘"))
DIGIT = re.compile(r"\d")
MOBILE = re.compile(r"(?:\+?86[- ]?)?1[3-9]\d{9}")
CODE = re.compile(r"0\d+|\d{16,}")  # digits that a number would not keep
SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[eE]\+\d+")
LONGEST = 60  # characters; nothing longer is anything but text


class Traits(NamedTuple):
    """``orders``: the date orders under which a date text without its own order is a real day."""

    kind: Kind
    orders: frozenset[str] = frozenset()
    open: bool = False  # the orders give different days
    packed: bool = False  # eight digits that are a day: a number as well
    short_year: bool = False
    code: bool = False
    mobile: bool = False
    scientific: bool = False
    only: str = ""  # the decimal mark without which it is no number
    grouped: bool = False  # a number under both decimal marks, but not the same one


PLAIN = re.compile(r"-?(\d+)(?:\.(\d+))?", re.ASCII)

TEXT = Traits(Kind.TEXT)
WHOLE = Traits(Kind.NUMBER)
POINTED = Traits(Kind.NUMBER, only=".")
GROUPED = Traits(Kind.NUMBER, grouped=True)
BLANK = Traits(Kind.EMPTY)


def traits(text: str) -> Traits:
    """The traits of one text of a file."""
    if len(text) > LONGEST:
        return TEXT
    text = plain(text)
    if not text:
        return BLANK
    if not DIGIT.search(text):
        return Traits(Kind.BOOLEAN) if text.lower() in WORDS else TEXT
    return _digits(text) or _number(text) or _date(text) or TEXT


def _digits(text: str) -> Traits | None:
    """The shortcut for the plain figures that most number columns are made of."""
    found = PLAIN.fullmatch(text)
    if found is None:
        return None
    whole, part = found.groups()
    if part is not None:
        return GROUPED if len(part) == 3 and len(whole) <= 3 else POINTED
    return WHOLE if len(whole) < 8 and whole[0] != "0" else None


def _date(text: str) -> Traits | None:
    found = read_date(text)
    if found is None:
        return None
    kind = Kind.DATE if found.clock is None else Kind.DATETIME
    orders = frozenset() if found.given else frozenset(found.days)
    return Traits(kind, orders, open=not found.settled, short_year=found.short_year)


def _number(text: str) -> Traits | None:
    point, comma = parse_number(text), parse_number(text, ",")
    if point is None and comma is None:
        return Traits(Kind.TEXT, mobile=True) if MOBILE.fullmatch(text) else None
    return Traits(
        Kind.NUMBER,
        packed=PACKED.fullmatch(text) is not None and read_date(text) is not None,
        code=CODE.fullmatch(text) is not None,
        mobile=MOBILE.fullmatch(text) is not None,
        scientific=SCIENTIFIC.fullmatch(text) is not None,
        only="." if comma is None else "," if point is None else "",
        grouped=None not in (point, comma) and point != comma,
    )
