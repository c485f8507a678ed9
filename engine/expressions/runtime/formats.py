"""How a number or a date is written: ``#,##0.00``, ``0%``, ``yyyy-mm-dd hh:mm``, ``m月d日``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo

from engine.expressions.runtime import zones
from engine.expressions.runtime.dates import civil
from engine.expressions.runtime.numbers import decimal_text

NUMBER = re.compile(r"(#,##)?0(?:\.(0{1,9}))?(%)?", re.ASCII)
DATE = re.compile(r"yyyy|yy|mm?|dd?|hh?|[-/. :年月日时点分号]")
MINUTES = 60_000


@dataclass(frozen=True)
class NumberFormat:
    decimals: int
    grouped: bool
    percent: bool


@dataclass(frozen=True)
class Piece:
    """A part of a date (``year month day hour minute``) with so many digits at least, or a sign as it is."""

    part: str
    digits: int = 1


@lru_cache(maxsize=256)
def number_format(text: str) -> NumberFormat | None:
    """The format of numbers that a text stands for, None if it is none."""
    match = NUMBER.fullmatch(text)
    return NumberFormat(len(match[2] or ""), bool(match[1]), bool(match[3])) if match else None


@lru_cache(maxsize=256)
def date_format(text: str) -> tuple[Piece, ...] | None:
    """The pieces of a format of dates, None if it is none. ``m`` after hours is minutes."""
    found: list[Piece] = []
    position, clock = 0, False
    while position < len(text):
        match = DATE.match(text, position)
        if match is None:
            return None
        found.append(_piece(match[0], clock))
        clock = clock or match[0][0] == "h"
        position = match.end()
    return tuple(found) if any(len(piece.part) > 1 for piece in found) else None


def _piece(written: str, clock: bool) -> Piece:
    parts = {"y": "year", "m": "minute" if clock else "month", "d": "day", "h": "hour"}
    return Piece(parts[written[0]], len(written)) if written[0] in parts else Piece(written)


def has_clock(pieces: tuple[Piece, ...]) -> bool:
    return any(piece.part in ("hour", "minute") for piece in pieces)


def grouped(number: int, scale: int) -> str:
    """The number with a comma between thousands."""
    whole, dot, decimals = decimal_text(abs(number), scale).partition(".")
    return f"{'-' if number < 0 else ''}{int(whole):,}{dot}{decimals}"


def date_in_format(day: int, text: str) -> str:
    """A date in a format without a clock."""
    return _written(day, 0, text)


def moment_in_format(moment: int, text: str, zone: ZoneInfo) -> str:
    """A datetime in a format, by the clock of the zone."""
    return _written(zones.local_date(moment, zone), zones.to_local(moment, zone) % zones.DAY // MINUTES, text)


def _written(day: int, minutes: int, text: str) -> str:
    date = civil(day)
    values = {"year": date.year, "month": date.month, "day": date.day, "hour": minutes // 60, "minute": minutes % 60}
    return "".join(_digits(piece, values) for piece in date_format(text) or ())


def _digits(piece: Piece, values: dict[str, int]) -> str:
    if piece.part not in values:
        return piece.part
    value = values[piece.part] % 100 if (piece.part, piece.digits) == ("year", 2) else values[piece.part]
    return str(value).zfill(piece.digits)
