"""A pack of definition texts to one model, with every problem at once; a broken pack never half-loads."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import engine.definitions.problems  # noqa: F401  declares the codes
from engine.definitions.definition import AppDefinition
from engine.definitions.files import read_folder
from engine.definitions.pack import Draft, read_pack
from engine.definitions.registry import Registry
from engine.problems import Problems


def load(
    source: Path | Mapping[str, bytes], registry: Registry, name: str = ""
) -> tuple[AppDefinition | None, Problems]:
    """The definition of a pack, or None if there are errors; warnings come with a definition.

    ``source`` is the pack's folder or its files by path; ``name`` the app's name, by default the folder's.
    """
    draft = read(source, registry, name)
    return (None if draft.problems.errors else draft.definition), draft.problems


def read(source: Path | Mapping[str, bytes], registry: Registry, name: str = "") -> Draft:
    """What can be read of a pack, for checks that go on in spite of errors."""
    problems = Problems()
    files = read_folder(source, problems) if isinstance(source, Path) else dict(source)
    app = name or (source.resolve().name if isinstance(source, Path) else "app")
    return read_pack(app, files, registry, problems)


def check_pack(path: Path, registry: Registry) -> Problems:
    """Every problem of a pack's texts, structure and references. Expressions are checked by the engines."""
    return load(path, registry)[1]
