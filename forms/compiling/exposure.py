"""Tells where a computed field gives away a sensitive one."""

from __future__ import annotations

from collections.abc import Iterator

from engine.expressions.checked import Checked
from forms.compiling.desk import Desk


def check_exposure(desk: Desk) -> None:
    """Warns where a role is granted a field that is computed from a sensitive one.

    Without a grant a computed value is as hidden as its inputs, so only what a form says by name can expose.
    """
    granted = {name for access in desk.form.access.values() for name, level in access.fields.items() if level != "hide"}
    for name, attribute in desk.entity.attributes.items():
        if attribute.formula is None or attribute.sensitive or name not in granted:
            continue
        inputs = sorted(set(_sensitive(desk, attribute.formula)))
        if inputs:
            span = desk.form.fields[name].span if name in desk.form.fields else desk.form.span
            desk.report("form.exposed", span, attribute.address, title=attribute.title, inputs=inputs)


def _sensitive(desk: Desk, formula: Checked) -> Iterator[str]:
    for read in formula.depends:
        entity = desk.build.catalog.get(read.entity)
        attribute = entity.attributes.get(read.attribute) if entity is not None else None
        if attribute is None:
            continue
        if attribute.sensitive:
            yield attribute.title or attribute.name
        elif attribute.formula is not None and attribute.formula is not formula:
            yield from _sensitive(desk, attribute.formula)
