"""Arithmetic on scaled integers."""

from __future__ import annotations

import re

DECIMAL = re.compile(r"[+-]?[0-9]{1,9}(\.[0-9]{1,6})?", re.ASCII)
TEXT_SCALE = 6  # decimals of number(t)


def half_away(number: int, divisor: int) -> int:
    """number / divisor (> 0), halves away from zero."""
    return (2 * number + divisor) // (2 * divisor) if number >= 0 else -((divisor - 2 * number) // (2 * divisor))


def away(number: int, divisor: int) -> int:
    """number / divisor (> 0), away from zero."""
    return -(-number // divisor) if number >= 0 else number // divisor


def toward(number: int, divisor: int) -> int:
    """number / divisor (> 0), towards zero."""
    return number // divisor if number >= 0 else -(-number // divisor)


def divide(number: int, divisor: int, shift: int) -> int:
    """number * 10 ** shift / divisor (not 0), halves away from zero."""
    if shift >= 0:
        number *= 10**shift
    else:
        divisor *= 10**-shift
    return half_away(number, divisor) if divisor > 0 else half_away(-number, -divisor)


def number_of(text: str) -> int | None:
    """The number in a text, with TEXT_SCALE decimals; None if it is not one of at most 9 + 6 digits."""
    if DECIMAL.fullmatch(text) is None:
        return None
    whole, _, decimals = text.partition(".")
    return int(whole + decimals.ljust(TEXT_SCALE, "0"))


def decimal_text(number: int, scale: int) -> str:
    """The number with all its decimals."""
    if not scale:
        return str(number)
    whole, decimals = divmod(abs(number), 10**scale)
    return f"{'-' if number < 0 else ''}{whole}.{decimals:0{scale}d}"
