"""What must hold between several fields."""

from __future__ import annotations

from dataclasses import dataclass

from engine.definitions import Element, Expr, Expression, Located, Text, Word, key


@dataclass(frozen=True, kw_only=True)
class Check(Element):
    """A condition that every record meets, and what is said where one does not."""

    assert_: Expression = key(
        Expr("boolean"), doc="must hold", example="{assert: floor <= price, message: 底价不能高于目录价}"
    )
    message: Located = key(
        Text(),
        doc="what is said if it does not",
        example="{assert: floor <= price, message: 底价不能高于目录价}",
    )
    when: Expression | None = key(
        Expr("boolean"),
        default=None,
        doc="demanded only then",
        example="{assert: floor <= price, message: 底价不能高于目录价, when: on_sale}",
    )
    level: Located = key(
        Word("error", "warn"),
        default=Located("error"),
        doc="refuses, or only warns",
        example="{assert: floor <= price, message: 底价不能高于目录价, level: warn}",
    )

    def promises(self) -> bool:
        return self.level == "error"
