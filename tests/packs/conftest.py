"""The maven files imported once for all tests of a module, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fixtures.maven import maven
from tests.forms.conftest import module_database  # noqa: F401  a fixture
from tests.running import World


@pytest.fixture(scope="module")
def sales(module_database: str, data: Path) -> Iterator[World]:  # noqa: F811  the fixture above
    with maven(module_database, data / "maven_crm_sales") as world:
        yield world
