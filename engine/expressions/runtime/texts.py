"""Text functions. The empty text is null, so each answers None for it; lengths count code points."""

from __future__ import annotations

from engine.expressions.runtime.dates import civil

SPACES = " \t\r\n\u3000\u00a0"
LOWER, UPPER = "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
TO_LOWER, TO_UPPER = str.maketrans(UPPER, LOWER), str.maketrans(LOWER, UPPER)


def left(text: str, count: int) -> str | None:
    return text[: max(count, 0)] or None


def right(text: str, count: int) -> str | None:
    return text[-count:] or None if count > 0 else None


def mid(text: str, start: int, count: int) -> str | None:
    """``count`` characters from the ``start``-th (the first is 1)."""
    first = max(start, 1) - 1
    return text[first : first + max(count, 0)] or None


def trim(text: str) -> str | None:
    return text.strip(SPACES) or None


def upper(text: str) -> str:
    return text.translate(TO_UPPER)


def lower(text: str) -> str:
    return text.translate(TO_LOWER)


def replace(text: str, old: str, new: str | None) -> str | None:
    return text.replace(old, new or "") or None


def date_text(day: int) -> str:
    return civil(day).isoformat()
