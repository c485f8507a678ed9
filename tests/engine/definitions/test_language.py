"""The whole language with every engine plugged in: schema, reference pages and examples agree with the models."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from engine.app import engines
from engine.definitions import Registry, keys_of, schema
from engine.definitions.reference import pages
from engine.definitions.text import parse
from engine.expressions import reference as functions
from engine.platform import new_registry
from engine.problems import Problems
from tests.engine.definitions.rendering import rendered

ROOT = Path(__file__).parents[3]
REFERENCE = ROOT / "docs/reference"
CRM = ROOT / "apps/crm"


@pytest.fixture(scope="module")
def registry() -> Registry:
    return new_registry(engines())


@pytest.fixture(scope="module")
def language(registry: Registry) -> dict[str, Any]:
    return schema(registry)


def test_the_schema_of_the_whole_language_is_a_schema(language: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator.check_schema(language)


def test_the_schema_accepts_every_file_of_the_crm(language: dict[str, Any]) -> None:
    for path in sorted(CRM.rglob("*.yaml")):
        folder = path.parent.name if path.parent != CRM else "app"
        if folder != "translations":
            part = {**language, "$ref": f"#/$defs/kind.{folder}", "properties": {}}
            tree = parse(path.name, path.read_bytes(), Problems())
            assert tree is not None
            jsonschema.Draft202012Validator(part).validate(json.loads(rendered(tree)))


def test_the_reference_pages_are_those_of_the_models(registry: Registry) -> None:
    written = {path.name: path.read_text(encoding="utf-8") for path in REFERENCE.glob("*.md")}
    assert written == {**pages(registry), **functions.pages()}, "run: dougong schema --reference docs/reference"


def test_every_key_of_every_member_has_a_doc_and_an_example(registry: Registry) -> None:
    for family in registry.families.values():
        for member in family.members.values():
            for key in keys_of(member).values():
                assert key.doc and key.example, f"{member.__name__}.{key.word}"


def test_every_word_that_is_built_is_a_word_of_the_language(registry: Registry) -> None:
    unlisted = {
        f"{kind.folder}.{word}"
        for kind in registry.kinds.values()
        for word in keys_of(kind.model)
        if word not in registry.known(kind.folder)
    }
    families = [family for family in registry.families.values() if registry.known(family.name)]
    unlisted |= {
        f"{family.name}.{word}"
        for family in families
        for word in family.words()
        if len(family.words()) > 1 and word not in registry.known(family.name)
    }
    assert unlisted == set()
