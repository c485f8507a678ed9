"""What may stand behind a key."""

from __future__ import annotations

from engine.definitions.slots.base import UNREAD, Key, Slot, Unread, key, keys_of
from engine.definitions.slots.choosing import Choosing, Trigger
from engine.definitions.slots.expressions import Expr, Sort, Time, Value, Values
from engine.definitions.slots.names import Name, Names, Path, Ref
from engine.definitions.slots.scalars import Date, Flag, Integer, Moment, Number, Plain, Rates, Repeat, Text, Word
from engine.definitions.slots.structures import Either, Inner, Many, Map, One, Pairs

__all__ = [
    "UNREAD",
    "Choosing",
    "Date",
    "Either",
    "Expr",
    "Flag",
    "Inner",
    "Integer",
    "Key",
    "Many",
    "Map",
    "Moment",
    "Name",
    "Names",
    "Number",
    "One",
    "Pairs",
    "Path",
    "Plain",
    "Rates",
    "Ref",
    "Repeat",
    "Slot",
    "Sort",
    "Text",
    "Time",
    "Trigger",
    "Unread",
    "Value",
    "Values",
    "Word",
    "key",
    "keys_of",
]
