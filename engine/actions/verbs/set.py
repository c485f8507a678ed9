"""`set: {field: value}`: changes the record at hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from engine.actions.compilation import ActionElement, Compilation
from engine.actions.values import compile_values
from engine.definitions import Values, key
from engine.definitions.values import Value

if TYPE_CHECKING:
    from engine.actions.action import Run
    from engine.actions.context import ActionContext
    from engine.records.unit_of_work import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class SetAction(ActionElement):
    """Writes fields of this record."""

    verb: ClassVar[str] = "set"
    set: Mapping[str, Value] = key(
        Values(),
        doc="Fields of this record and what they become",
        example="{set: {status: won, won_on: =today}}",
    )

    def compile(self, compilation: Compilation) -> Run | None:
        values = compile_values(compilation, compilation.entity, self.set, f"{self.address}/set")

        def run(uow: UnitOfWork, context: ActionContext) -> None:
            uow.update(context.entity, context.id, values(uow, context))
            context.note("set", context.entity.name, (context.id,))

        return run
