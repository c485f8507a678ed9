"""What a duplicate rule compares: fields as they are, expressions as hidden derived attributes."""

from __future__ import annotations

from collections.abc import Container

from engine.definitions import Expression
from engine.expressions.types import TEXT
from engine.records.entity import Attribute
from forms.parts import Duplicate


def attribute_names(duplicate: Duplicate, fields: Container[str]) -> tuple[str, ...]:
    """The attributes that are compared."""
    return tuple(
        expression.text if expression.text in fields else _hidden(duplicate, position)
        for position, expression in enumerate(duplicate.match)
    )


def hidden_attributes(duplicate: Duplicate, fields: Container[str]) -> list[tuple[Attribute, Expression]]:
    """The derived attributes that keep the other expressions, so that equal ones are found by an index."""
    found = []
    for position, expression in enumerate(duplicate.match):
        if expression.text not in fields:
            name = _hidden(duplicate, position)
            address = f"{duplicate.address}/match"
            found.append((Attribute(name, TEXT, index=True, hidden=True, address=address), expression))
    return found


def _hidden(duplicate: Duplicate, position: int) -> str:
    return f"duplicates.{duplicate.name}" + (f"_{position + 1}" if position else "")
