"""The system's own pack, for checks that have no database at hand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from engine.compiling import build_app
from engine.definitions import Registry, read
from engine.plugin import Engine
from engine.records.entity import Catalog

PACK = Path(__file__).parent / "pack"
NAME = "system"


def system_catalog(registry: Registry, engines: Sequence[Engine]) -> Catalog:
    """The entities `user` and `department`, as every app sees them."""
    draft = read(PACK, registry, NAME)
    return build_app(draft.definition, registry, engines, {}, draft.problems).catalog
