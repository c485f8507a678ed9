"""Value slots of actions: literals read by the type of the field, or expressions turned into it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.actions.action import Write
from engine.compiling import scope_in
from engine.definitions import Expression, Literal, nearest
from engine.definitions.names import question
from engine.expressions.check import check
from engine.expressions.checked import Checked
from engine.expressions.types import Choices, Reference, Type
from engine.problems import Problem
from engine.records.codec import SEPARATOR, ValueProblem, literal
from engine.records.entity import Attribute, Entity, Way

if TYPE_CHECKING:
    from engine.actions.compilation import Compilation
    from engine.actions.context import ActionContext
    from engine.definitions.values import Value
    from engine.records.unit_of_work import UnitOfWork

ValueOf = Callable[["UnitOfWork", "ActionContext"], Any]


@dataclass(frozen=True)
class Values:
    """Values by field, computed all before any of them is written."""

    fields: Mapping[str, ValueOf]

    def __call__(self, uow: UnitOfWork, context: ActionContext) -> dict[str, Any]:
        return {name: value(uow, context) for name, value in self.fields.items()}


def compile_values(compilation: Compilation, target: Entity, written: Mapping[str, Value], address: str) -> Values:
    """The values for fields of an entity; problems are recorded and their fields left out."""
    found: dict[str, ValueOf] = {}
    for name, value in written.items():
        compilation.writes.append(_write(compilation, target, name, value))
        compiled = _compile(compilation, target, name, value, f"{address}/{name}")
        if compiled is not None:
            found[name] = compiled
    return Values(found)


def _write(compilation: Compilation, target: Entity, name: str, value: Value) -> Write:
    if not isinstance(value, Expression):
        return Write(target.name, name, repr(value.data))
    found = check(value.text, scope_in(compilation.build, compilation.entity, variables=compilation.variables))
    depends = found.depends if isinstance(found, Checked) else ()
    return Write(target.name, name, None, frozenset((each.entity, each.attribute) for each in depends))


def _compile(compilation: Compilation, target: Entity, name: str, value: Value, address: str) -> ValueOf | None:
    attribute, way = target.attributes.get(name), target.ways.get(name)
    if attribute is not None and not attribute.hidden:
        return _single(compilation, attribute, value, address)
    if way is not None and way.kind == "table":
        return _rows(compilation, way, value, address)
    known = [each.name for each in target.attributes.values() if not (each.system or each.hidden)]
    near = question(nearest(name, [*known, *target.ways]))
    compilation.report("action.field", address, value.span, form=target.title or target.name, name=name, nearest=near)
    return None


def _single(compilation: Compilation, attribute: Attribute, value: Value, address: str) -> ValueOf | None:
    if attribute.system or attribute.formula is not None:
        title = attribute.title or attribute.name
        compilation.report("action.computed", address, value.span, title=title)
        return None
    if isinstance(value, Expression):
        checked = compilation.check(value, attribute.type, address)
        return None if checked is None else lambda uow, context: context.value(uow, checked)
    return compilation.constant(attribute, value, address)


def constant(compilation: Compilation, attribute: Attribute, value: Literal, address: str) -> ValueOf | None:
    """A literal as the value of a field; None after its problem was recorded."""
    title = attribute.title or attribute.name
    if isinstance(attribute.type, Reference) and value.data is not None:
        compilation.report("action.reference", address, value.span, title=title)
        return None
    try:
        stored = read_literal(attribute.type, value, compilation.build.definition.app.timezone)
    except ValueProblem as error:
        compilation.build.problems.add(Problem(error.code, error.parameters, address, value.span))
        return None
    except TypeError:
        compilation.report("action.shape", address, value.span, title=title)
        return None
    return lambda uow, context: stored


def read_literal(type_: Type, value: Literal, zone: str) -> Any:
    """The stored form of a literal. Raises ValueProblem; TypeError for a list or map that does not fit."""
    data = value.data
    if data is None or isinstance(data, str):
        return None if data is None else literal(type_, data, zone)
    if not isinstance(type_, Choices) or not isinstance(data, tuple):
        raise TypeError
    names = [item.data for item in data if isinstance(item, Literal) and isinstance(item.data, str)]
    if len(names) != len(data):
        raise TypeError
    stored = [literal(type_, str(name), zone) for name in names]
    return SEPARATOR + SEPARATOR.join(item.strip(SEPARATOR) for item in dict.fromkeys(stored)) + SEPARATOR


def _rows(compilation: Compilation, way: Way, value: Value, address: str) -> ValueOf | None:
    """Rows of a table field, each a map of values."""
    data = value.data if isinstance(value, Literal) else None
    maps = [item.data for item in data if isinstance(item, Literal)] if isinstance(data, tuple) else []
    if not isinstance(data, tuple) or len(maps) != len(data) or not all(isinstance(m, Mapping) for m in maps):
        compilation.report("action.shape", address, value.span, title=way.name)
        return None
    row = compilation.build.catalog[way.entity]
    rows = [
        compile_values(compilation, row, item, f"{address}/{number}")
        for number, item in enumerate(maps, 1)
        if isinstance(item, Mapping)
    ]
    return lambda uow, context: [each(uow, context) for each in rows]
