"""A checked tree into one Python expression.

Only the tree speaks: names are constants of the code, functions come from this package, builtins are none.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Sequence
from typing import Any

from engine.expressions import tree
from engine.expressions.functions import CALLS
from engine.expressions.inputs import input_key, needs_database
from engine.expressions.nulls import nullable, overflows, quotient_shift, saturates
from engine.expressions.python import build
from engine.expressions.python.support import SUPPORT
from engine.expressions.runtime.zones import FIRST_DAY, FIRST_MOMENT, LAST_DAY, LAST_MOMENT
from engine.expressions.types import Date, Duration, Number
from engine.time.duration import Duration as Length

OPERATORS: dict[str, ast.operator] = {"+": ast.Add(), "-": ast.Sub(), "*": ast.Mult()}
COMPARISONS: dict[str, ast.cmpop] = {
    "=": ast.Eq(),
    "!=": ast.NotEq(),
    "<": ast.Lt(),
    "<=": ast.LtE(),
    ">": ast.Gt(),
    ">=": ast.GtE(),
}
ROW, ENVIRONMENT = "row", "env"
NEEDED = {"zone": "zone", "calendar": "workdays"}  # what a function needs: where the environment has it


class Generator:
    """``names`` becomes the globals of the code."""

    def __init__(self) -> None:
        self.names: dict[str, Any] = {"__builtins__": {}, **SUPPORT}
        self.count = 0

    def value(self, node: tree.Node) -> ast.expr:
        """Python for the value of a node; a condition gives True or False."""
        if needs_database(node):
            return build.item(build.name(ROW), input_key(node))
        return VALUES[type(node)](self, node)

    def condition(self, node: tree.Node) -> ast.expr:
        """Python that is true in the sense of ``if`` exactly when the condition holds."""
        if isinstance(node, tree.Formula):
            return self.condition(node.tree)
        if isinstance(node, tree.Logical):
            join = build.all_of if node.operator == "and" else build.any_of
            return join([self.condition(item) for item in node.items])
        return self.value(node)

    def temporary(self) -> str:
        self.count += 1
        return f"t{self.count}"

    def given(self, value: Any, prefix: str = "c") -> ast.expr:
        """A name for an object that cannot be written as a constant."""
        self.count += 1
        identifier = f"_{prefix}{self.count}"
        self.names[identifier] = value
        return build.name(identifier)

    def operands(self, nodes: Sequence[tree.Node]) -> tuple[list[ast.expr], list[ast.expr]]:
        """What is not null of the nodes, as tests that also name the values, and the named values."""
        tests: list[ast.expr] = []
        values: list[ast.expr] = []
        for node in nodes:
            expression = self.value(node)
            if isinstance(expression, ast.Constant) and expression.value is not None:
                values.append(expression)
                continue
            identifier = self.temporary()
            tests.append(build.is_not_none(build.assigned(identifier, expression)))
            values.append(build.name(identifier))
        return tests, values

    def strict(
        self, nodes: Sequence[tree.Node], body: Callable[..., ast.expr], missing: ast.expr | None = None
    ) -> ast.expr:
        """``body`` of the values, null when one of them is."""
        tests, values = self.operands(nodes)
        result = body(*values)
        return build.choose(build.all_of(tests), result, missing or build.constant(None)) if tests else result

    def within(self, value: ast.expr, low: int, high: int) -> ast.expr:
        """The value, null and counted outside ``low..high``."""
        identifier = self.temporary()
        inside = build.compare(
            build.constant(low),
            (ast.LtE(), build.assigned(identifier, value)),
            (ast.LtE(), build.constant(high)),
        )
        return build.choose(inside, build.name(identifier), build.call("_overflow", build.name(ENVIRONMENT)))

    def bounded(self, node: tree.Node, value: ast.expr) -> ast.expr:
        if not overflows(node) or not isinstance(node.type, Number):
            return value
        limit = 10**node.type.digits - 1
        return self.within(value, -limit, limit)

    def literal(self, node: tree.Literal) -> ast.expr:
        return self.given(node.value) if isinstance(node.value, Length) else build.constant(node.value)

    def variable(self, node: tree.Variable) -> ast.expr:
        if node.name in ("now", "today", "me", "my_team"):
            return build.environment(node.name)
        getter = build.attribute(build.environment("extras"), "get")
        return build.call(getter, build.constant(node.name))

    def changed(self, node: tree.Changed) -> ast.expr:
        before = build.call("_old", build.name(ENVIRONMENT), build.constant(node.name))
        return build.compare(build.item(build.name(ROW), node.name), (ast.NotEq(), before))

    def comparison(self, node: tree.Comparison) -> ast.expr:
        operator = COMPARISONS[node.operator]
        if node.operator in ("=", "!="):
            return build.compare(self.value(node.left), (operator, self.value(node.right)))
        tests, (left, right) = self.operands((node.left, node.right))
        return build.all_of([*tests, build.compare(left, (operator, right))])

    def logical(self, node: tree.Logical) -> ast.expr:
        join = build.all_of if node.operator == "and" else build.any_of
        return join([self.truth(item) for item in node.items])

    def truth(self, node: tree.Node) -> ast.expr:
        """A condition as True or False."""
        return build.truth(self.value(node)) if nullable(node) else self.value(node)

    def is_empty(self, node: tree.IsEmpty) -> ast.expr:
        """What is never null need not be asked; of a folded constant Python would complain."""
        return build.is_none(self.value(node.item)) if nullable(node.item) else build.constant(False)

    def membership(self, node: tree.In) -> ast.expr:
        items = build.tuple_of([self.value(item) for item in node.items])
        return build.compare(self.value(node.item), (ast.In(), items))

    def has(self, node: tree.Has) -> ast.expr:
        if isinstance(node.option, tree.Literal) and node.option.value is not None:
            tests, (options,) = self.operands((node.item,))
            found = build.compare(build.constant(f"|{node.option.value}|"), (ast.In(), options))
            return build.all_of([*tests, found])
        return self.strict((node.item, node.option), lambda *values: build.call("_has", *values), build.constant(False))

    def among(self, node: tree.Among) -> ast.expr:
        tests, (user,) = self.operands((node.item,))
        return build.all_of([*tests, build.compare(user, (ast.In(), self.value(node.people)))])

    def arithmetic(self, node: tree.Arithmetic) -> ast.expr:
        if node.operator == "/":
            shift = build.constant(quotient_shift(node))
            environment = build.name(ENVIRONMENT)
            found = self.strict((node.left, node.right), lambda a, b: build.call("_divide", a, b, shift, environment))
            return self.strict_bound(node, found)
        if isinstance(node.type, Duration) and node.operator == "-":
            minus = ast.USub()
            return self.strict((node.left, node.right), lambda a, b: ast.BinOp(a, ast.Add(), ast.UnaryOp(minus, b)))
        operator = OPERATORS[node.operator]
        return self.strict((node.left, node.right), lambda a, b: self.bounded(node, ast.BinOp(a, operator, b)))

    def strict_bound(self, node: tree.Node, value: ast.expr) -> ast.expr:
        """A bound on a value that may be null already."""
        if not overflows(node):
            return value
        identifier = self.temporary()
        test = build.is_none(build.assigned(identifier, value))
        return build.choose(test, build.constant(None), self.bounded(node, build.name(identifier)))

    def rescale(self, node: tree.Rescale) -> ast.expr:
        factor = build.constant(10**node.by)

        def body(value: ast.expr) -> ast.expr:
            found = ast.BinOp(value, ast.Mult(), factor)
            return found if saturates(node) else self.bounded(node, found)

        return self.strict((node.item,), body)

    def round(self, node: tree.Round) -> ast.expr:
        divisor = build.constant(10**node.drop)
        return self.strict((node.item,), lambda value: self.bounded(node, build.call(f"_{node.mode}", value, divisor)))

    def shift(self, node: tree.Shift) -> ast.expr:
        whole = isinstance(node.base.type, Date)
        if isinstance(node.duration, tree.Literal) and (length := self.plain_shift(node, whole)) is not None:
            low, high = (FIRST_DAY, LAST_DAY) if whole else (FIRST_MOMENT, LAST_MOMENT)
            moved = build.constant(length)
            return self.strict((node.base,), lambda base: self.cut(ast.BinOp(base, ast.Add(), moved), low, high))
        last = build.constant(node.up) if whole else build.name(ENVIRONMENT)
        function = "_shift_date" if whole else "_shift_moment"
        return self.strict(
            (node.base, node.duration),
            lambda base, duration: build.call(function, base, duration, build.constant(node.sign), last),
        )

    def cut(self, value: ast.expr, low: int, high: int) -> ast.expr:
        """The value, or the end of ``low..high`` that it passes."""
        identifier = self.temporary()
        inside = build.compare(
            build.constant(low),
            (ast.LtE(), build.assigned(identifier, value)),
            (ast.LtE(), build.constant(high)),
        )
        below = build.compare(build.name(identifier), (ast.Lt(), build.constant(low)))
        end = build.choose(below, build.constant(low), build.constant(high))
        return build.choose(inside, build.name(identifier), end)

    def plain_shift(self, node: tree.Shift, whole: bool) -> int | None:
        """The shift as a plain number of days or milliseconds, None if it needs the calendar."""
        assert isinstance(node.duration, tree.Literal)
        length: Length | None = node.duration.value
        if length is None or length.months or length.working:
            return None
        if whole:
            return None if length.milliseconds else node.sign * length.days
        return None if length.days else node.sign * length.milliseconds

    def case(self, node: tree.Case) -> ast.expr:
        found = self.value(node.otherwise)
        for condition, value in reversed(node.branches):
            found = build.choose(self.condition(condition), self.value(value), found)
        return found

    def coalesce(self, node: tree.Coalesce) -> ast.expr:
        found = self.value(node.items[-1])
        for item in reversed(node.items[:-1]):
            identifier = self.temporary()
            filled = build.is_not_none(build.assigned(identifier, self.value(item)))
            found = build.choose(filled, build.name(identifier), found)
        return found

    def extreme(self, node: tree.Extreme) -> ast.expr:
        function = "_least" if node.operator == "min" else "_greatest"
        return build.call(function, build.tuple_of([self.value(item) for item in node.items]))

    def option_value(self, node: tree.OptionValue) -> ast.expr:
        getter = build.attribute(self.given(dict(node.values)), "get")
        return build.call(getter, self.value(node.item))

    def call(self, node: tree.Call) -> ast.expr:
        function = CALLS[node.function]
        checked = [item for index, item in enumerate(node.arguments) if index not in function.nullable]
        tests, named = self.operands(checked)
        values = iter(named)
        arguments = [
            self.value(item) if index in function.nullable else next(values)
            for index, item in enumerate(node.arguments)
        ]
        result = self.body(node.function, arguments)
        if function.predicate:
            return build.all_of([*tests, result])
        return build.choose(build.all_of(tests), result, build.constant(None)) if tests else result

    def body(self, function_name: str, arguments: list[ast.expr]) -> ast.expr:
        function = CALLS[function_name]
        if function.inline is not None:
            parsed = ast.parse(function.inline, mode="eval").body
            return Inserting(dict(zip("abc", arguments, strict=False))).visit(parsed)  # type: ignore[no-any-return]
        self.names[f"_f_{function_name}"] = function.python
        needed = [build.environment(NEEDED[function.needs])] if function.needs else []
        return build.call(f"_f_{function_name}", *arguments, *needed)


class Inserting(ast.NodeTransformer):
    """Puts the arguments of a call into the declared piece of Python."""

    def __init__(self, arguments: dict[str, ast.expr]) -> None:
        self.arguments = arguments

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return copy.copy(self.arguments[node.id]) if node.id in self.arguments else node


VALUES: dict[type, Callable[[Generator, Any], ast.expr]] = {
    tree.Literal: Generator.literal,
    tree.Attribute: lambda self, node: build.item(build.name(ROW), node.name),
    tree.Formula: lambda self, node: self.value(node.tree),
    tree.Variable: Generator.variable,
    tree.Member: lambda self, node: build.call(
        "_member", build.name(ENVIRONMENT), build.constant(node.variable), build.constant(node.name)
    ),
    tree.Parameter: lambda self, node: build.item(build.environment("parameters"), node.name),
    tree.Old: lambda self, node: build.call("_old", build.name(ENVIRONMENT), build.constant(node.name)),
    tree.Changed: Generator.changed,
    tree.Comparison: Generator.comparison,
    tree.Logical: Generator.logical,
    tree.Not: lambda self, node: build.negated(self.condition(node.item)),
    tree.IsEmpty: Generator.is_empty,
    tree.In: Generator.membership,
    tree.Has: Generator.has,
    tree.Among: Generator.among,
    tree.Arithmetic: Generator.arithmetic,
    tree.Negate: lambda self, node: self.strict((node.item,), lambda v: ast.UnaryOp(ast.USub(), v)),
    tree.Rescale: Generator.rescale,
    tree.Round: Generator.round,
    tree.Shift: Generator.shift,
    tree.Case: Generator.case,
    tree.Coalesce: Generator.coalesce,
    tree.Extreme: Generator.extreme,
    tree.OptionValue: Generator.option_value,
    tree.Call: Generator.call,
    tree.PeopleList: lambda self, node: build.call(
        "_people", build.tuple_of([self.value(item) for item in node.items])
    ),
}
