"""`update: path or form`: changes related records, or those that `where` finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from engine.actions.compilation import ActionElement, Compilation
from engine.actions.reaching import compile_reach
from engine.actions.values import compile_values
from engine.definitions import Expr, Expression, Located, Path, Values, key
from engine.definitions.values import Value
from engine.expressions.types import Reference

if TYPE_CHECKING:
    from engine.actions.action import Run
    from engine.actions.context import ActionContext
    from engine.records.unit_of_work import UnitOfWork

THAT = "that"


@dataclass(frozen=True, kw_only=True)
class UpdateAction(ActionElement):
    """Writes fields of other records; in `with` bare names are this record's, ``that.x`` the changed one's."""

    verb: ClassVar[str] = "update"
    update: Located = key(
        Path(),
        doc="A reference or a way from this record, or a form",
        example="{update: customer, with: {status: won}}",
    )
    where: Expression | None = key(
        Expr("boolean"),
        default=None,
        doc="Only the records for which it holds; bare names are theirs, ``this.x`` is this record",
        example="{update: orders, where: status = open, with: {status: paid}}",
    )
    with_: Mapping[str, Value] = key(
        Values(),
        doc="Their fields and what they become",
        example="{update: customer, with: {visits: =that.visits + 1}}",
    )

    def compile(self, compilation: Compilation) -> Run | None:
        reach = compile_reach(compilation, self.update, self.where, self.address, "update")
        if reach is None:
            return None
        beside = compilation.knowing(THAT, Reference(reach.entity.name))
        values = compile_values(beside, reach.entity, self.with_, f"{self.address}/with")

        def run(uow: UnitOfWork, context: ActionContext) -> None:
            rows = reach.rows(uow, context)
            written = [(row["id"], values(uow, context.knowing(THAT, row))) for row in rows]
            for id, found in written:
                uow.update(reach.entity, id, found)
            context.note("update", reach.entity.name, [id for id, _ in written])

        return run
