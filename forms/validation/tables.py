"""How many rows a table holds."""

from __future__ import annotations

from collections.abc import Iterator

from engine.problems import Problem
from forms.compiled import FieldPart
from forms.fields import TableField
from forms.fields.table import MOST_ROWS
from forms.validation.case import Case


def tables(case: Case) -> Iterator[Problem]:
    """Too few or too many rows."""
    for part in case.parts(counted):
        table = part.field
        assert isinstance(table, TableField)
        count = len(case.rows(part))
        if count < table.min and case.visible(part):
            yield case.problem("value.rows_few", part, limit=table.min)
        if count > table.max:
            yield case.problem("value.rows_many", part, limit=table.max)


def counted(part: FieldPart) -> bool:
    """Whether a table holds a certain number of rows."""
    table = part.field
    return isinstance(table, TableField) and not (table.min == 0 and table.max == MOST_ROWS)
