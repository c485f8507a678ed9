"""One stocked stand for all tests of a module, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.forms.conftest import module_database  # noqa: F401  a fixture
from tests.reports.stand import Stand, stand, stock


@pytest.fixture(scope="module")
def shop(module_database: str) -> Iterator[Stand]:  # noqa: F811  the fixture above
    with stand(module_database) as found:
        stock(found)
        yield found
