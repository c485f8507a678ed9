"""Masked values: enough to recognise, too little to use. The database masks lists in the same way."""

from __future__ import annotations

from typing import Any

from engine.records.viewing import MASK

HIDDEN = "***"
# What a record is called for whom it is hidden.
UNSEEN = {"zh": "（无权查看）", "en": "(not visible)"}
# How many characters stay at the head and at the tail, by the noun of a field.
KEPT = {"phone": (3, 4), "email": (1, 4)}
OTHERWISE = (1, 0)


def kept(noun: str) -> tuple[int, int]:
    """How many characters are shown of a masked field: for ``Shown(masked=…)``."""
    return KEPT.get(noun, OTHERWISE)


def mask(value: Any, noun: str = "") -> str | None:
    """What is shown of a value at level ``mask``: ``138****1234``. What is not text shows nothing."""
    if not isinstance(value, str):
        return None
    head, tail = kept(noun)
    if len(value) <= head + tail:
        return MASK
    return f"{value[:head]}{MASK}{value[len(value) - tail :]}"
