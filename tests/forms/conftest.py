"""One office for all tests of a module, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import psycopg
import pytest

from tests.forms.office import PACKS, Office, office

DATABASES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]


@pytest.fixture(scope="module", params=DATABASES)
def module_database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The SQLAlchemy URL of a database that the tests of a module share."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path_factory.mktemp('shared') / 'dougong.db'}"
        return
    server, name = request.getfixturevalue("postgres"), f"test_{uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield server.replace("postgresql://", "postgresql+psycopg://").replace("/postgres?", f"/{name}?")
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="module")
def trade(module_database: str) -> Iterator[Office]:
    """The trading house: a boss, two clerks with clients of their own, a guest and somebody who only types in."""
    with office(module_database, PACKS / "trade") as found:
        found.hire("bo", "boss")
        found.hire("li", "clerk")
        found.hire("zhou", "clerk")
        found.hire("gu", "guest")
        found.hire("fei", "filler")
        found.hire("nobody")
        yield found
