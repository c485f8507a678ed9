"""Which records the texts of a file name: set-wise, among the records that the person sees."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from engine.access.evaluate import at_least, condition, level
from engine.access.labels import own_label
from engine.expressions import sql
from engine.expressions.checked import Checked
from engine.expressions.sql import bind_values
from engine.expressions.tree import Attribute as Read
from engine.expressions.types import Text
from engine.records.entity import Attribute, Entity
from engine.records.physical import fold_column, folded
from engine.records.statement import Statement
from engine.records.text import fold
from engine.records.viewing import Source
from forms.records.showing import binds_of
from forms.records.visit import Visit

if TYPE_CHECKING:
    from engine.records.readers import Reader

ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
OFFERED = 2000  # labels among which the nearest to an unknown text is looked for


@dataclass
class Named:
    """``ids`` by folded text; ``several`` are the folded texts that name more than one record."""

    ids: dict[str, str] = field(default_factory=dict)
    several: set[str] = field(default_factory=set)
    labels: tuple[str, ...] = ()

    def add(self, found: Iterable[tuple[str, str | None]]) -> None:
        """Takes pairs of id and name of one way to name; what an earlier way names stays."""
        new: dict[str, str] = {}
        for id_, name in found:
            key = fold(name) if name is not None else ""
            taken = not key or key in self.ids or key in self.several
            if not taken and new.setdefault(key, id_) != id_:
                self.several.add(key)
        self.ids |= {key: id_ for key, id_ in new.items() if key not in self.several}


def naming(visit: Visit, entity: Entity) -> tuple[Attribute, ...]:
    """The attributes that name a record by themselves and that the person may read: unique texts, then the label."""
    unique = [each for each in entity.attributes.values() if each.unique == () and isinstance(each.type, Text)]
    label = own_label(visit.version, visit.viewer, entity.name)
    if label is not None and isinstance(label.tree, Read) and label.tree.depth == 0:
        unique.append(entity.attributes[label.tree.name])
    readable = [each for each in unique if at_least(level(visit.version, entity.name, each.name, visit.viewer), "read")]
    return tuple({each.name: each for each in readable if folded(each)}.values())


def resolve(visit: Visit, at: Reader, name: str, texts: Collection[str]) -> Named:
    """The records of an entity that texts name: by id, by a unique text, by label."""
    found = Named()
    ids = [text for text in texts if ID.fullmatch(text)]
    wanted = sorted({fold(text) for text in texts})
    entity = visit.version.catalog[name]
    if not wanted or condition(visit.version, name, "see", visit.viewer) is False:
        return found
    asking = _Asking(visit, at, name)
    if ids:
        found.add((id_, id_) for (id_,) in asking.run((asking.source.alias.c.id,), "id", ids))
    for attribute in naming(visit, entity):
        column = asking.source.alias.c[fold_column(attribute)]
        found.add(asking.run((asking.source.alias.c.id, column), column.name, wanted))
    label = own_label(visit.version, visit.viewer, name)
    if label is not None and any(text not in found.ids for text in wanted) and not _plain(label, entity):
        every = asking.run((asking.source.alias.c.id, sql.column(label.tree, asking.source.context)))
        found.add((id_, None if called is None else str(called)) for id_, called in every)
    return found


def offered_labels(visit: Visit, at: Reader, name: str) -> tuple[str, ...]:
    """Labels of the records that the person sees, for proposals."""
    label = own_label(visit.version, visit.viewer, name)
    if label is None or condition(visit.version, name, "see", visit.viewer) is False:
        return ()
    asking = _Asking(visit, at, name)
    every = asking.run((sql.column(label.tree, asking.source.context),), limit=OFFERED)
    return tuple(str(called) for (called,) in every if called is not None)


def _plain(label: Checked, entity: Entity) -> bool:
    tree = label.tree
    return isinstance(tree, Read) and tree.depth == 0 and folded(entity.attributes[tree.name])


class _Asking:
    """Questions to the records of one entity: those that the person sees, or ``every`` one."""

    def __init__(self, visit: Visit, at: Reader, name: str, every: bool = False) -> None:
        self.at = at
        self.source = Source.of(at.actives[visit.version.app].schema, name)
        self._environment = binds_of(visit, at)
        seen = condition(visit.version, name, "see", visit.viewer)
        self._conditions: list[sa.ColumnElement[bool]] = [self.source.alias.c.deleted_at.is_(None)]
        if isinstance(seen, Checked) and not every:
            self._conditions.append(sql.condition(seen.tree, self.source.context))

    def run(
        self, columns: Sequence[Any], among: str | None = None, texts: Sequence[str] = (), limit: int | None = None
    ) -> Iterator[tuple[Any, ...]]:
        """Columns of the records whose column ``among`` is one of the texts."""
        clause = sa.select(*columns).where(*self._conditions)
        if among is not None:
            clause = clause.where(self.at.dialect.among(self.source.alias.c[among], "texts"))
        if limit is not None:
            clause = clause.limit(limit)
        binds = bind_values(dict(self.source.context.binds), self._environment)
        if among is not None:
            binds["texts"] = self.at.dialect.pack(list(texts))
        Statement(clause, self.at.dialect).run(self.at.cursor, binds)
        yield from self.at.cursor.fetchall()


def unique_sets(visit: Visit) -> Iterator[tuple[str, ...]]:
    """The attributes that no two records share together."""
    for attribute in visit.entity.attributes.values():
        if attribute.unique is not None and attribute.column is not None:
            yield (*attribute.unique, attribute.name)
    for part in visit.sheet.duplicates:
        stored = all(name in visit.sheet.fields for name in part.attributes)
        if part.duplicate.do == "block" and stored:
            yield part.attributes


def known_records(
    visit: Visit, at: Reader, key: Sequence[str], values: Collection[tuple[Any, ...]], every: bool = False
) -> dict[Any, str]:
    """The ids of the records that the person sees (of ``every`` one, to be told to nobody), by the stored values of
    their key attributes."""
    if not values or not (every or condition(visit.version, visit.entity.name, "see", visit.viewer) is not False):
        return {}
    asking = _Asking(visit, at, visit.entity.name, every)
    attributes = [visit.entity.attributes[name] for name in key]
    columns = [_compared(asking.source, attribute) for attribute in attributes]
    lead = next((at for at, attribute in enumerate(attributes) if not _number(attribute)), None)
    rows: Iterator[tuple[Any, ...]]
    if lead is None:
        rows = asking.run((asking.source.alias.c.id, *columns))
    else:
        texts = sorted({str(value[lead]) for value in values if value[lead] is not None})
        rows = asking.run((asking.source.alias.c.id, *columns), columns[lead].name, texts)
    return {tuple(found): id_ for id_, *found in rows}


def _number(attribute: Attribute) -> bool:
    return attribute.column is None or type(attribute.type).__name__ in ("Number", "Date", "DateTime", "Boolean")


def _compared(source: Source, attribute: Attribute) -> Any:
    return source.alias.c[fold_column(attribute) if folded(attribute) else attribute.column or ""]


def key_of(visit: Visit, key: Sequence[str], values: Any) -> tuple[Any, ...] | None:
    """The key of a row's values as ``known_records`` gives it; None if a part of it is empty."""
    found = tuple(values.get(name) for name in key)
    if any(value is None for value in found):
        return None
    attributes = (visit.entity.attributes[name] for name in key)
    return tuple(fold(value) if folded(each) else value for each, value in zip(attributes, found, strict=True))
