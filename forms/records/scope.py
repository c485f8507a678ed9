"""What a person may write in a filter or a sort: the names that they may read."""

from __future__ import annotations

from engine.access.reading import read_expression as read
from engine.expressions.checked import Checked
from engine.expressions.types import Expected
from engine.problems import Refused
from forms.records.visit import Visit


def read_expression(visit: Visit, text: str, expected: Expected) -> Checked:
    """What a person wrote, kept to the records that they may see. Refused 400 with every problem."""
    found = read(visit.version, visit.viewer, text, visit.entity.name, expected)
    if not isinstance(found, Checked):
        raise Refused(found, 400)
    return found
