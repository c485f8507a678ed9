"""A small world for expressions: entities, boundary rows, and the same rows in three databases."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from engine.expressions.scope import EntityScope
from engine.expressions.sql.writer import FOLD
from engine.expressions.types import (
    Boolean,
    Choice,
    Choices,
    Date,
    DateTime,
    Duration,
    File,
    Number,
    Option,
    Reference,
    Text,
    Type,
)
from engine.records.entity import Attribute, Entity, Way
from engine.records.system import column_name, system_attributes, table_name

STATUS = Choice((Option("draft", "草稿"), Option("settled", "已付款"), Option("shipped", "已发货")))
STAGE = Choice(
    (
        Option("clean", chance=5),
        Option("proposal", chance=50),
        Option("won", closed="won", chance=100),
        Option("lost", closed="lost", chance=0),
    ),
    ordered=True,
    stage=True,
)
ZONE = "Asia/Shanghai"
NOW = 1_772_211_600_000  # 2026-02-28 01:00 in Shanghai
TODAY = 20_512  # 2026-02-28


FOLDED = ("name", "note")  # texts of customers whose fold is a column
TITLES = {
    "name": "客户名称",
    "paid": "累计成交",
    "flag": "重点",
    "status": "状态",
    "birthday": "生日",
    "amount": "订单金额",
}


def entity(name: str, types: dict[str, Type], *ways: Way, title: str = "") -> Entity:
    own = {key: Attribute(key, type_, column_name(key), title=TITLES.get(key, "")) for key, type_ in types.items()}
    found = {**system_attributes(), **own}
    return Entity("t", name, table_name("t", name), found, {way.name: way for way in ways}, title=title)


ORDER = entity(
    "order",
    {
        "customer": Reference("customer"),
        "amount": Number(2),
        "status": STATUS,
        "paid_on": Date(),
        "at": DateTime(),
        "quantity": Number(0),
    },
    title="订单",
)
ITEM = entity(
    "customer.items",
    {
        "parent": Reference("customer"),
        "position": Number(0),
        "price": Number(2),
        "pieces": Number(0),
        "gift": Boolean(),
    },
    title="明细",
)
USER = entity(
    "user",
    {
        "name": Text(),
        "manager": Reference("user"),
        "roles": Choices((), True),
        "teams": Choices((), True),
        "active": Boolean(),
    },
)
CUSTOMER = entity(
    "customer",
    {
        "name": Text(),
        "note": Text(),
        "owner": Reference("user"),
        "parent_co": Reference("customer"),
        "paid": Number(2),
        "count": Number(0),
        "rate": Number(4),
        "last_paid": Date(),
        "birthday": Date(),
        "contact": DateTime(),
        "stage": STAGE,
        "stage.entered": DateTime(),
        "status": STATUS,
        "tags": Choices((Option("vip"),), True),
        "tags.high_value": Boolean(),
        "flag": Boolean(),
        "photo": File(),
    },
    Way("orders", "order", "customer"),
    Way("items", "customer.items", "parent", "table"),
    title="客户",
)
CATALOG = {found.name: found for found in (ORDER, ITEM, USER, CUSTOMER)}
PARAMETERS: dict[str, Type] = {"days": Number(0), "amount": Number(2), "stale": Duration()}
CHANGING = EntityScope(CATALOG, CUSTOMER, PARAMETERS, {"director": ("ceo",)}, ("presales",), {}, changing=True, app="t")
SCOPE = EntityScope(CATALOG, CUSTOMER, PARAMETERS, {"director": ("ceo",)}, ("presales",), {}, changing=False, app="t")


def tables() -> dict[str, sa.Table]:
    """Fresh tables by entity name."""
    metadata = sa.MetaData()
    return {
        found.name: sa.Table(
            found.table,
            metadata,
            *(sa.Column(item.column, storage(item.type)) for item in found.attributes.values() if item.column),
            *(sa.Column(f"{name}{FOLD}", sa.Text()) for name in FOLDED if found is CUSTOMER),
        )
        for found in CATALOG.values()
    }


def storage(type_: Type) -> sa.types.TypeEngine[Any]:
    if isinstance(type_, Boolean):
        return sa.Boolean()
    return sa.BigInteger() if isinstance(type_, Number | Date | DateTime) else sa.Text()
