"""Brings derived values to their fixpoint after a wave's writes, along references and back ways."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from engine.expressions.sql import bind_values
from engine.records import due
from engine.records.change import Touched
from engine.records.derive.steps import Derivation, Route, Step
from engine.records.derive.working import next_instant
from engine.records.store import Row, Store

if TYPE_CHECKING:
    from engine.records.unit_of_work import UnitOfWork

CHUNK = 500
ROUNDS = 64
SWEEP = "sweep"

# What waits: for each step, the ids at the end of each route back to the step's own records.
Waiting = dict[Step, dict[Route, set[str]]]


def derive(uow: UnitOfWork) -> None:
    """Computes what follows from the wave's writes, and what the wave is forced to compute in any case."""
    waiting: Waiting = {step: {(): set(ids)} for step, ids in uow.wave.forced.items()}
    for touched in list(uow.wave.touched.values()):
        _mark_written(uow, touched, waiting)
    earliest: dict[Store, int] = {}
    for _ in range(ROUNDS):
        if not waiting:
            break
        for active in uow.actives.values():
            derivation = active.schema.derivation
            for step in derivation.steps:
                if routes := waiting.pop(step, None):
                    _run(uow, derivation, step, routes, waiting, earliest)
    for store, instant in earliest.items():
        due.bring_forward(uow, SWEEP, "/".join(store.key), instant)


def _mark_written(uow: UnitOfWork, touched: Touched, waiting: Waiting) -> None:
    """What a direct write sets off; a record that comes or goes concerns all that look at its like."""
    store, row, before = touched.store, touched.row, touched.before
    if touched.operation == "update":
        for names in touched.edits.values():
            _mark(uow, store, row, before, names, waiting)
        return
    for active in uow.actives.values():
        for step, route in active.schema.derivation.any_trigger.get(store.key, ()):
            if route or touched.operation != "delete":
                _wait(waiting, step, route, row, before)
    if touched.operation != "delete":
        for step in uow.actives[store.key[0]].schema.derivation.own.get(store.key, ()):
            waiting.setdefault(step, {}).setdefault((), set()).add(row["id"])


def _mark(uow: UnitOfWork, store: Store, row: Row, before: Row | None, names: Iterable[str], waiting: Waiting) -> None:
    app, entity = store.key
    for active in uow.actives.values():
        triggers = active.schema.derivation.triggers
        for name in names:
            for step, route in triggers.get((app, entity, name), ()):
                _wait(waiting, step, route, row, before)


def _wait(waiting: Waiting, step: Step, route: Route, row: Row, before: Row | None) -> None:
    """A last step along a way is taken at once, by the images: the old and the new holder are concerned."""
    if route and route[-1].kind == "way":
        link = route[-1].attribute
        holders = {row[link], before[link] if before is not None else None} - {None}
        if holders:
            waiting.setdefault(step, {}).setdefault(route[:-1], set()).update(holders)
    else:
        waiting.setdefault(step, {}).setdefault(route, set()).add(row["id"])


def _run(
    uow: UnitOfWork,
    derivation: Derivation,
    step: Step,
    routes: dict[Route, set[str]],
    waiting: Waiting,
    earliest: dict[Store, int],
) -> None:
    ids = sorted(set[str]().union(*(_start(uow, derivation, route, found) for route, found in routes.items())))
    for position in range(0, len(ids), CHUNK):
        _compute(uow, step, ids[position : position + CHUNK], waiting, earliest)


def _start(uow: UnitOfWork, derivation: Derivation, route: Route, ids: set[str]) -> set[str]:
    """The records at the start of a route whose end is at ``ids``."""
    for hop in reversed(route):
        if not ids:
            break
        derivation.hops[hop].run(uow.cursor, {"ids": uow.dialect.pack(sorted(ids))})
        ids = {found for (found,) in uow.cursor.fetchall()}
    return ids


def _compute(uow: UnitOfWork, step: Step, ids: list[str], waiting: Waiting, earliest: dict[Store, int]) -> None:
    store = step.store
    _load(uow, store, ids)
    values = bound(uow, step)
    if len(ids) == 1:
        step.one.run(uow.cursor, {**values, "id_": ids[0]})
    else:
        step.many.run(uow.cursor, {**values, "ids": uow.dialect.pack(ids)})
    by_hand = step.by_hand(uow.parameters(store.key[0]))
    for found in uow.cursor.fetchall():
        _apply(uow, step, found, waiting)
        instant = _work_out(uow, step, found[0]) if by_hand else found[-1] if step.timed else None
        if instant is not None:
            earliest[store] = min(instant, earliest.get(store, instant))


def _work_out(uow: UnitOfWork, step: Step, id_: str) -> int | None:
    """The next change of a record, written where the database could not compute it."""
    store = step.store
    assert step.next_change is not None
    instant = next_instant(step.next_change, store.entity, uow.rows[*store.key, id_], uow)
    store.set_next_change(uow.cursor, id_, instant)
    return instant


def _apply(uow: UnitOfWork, step: Step, found: tuple[Any, ...], waiting: Waiting) -> None:
    """Notes the values that differ, in the row's image and for what follows from them."""
    store = step.store
    row = uow.rows[*store.key, found[0]]
    changed = {}
    for name, value in zip(step.names, found[1:], strict=False):
        if name in store.booleans and value is not None:
            value = bool(value)
        if row[name] != value:
            changed[name] = value
    if not changed:
        return
    touched = uow.touch(store, row)
    row.update(changed)
    if store.sidecar_columns:
        store.update_sidecars(uow.cursor, row, changed)
    _mark(uow, store, row, touched.before, changed, waiting)


def _load(uow: UnitOfWork, store: Store, ids: list[str]) -> None:
    if len(ids) == 1:
        uow.load(store, ids[0])
        return
    missing = [id_ for id_ in ids if (*store.key, id_) not in uow.rows]
    if missing:
        for row in store.find_many(uow.cursor, missing).values():
            uow.remember(store, row)


def bound(uow: UnitOfWork, step: Step) -> dict[str, Any]:
    """The values of what the step's formulas know besides records: the time, the customer's parameters."""
    values = uow.bound.get(step)
    if values is None:
        app = step.store.key[0]
        values = uow.bound[step] = bind_values(step.binds, uow.environment(app)) if step.binds else {}
    return values
