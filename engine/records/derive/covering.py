"""What a reference's index carries along, so that totals over the records that refer read the index alone.

A total is computed again whenever one of its records changes; with thousands of them, fetching each record for one
of its values would cost far more than the sum.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.expressions.types import Boolean, Choice, Date, DateTime, Number, Reference
from engine.records.entity import Attribute, Catalog

SMALL = (Boolean, Choice, Date, DateTime, Number, Reference)
MOST = 4  # values beside the reference: more would make the index a second table

Carried = Mapping[str, tuple[str, ...]]


def carried(catalog: Catalog) -> Mapping[str, Carried]:
    """By entity and reference, the other attributes that formulas read of the records that refer to one."""
    found: dict[str, dict[str, set[str]]] = {}
    for entity, link, name in _read(catalog):
        found.setdefault(entity, {}).setdefault(link, set()).add(name)
    return {
        entity: {link: tuple(sorted(names)) if len(names) <= MOST else () for link, names in links.items()}
        for entity, links in found.items()
    }


def _read(catalog: Catalog) -> Iterator[tuple[str, str, str]]:
    for entity in catalog.values():
        for attribute in entity.attributes.values():
            for read in attribute.formula.depends if attribute.formula is not None else ():
                way = read.path[-1] if read.path else None
                if way is None or way.kind != "way" or way.entity != read.entity or read.attribute == way.attribute:
                    continue
                known = catalog.get(read.entity)
                if known is not None and _small(known.attributes.get(read.attribute)):
                    yield read.entity, way.attribute, read.attribute


def _small(attribute: Attribute | None) -> bool:
    return attribute is not None and attribute.column is not None and isinstance(attribute.type, SMALL)
