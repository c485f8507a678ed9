"""The Python back end: one code object per expression, for one record at a time."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from typing import Any

from engine.expressions.checked import Checked
from engine.expressions.environment import Environment
from engine.expressions.python import build
from engine.expressions.python.generator import ENVIRONMENT, ROW, Generator
from engine.expressions.tree import Node
from engine.expressions.types import BOOLEAN

Function = Callable[[Mapping[str, Any], Environment], Any]
MADE = "_python_function"  # where a node keeps its function
NO_ROW: Mapping[str, Any] = {}


def function(checked: Checked | Node) -> Function:
    """The value of an expression as a function of a row and an environment, made at the first request.

    The row maps attribute names to stored values and ``Input.key`` to the values of the inputs. The function
    never raises: a value missing in the row is null, what cannot be computed is null and counted.
    """
    node = checked.tree if isinstance(checked, Checked) else checked
    made: Function | None = node.__dict__.get(MADE)
    if made is None:
        made = node.__dict__[MADE] = _compiled(node)
    return made


def environment_value(node: Node, environment: Environment) -> Any:
    """The value of a tree that depends on no record."""
    return function(node)(NO_ROW, environment)


def _compiled(node: Node) -> Function:
    generator = Generator()
    value = generator.truth(node) if node.type == BOOLEAN and not _stored(node) else generator.value(node)
    names = [build.name("function"), build.name(ROW), build.name(ENVIRONMENT)]
    body = ast.Try(
        body=[ast.Return(value)],
        handlers=[ast.ExceptHandler(build.name("_Exception"), None, [ast.Return(build.call("_again", *names))])],
        orelse=[],
        finalbody=[],
    )
    parameters = ast.arguments(
        posonlyargs=[], args=[ast.arg(ROW), ast.arg(ENVIRONMENT)], kwonlyargs=[], kw_defaults=[], defaults=[]
    )
    definition = ast.FunctionDef("function", parameters, [body], [], None)
    module = ast.fix_missing_locations(ast.Module([definition], []))
    exec(compile(module, "<expression>", "exec"), generator.names)
    made: Function = generator.names["function"]
    return made


def _stored(node: Node) -> bool:
    """Whether a boolean may keep its null: a plain field, not a condition."""
    from engine.expressions.tree import Attribute, Case, Coalesce, Literal, Member, Old, Parameter, Path

    return isinstance(node, Attribute | Path | Old | Member | Parameter | Literal | Case | Coalesce)
