"""Which roles a person has in an app."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.definitions import AppDefinition


def included_roles(definition: AppDefinition, names: Iterable[str]) -> frozenset[str]:
    """The roles of the app among ``names``, with those that they include."""
    known = [name for name in names if name in definition.app.roles]
    return frozenset(known).union(*(definition.app.included(name) for name in known))
