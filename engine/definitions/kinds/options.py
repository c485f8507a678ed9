"""Option sets: the values of a choice, shared by several fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from engine.definitions.colors import COLORS
from engine.definitions.model import Element
from engine.definitions.slots import Expr, Flag, Map, Name, Text, Word, key
from engine.definitions.values import Expression, Located


@dataclass(frozen=True, kw_only=True)
class Option(Element):
    """One value of a choice. It is never deleted, only retired."""

    bare: ClassVar[bool] = True

    color: Located | None = key(
        Word(*COLORS),
        default=None,
        doc="colour of its mark",
        example="{title: 市场活动, color: blue}",
    )
    help: Located | None = key(
        Text(),
        default=None,
        doc="one line for the person who chooses",
        example="{title: 新客户, help: 2 小时内首次电话}",
    )
    when: Expression | None = key(
        Expr("boolean"), default=None, doc="offered only then", example="{title: 加急, when: strategic}"
    )
    parent: Located | None = key(
        Name(),
        default=None,
        doc="the option of the field above in a cascade",
        example="{title: 上海, parent: east}",
    )
    closed: Located | None = key(
        Word("won", "lost"),
        default=None,
        doc="the thing ends here, well or badly",
        example="{title: 赢单, closed: won}",
    )
    retired: bool = key(
        Flag(),
        default=False,
        doc="no longer offered, still shown where it is chosen",
        example="{title: 传真, retired: true}",
    )


@dataclass(frozen=True, kw_only=True)
class OptionsDefinition(Element):
    """A set of options that several fields share."""

    options: Mapping[str, Option] = key(
        Map(Option),
        doc="the options in their order",
        example="options: {campaign: 市场活动, referral: 口碑推荐}",
    )
