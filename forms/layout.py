"""Where fields stand on the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.definitions import Element, Expr, Expression, Flag, Integer, Located, Many, Path, key


@dataclass(frozen=True, kw_only=True)
class Block(Element):
    """A titled group of fields."""

    show: tuple[Located, ...] = key(
        Many(Path()),
        default=(),
        doc="its fields, in order; an output of a decision as `decision.output`",
        example="{section: 基础信息, show: [name]}",
    )
    columns: int = key(
        Integer(1, 4), default=1, doc="columns on a wide screen", example="{section: 基础信息, columns: 2}"
    )
    visible: Expression | None = key(
        Expr("boolean"),
        default=None,
        doc="shown only then",
        example="{section: 结果, visible: stage.closed is set}",
    )
    folded: bool = key(Flag(), default=False, doc="closed until opened", example="{section: 进展, folded: true}")


@dataclass(frozen=True, kw_only=True)
class Section(Block):
    """A section."""

    noun: ClassVar[str] = "section"


@dataclass(frozen=True, kw_only=True)
class Tab(Block):
    """A tab."""

    noun: ClassVar[str] = "tab"


@dataclass(frozen=True, kw_only=True)
class Page(Block):
    """A page of a long form."""

    noun: ClassVar[str] = "page"


BLOCKS: tuple[type[Block], ...] = (Section, Tab, Page)
