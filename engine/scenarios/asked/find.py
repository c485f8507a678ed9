"""`find(order where amount > 5)`: the first record of a form for which a condition holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.definitions import Expression
from engine.definitions.names import meant
from engine.expressions import syntax
from engine.expressions.types import TEXT, Reference, Type
from engine.scenarios.conditions import compile_condition
from engine.scenarios.question import Answer, Asked, Question

if TYPE_CHECKING:
    from engine.records.readers import Reader
    from engine.scenarios.play import Play


def _compile(asked: Asked) -> tuple[Type, Answer] | None:
    form = asked.call.arguments[0] if len(asked.call.arguments) == 1 else None
    if not isinstance(form, syntax.Name):
        asked.report("scenario.arguments", asked.call, signature=FIND.signature)
        return None
    forms = asked.compilation.build.catalog
    if form.name not in forms:
        asked.report("scenario.form", form, name=form.name, nearest=meant(form.name, forms))
        return None
    first = compile_condition(asked.compilation, _first(asked, form), asked.address, TEXT)
    if first is None:
        return None

    def answer(play: Play, reader: Reader) -> dict[str, str] | None:
        id = first.value(play, reader)
        return None if id is None else {"id": id}

    return Reference(form.name), answer


def _first(asked: Asked, form: syntax.Name) -> Expression:
    """The same as an aggregate over the form."""
    written, call = asked.expression.text, asked.call
    where = call.where
    condition = f" where {written[where.start : where.end]}" if where is not None else ""
    return Expression(f"first({form.name}.id{condition})", asked.expression.span)


FIND = Question(
    "find",
    "find(form where condition)",
    "表单里第一条满足条件的记录",
    "the first record of a form for which the condition holds",
    _compile,
)
