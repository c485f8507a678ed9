"""Which entities, attributes and ways the forms of an app declare."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from engine.definitions import Expression, Located, meant
from engine.expressions.types import Choice, Text
from engine.plugin import Build, EntityDraft
from engine.problems import Problem
from engine.records.entity import Attribute, Entity, Way
from engine.records.system import (
    column_name,
    history_entity,
    history_way,
    stage_attributes,
    table_entity,
    table_way,
)
from forms.definition import FormDefinition, forms_of
from forms.duplicates import attribute_names, hidden_attributes
from forms.fields import ChoiceField, Field, ReferenceField, SerialField, TableField, UserField
from forms.fields.options import options_of


def declare(build: Build) -> None:
    """Declares every form, then the ways back, which may lead to any form."""
    forms = forms_of(build.definition)
    for form in forms.values():
        _declare_form(build, form)
    for form in forms.values():
        for field in form.fields.values():
            _declare_back(build, form, form.name, field)
        for table in form.tables():
            for field in table.fields.values():
                _declare_back(build, form, f"{form.name}.{table.name}", field)


def _declare_form(build: Build, form: FormDefinition) -> None:
    draft = build.entity(form.name, form.title)
    draft.title = form.title
    draft.owner = form.owner_field()
    draft.label = form.label_text()
    if draft.label is None:
        build.problems.add(Problem("form.no_label", {"form": form.title}, form.address, form.span))
    for field in form.fields.values():
        if isinstance(field, TableField):
            _declare_table(build, draft, field)
        else:
            _declare_field(build, draft, field)
    for duplicate in form.duplicates.values():
        for attribute, expression in hidden_attributes(duplicate, form.fields):
            draft.add(attribute, expression)
        for name in attribute_names(duplicate, form.fields):
            if name in draft.attributes:
                draft.attributes[name] = replace(draft.attributes[name], index=True)


def _declare_field(build: Build, draft: EntityDraft, field: Field) -> None:
    draft.add(attribute_of(build, field), field.formula)
    if isinstance(field, ChoiceField):
        _check_options(build, field)
    type_ = draft.attributes[field.name].type
    if isinstance(type_, Choice) and type_.stage:
        _declare_stage(build, draft, draft.attributes[field.name])


def attribute_of(build: Build, field: Field) -> Attribute:
    """The attribute that a field stands for; a formula gets its column from the kernel."""
    return Attribute(
        field.name,
        field.value_type(build.definition),
        None if field.formula else column_name(field.name),
        unique=_unique(field),
        search=field.search,
        sensitive=field.sensitive,
        on_delete=str(field.on_delete) if isinstance(field, ReferenceField) else "keep",  # type: ignore[arg-type]
        title=field.title,
        address=field.address,
    )


def _unique(field: Field) -> tuple[str, ...] | None:
    if isinstance(field, SerialField) or field.unique is True:
        return ()
    return tuple(map(str, field.unique)) if field.unique else None


def _check_options(build: Build, field: ChoiceField) -> None:
    source = field.options
    if isinstance(source, Located) and options_of(build.definition, source) is None:
        near = meant(source, build.definition.of("options"))
        parameters = {"name": source, "nearest": near}
        build.problems.add(Problem("form.no_options", parameters, field.address, source.span))


def _declare_stage(build: Build, draft: EntityDraft, stage: Attribute) -> None:
    for attribute in stage_attributes(stage.name).values():
        draft.add(replace(attribute, title=stage.title, address=stage.address))
    entity = _entity(draft)
    history = history_entity(entity, stage)
    child = build.entity(history.name, stage.title)
    child.parent = draft.name
    child.attributes.update(history.attributes)
    draft.add_way(history_way(entity, stage))


def _declare_table(build: Build, draft: EntityDraft, table: TableField) -> None:
    columns = {name: attribute_of(build, field) for name, field in table.fields.items()}
    entity = _entity(draft)
    rows = table_entity(entity, table.name, columns, table.title)
    child = build.entity(rows.name, table.title)
    child.title = table.title
    child.parent = draft.name
    for attribute in rows.attributes.values():
        formula = table.fields[attribute.name].formula if attribute.name in columns else None
        child.add(attribute, formula)
    first = next((name for name, attribute in columns.items() if isinstance(attribute.type, Text)), None)
    child.label = Expression(first, table.span) if first else None
    draft.add_way(table_way(entity, table.name))
    for field in table.fields.values():
        if isinstance(field, ChoiceField):
            _check_options(build, field)


def _entity(draft: EntityDraft) -> Entity:
    return Entity(draft.app, draft.name, draft.table, draft.attributes, draft.ways, title=draft.title)


def _declare_back(build: Build, form: FormDefinition, entity: str, field: Field) -> None:
    if not isinstance(field, ReferenceField | UserField) or field.back is None:
        return
    target = str(field.form) if isinstance(field, ReferenceField) else "user"
    way = Way(str(field.back), entity, field.name)
    if target in build.drafts:
        home = build.drafts[target]
        if way.name in home.attributes or way.name in home.ways:
            parameters = {"name": way.name, "form": home.title}
            build.problems.add(Problem("form.back_taken", parameters, field.address, field.back.span))
        else:
            home.add_way(way)
    elif target in build.known:
        build.known = {**build.known, target: _with_way(build.known, target, way)}


def _with_way(known: Mapping[str, Entity], target: str, way: Way) -> Entity:
    entity = known[target]
    return replace(entity, ways={**entity.ways, way.name: way})
