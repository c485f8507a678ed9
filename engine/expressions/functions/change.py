"""What a change did: ``changed(field)``; the value before it is ``old.field``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.expressions import syntax
from engine.expressions.functions.function import Function
from engine.expressions.tree import Attribute, Changed, Node
from engine.expressions.types import BOOLEAN

if TYPE_CHECKING:
    from engine.expressions.checking.checker import Checker


def changed(checker: Checker, call: syntax.Call) -> Node:
    from engine.expressions.checking.calls import wrong_arguments

    if len(call.arguments) != 1 or call.where is not None:
        return wrong_arguments(checker, call)
    if not checker.scope.changing:
        return checker.report("no_old", call)
    node = checker.node(call.arguments[0])
    if node is checker.bad:
        return node
    if not isinstance(node, Attribute) or node.depth != len(checker.frames) - 1:
        return checker.report("changed_field", call.arguments[0])
    return Changed(BOOLEAN, node.entity, node.name, column=call.start + 1)


FUNCTIONS = (
    Function(
        "changed",
        "change",
        "field",
        zh="这次修改是否改了这个字段",
        en="whether this change has changed the field",
        example="changed(owner)",
        check=changed,
    ),
)
