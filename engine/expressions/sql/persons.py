"""Sets of people as selects of user ids, read from the built-in form ``user``."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from engine.expressions import tree
from engine.expressions.sql.context import NotInSql
from engine.expressions.sql.engines import const
from engine.expressions.sql.writer import Writer, alive
from engine.expressions.types import PEOPLE

USER = "user"


def people(writer: Writer, node: tree.Node) -> sa.Select[Any]:
    """The ids of a set of people, none of them null."""
    if writer.context.people is not None and not isinstance(node, tree.PeopleList):
        return writer.context.people(node)
    match node:
        case tree.Members():
            return members(writer, node)
        case tree.Variable(name="my_team"):
            return team(writer)
        case tree.PeopleList():
            return listed(writer, node)
        case tree.Chosen(function="managers"):
            return managers(writer, node)
    raise NotInSql(type(node).__name__.lower())


def members(writer: Writer, node: tree.Members) -> sa.Select[Any]:
    """Active users whose roles or teams hold one of the names."""
    user = writer.alias(USER)
    names = user.c["roles" if node.kind == "role" else "teams"]
    holds = sa.or_(*(writer.engine.contains(names, const(f"|{name}|")) for name in node.names))
    return sa.select(user.c["id"]).where(holds, user.c["active"], *alive(user)).correlate(None)


def team(writer: Writer) -> sa.Select[Any]:
    """Everyone below the viewer, at any depth; also who has left: their records are still the manager's business."""
    user = writer.alias(USER)
    me = sa.bindparam("me", type_=sa.Text())
    writer.context.binds.setdefault("me", lambda environment: environment.me)
    below = sa.select(user.c["id"]).where(user.c["manager"] == me).cte(recursive=True)
    further = writer.alias(USER)
    step = sa.select(further.c["id"]).where(further.c["manager"] == below.c["id"])
    return sa.select(below.union(step).c["id"]).correlate(None)


def listed(writer: Writer, node: tree.PeopleList) -> sa.Select[Any]:
    """Users given one by one and sets of people, together."""
    selects = []
    for item in node.items:
        if item.type == PEOPLE:
            selects.append(people(writer, item))
        else:
            one = sa.select(writer.value(item).label("id")).subquery()
            selects.append(sa.select(one.c["id"]).where(one.c["id"].is_not(None)))
    found = sa.union_all(*selects).subquery()
    return sa.select(found.c[0])


def managers(writer: Writer, node: tree.Chosen) -> sa.Select[Any]:
    """The managers of a user, so many levels up."""
    user, levels = node.arguments
    assert isinstance(levels, tree.Literal)
    above: list[tree.Node] = []
    reference = user
    for _ in range(levels.value):
        manager = tree.Attribute(user.type, USER, "manager")
        reference = tree.Path(user.type, reference, USER, manager)
        above.append(reference)
    return listed(writer, tree.PeopleList(PEOPLE, tuple(above)))
