"""Stored values as a person would send them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from engine.records.codec import to_json

if TYPE_CHECKING:
    from engine.plugin import AppVersion
    from engine.records.entity import Entity


def wire(version: AppVersion, entity: Entity, values: Mapping[str, Any]) -> dict[str, Any]:
    """Values by field as JSON data, tables as lists of rows."""
    found: dict[str, Any] = {}
    for name, value in values.items():
        if name in entity.attributes:
            found[name] = to_json(entity.attributes[name].type, value)
        else:
            rows = version.catalog[entity.ways[name].entity]
            found[name] = [wire(version, rows, row) for row in value]
    return found
