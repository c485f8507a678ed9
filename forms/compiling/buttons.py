"""Buttons and templates."""

from __future__ import annotations

from collections.abc import Mapping

from engine.actions import compile_actions
from forms.compiled import ButtonPart
from forms.compiling.desk import Desk
from forms.fields import TableField
from forms.rule import Given


def compile_buttons(desk: Desk) -> dict[str, ButtonPart]:
    """The buttons of a form by name."""
    found = {}
    for name, button in desk.form.buttons.items():
        actions = compile_actions(desk.build, desk.entity, button.then, f"{button.address}/then")
        found[name] = ButtonPart(button, actions, desk.rule(button.when, f"{button.address}/when"))
    return found


def compile_templates(desk: Desk) -> dict[str, Mapping[str, Given]]:
    """The values that each template begins with."""
    found: dict[str, Mapping[str, Given]] = {}
    for name, template in desk.form.templates.items():
        values = {}
        for field, value in template.with_.items():
            address = f"{template.address}/with/{field}"
            attribute = desk.entity.attributes.get(field)
            known = [key for key, each in desk.form.fields.items() if not isinstance(each, TableField)]
            if attribute is None or attribute.system:
                desk.demand(field, known, address)
            elif (given := desk.given(value, attribute.type, attribute.title, address)) is not None:
                values[field] = given
        found[name] = values
    return found
