"""What a form says about who may do what with its records; plain data, made when an app is compiled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from engine.expressions.checked import Checked

Right = Literal["see", "edit", "create", "delete", "export", "import", "transfer", "print"]
Level = Literal["hide", "mask", "read", "edit", "required"]
RIGHTS: tuple[Right, ...] = get_args(Right)
LEVELS: tuple[Level, ...] = get_args(Level)
EVERYONE = "all"


@dataclass(frozen=True)
class Grant:
    """What one role may: a right holds for the records of its condition, True for all of them."""

    role: str
    rights: Mapping[Right, Checked | Literal[True]] = field(default_factory=dict)
    levels: Mapping[str, Level] = field(default_factory=dict)
    address: str = ""


@dataclass(frozen=True)
class Policy:
    """The grants of a form, and its fields that nobody sees unless a grant names them.

    Rows of a table field have no policy of their own: they are as their record, their columns are named
    ``items.price`` in the levels.
    """

    entity: str
    grants: tuple[Grant, ...] = ()
    sensitive: frozenset[str] = frozenset()
