"""Stored values of one type as those of another: through their text, never by a plain CAST."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

from engine.expressions.types import Type
from engine.records.clock import EPOCH, day_of, midnight_of
from engine.records.codec import SEPARATOR, literal

Convert = Callable[[Any], Any]

# From what to what a conversion makes sense; whether each value can be converted, its text decides.
SENSIBLE = {
    "text": {"text", "number", "date", "boolean", "choice", "choices"},
    "choice": {"text", "choice", "choices", "number", "boolean"},
    "choices": {"text", "choice", "choices"},
    "number": {"text", "number", "choice", "boolean"},
    "boolean": {"text", "number", "choice"},
    "date": {"text", "date", "datetime"},
    "datetime": {"date", "datetime"},
    "reference": {"text"},
    "file": {"text"},
}


def base(meaning: str) -> str:
    """``number`` of ``number(2)``."""
    return meaning.partition("(")[0]


def sensible(old: str, new: str) -> bool:
    """Whether values of one meaning can be converted to another at all."""
    return base(new) in SENSIBLE.get(base(old), set())


def converter(old: str, new: Type, zone: str) -> Convert:
    """Converts stored values of meaning ``old``; the function raises ValueProblem for a value that does not fit."""
    name = type(new).__name__.lower()
    if base(old) == "date" and name == "datetime":
        return lambda day: midnight_of(day, zone)
    if base(old) == "datetime" and name == "date":
        return lambda instant: day_of(instant, zone)
    told = _told(old)
    return lambda value: literal(new, _word(told(value), name), zone)


def _told(meaning: str) -> Callable[[Any], str]:
    """A stored value as people would write it."""
    kind = base(meaning)
    if found := re.fullmatch(r"number\((\d+)\)", meaning):
        scale = int(found.group(1))
        return lambda value: _plain(Decimal(value).scaleb(-scale))
    if kind == "date":
        return lambda value: (EPOCH + timedelta(days=value)).isoformat()
    if kind == "boolean":
        return lambda value: "true" if value else "false"
    if kind == "choices":
        return lambda value: ", ".join(str(value).strip(SEPARATOR).split(SEPARATOR))
    return lambda value: str(value).strip()


def _plain(number: Decimal) -> str:
    """Without exponent and without zeros at the end."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


WORDS = {
    "boolean": {"1": "true", "0": "false", "yes": "true", "no": "false", "是": "true", "否": "false"},
    "number": {"true": "1", "false": "0"},
}


def _word(text: str, kind: str) -> str:
    if kind == "number":
        text = text.replace(",", "").replace("，", "")
    return WORDS.get(kind, {}).get(text.lower(), text)
