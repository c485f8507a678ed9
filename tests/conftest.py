"""Fixtures and rules that every test shares; each lives in its own file of tests/fixtures."""

from __future__ import annotations

pytest_plugins = [
    "pytester",
    "tests.fixtures.sizes",
    "tests.fixtures.budget",
    "tests.fixtures.data",
    "tests.fixtures.databases",
    "tests.fixtures.browsers",
]
