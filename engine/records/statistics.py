"""What the database knows of how its tables are filled."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.records.unit_of_work import UnitOfWork


def refresh(uow: UnitOfWork, app: str) -> None:
    """After many records were written at once: PostgreSQL would otherwise go on planning for empty tables.

    SQLite plans well enough without.
    """
    if uow.dialect.name != "postgresql":
        return
    names = sorted(table.name for table in uow.actives[app].schema.physical.values() if table.app == app)
    for name in names:
        uow.cursor.execute(f'ANALYZE "{name}"')
