"""The boundary rows of the expression tests, in each database."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import duckdb
import pytest
import sqlalchemy as sa

from tests.engine.expressions.backends import Database, register, rows


@pytest.fixture(scope="module")
def world(full: bool) -> dict[str, list[dict[str, Any]]]:
    return rows(120 if full else 40)


@pytest.fixture(scope="module", params=["sqlite", "duckdb", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database(request: pytest.FixtureRequest, world: dict[str, list[dict[str, Any]]]) -> Iterator[Database]:
    if request.param == "duckdb":
        connection = duckdb.connect()
        found = Database("duckdb", connection)
        found.fill(world)
        yield found
        connection.close()
        return
    url = (
        "sqlite://" if request.param == "sqlite" else request.getfixturevalue("postgres").replace("://", "+psycopg://")
    )
    engine = sa.create_engine(url)
    if request.param == "sqlite":
        sa.event.listen(engine, "connect", lambda raw, record: register(raw))
    with engine.connect() as connection:
        if request.param == "postgresql":
            connection.execute(sa.text("CREATE SCHEMA expressions"))
            connection.execute(sa.text("SET search_path TO expressions"))
        found = Database(request.param, connection)
        found.fill(world)
        yield found
        connection.rollback()
    engine.dispose()
