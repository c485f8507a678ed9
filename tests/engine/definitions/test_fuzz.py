"""Whatever is written, loading answers with problems and never with an exception."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from engine.definitions import Element, keys_of, load
from engine.definitions.kinds.app import Role
from engine.definitions.kinds.data import Batch, Change
from engine.definitions.kinds.options import Option
from engine.definitions.kinds.scenarios import Person
from tests.engine.definitions.toy import Check, registry

KNOWN = registry()
PLACES = [f"{folder}/a" for folder in KNOWN.kinds if folder != "app"] + ["app", "translations/en"]
WORDS = sorted(
    {word for kind in KNOWN.kinds.values() for word in keys_of(kind.model)}
    | {word for family in KNOWN.families.values() for word in family.words()}
    | {word for family in KNOWN.families.values() for model in family.members.values() for word in keys_of(model)}
    | {"title", "name", "type", "zh", "en", "a", "else", "monday", "customer", "pick", "between", "rows", "times"}
)
SCALARS = st.sampled_from(
    [*WORDS, "1", "-1", "3d", "5m", "=x", "=", "", "a = 1", "09:00-18:00", "day 09:00", "2026-01-01", "é", "x/y", "a.b"]
)
FLAT = SCALARS | st.none() | st.booleans() | st.integers(-2, 99)
NESTED = st.recursive(
    FLAT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(SCALARS, inner, max_size=5),
    max_leaves=25,
)
MODELS = [model for family in KNOWN.families.values() for model in family.members.values()]
MODELS += [Option, Person, Batch, Change, Role, Check]


def keys_and(values: st.SearchStrategy[Any], model: type[Element]) -> st.SearchStrategy[Any]:
    """Bodies with the right keys and any values."""
    word = {model.word(): FLAT} if model.word() else {}
    keys = dict.fromkeys([key for key in keys_of(model) if key not in word], values)
    return st.fixed_dictionaries(word, optional={"title": FLAT, **keys})


INNER = NESTED | st.one_of([keys_and(NESTED, model) for model in MODELS])
MAPS = INNER | st.dictionaries(SCALARS, INNER, max_size=3) | st.lists(INNER, max_size=3)
FILES = st.one_of([st.tuples(st.just(kind.folder), keys_and(MAPS, kind.model)) for kind in KNOWN.kinds.values()])


YAMLISH = st.text(alphabet="ab:- \n\t{}[],'\"&*!|>%@`#?=0189~<客\\.", max_size=80)


def codes(path: str, data: bytes) -> list[str]:
    definition, problems = load({path: data}, KNOWN, "fuzz")
    assert (definition is None) == bool(problems.errors)
    for problem in problems:
        assert problem.text("zh") and problem.text("en") is not None and problem.hint("zh") is not None
    return [problem.code for problem in problems]


@given(st.sampled_from(PLACES), NESTED)
@settings(max_examples=600)
@example(
    "data/a", {"given": {"a": {"create": "b", "times": None, "with": {"c": {"rows": {"d": {"one": {}}}, "times": []}}}}}
)
@example("app", {"roles": {"a": {"role": "甲", "includes": ["a"]}}, "timezone": "../etc/passwd"})
@example("app", {"timezone": ""})
@example("app", {"language": []})
def test_any_tree_is_answered_with_problems(place: str, tree: Any) -> None:
    codes(f"{place}.json", json.dumps(tree).encode())


@given(FILES)
@settings(max_examples=600, suppress_health_check=[HealthCheck.too_slow])
def test_any_values_of_known_keys_are_answered_with_problems(file: tuple[str, Any]) -> None:
    folder, tree = file
    codes("app.json" if folder == "app" else f"{folder}/a.json", json.dumps(tree).encode())


@given(st.sampled_from(PLACES), YAMLISH)
@settings(max_examples=600)
def test_any_text_is_answered_with_problems(place: str, text: str) -> None:
    codes(f"{place}.yaml", text.encode())


@given(st.sampled_from(PLACES), st.binary(max_size=40))
def test_any_bytes_are_answered_with_problems(place: str, data: bytes) -> None:
    codes(f"{place}.yaml", data)


@given(st.text(alphabet="ab/._-A客 \0", max_size=20))
def test_any_path_is_answered_with_problems(path: str) -> None:
    codes(path, b"title: x")
    codes(f"{path}.yaml", b"title: x")
