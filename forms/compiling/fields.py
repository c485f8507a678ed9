"""The fields of a form or table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from engine.definitions.kinds.options import Option
from engine.expressions.types import Type
from forms.compiled import FieldPart, Sheet
from forms.compiling.choosing import chosen_among, chosen_where
from forms.compiling.desk import Desk
from forms.fields import Bounded, ChoiceField, Field, ReferenceField, StageField, TableField, UserField
from forms.fields.options import options_of
from forms.rule import Given, Rule


def compile_field(desk: Desk, field: Field, around: tuple[Rule, ...], rows: Sheet | None) -> FieldPart:
    """A field at work; ``around`` are the conditions of the section in which it stands."""
    own = desk.rule(field.visible, f"{field.address}/visible")
    part = FieldPart(
        field,
        desk.titles(field),
        desk.entity.attributes.get(field.name),
        visible=(*around, own) if own else around,
        required=desk.rule(field.required, f"{field.address}/required"),
        readonly=desk.rule(field.readonly, f"{field.address}/readonly"),
        constraints=field.constraints(),
        rows=rows,
    )
    if isinstance(field, TableField):
        return part
    type_ = field.value_type(desk.definition)
    part = replace(
        part,
        default=desk.given(field.default, type_, field.title, f"{field.address}/default"),
        fill=_fill(desk, field),
    )
    return _special(desk, field, type_, part)


def _special(desk: Desk, field: Field, type_: Type, part: FieldPart) -> FieldPart:
    """What single nouns have besides."""
    match field:
        case Bounded():
            least = desk.given(field.min, type_, field.title, f"{field.address}/min")
            most = desk.given(field.max, type_, field.title, f"{field.address}/max")
            return replace(part, least=least, most=most)
        case ReferenceField():
            where, candidates = chosen_where(desk, field)
            return replace(part, where=where, candidates=candidates)
        case UserField():
            among, people = chosen_among(desk, field)
            return replace(part, among=among, people=people)
        case ChoiceField() | StageField():
            options = options_of(desk.definition, field.options) or {}
            titles = {name: desk.titles(option) for name, option in options.items()}
            offered, retired = _offered(desk, field, options), _retired(options)
            return replace(part, offered=offered, retired=retired, options=titles)
    return part


def _offered(desk: Desk, field: Field, options: Mapping[str, Option]) -> dict[str, Rule]:
    found = {}
    for name, option in options.items():
        if option.parent is not None:
            desk.report("definition.not_yet", option.parent.span, option.address, word="parent")
        rule = desk.rule(option.when, f"{option.address}/when")
        if rule is not None:
            found[name] = rule
    return found


def _retired(options: Mapping[str, Option]) -> frozenset[str]:
    return frozenset(name for name, option in options.items() if option.retired)


def _fill(desk: Desk, field: Field) -> dict[str, Given]:
    found = {}
    for name, value in field.fill.items():
        address = f"{field.address}/fill/{name}"
        span = value.span
        target = desk.entity.attributes.get(name)
        if target is None or target.system:
            desk.report("form.no_field", span, address, name=name, form=desk.form.title, nearest={"zh": "", "en": ""})
            continue
        given = desk.given(value, target.type, target.title, address)
        if given is not None:
            found[name] = given
    return found
