"""How many alerts the conditions of rules would have raised on the days gone by: as they are, and as they would be.

Conditions are asked at the end of each day, of all records as they were: an alert is a record for which the condition
holds at the end of a day and did not the day before, or holds again after `again`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from engine.expressions import sql
from engine.expressions.environment import Environment
from engine.expressions.python import environment_value
from engine.expressions.sql import NotInSql, bind_values
from engine.expressions.tree import Attribute, Literal, Node, Parameter, rebuild
from engine.expressions.types import TEXT
from engine.records.clock import day_of, midnight_of
from engine.records.dialect import SQLITE
from engine.records.evaluate import environment
from engine.records.statement import Statement
from engine.time.duration import Duration
from rules.automations.automation import Rule
from rules.rule_set import RuleSet
from rules.whatif.past import Past

if TYPE_CHECKING:
    from engine.plugin import AppVersion
    from engine.records.readers import Reader
    from rules.whatif.trees import Trees

HELD = "CREATE TABLE held (day INTEGER, id TEXT, person TEXT, side INTEGER)"
INDEX = "CREATE INDEX held_at ON held (side, id, day)"
# Days in a row are an island: day minus their number in order is the same for all of them.
ALERTS = """
WITH numbered AS (
  SELECT day, id, person, side, day - row_number() OVER (PARTITION BY side, id ORDER BY day) AS island FROM held
), islands AS (
  SELECT day, id, person, side, day - min(day) OVER (PARTITION BY side, id, island) AS since FROM numbered
)
SELECT day, person, side, count(*) FROM islands
WHERE day > :first AND (since = 0 OR (CASE side WHEN 0 THEN :before ELSE :after END > 0
  AND since % (CASE side WHEN 0 THEN :before ELSE :after END) = 0))
GROUP BY day, person, side
"""
SIDES = ("before", "after")


@dataclass(frozen=True)
class Alerts:
    """``by_day`` and ``by_person`` count alerts as the rule is and as it would be; persons are ids, None for nobody."""

    rule: Rule
    by_day: dict[int, list[int]]
    by_person: dict[str | None, list[int]]


@dataclass(frozen=True)
class _Sides:
    """One rule as it is and as it would be: its condition, and after how many days it acts again (0: never)."""

    rule: Rule
    before: Node | None
    after: Node | None
    again: tuple[int, int]


def replay(trees: Trees, reader: Reader, days: int) -> tuple[Alerts, ...]:
    """Every rule with a condition whose alerts may differ, over the last ``days`` days, today among them."""
    draft = trees.draft
    today = reader.today(draft.app)
    first = today - days
    start = midnight_of(first + 1, draft.active.zone) - 1
    found = []
    for sides in _rules(trees, environment(reader, draft.app)):
        past = Past(reader, draft.active, start)
        entity = sides.rule.entity.name
        past.reads.setdefault(entity, {"deleted_at"}).update(_owner(trees, entity))
        for node in (sides.before, sides.after):
            if node is not None:
                past.need(node)
        try:
            found.append(_alerts(trees, reader, past, sides, range(first, today + 1)))
        except NotInSql:
            continue
    return tuple(found)


def _rules(trees: Trees, known: Environment) -> Iterator[_Sides]:
    draft = trees.draft
    was, now = _watching(draft.published), _watching(draft.version)
    for key in dict.fromkeys((*now, *was)):
        rule = now.get(key) or was[key]
        form, name = key
        changed = (form, name) in trees.affected or (key in was) != (key in now)
        again = tuple(_days(trees, side.get(key), known, new) for side, new in ((was, False), (now, True)))
        if form not in trees.old or not (changed or again[0] != again[1]):
            continue
        before = _grounded(trees, was[key]) if key in was else None
        after = trees.after(form, name) if changed and key in now else before if key in now else None
        yield _Sides(rule, before, after, (again[0], again[1]))


def _watching(version: AppVersion) -> dict[tuple[str, str], Rule]:
    rules = version.part("rules", RuleSet).all()
    return {(rule.entity.name, rule.condition): rule for rule in rules if rule.condition is not None}


def _grounded(trees: Trees, rule: Rule) -> Node:
    """The condition as it is, with the values of parameters in force; over columns whose history is kept."""
    formula = rule.entity.attributes[rule.condition or ""].formula
    assert formula is not None
    return with_parameters(formula.tree, trees.draft.active.parameters)


def with_parameters(node: Node, values: Any) -> Node:
    if isinstance(node, Parameter):
        return Literal(node.type, values.get(node.name))
    return rebuild(node, lambda child, entered: with_parameters(child, values))


def _days(trees: Trees, rule: Rule | None, known: Environment, new: bool) -> int:
    """After how many days a rule acts again; 0 for never, and for what is not a number of days."""
    if rule is None or rule.again is None:
        return 0
    tree = with_parameters(rule.again.tree, trees.draft.parameters if new else trees.draft.active.parameters)
    length = environment_value(tree, known) if tree.constant else None
    return length.days if isinstance(length, Duration) and not (length.months or length.working) else 0


def _owner(trees: Trees, entity: str) -> set[str]:
    owner = trees.old[entity].owner
    return {owner} if owner is not None and owner in trees.old[entity].attributes else set()


def _alerts(trees: Trees, reader: Reader, past: Past, sides: _Sides, days: range) -> Alerts:
    connection = past.open()
    try:
        cursor = connection.cursor()
        cursor.execute(HELD)
        for side, node in enumerate((sides.before, sides.after)):
            if node is not None:
                _hold(trees, reader, past, sides.rule.entity.name, node, side, days, cursor)
        cursor.execute(INDEX)
        values = {"first": days[0], "before": sides.again[0], "after": sides.again[1]}
        cursor.execute(ALERTS, values)
        return _counted(sides.rule, days, cursor.fetchall())
    finally:
        connection.close()


def _hold(
    trees: Trees, reader: Reader, past: Past, entity: str, node: Node, side: int, days: range, cursor: Any
) -> None:
    """Writes down for which records the condition held at the end of each day."""
    context = past.context(entity)
    row = context.row
    assert row is not None
    person = sql.column(_person(trees, entity), context)
    clause = sa.select(row.c["id"], person).where(row.c["deleted_at"].is_(None), sql.condition(node, context))
    statement = Statement(clause, SQLITE)
    for day in days:
        at = min(midnight_of(day + 1, past.active.zone) - 1, reader.now)
        known = _at(environment(reader, trees.draft.app), at, day_of(at, past.active.zone))
        statement.run(cursor, {**bind_values(context.binds, known), "as_of": at})
        rows = [(day, id, who, side) for id, who in cursor.fetchall()]
        cursor.executemany("INSERT INTO held VALUES (?, ?, ?, ?)", rows)


def _person(trees: Trees, entity: str) -> Node:
    owner = next(iter(_owner(trees, entity)), None)
    if owner is None:
        return Literal(TEXT, None)
    return Attribute(trees.old[entity].attributes[owner].type, entity, owner)


def _at(known: Environment, now: int, today: int) -> Environment:
    return Environment(now, today, known.zone, parameters=known.parameters, calendar=known.calendar)


def _counted(rule: Rule, days: range, rows: list[Any]) -> Alerts:
    by_day: dict[int, list[int]] = {day: [0, 0] for day in days[1:]}
    by_person: dict[str | None, list[int]] = {}
    for day, person, side, count in rows:
        by_day[day][side] += count
        by_person.setdefault(person, [0, 0])[side] += count
    return Alerts(rule, by_day, by_person)
