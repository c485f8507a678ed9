"""A warehouse that takes files, on SQLite and on PostgreSQL, one for the tests of a module."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.forms.conftest import module_database  # noqa: F401  a fixture
from tests.running import World, running

STOCK = Path(__file__).parent / "packs" / "stock"


@pytest.fixture(scope="module")
def stock(module_database: str) -> Iterator[World]:  # noqa: F811  the fixture above
    with running(module_database, STOCK) as world:
        world.person("ke", name="柯敏", roles=["keeper"])
        world.person("bai", name="白杨", roles=["buyer"])
        world.person("lu", name="陆川", roles=["looker"])
        yield world
