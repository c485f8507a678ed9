"""A small shop for the tests of the record kernel: customers, orders with rows and a stage, notes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from engine.expressions.types import Boolean, Choice, Date, DateTime, Number, Option, Reference, Text
from engine.records.clock import Clock, VirtualClock
from engine.records.command import Actor, Cause, Command
from engine.records.entity import Attribute, Entity, Way
from engine.records.runtime import Runtime
from engine.records.store import Row
from engine.records.system import (
    history_entity,
    history_way,
    stage_attributes,
    system_attributes,
    table_entity,
    table_name,
    table_way,
)
from engine.records.unit_of_work import UnitOfWork
from engine.records.version import BareVersion

APP = "shop"
DAY = 86_400_000
LI = Actor("0198c6a0-0000-7000-8000-000000000001", "li", "user")
USER = Cause("user")
STAGE = Choice((Option("draft"), Option("paid"), Option("closed", closed="won")), ordered=True, stage=True)


def entity(name: str, *attributes: Attribute, ways: tuple[Way, ...] = (), **more: Any) -> Entity:
    """An entity of the shop with its system attributes."""
    every = {**system_attributes(), **{attribute.name: attribute for attribute in attributes}}
    return Entity(APP, name, table_name(APP, name), every, {way.name: way for way in ways}, **more)


def catalog() -> dict[str, Entity]:
    customer = entity(
        "customer",
        Attribute("name", Text(), "name", unique=(), search=True, title="名称"),
        Attribute("vip", Boolean(), "vip"),
        Attribute("city", Text(), "city", search=True),
        Attribute("born", Date(), "born"),
        Attribute("met_at", DateTime(), "met_at", dimension=True),
        ways=(Way("orders", "order", "customer"), Way("notes", "note", "customer")),
    )
    stage = Attribute("stage", STAGE, "stage")
    order = entity(
        "order",
        Attribute("customer", Reference("customer"), "customer", title="客户"),
        Attribute("code", Text(), "code", unique=("customer",)),
        Attribute("amount", Number(2), "amount", index=True),
        stage,
        *stage_attributes("stage").values(),
    )
    items = table_entity(order, "items", {"price": Attribute("price", Number(2), "price")})
    history = history_entity(order, stage)
    order = replace(order, ways={"items": table_way(order, "items"), "stage.history": history_way(order, stage)})
    note = entity(
        "note",
        Attribute("customer", Reference("customer"), "customer", on_delete="cascade"),
        Attribute("about", Reference("customer"), "about", on_delete="keep"),
        Attribute("text", Text(), "text"),
    )
    return {item.name: item for item in (customer, order, items, history, note)}


@contextmanager
def opened(url: str, *, clock: Clock | None = None, entities: dict[str, Entity] | None = None) -> Iterator[Runtime]:
    """A runtime of the shop, closed in the end; nothing runs by itself."""
    runtime = Runtime.open(url, clock or VirtualClock())
    try:
        runtime.activate(BareVersion(APP, 1, entities if entities is not None else catalog()))
        yield runtime
    finally:
        runtime.close()


def command(run: Callable[[UnitOfWork], Any], **more: Any) -> Command[Any]:
    return Command("interactive", run, **{"actor": LI, "cause": USER, "app": APP, **more})


def do(runtime: Runtime, run: Callable[[UnitOfWork], Any], **more: Any) -> Any:
    """Runs a user's command and gives its result."""
    return runtime.run(command(run, **more))


def create(runtime: Runtime, name: str, /, **values: Any) -> Row:
    row: Row = do(runtime, lambda uow: uow.create(name, values))
    return row


def get(runtime: Runtime, name: str, id_: str) -> Row | None:
    row: Row | None = do(runtime, lambda uow: uow.get(name, id_))
    return row


def rows(runtime: Runtime, sql: str) -> list[tuple[Any, ...]]:
    """Reads with the database's own SQL."""

    def read(reader: Any) -> list[tuple[Any, ...]]:
        reader.cursor.execute(sql)
        found: list[tuple[Any, ...]] = reader.cursor.fetchall()
        return found

    return runtime.read(read)
