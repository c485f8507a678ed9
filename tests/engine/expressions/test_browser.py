"""The browser computes what Python computes, or is told to ask; nothing lacks JavaScript unnoticed."""

from __future__ import annotations

import inspect
import json
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, get_args
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.expressions import tree
from engine.expressions.browser import REFUSED, Reason
from engine.expressions.checked import Checked
from engine.expressions.functions import CALLS
from engine.expressions.runtime.offsets import offsets
from engine.expressions.runtime.zones import offset_at
from engine.expressions.tree_json import to_json
from engine.expressions.types import Boolean
from tests.engine.expressions import generator, vectors
from tests.engine.expressions.backends import ENVIRONMENT, Database, checked, in_python
from tests.engine.expressions.browser import NODE, Browser, refused
from tests.engine.expressions.test_backends import CONDITIONS, EXPRESSIONS
from tests.engine.expressions.test_generated import batches, laws, understood
from tests.house.code import ROOT

World = dict[str, list[dict[str, Any]]]
SOURCES = ROOT / "designer_ui" / "src" / "expressions"


@pytest.fixture(scope="module")
def browser(world: World) -> Iterator[Browser]:
    found = Browser(world, ENVIRONMENT)
    yield found
    found.close()


def differences(browser: Browser, database: Database, world: World, found: Checked) -> list[tuple[str, Any, Any]]:
    truth, wrong = isinstance(found.type, Boolean), []
    theirs = browser.values(found)
    for key, ours in in_python(found, world).items():
        if (bool(ours) != bool(theirs[key])) if truth else (ours != theirs[key]):
            wrong.append((key, ours, theirs[key]))
    return wrong


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_browser_computes_what_python_computes(browser: Browser, database: Database, world: World) -> None:
    examples = [function.example for function in CALLS.values() if function.example and function.group != "change"]
    expressions = [checked(text) for text in dict.fromkeys((*EXPRESSIONS, *CONDITIONS, *examples))]
    wrong = {each.text: differences(browser, database, world, each) for each in expressions if refused(each) is None}
    assert {text: some for text, some in wrong.items() if some} == {}
    assert len(wrong) > 100


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_expressions_at_random_have_the_same_value(
    browser: Browser, database: Database, world: World, full: bool
) -> None:
    outcomes: Counter[str] = Counter()

    @laws(800 if full else 20)
    @batches(generator.expressions())
    def law(texts: list[str]) -> None:
        for each in understood(texts):
            reason = refused(each)
            outcomes[reason or "computed"] += 1
            if reason is None:
                assert differences(browser, database, world, each) == [], each.text

    law()
    assert set(outcomes) <= {"computed", *get_args(Reason)}
    assert outcomes["computed"] > 0.5 * outcomes.total()


def names_in(file: str, table: str) -> set[str]:
    """The keys of an object literal of the sources."""
    text = (SOURCES / file).read_text(encoding="utf-8")
    body = text.split(f"export const {table}", 1)[1].split("\n}\n", 1)[0]
    return set(re.findall(r"^  (\w+): ", body, re.MULTILINE))


def test_every_kind_of_node_is_computed_or_refused() -> None:
    kinds = {kind for _, kind in inspect.getmembers(tree, inspect.isclass) if issubclass(kind, tree.Node)} - {tree.Node}
    computed = names_in("index.ts", "BUILDERS")
    assert computed == {kind.__name__ for kind in kinds - REFUSED.keys()}


def test_every_function_states_whether_the_browser_computes_it() -> None:
    called = {name for name, function in CALLS.items() if function.python is not None and function.browser}
    assert names_in("functions.ts", "CALLS") == called


def test_a_tree_says_all_that_its_node_says() -> None:
    """Every part of a node stands in its JSON, and the JSON holds nothing but plain values."""
    for text in (*EXPRESSIONS, *CONDITIONS):
        for node in tree.walk(checked(text).tree):
            told = to_json(node)
            assert told.keys() == {"node", *(part for part in vars(replace(node)) if part != "column")}
            assert json.loads(json.dumps(told)) == told


@given(
    st.sampled_from(["Asia/Shanghai", "Europe/Berlin", "America/St_Johns", "Africa/Casablanca", "Asia/Kathmandu"]),
    st.integers(-5_000_000_000_000, 4_100_000_000_000),
)
def test_the_offsets_of_a_zone_are_all_told(name: str, moment: int) -> None:
    zone = ZoneInfo(name)
    told = offsets(zone)
    since = [offset for instant, offset in told.changes if instant is None or instant <= moment]
    assert since[-1] == offset_at(moment, zone)


def test_the_vectors_are_what_python_says_today() -> None:
    """vitest runs them. ``python -m tests.engine.expressions.vectors`` writes them anew."""
    assert vectors.written(vectors.vectors(vectors.texts())) == vectors.FILE.read_text(encoding="utf-8")
    assert len(vectors.texts()) > 200


def test_no_code_is_made_of_text() -> None:
    """A strict content policy would forbid it, and a tree could become a program."""
    for source in SOURCES.glob("*.ts"):
        assert not re.search(r"\beval\b\(|\bnew Function\b|\bFunction\(", source.read_text(encoding="utf-8")), source


def test_node_is_the_one_that_builds_the_ui() -> None:
    version = subprocess.run([NODE, "--version"], capture_output=True, text=True, check=True).stdout
    assert int(version.removeprefix("v").split(".")[0]) >= 22
