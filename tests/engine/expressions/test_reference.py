"""The reference pages say what the declarations say today."""

from __future__ import annotations

from engine.expressions.check import check
from engine.expressions.functions import FUNCTIONS
from engine.expressions.reference import GROUPS, pages
from tests.engine.expressions.world import CHANGING
from tests.house.code import ROOT


def test_the_pages_are_those_of_the_declarations() -> None:
    """``dougong schema --reference docs/reference`` writes them anew."""
    for name, page in pages().items():
        assert (ROOT / "docs" / "reference" / name).read_text(encoding="utf-8") == page


def test_every_function_is_on_every_page() -> None:
    assert {function.group for function in FUNCTIONS.values()} == GROUPS.keys()
    for page in pages().values():
        assert [name for name in FUNCTIONS if f"| `{name}(" not in page] == []


def test_every_example_is_right() -> None:
    wrong = {name: check(function.example, CHANGING) for name, function in FUNCTIONS.items()}
    assert {name: found for name, found in wrong.items() if isinstance(found, tuple)} == {}
