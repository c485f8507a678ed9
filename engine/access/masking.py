"""Masked values: enough to recognise, too little to use."""

from __future__ import annotations

from typing import Any

HIDDEN = "***"


def mask(value: Any) -> str | None:
    """What is shown of a value at level ``mask``; None stays None.

    A phone number keeps its first three and last four characters, an e-mail address its first letter and its
    domain, another text its first character; a value of any other type shows nothing.
    """
    if value is None:
        return None
    if not isinstance(value, str):
        return HIDDEN
    name, at, domain = value.rpartition("@")
    if at and name:
        return f"{name[0]}{HIDDEN}@{domain}"
    if is_phone(value):
        return f"{value[:3]}****{value[-4:]}"
    return f"{value[:1]}{HIDDEN}"


def is_phone(text: str) -> bool:
    """Whether a text is written like a telephone number."""
    return len(text) >= 8 and all(sign in "0123456789+-() " for sign in text) and any(map(str.isdigit, text))
