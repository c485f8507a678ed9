"""What rules give a record, as fields of its form: computed, so read everywhere and written nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from engine.definitions import AppDefinition, Located
from engine.definitions.kinds.options import Option
from engine.definitions.values import Expression
from engine.expressions.types import Choices, Number
from forms.fields.choice import ChoiceField
from forms.fields.field import Bounded, Field
from forms.fields.number import NumberField
from rules.attributes import results_of
from rules.kept import Result
from rules.scores.definition import Score
from rules.segments.composing import class_type
from rules.segments.definition import Segment


@dataclass(frozen=True, kw_only=True)
class SegmentField(ChoiceField):
    """The class of a record; how people treat it is the help of the option."""

    segment: Segment

    def shown(self, definition: AppDefinition, language: str) -> dict[str, Any]:
        told = super().shown(definition, language)
        for option in told["options"]:
            known = self.segment.classes.get(option["name"])
            if known is not None and known.strategy:
                option["help"] = definition.text(f"{known.address}/strategy", language, known.strategy)
        return told


def result_fields(definition: AppDefinition, form: str) -> Iterator[Field]:
    """The scores, segments and outputs of decisions of a form; tags stand in its field for tags."""
    for result in results_of(definition, form).values():
        if not result.attribute.hidden:
            field = _field(result)
            if field is not None:
                yield field


def _field(result: Result) -> Field | None:
    attribute, element = result.attribute, result.element
    about: dict[str, Any] = {"name": attribute.name, "title": attribute.title, "address": attribute.address}
    about |= {"span": element.span, "formula": Expression(attribute.name, element.span)}
    if isinstance(element, Segment):
        return SegmentField(options=_options(element), segment=element, **about)
    if isinstance(element, Score) and isinstance(attribute.type, Number):
        return NumberField(decimals=attribute.type.scale, **about)
    return _output(result, about) if isinstance(result.noun, Field) else None


def _output(result: Result, about: Mapping[str, Any]) -> Field:
    """An output of a decision: as it is written, or what brings several together."""
    type_, noun = result.attribute.type, result.noun
    assert isinstance(noun, Field)
    if isinstance(type_, Choices):
        return ChoiceField(options=noun.options if isinstance(noun, ChoiceField) else {}, many=True, **about)
    if isinstance(type_, Number) and not isinstance(noun, Bounded):
        return NumberField(**about)
    return replace(noun, **about)


def _options(segment: Segment) -> dict[str, Option]:
    return {
        option.name: Option(
            name=option.name,
            title=option.title,
            address=option.address,
            color=Located(option.color) if option.color else None,
        )
        for option in class_type(segment).options
    }
