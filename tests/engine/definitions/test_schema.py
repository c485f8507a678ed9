"""The JSON Schema comes from the models: it accepts what loads, and every key has an example."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from engine.definitions import Registry, keys_of, register, schema
from engine.definitions.bodies import read
from engine.definitions.model import Element
from engine.definitions.reader import Loading, Reader
from engine.definitions.slots.base import UNREAD, Key
from engine.definitions.text import parse
from engine.problems import Problems
from engine.scenarios.engine import engine as scenarios
from tests.engine.definitions import toy
from tests.engine.definitions.rendering import rendered


def kernel() -> Registry:
    registry = Registry()
    register(registry)
    scenarios.register(registry)
    return registry


def models(registry: Registry) -> dict[type[Element], str]:
    """Every element class that may be written, with the family in which it stands."""
    found = {kind.model: "" for kind in registry.kinds.values()}
    for family in registry.families.values():
        found |= dict.fromkeys(family.members.values(), family.name)
    waiting = list(found)
    while waiting:
        for key in keys_of(waiting.pop()).values():
            target = getattr(key.slot, "target", None) or getattr(getattr(key.slot, "slot", None), "target", None)
            if isinstance(target, type) and target not in found:
                found[target] = ""
                waiting.append(target)
    return found


def examples(registry: Registry) -> list[tuple[type[Element], str, Key]]:
    """Each key once, with the first class that has it (a key of a base class belongs to several)."""
    found = {
        id(key.slot): (model, family, key)
        for model, family in reversed(models(registry).items())
        for key in keys_of(model).values()
    }
    return list(found.values())


def data(text: str) -> Any:
    """A YAML text as JSON data, plain numbers and truth values typed."""
    tree = parse("example.yaml", text.encode(), Problems())
    assert tree is not None
    return json.loads(rendered(tree))


def whole(model: type[Element], key: Key) -> str:
    """The example of a key as a whole body: with a title, its noun, and the keys that must be there."""
    if key.example.startswith("{"):
        return key.example
    others = [other.example for other in keys_of(model).values() if other.required and other is not key]
    return f"{{{model.noun or 'title'}: 例, {', '.join([key.example, *others])}}}"


def validator(registry: Registry, part: str) -> Any:
    whole = schema(registry)
    return jsonschema.Draft202012Validator({**whole, "$ref": f"#/$defs/{part}", "properties": {}})


@pytest.mark.parametrize("registry", [kernel(), toy.registry()], ids=["kernel", "toy"])
def test_the_schema_is_a_schema(registry: Registry) -> None:
    jsonschema.Draft202012Validator.check_schema(schema(registry))


@pytest.mark.parametrize(
    ("model", "family", "key"),
    examples(kernel()),
    ids=[f"{model.__name__}.{key.word}" for model, _, key in examples(kernel())],
)
def test_a_key_has_a_doc_and_an_example_that_loads(model: type[Element], family: str, key: Key) -> None:
    assert key.doc and not key.doc.endswith(".")
    problems = Problems()
    loading = Loading(kernel(), problems=problems)
    tree = parse("example.yaml", whole(model, key).encode(), problems)
    assert tree is not None
    assert tree.get(key.word) is not None, f"the example does not use {key.word}"  # type: ignore[union-attr]
    element = read(tree, family or model, Reader(loading, "example"))
    assert element is not UNREAD and not problems, problems.to_json("en")


def test_the_schema_accepts_every_example_of_the_kernel() -> None:
    registry = kernel()
    for kind in registry.kinds.values():
        check = validator(registry, f"kind.{kind.folder}")
        for key in keys_of(kind.model).values():
            check.validate(data(whole(kind.model, key)))


GOOD: dict[str, list[dict[str, Any]]] = {
    "kind.forms": [
        {"title": "表", "fields": {"a": {"text": "名称", "lines": 2}, "b": {"type": "text", "title": "名"}}},
        {"title": {"zh": "表", "en": "Form"}, "quick": "name", "sort": ["a desc"]},
        {"title": "表", "checks": {"c": {"assert": "a = 1", "level": "warn"}}},
        {"title": "表", "fields": {"a": {"choice": "类", "options": {"x": "甲", "y": {"title": "乙"}}}}},
    ],
    "kind.flows": [
        {
            "title": "流",
            "steps": {"a": {"notify": "owner", "next": "end"}, "b": {"set": {"x": 1}, "skip": "y = 1"}},
        },
        {"title": "流", "steps": {"a": {"task": "电话", "assign": {"owner": "x = 1", "role.sales": "else"}}}},
        {"title": "流", "trigger": ["created", {"changed": "a"}]},
    ],
}
BAD: dict[str, list[dict[str, Any]]] = {
    "kind.forms": [
        {"title": "表", "feilds": {}},
        {"title": "表", "fields": {"a": {"txt": "名称"}}},
        {"title": "表", "fields": {"a": {"text": "名称", "lines": 99}}},
        {"title": "表", "fields": {"A": {"text": "名称"}}},
        {"title": "表", "checks": {"c": {"message": "x"}}},
        {"title": "表", "fields": {"a": {"choice": "类"}}},
    ],
    "kind.flows": [
        {"title": "流", "steps": {"a": {"notify": "owner", "lines": 2}}},
        {"title": "流", "trigger": "x"},
    ],
}


@pytest.mark.parametrize("part", GOOD)
def test_the_schema_accepts_short_and_long_forms(part: str) -> None:
    for body in GOOD[part]:
        validator(toy.registry(), part).validate(body)


@pytest.mark.parametrize("part", BAD)
def test_the_schema_refuses_mistakes(part: str) -> None:
    check = validator(toy.registry(), part)
    assert [body for body in BAD[part] if check.is_valid(body)] == []
