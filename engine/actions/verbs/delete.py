"""`delete: path or form`: puts records into the recycle bin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from engine.actions.action import Write
from engine.actions.compilation import ActionElement, Compilation
from engine.actions.reaching import compile_reach
from engine.definitions import Expr, Expression, Located, Path, key

if TYPE_CHECKING:
    from engine.actions.action import Run
    from engine.actions.context import ActionContext
    from engine.records.unit_of_work import UnitOfWork

GONE = "-"


@dataclass(frozen=True, kw_only=True)
class DeleteAction(ActionElement):
    """Puts related records, those that `where` finds, or this one (``delete: this``) into the recycle bin."""

    verb: ClassVar[str] = "delete"
    delete: Located = key(
        Path(), doc="A reference or a way from this record, ``this``, or a form", example="{delete: orders}"
    )
    where: Expression | None = key(
        Expr("boolean"),
        default=None,
        doc="Only the records for which it holds; bare names are theirs, ``this.x`` is this record",
        example="{delete: orders, where: status = open}",
    )

    def compile(self, compilation: Compilation) -> Run | None:
        reach = compile_reach(compilation, self.delete, self.where, self.address, "delete")
        if reach is None:
            return None
        compilation.writes.append(Write(reach.entity.name, GONE))

        def run(uow: UnitOfWork, context: ActionContext) -> None:
            ids = [row["id"] for row in reach.rows(uow, context)]
            for id in ids:
                if uow.get(reach.entity, id) is not None:  # one may have taken another with it
                    uow.delete(reach.entity, id)
            context.note("delete", reach.entity.name, ids)

        return run
