"""A text of one or several lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from engine.definitions import AppDefinition
from engine.definitions.slots import Integer, Plain, Word, key
from engine.definitions.values import Located
from engine.expressions.browser import Told
from engine.expressions.types import TEXT, Type
from forms.fields.field import Constraint, Field, Finding
from forms.fields.patterns import PATTERNS, like

LONGEST = 10_000


@dataclass(frozen=True, kw_only=True)
class TextField(Field):
    """Text; a single line unless ``lines`` says more."""

    noun: ClassVar[str] = "text"

    lines: int = key(Integer(1, 50), default=1, doc="lines shown for entry", example="{text: 备注, lines: 4}")
    max: int | None = key(Integer(1, LONGEST), default=None, doc="most characters", example="{text: 名称, max: 80}")
    like: Located | None = key(
        Plain(),
        default=None,
        doc="# stands for a digit, ? for a letter, all else for itself",
        example='{text: 合同号, like: "SO-######"}',
    )
    pattern: Located | None = key(
        Word(*PATTERNS),
        default=None,
        doc="a pattern by name",
        example="{text: 统一社会信用代码, pattern: credit_code}",
    )

    def value_type(self, definition: AppDefinition) -> Type:
        return TEXT

    def constraints(self) -> tuple[Constraint, ...]:
        found: list[Constraint] = [longest(self.max or LONGEST)]
        if self.like:
            found.append(like(self.like))
        if self.pattern:
            found.append(PATTERNS[self.pattern].constraint)
        return tuple(found)

    def clean(self, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        text = value.strip()
        if self.lines == 1:
            text = " ".join(text.split())
        return PATTERNS[self.pattern].clean(text) if self.pattern else text

    @property
    def typed(self) -> Told | None:
        return "emptiness" if self.pattern else "value"

    def shown(self, definition: AppDefinition, language: str) -> dict[str, Any]:
        return {"lines": self.lines, "max": self.max}


def longest(limit: int) -> Constraint:
    """At most so many characters."""

    def constraint(text: str) -> Finding | None:
        over = len(text) - limit
        return ("value.too_long", {"limit": limit, "length": len(text), "over": over}) if over > 0 else None

    return constraint
