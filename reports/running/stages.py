"""Stages of a form: which of them its records ever came to, and how long they stayed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from engine.expressions import sql
from engine.expressions.sql import bind_values
from engine.expressions.tree import Aggregate, Attribute, Comparison, Literal, Node, OptionValue, Path
from engine.expressions.types import BOOLEAN, Choice, Number, Option, Reference
from engine.records.clock import DAY
from engine.records.json_sql import Column
from engine.records.statement import Statement
from engine.records.viewing import Source
from reports.axes import PARENT
from reports.running.cuts import Cut
from reports.running.reading import Reading

PLACE = Number(0, 4)


@dataclass(frozen=True)
class Stages:
    """The stage field of a form and its history. ``ways`` are the stages of the way itself, ``lost`` the others."""

    form: str
    field: str
    options: tuple[Option, ...]

    @property
    def history(self) -> str:
        return f"{self.form}.{self.field}.history"

    @property
    def way(self) -> tuple[Option, ...]:
        return tuple(option for option in self.options if option.closed != "lost")

    @property
    def lost(self) -> tuple[Option, ...]:
        return tuple(option for option in self.options if option.closed == "lost")

    @property
    def places(self) -> tuple[tuple[str, int], ...]:
        """How far each stage is on the way; whoever was lost at once has come to its beginning."""
        return (
            *((option.name, place) for place, option in enumerate(self.way)),
            *((each.name, 0) for each in self.lost),
        )

    @property
    def stage(self) -> Attribute:
        """The stage beside a row of the history."""
        return Attribute(Choice(self.options, ordered=True, stage=True), self.history, "stage")

    def stayed(self, function: Any, value: Node | None = None, where: Node | None = None, type_: Any = BOOLEAN) -> Node:
        """An aggregate over the history of a record."""
        this = Attribute(Reference(self.form), self.form, "id")
        return Aggregate(type_, function, this, self.history, PARENT, value, where)

    def ever(self, name: str) -> Node:
        """That a record was in a stage at some time."""
        return self.stayed("any", where=Comparison(BOOLEAN, "=", self.stage, Literal(self.stage.type, name)))

    def furthest(self) -> Node:
        """How far a record ever came."""
        return self.stayed("max", OptionValue(PLACE, self.stage, self.places, "position"), type_=PLACE)


@dataclass(frozen=True)
class ReachedCut(Cut):
    """A record is in the group of every stage that it ever came to or passed; lost stages are no groups."""

    stages: Stages

    def spread(self, source: Source, rows: sa.FromClause) -> tuple[sa.FromClause, Column]:
        """Joined with the furthest place of each record, and with every stage up to there."""
        history = source.schema.tables[self.stages.history].alias()
        place = sa.case(dict(self.stages.places), value=history.c.stage)
        furthest = (
            sa.select(history.c.parent, sa.func.max(place).label("place"))
            .where(history.c.deleted_at.is_(None))
            .group_by(history.c.parent)
            .subquery()
        )
        each = _listed(self.stages.way)
        joined = rows.join(furthest, furthest.c.parent == source.alias.c.id).join(
            each, each.c.place <= furthest.c.place
        )
        return joined, each.c.stage

    def holds(self, value: Any) -> Node:
        place = dict(self.stages.places).get(value, 0)
        if value in {option.name for option in self.stages.lost}:
            return self.stages.ever(value)
        return Comparison(BOOLEAN, ">=", self.stages.furthest(), Literal(PLACE, place))


def _listed(options: tuple[Option, ...]) -> sa.Subquery:
    """The stages with their places as rows."""
    rows = [
        sa.select(
            sa.literal_column(str(place), sa.Integer).label("place"), sa.literal(option.name, sa.Text).label("stage")
        )
        for place, option in enumerate(options)
    ]
    return sa.union_all(*rows).subquery()


def stays(reading: Reading, stages: Stages, condition: Node) -> dict[str, float]:
    """The average days of the stays in each stage that are over, of the records for which a condition holds."""
    source = Source.of(reading.at.actives[reading.app].schema, stages.history)
    parent = Attribute(Reference(stages.form), stages.history, PARENT)
    holds = sql.condition(Path(BOOLEAN, parent, stages.form, condition), source.context)
    row = source.alias.c
    length = sa.func.avg(row.left - row.entered)
    clause = (
        sa.select(row.stage, length).where(row.left.is_not(None), row.deleted_at.is_(None), holds).group_by(row.stage)
    )
    statement = Statement(clause, reading.at.dialect)
    statement.run(reading.at.cursor, bind_values(source.context.binds, reading.environment))
    return {stage: round(float(found) / DAY, 2) for stage, found in reading.at.cursor.fetchall()}
