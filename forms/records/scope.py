"""What a person may write in a filter or a sort: the names that they may read."""

from __future__ import annotations

from engine.access.guard import guarded, visible_catalog
from engine.compiling import members_of
from engine.expressions.check import check
from engine.expressions.checked import Checked
from engine.expressions.scope import EntityScope
from engine.expressions.types import Expected
from engine.parameters import parameter_types
from engine.problems import Refused
from forms.records.visit import Visit


def reader_scope(visit: Visit) -> EntityScope:
    """The form's names, without those that are hidden from the person."""
    app = visit.version.definition.app
    catalog = visible_catalog(visit.version, visit.viewer)
    return EntityScope(
        catalog,
        catalog[visit.entity.name],
        parameters=parameter_types(visit.version.definition),
        roles={name: members_of(visit.version.definition, name) for name in app.roles},
        teams=tuple(app.teams),
        app=visit.version.app,
    )


def read_expression(visit: Visit, text: str, expected: Expected) -> Checked:
    """What a person wrote, kept to the records that they may see. Refused 400 with every problem."""
    found = check(text, reader_scope(visit), expected)
    if not isinstance(found, Checked):
        raise Refused(found, 400)
    return guarded(visit.version, found, visit.viewer)
