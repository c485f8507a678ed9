"""What a person may write in a filter, a sort or a report: the names that they may read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from engine.access.guard import guarded, visible_catalog
from engine.access.viewer import Viewer
from engine.compiling import scope_of
from engine.expressions.check import check
from engine.expressions.checked import Checked
from engine.expressions.scope import EntityScope
from engine.expressions.types import Expected, Type
from engine.problems import Problem

if TYPE_CHECKING:
    from engine.plugin import AppVersion


def reader_scope(
    version: AppVersion, viewer: Viewer, entity: str | None, variables: Mapping[str, Type] | None = None
) -> EntityScope:
    """The names beside a record of an entity, or beside none, without those that are hidden from the viewer."""
    catalog = visible_catalog(version, viewer)
    return scope_of(version.definition, catalog, None if entity is None else catalog[entity], variables=variables)


def read_expression(
    version: AppVersion,
    viewer: Viewer,
    text: str,
    entity: str | None,
    expected: Expected,
    variables: Mapping[str, Type] | None = None,
) -> Checked | tuple[Problem, ...]:
    """An expression over what the viewer may see, or its problems: a hidden name is one that is unknown."""
    found = check(text, reader_scope(version, viewer, entity, variables), expected)
    return guarded(version, found, viewer) if isinstance(found, Checked) else found
