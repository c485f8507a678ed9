"""What a record consists of: plain frozen data, made by the engines when an application is compiled.

Names inside one entity:
- an attribute of a stage field is a name with a dot: ``stage.entered`` (column ``stage_entered``);
- a tag kept by a rule is the boolean attribute ``tags.high_value`` (column ``tags_high_value``);
- a table field is the entity ``quote.items``, whose rows have the attributes ``parent`` and ``position``;
- the history of a stage is the entity ``opportunity.stage.history``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from engine.expressions.checked import Checked
    from engine.expressions.types import Type

WayKind = Literal["back", "table", "history"]
OnDelete = Literal["keep", "block", "cascade"]


@dataclass(frozen=True)
class Attribute:
    """One value of a record.

    ``column`` is the physical column; None means the value is not stored and its ``formula`` is inlined
    wherever it is read. A ``formula`` with a column is a derived column kept right by the kernel; with
    ``kept`` also as time passes, and with ``intervals`` each of its values leaves a row with since and until.
    ``unique`` names the attributes that must differ together with this one: ``()`` means this one alone.
    """

    name: str
    type: Type
    column: str | None = None
    formula: Checked | None = None
    kept: bool = False
    intervals: bool = False
    unique: tuple[str, ...] | None = None
    search: bool = False
    index: bool = False
    dimension: bool = False
    hidden: bool = False
    sensitive: bool = False
    on_delete: OnDelete = "block"
    title: str = ""
    address: str = ""
    system: bool = False


@dataclass(frozen=True)
class Way:
    """A way from a record to many: rows of ``entity`` whose ``attribute`` refers to this record."""

    name: str
    entity: str
    attribute: str
    kind: WayKind = "back"


@dataclass(frozen=True)
class Entity:
    """A kind of record and its physical table; ``parent`` is the entity that holds table rows or history."""

    app: str
    name: str
    table: str
    attributes: Mapping[str, Attribute]
    ways: Mapping[str, Way] = field(default_factory=dict)
    label: Checked | None = None
    owner: str | None = None
    parent: str | None = None
    title: str = ""
    address: str = ""


Catalog = Mapping[str, Entity]
