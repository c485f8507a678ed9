"""One or several of a list of options."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from engine.definitions import AppDefinition
from engine.definitions.slots import Flag, Word, key
from engine.definitions.values import Located
from engine.expressions.types import Choice, Choices, Type
from forms.fields.field import Field
from forms.fields.options import OPTIONS, Source, options_of, shown_options, typed


@dataclass(frozen=True, kw_only=True)
class ChoiceField(Field):
    """One of several options; with ``many`` a set of them."""

    noun: ClassVar[str] = "choice"

    options: Source = key(
        OPTIONS,
        doc="the options, the name of an option set, or another form's field",
        example="{choice: 规模, options: {s: 小, l: 大}}",
    )
    many: bool = key(Flag(), default=False, doc="more than one", example="{choice: 需求, many: true, options: kinds}")
    style: Located = key(
        Word("menu", "buttons", "radio"),
        default=Located("menu"),
        doc="how it is offered",
        example="{choice: 方式, style: buttons, options: {call: 电话, visit: 拜访}}",
    )

    def value_type(self, definition: AppDefinition) -> Type:
        options = typed(options_of(definition, self.options))
        return Choices(options) if self.many else Choice(options)

    def shown(self, definition: AppDefinition, language: str) -> dict[str, Any]:
        options = shown_options(definition, options_of(definition, self.options), language)
        return {"options": options, "many": self.many, "style": self.style}
