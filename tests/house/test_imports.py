"""Pure modules stay pure, and what is imported is what is declared."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from functools import cache
from importlib.metadata import packages_distributions

import grimp
import pytest

from tests.house.code import PACKAGES, ROOT, modules

EFFECTS = {"starlette", "uvicorn", "sqlalchemy", "psycopg", "sqlite3", "duckdb"}
# The pure core: modules with all below them, but for those that exist to speak a database's language.
PURE = {
    "engine.problems": (),
    "engine.expressions": ("engine.expressions.sql",),
    "engine.definitions.merge": (),
    "engine.definitions.patch": (),
    "engine.records.entity": (),
    "engine.records.clock": (),
    "flows.step": (),
    "flows.soundness": (),
}


@cache
def graph() -> grimp.ImportGraph:
    return grimp.build_graph(*PACKAGES, include_external_packages=True, exclude_type_checking_imports=True)


def below(module: str, parents: tuple[str, ...]) -> bool:
    return any(module == parent or module.startswith(f"{parent}.") for parent in parents)


@pytest.mark.parametrize("core", PURE)
def test_a_pure_module_reaches_no_database_and_no_web_framework(core: str) -> None:
    impure = {
        module: sorted(reached)
        for module in graph().modules
        if below(module, (core,)) and not below(module, PURE[core])
        if (reached := EFFECTS & graph().find_upstream_modules(module))
    }
    assert impure == {}


def test_every_imported_distribution_is_a_declared_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {normal(re.split(r"[\[<>=~! ;]", line, maxsplit=1)[0]) for line in project["dependencies"]}
    distributions = packages_distributions()
    undeclared = {
        (name, tuple(distributions.get(name, ["not installed"])))
        for name in imported() - set(sys.stdlib_module_names) - set(PACKAGES)
        if not declared & {normal(distribution) for distribution in distributions.get(name, [])}
    }
    assert undeclared == set()


def normal(distribution: str) -> str:
    return re.sub(r"[-_.]+", "-", distribution).lower()


def imported() -> set[str]:
    """The top-level names that the product's modules import."""
    nodes = (node for path in modules() for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    names: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names
