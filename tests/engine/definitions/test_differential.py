"""JSON means the same as YAML: every definition loads to an equal model from both."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.definitions import AppDefinition, load
from engine.definitions.text import parse
from engine.problems import Problems
from tests.engine.definitions.rendering import rendered
from tests.engine.definitions.toy import APP, registry

NAMES = st.sampled_from(["name", "kind", "amount", "owner_of", "x1"])
TEXTS = st.sampled_from(
    [
        "客户",
        "NO",
        "1.50",
        "017",
        "18:00",
        "yes",
        "a: b",
        "x # y",
        "{{ name }} 好",
        "null",
        "~",
        "-",
        "'",
        "=",
        "a, b",
    ]
)
WORDS = TEXTS.filter(lambda text: text != "=")
CONDITIONS = st.sampled_from(["true", "a = 1", "stage in (won, lost)", "tags has vip", 'name = "x: y"'])
VALUES = st.recursive(
    WORDS | st.integers(-9, 99) | st.booleans() | st.none() | st.sampled_from(["=today", '="="', "= a + 1"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=2),
    max_leaves=5,
)
OPTIONS = st.dictionaries(NAMES, WORDS | st.builds(lambda title: {"title": title, "color": "blue"}, WORDS), max_size=3)
COMMON = {"required": CONDITIONS, "default": VALUES, "help": WORDS}


def body(
    word: str, keys: dict[str, st.SearchStrategy[Any]], **needed: st.SearchStrategy[Any]
) -> st.SearchStrategy[Any]:
    """A noun's body, short or long, with some of its keys."""
    short = st.fixed_dictionaries({word: WORDS, **needed}, optional=keys)
    return short | st.fixed_dictionaries({"type": st.just(word), "title": WORDS, **needed}, optional=keys)


FIELDS = st.dictionaries(
    NAMES,
    body("text", {**COMMON, "lines": st.integers(1, 12)})
    | body("choice", COMMON, options=OPTIONS)
    | body("reference", COMMON, form=st.just("user")),
    max_size=4,
)
FORMS = st.fixed_dictionaries(
    {"title": WORDS},
    optional={
        "fields": FIELDS,
        "checks": st.dictionaries(NAMES, st.fixed_dictionaries({"assert": CONDITIONS}, optional={"message": WORDS})),
        "quick": NAMES | st.lists(NAMES),
        "sort": st.sampled_from(["amount", "amount desc", ["a", "b desc"]]),
        "import": st.dictionaries(WORDS.filter(lambda text: text not in ("null", "~")), st.sampled_from("ab")),
    },
)
ACTIONS = st.fixed_dictionaries({"notify": st.sampled_from(["owner", ["owner", "role.sales"]])}) | st.builds(
    lambda values: {"set": values}, st.dictionaries(NAMES, VALUES)
)
STEPS = ACTIONS | st.fixed_dictionaries(
    {"task": WORDS, "assign": st.sampled_from(["owner", {"owner": "a = 1", "role.sales": "else"}])},
    optional={
        "then": ACTIONS | st.lists(ACTIONS, max_size=1),
        "next": st.sampled_from(["end", {"x1": "a = 1", "end": "else"}]),
    },
)
FLOWS = st.fixed_dictionaries(
    {"title": WORDS},
    optional={
        "steps": st.dictionaries(NAMES, STEPS, max_size=3),
        "trigger": st.sampled_from(["created", ["created", {"changed": "amount"}], {"every": "day 09:00"}]),
    },
)


def yaml_of(value: Any, indent: int = 0) -> str:
    """YAML in block style; a text goes without quotes wherever the loader then reads the same text."""
    pad = " " * indent
    match value:
        case dict() if value:
            return "\n" + "\n".join(
                f"{pad}{scalar(key)}:{after(yaml_of(inner, indent + 2))}" for key, inner in value.items()
            )
        case list() if value:
            return "\n" + "\n".join(f"{pad}-{after(yaml_of(inner, indent + 2))}" for inner in value)
        case dict():
            return "{}"
        case list():
            return "[]"
        case str():
            return scalar(value)
        case _:
            return json.dumps(value)


def after(text: str) -> str:
    return text if text.startswith("\n") else f" {text}"


def scalar(text: str) -> str:
    problems = Problems()
    tree = parse("a.yaml", f"k: {text}".encode(), problems)
    value = tree.get("k") if tree is not None and not problems and hasattr(tree, "get") else None
    same = value is not None and getattr(value, "text", None) == text and not value.null  # type: ignore[union-attr]
    return text if same else json.dumps(text, ensure_ascii=False)


def loaded(suffix: str, form: str, flow: str) -> AppDefinition:
    files = {"app.yaml": APP, f"forms/a{suffix}": form, f"flows/b{suffix}": flow}
    definition, problems = load({path: text.encode() for path, text in files.items()}, registry(), "toy")
    assert definition is not None, (problems.to_json("en"), form, flow)
    return definition


@given(FORMS, FLOWS)
@settings(max_examples=150)
def test_yaml_and_json_load_to_equal_models(form: Any, flow: Any) -> None:
    from_yaml = loaded(".yaml", yaml_of(form), yaml_of(flow))
    assert loaded(".json", json.dumps(form), json.dumps(flow, ensure_ascii=False)) == from_yaml


@given(FORMS, FLOWS)
@settings(max_examples=100)
def test_a_yaml_text_and_its_tree_as_json_load_to_equal_models(form: Any, flow: Any) -> None:
    texts = [yaml_of(form), yaml_of(flow)]
    trees = [parse("a.yaml", text.encode(), Problems()) for text in texts]
    as_json = [rendered(tree) for tree in trees if tree is not None]
    assert loaded(".json", *as_json) == loaded(".yaml", *texts)
