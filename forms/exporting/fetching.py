"""A list as a file, with the rights of who asks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from json import loads
from typing import TYPE_CHECKING, Any

from engine.access.evaluate import Condition
from engine.listing import Wish
from engine.problems import Problem, Refused
from engine.records.query import LIMIT
from engine.web.request import forbidden
from forms.exporting.columns import columns_of
from forms.exporting.writing import FileKind
from forms.records.listing import list_json, names_of
from forms.records.showing import showing
from forms.records.visit import Visit

if TYPE_CHECKING:
    from engine.records.readers import Reader

PAGE = LIMIT
MOST = 200_000


def export(visit: Visit, reader: Reader, wish: Wish, kind: FileKind) -> bytes:
    """All records of the list that the person may export. Refused 403 without the right, 400 for a bad wish,
    422 when they are more than a file should hold."""
    right: Condition = visit.right("export")
    if right is False:
        raise forbidden()
    names = names_of(visit, wish)
    columns = columns_of(visit, showing(visit, names), names)
    wish = replace(wish, show=",".join(column.name for column in columns), also=right, limit=PAGE)
    rows = ([column.cell(record.get(column.name)) for column in columns] for record in _records(visit, reader, wish))
    return kind.write(columns, rows)


def _records(visit: Visit, reader: Reader, wish: Wish) -> Iterator[Mapping[str, Any]]:
    told = 0
    while True:
        page = loads(list_json(visit, reader, wish), parse_float=Decimal)
        told += len(page["records"])
        if told > MOST:
            raise Refused((Problem("export.too_many", {"limit": MOST}),))
        yield from page["records"]
        if page["next"] is None:
            return
        wish = replace(wish, after=page["next"])
