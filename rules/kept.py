"""Kept attributes: what the engine holds true, also as time passes, with the intervals in which it held."""

from __future__ import annotations

from engine.expressions.types import BOOLEAN
from engine.records.entity import Attribute
from engine.records.system import column_name


def kept_boolean(name: str, title: str, address: str, hidden: bool = False) -> Attribute:
    """A boolean that follows from a condition."""
    return Attribute(
        name,
        BOOLEAN,
        column=column_name(name),
        kept=True,
        intervals=True,
        hidden=hidden,
        title=title,
        address=address,
    )
