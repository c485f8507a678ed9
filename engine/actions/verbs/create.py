"""`create: form`: a new record, known to later actions as ``step.<name>``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from engine.actions.action import Write
from engine.actions.compilation import ActionElement, Compilation
from engine.actions.values import compile_values
from engine.definitions import Expression, Located, Pairs, Ref, Values, key
from engine.definitions import Value as ValueSlot
from engine.definitions.values import Value
from engine.expressions.types import Reference
from engine.records.entity import Entity

if TYPE_CHECKING:
    from engine.actions.action import Run
    from engine.actions.context import ActionContext
    from engine.records.unit_of_work import UnitOfWork

Copies = Mapping[str, Callable[["UnitOfWork", "ActionContext"], list[dict[str, Any]]]]


@dataclass(frozen=True, kw_only=True)
class CreateAction(ActionElement):
    """Makes a record of a form."""

    verb: ClassVar[str] = "create"
    create: Located = key(Ref("forms"), doc="The form", example="{create: order, with: {customer: =this}}")
    with_: Mapping[str, Value] = key(
        Values(),
        default={},
        doc="Its values",
        example="{create: order, with: {customer: =this, amount: =amount}}",
    )
    rows: Mapping[str, Value] = key(
        Pairs(ValueSlot()),
        default={},
        doc="Table fields filled with the rows of a table field of this record",
        example="{create: order, rows: {items: =items}}",
    )

    def compile(self, compilation: Compilation) -> Run | None:
        target = compilation.build.catalog.get(str(self.create))
        if target is None:
            compilation.report("action.form", self.address, self.create.span, name=self.create)
            return None
        if target.app != compilation.build.definition.name:
            compilation.report("action.other_app", self.address, self.create.span, form=target.title or target.name)
            return None
        compilation.writes.append(Write(target.name, ""))
        values = compile_values(compilation, target, self.with_, f"{self.address}/with")
        copies = _copies(compilation, target, self.rows, f"{self.address}/rows")
        made = f"step.{self.name}"
        compilation.variables[made] = Reference(str(self.create))

        def run(uow: UnitOfWork, context: ActionContext) -> None:
            tables = {name: copy(uow, context) for name, copy in copies.items()}
            row = uow.create(target, {**values(uow, context), **tables})
            context.extras[made] = row
            context.created.append((target.name, row["id"]))
            context.note("create", target.name, (row["id"],))

        return run


def _copies(compilation: Compilation, target: Entity, rows: Mapping[str, Value], address: str) -> Copies:
    """How each table field of the new record is filled."""
    found = {}
    for name, value in rows.items():
        into = target.ways.get(name)
        source = compilation.entity.ways.get(value.text) if isinstance(value, Expression) else None
        if into is None or into.kind != "table" or source is None or source.kind != "table":
            compilation.report("action.table", f"{address}/{name}", value.span, name=name)
            continue
        catalog = compilation.build.catalog
        found[name] = _copy(source.name, _shared(catalog[source.entity], catalog[into.entity]))
    return found


def _shared(source: Entity, target: Entity) -> tuple[str, ...]:
    """The columns that two tables have in common, by name and type."""
    return tuple(
        name
        for name, attribute in target.attributes.items()
        if not attribute.system
        and attribute.formula is None
        and name in source.attributes
        and source.attributes[name].type == attribute.type
    )


def _copy(way: str, columns: tuple[str, ...]) -> Callable[[UnitOfWork, ActionContext], list[dict[str, Any]]]:
    def copy(uow: UnitOfWork, context: ActionContext) -> list[dict[str, Any]]:
        rows = uow.children(context.entity, way, context.id)
        return [{name: row.get(name) for name in columns} for row in rows]

    return copy
