"""Which records an action is about besides its own: a path from it, or a whole form, with a condition."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine.compiling import scope_in
from engine.definitions import nearest
from engine.definitions.names import question
from engine.expressions.check import check, check_beside
from engine.expressions.checked import Checked
from engine.expressions.tree import Aggregate, Changed, Chosen, Literal, Node, Old, walk
from engine.expressions.types import BOOLEAN, NULL, Reference
from engine.problems import Problem, Refused
from engine.records.entity import Entity
from engine.records.related import related

if TYPE_CHECKING:
    from engine.actions.compilation import Compilation
    from engine.actions.context import ActionContext
    from engine.definitions import Expression, Located
    from engine.records.store import Row
    from engine.records.unit_of_work import UnitOfWork

MOST = 500  # records that one action may touch


@dataclass(frozen=True)
class Reach:
    """The records of ``entity`` that ``members`` names beside the record at hand."""

    entity: Entity
    members: Aggregate

    def rows(self, uow: UnitOfWork, context: ActionContext) -> list[Row]:
        """Them as they are now, in the order of their ids. Refused if there are more than MOST."""
        current, store = context.current(uow), uow.store(self.entity)
        me, extras = uow.actor.id, context.extras
        ids = related(self.members, context.entity, current, uow, MOST + 1, old=context.old, extras=extras, me=me)
        if len(ids) > MOST:
            title = self.entity.title or self.entity.name
            raise Refused((Problem("action.too_many", {"form": title, "limit": MOST}),))
        missing = [id for id in ids if (*store.key, id) not in uow.rows]
        for row in store.find_many(uow.cursor, missing).values() if missing else ():
            uow.remember(store, row)
        return [uow.rows[*store.key, id] for id in ids]


def compile_reach(
    compilation: Compilation, path: Located, where: Expression | None, address: str, word: str
) -> Reach | None:
    """What ``update: path`` with ``where`` speaks of; None after its problems were recorded."""
    found = _members(compilation, str(path))
    if found is None:
        known = [*compilation.entity.ways, *_references(compilation.entity), *compilation.build.catalog]
        near = question(nearest(str(path), known))
        compilation.report("action.path", f"{address}/{word}", path.span, path=path, nearest=near)
        return None
    target = compilation.build.catalog[found.entity]
    if target.app != compilation.build.definition.name:
        compilation.report("action.other_app", f"{address}/{word}", path.span, form=target.title or target.name)
        return None
    if where is None:
        if not found.link:
            compilation.report("action.everything", f"{address}/{word}", path.span, form=target.title or target.name)
            return None
        return Reach(target, found)
    condition = _condition(compilation, where, target, f"{address}/where")
    return Reach(target, replace(found, where=condition)) if condition is not None else None


def _members(compilation: Compilation, path: str) -> Aggregate | None:
    """The records that a path leads to: by a way, by a reference, or all of a form."""
    scope = scope_in(compilation.build, compilation.entity, variables=compilation.variables)
    many = check(f"count({path})", scope)
    if isinstance(many, Checked) and isinstance(many.tree, Aggregate) and many.tree.link:
        return many.tree
    one = check(path, scope)
    if isinstance(one, Checked) and isinstance(one.type, Reference):
        return _of(one.type.entity, "id", one.tree)
    if path in compilation.build.catalog:
        return _of(path, "", Literal(NULL, None))
    return None


def _of(entity: str, link: str, base: Node) -> Aggregate:
    return Aggregate(BOOLEAN, "any", base, entity, link)


def _condition(compilation: Compilation, where: Expression, target: Entity, address: str) -> Node | None:
    scope = scope_in(compilation.build, compilation.entity, variables=compilation.variables)
    found = check_beside(where.text, scope, target, where.span, address)
    if not isinstance(found, Checked):
        compilation.build.problems.extend(found)
        return None
    if any(isinstance(node, Old | Changed | Chosen) for node in walk(found.tree)):
        compilation.report("action.where", address, where.span)
        return None
    return found.tree


def _references(entity: Entity) -> Iterable[str]:
    return (item.name for item in entity.attributes.values() if isinstance(item.type, Reference) and not item.system)
