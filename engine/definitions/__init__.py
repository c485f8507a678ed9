"""Definitions: text → located tree → typed frozen model → cross-checks."""

from __future__ import annotations

import engine.definitions.problems  # noqa: F401  declares the codes
from engine.definitions.crosschecks import missing
from engine.definitions.definition import AppDefinition
from engine.definitions.kinds import register
from engine.definitions.load import check_pack, load, read
from engine.definitions.model import Element
from engine.definitions.names import RESERVED, meant, nearest
from engine.definitions.pack import Draft
from engine.definitions.reader import Reader
from engine.definitions.registry import Family, Kind, Registry
from engine.definitions.schema import schema
from engine.definitions.slots import (
    Choosing,
    Date,
    Either,
    Expr,
    Flag,
    Inner,
    Integer,
    Many,
    Map,
    Moment,
    Name,
    Names,
    Number,
    One,
    Pairs,
    Path,
    Plain,
    Ref,
    Repeat,
    Slot,
    Sort,
    Text,
    Time,
    Trigger,
    Value,
    Values,
    Word,
    key,
    keys_of,
)
from engine.definitions.values import Choice, Expression, Literal, Located, On, SortBy

__all__ = [
    "RESERVED",
    "AppDefinition",
    "Choice",
    "Choosing",
    "Date",
    "Draft",
    "Either",
    "Element",
    "Expr",
    "Expression",
    "Family",
    "Flag",
    "Inner",
    "Integer",
    "Kind",
    "Literal",
    "Located",
    "Many",
    "Map",
    "Moment",
    "Name",
    "Names",
    "Number",
    "On",
    "One",
    "Pairs",
    "Path",
    "Plain",
    "Reader",
    "Ref",
    "Registry",
    "Repeat",
    "Slot",
    "Sort",
    "SortBy",
    "Text",
    "Time",
    "Trigger",
    "Value",
    "Values",
    "Word",
    "check_pack",
    "key",
    "keys_of",
    "load",
    "meant",
    "missing",
    "nearest",
    "read",
    "register",
    "schema",
]
