"""JSON text to the located tree."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.definitions.text import parse
from engine.definitions.tree import Mapping, Node, Scalar
from engine.problems import Problem, Problems

BAD = {
    "": (1, 1),
    "{": (1, 2),
    '{"a": }': (1, 7),
    '{"a": 1,}': (1, 9),
    '{"a" 1}': (1, 6),
    '{"a": 01}': (1, 8),
    "[1, 2": (1, 6),
    '["客", \n  x]': (2, 3),
    '"open': (1, 1),
    '"a\tb"': (1, 1),
    "[1] 2": (1, 5),
    "{'a': 1}": (1, 2),
    "// no\n{}": (1, 1),
    "NaN": (1, 1),
}

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"])),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4, alphabet="ab客"), inner, max_size=3)
    ),
    max_leaves=8,
)


def read(text: str) -> tuple[Node | None, list[Problem]]:
    problems = Problems()
    return parse("a.json", text.encode(), problems), list(problems)


def plain(node: Node | None) -> object:
    """The tree as Python data, scalars by JSON's own reading."""
    match node:
        case Scalar():
            return json.loads(node.text) if node.plain else node.text
        case Mapping():
            return {entry.key.text: plain(entry.value) for entry in node}
        case None:
            return None
    return [plain(item) for item in node.items]


@pytest.mark.parametrize("text", BAD)
def test_what_is_no_json_is_refused_with_its_place(text: str) -> None:
    tree, problems = read(text)
    assert tree is None
    assert [problem.code for problem in problems] == ["json.syntax"]
    span = problems[0].span
    assert span is not None and (span.line, span.column) == BAD[text]


def test_a_duplicate_key_is_refused_with_the_line_of_the_first() -> None:
    _, problems = read('{"a": 1,\n "b": 2,\n "a": 3}')
    assert [(problem.code, problem.parameters["first"]) for problem in problems] == [("yaml.duplicate", 1)]
    assert problems[0].span is not None and problems[0].span[1:3] == (3, 2)


def test_depth_is_bounded() -> None:
    assert [problem.code for problem in read("[" * 20_000)[1]] == ["yaml.deep"]
    assert [problem.code for problem in read('{"a":' * 20_000)[1]] == ["yaml.deep"]


def test_half_a_character_is_refused() -> None:
    assert [problem.code for problem in read('"\\ud800"')[1]] == ["yaml.bytes"]
    tree, problems = read('"\\ud83d\\ude00"')
    assert isinstance(tree, Scalar) and tree.text == "😀" and not problems


def test_places_are_counted_in_characters() -> None:
    tree, _ = read('{"标题":\n  "客户"}')
    assert isinstance(tree, Mapping)
    assert tree.entries[0].value.span[1:] == (2, 3, 2, 7)


@given(values, st.sampled_from([None, 1, "\t"]))
def test_every_json_value_is_read_as_it_is(value: object, indent: int | str | None) -> None:
    tree, problems = read(json.dumps(value, ensure_ascii=False, indent=indent))
    assert not problems
    assert plain(tree) == value
