"""Small pieces of Python syntax trees."""

from __future__ import annotations

import ast
from collections.abc import Sequence


def constant(value: object) -> ast.expr:
    return ast.Constant(value)  # type: ignore[arg-type]


def name(identifier: str) -> ast.expr:
    return ast.Name(identifier, ast.Load())


def call(function: str | ast.expr, *arguments: ast.expr) -> ast.expr:
    callee = name(function) if isinstance(function, str) else function
    return ast.Call(callee, list(arguments), [])


def attribute(value: ast.expr, field: str) -> ast.expr:
    return ast.Attribute(value, field, ast.Load())


def item(value: ast.expr, key: str) -> ast.expr:
    return ast.Subscript(value, ast.Constant(key), ast.Load())


def environment(field: str) -> ast.expr:
    return attribute(name("env"), field)


def tuple_of(items: Sequence[ast.expr]) -> ast.expr:
    return ast.Tuple(list(items), ast.Load())


def compare(left: ast.expr, *rest: tuple[ast.cmpop, ast.expr]) -> ast.expr:
    return ast.Compare(left, [operator for operator, _ in rest], [right for _, right in rest])


def is_none(value: ast.expr) -> ast.expr:
    return compare(value, (ast.Is(), constant(None)))


def is_not_none(value: ast.expr) -> ast.expr:
    return compare(value, (ast.IsNot(), constant(None)))


def negated(value: ast.expr) -> ast.expr:
    return ast.UnaryOp(ast.Not(), value)


def truth(value: ast.expr) -> ast.expr:
    """``not not value``: a boolean without calling anything."""
    return negated(negated(value))


def all_of(values: Sequence[ast.expr]) -> ast.expr:
    return values[0] if len(values) == 1 else ast.BoolOp(ast.And(), list(values))


def any_of(values: Sequence[ast.expr]) -> ast.expr:
    return values[0] if len(values) == 1 else ast.BoolOp(ast.Or(), list(values))


def choose(condition: ast.expr, value: ast.expr, otherwise: ast.expr) -> ast.expr:
    return ast.IfExp(condition, value, otherwise)


def assigned(identifier: str, value: ast.expr) -> ast.expr:
    return ast.NamedExpr(ast.Name(identifier, ast.Store()), value)
