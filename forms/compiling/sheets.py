"""Fields, checks and duplicates of a form and of its tables."""

from __future__ import annotations

from collections.abc import Mapping

from forms.checks import Check
from forms.compiled import CheckPart, DuplicatePart, FieldPart, Sheet
from forms.compiling.desk import Desk
from forms.compiling.fields import compile_field
from forms.duplicates import attribute_names
from forms.fields import TableField
from forms.fields.results import result_fields
from forms.rule import Rule


def compile_sheet(desk: Desk) -> Sheet:
    """The sheet of a form."""
    around = _sections(desk)
    fields = {}
    for name, field in desk.form.fields.items():
        rows = _compile_table(desk, field) if isinstance(field, TableField) else None
        fields[name] = compile_field(desk, field, around.get(name, ()), rows)
    for result in result_fields(desk.definition, desk.form.name):
        fields[result.name] = compile_field(desk, result, around.get(result.name, ()), None)
    duplicates = tuple(_duplicates(desk))
    return Sheet(desk.entity, desk.titles(desk.form), fields, _checks(desk, desk.form.checks), duplicates)


def _compile_table(desk: Desk, table: TableField) -> Sheet | None:
    entity = desk.build.catalog.get(f"{desk.form.name}.{table.name}")
    if entity is None:
        return None
    inside = desk.beside(entity)
    fields: dict[str, FieldPart] = {
        name: compile_field(inside, field, (), None)
        for name, field in table.fields.items()
        if not isinstance(field, TableField)
    }
    return Sheet(entity, desk.titles(table), fields, _checks(inside, table.checks))


def _sections(desk: Desk) -> dict[str, tuple[Rule, ...]]:
    """For each field the condition under which its section is shown."""
    found: dict[str, tuple[Rule, ...]] = {}
    for block in desk.form.layout.values():
        rule = desk.rule(block.visible, f"{block.address}/visible")
        if rule is not None:
            found |= {str(name): (rule,) for name in block.show}
    return found


def _checks(desk: Desk, checks: Mapping[str, Check]) -> tuple[CheckPart, ...]:
    found = []
    for check in checks.values():
        holds = desk.rule(check.assert_, f"{check.address}/assert")
        when = desk.rule(check.when, f"{check.address}/when")
        if holds is not None:
            messages = desk.texts(f"{check.address}/message", check.message)
            found.append(CheckPart(check, messages, holds, when))
    return tuple(found)


def _duplicates(desk: Desk) -> list[DuplicatePart]:
    found = []
    for duplicate in desk.form.duplicates.values():
        names = attribute_names(duplicate, desk.form.fields)
        attributes = [desk.entity.attributes.get(name) for name in names]
        if all(attribute is not None for attribute in attributes):
            titles = tuple(_called(desk, name) for name in names)
            found.append(DuplicatePart(duplicate, names, titles))
    return found


def _called(desk: Desk, name: str) -> Mapping[str, str]:
    """How an attribute of a match is called: for an expression, the fields that it reads."""
    field = desk.form.fields.get(name)
    if field is not None:
        return desk.titles(field)
    formula = desk.entity.attributes[name].formula
    read = [item.attribute for item in formula.depends if not item.path] if formula else []
    titles = [desk.titles(desk.form.fields[item]) for item in read if item in desk.form.fields]
    return {
        "zh": "、".join(title["zh"] for title in titles),
        "en": ", ".join(title["en"] for title in titles),
    }
