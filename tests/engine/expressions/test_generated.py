"""Laws of expressions made at random: one meaning in Python and in three databases; a condition parts the rows."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any, get_args

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.expressions import python, tree
from engine.expressions.check import check
from engine.expressions.checked import Checked
from engine.expressions.functions import FUNCTIONS
from engine.expressions.types import Boolean, Elapsed, Records, Type
from tests.engine.expressions import generator
from tests.engine.expressions.backends import ENVIRONMENT, Database, in_python, normal, rows
from tests.engine.expressions.world import CATALOG, CHANGING, SCOPE

World = dict[str, list[dict[str, Any]]]
AT_ONCE = 25


def understood(texts: list[str]) -> list[Checked]:
    """The expressions that the language accepts; the generator knows grammar, not every rule of types."""
    found = (check(text, SCOPE) for text in texts)
    return [each for each in found if isinstance(each, Checked)]


def differences(database: Database, world: World, expressions: list[Checked]) -> list[tuple[str, str, Any, Any]]:
    wrong = []
    for each, found in zip(expressions, database.columns(expressions), strict=True):
        truth = isinstance(each.type, Boolean)
        for key, ours in in_python(each, world).items():
            theirs = normal(found[key], each)
            if (bool(ours) != bool(theirs)) if truth else (ours != theirs):
                wrong.append((each.text, key, ours, theirs))
    return wrong


def batches(kind: st.SearchStrategy[str]) -> Any:
    return given(st.lists(kind, min_size=AT_ONCE, max_size=AT_ONCE))


def laws(examples: int) -> Any:
    slow = (HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large)
    return settings(max_examples=examples, deadline=None, suppress_health_check=slow, derandomize=examples <= 20)


def test_an_expression_has_one_value_everywhere(database: Database, world: World, full: bool) -> None:
    @laws(800 if full else 20)
    @batches(generator.expressions())
    def law(texts: list[str]) -> None:
        assert differences(database, world, understood(texts)) == []

    law()


def test_a_condition_and_its_opposite_part_the_rows(database: Database, world: World, full: bool) -> None:
    everything = {row["id"] for row in world["customer"]}

    @laws(400 if full else 10)
    @given(st.lists(generator.conditions(2), min_size=5, max_size=5))
    def law(texts: list[str]) -> None:
        for found in understood(texts):
            yes, no = database.holding(found, True), database.holding(found, False)
            assert yes | no == everything and not yes & no, found.text
            values = database.values([found])
            assert {key for key, (value,) in values.items() if value} == yes, found.text

    law()


def drawn(strategy: st.SearchStrategy[str], count: int) -> list[str]:
    texts: list[str] = []

    @laws(20)
    @given(st.lists(strategy, min_size=count // 20, max_size=count // 20))
    def collect(some: list[str]) -> None:
        texts.extend(some)

    collect()
    return texts


def test_the_generator_speaks_the_whole_language() -> None:
    """Most of what is generated is accepted; every function, every type and every kind of node occurs."""
    texts = drawn(generator.expressions(), 4_000)
    accepted = understood(texts)
    assert len(accepted) > len(texts) * 0.6
    special = [check(text, CHANGING) for text in (*drawn(generator.changes(), 100), *drawn(generator.picks(), 100))]
    accepted += [each for each in special if isinstance(each, Checked)]
    spoken = "\n".join(each.text for each in accepted)
    assert {name for name in FUNCTIONS if f"{name}(" not in spoken} == set()
    nodes = [node for each in accepted for node in tree.walk(each.tree)]
    types = {type(node.type) for node in nodes} | {type(node.item.type) for node in nodes if isinstance(node, tree.In)}
    assert types == set(get_args(Type)) - {Elapsed, Records}  # these are gone when a tree is made
    kinds = {kind for kind in vars(tree).values() if isinstance(kind, type) and issubclass(kind, tree.Node)}
    assert kinds - {type(node) for node in nodes} == {tree.Node, tree.Formula, tree.Member}  # of other scopes


def test_a_change_is_told_without_a_raise() -> None:
    """Beside every pair of an old and a new record, with opposite answers of opposites."""
    found = rows(20)["customer"]
    for text in drawn(generator.changes(), 200):
        some, opposite = check(text, CHANGING), check(f"not ({text})", CHANGING)
        if isinstance(some, Checked) and isinstance(opposite, Checked):
            for before, after in pairwise(found):
                environment = replace(ENVIRONMENT, old=before)
                row = after | {one.key: None for one in (*some.inputs, *opposite.inputs)}
                assert bool(python.function(some)(row, environment)) != bool(
                    python.function(opposite)(row, environment)
                ), text


HOSTILE = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.floats(),
    st.text(max_size=5),
    st.lists(st.none(), max_size=1),
)


def test_no_row_raises() -> None:
    """Whatever stands in a record, also values of the wrong type and none at all, the answer is a value or null."""
    names = sorted(CATALOG["customer"].attributes)

    @laws(60)
    @given(
        st.lists(generator.expressions(), min_size=10, max_size=10), st.dictionaries(st.sampled_from(names), HOSTILE)
    )
    def law(texts: list[str], row: dict[str, Any]) -> None:
        for each in understood(texts):
            given_inputs = {one.key: frozenset() if one.many else row.get("paid") for one in each.inputs}
            python.function(each)(row | given_inputs, ENVIRONMENT)

    law()
