"""A choice with an order, a history, and gates in front of its options."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from engine.definitions import AppDefinition
from engine.definitions.kinds.options import Option
from engine.definitions.reader import Reader
from engine.definitions.slots import UNREAD, Map, Names, Number, key
from engine.definitions.tree import Node
from engine.definitions.values import Located
from engine.expressions.types import Choice, Type
from forms.fields.field import Field
from forms.fields.options import shown_options, typed


class Percent(Number):
    """A share of a hundred as whole percents: ``50%`` is 50."""

    def read(self, node: Node, reader: Reader) -> Any:
        share = super().read(node, reader)
        return share if share is UNREAD else int(share * 100)


PERCENT: Any = Percent()


@dataclass(frozen=True, kw_only=True)
class StageOption(Option):
    """One stage: what it takes to enter it, and how likely it ends well."""

    scope: ClassVar[str] = "option"

    requires: tuple[Located, ...] = key(
        Names(),
        default=(),
        doc="fields that must be filled to enter",
        example="{title: 报价, requires: [amount]}",
    )
    from_: tuple[Located, ...] = key(
        Names(),
        default=(),
        doc="stages from which it may be entered; any without it",
        example="{title: 赢单, from: [negotiation]}",
    )
    chance: int | None = key(PERCENT, default=None, doc="how likely it ends well", example="{title: 报价, chance: 50%}")

    def promises(self) -> bool:
        return True


@dataclass(frozen=True, kw_only=True)
class StageField(Field):
    """Where a record stands on its way. A new record stands at the first stage unless it says otherwise."""

    noun: ClassVar[str] = "stage"

    options: Mapping[str, StageOption] = key(
        Map(StageOption),
        doc="the stages in their order",
        example="{stage: 阶段, options: {open: 进行中, won: {title: 赢单, closed: won}}}",
    )

    def value_type(self, definition: AppDefinition) -> Type:
        return Choice(typed(self.options), ordered=True, stage=True)

    def shown(self, definition: AppDefinition, language: str) -> dict[str, Any]:
        return {"options": shown_options(definition, self.options, language)}
