"""One server for all browser tests: starting the CRM with its demo data is what takes longest."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.site import Site
from tests.faults.serving import Server, serving

CRM = Path(__file__).parents[2] / "apps" / "crm"


@pytest.fixture(scope="session")
def crm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The CRM as a newcomer finds it, with a clock that can be moved."""
    folder = tmp_path_factory.mktemp("site")
    arguments = ("--data", str(folder), "--dev")
    with serving(f"sqlite:///{folder / 'dougong.db'}", *arguments, pack=CRM) as server:
        assert server.address
        yield server


@pytest.fixture
def site(crm: Server, browser: Browser) -> Site:
    return Site(crm, browser)
