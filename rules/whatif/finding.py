"""What a draft would change, value by value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from engine.expressions.sql import NotInSql
from rules.whatif.comparing import Comparing, Difference
from rules.why.subjects import RULES, Known, known

if TYPE_CHECKING:
    from engine.access.viewer import Viewer
    from engine.expressions.checked import Checked
    from engine.plugin import AppVersion
    from engine.records.readers import Reader
    from rules.whatif.draft import Draft
    from rules.whatif.trees import Trees

State = Literal["changed", "new", "gone"]


@dataclass(frozen=True)
class Compared:
    """``difference`` is None for what a database cannot compute."""

    known: Known
    state: State
    difference: Difference | None


@dataclass(frozen=True)
class Findings:
    """``missing`` are entities and attributes that the tables do not hold yet, taken as empty."""

    draft: Draft
    compared: tuple[Compared, ...]
    missing: tuple[tuple[str, str], ...]


def find(trees: Trees, reader: Reader, viewer: Viewer, measures: Mapping[str, Checked]) -> Findings:
    """Every derived value that may differ, compared on all records; ``measures`` by form."""
    found = []
    for form, state, one in _asked(trees):
        assert one.attribute is not None
        comparing = Comparing(trees, reader, viewer, form, measures.get(form))
        try:
            difference = comparing.difference(one.attribute.name)
        except NotInSql:
            difference = None
        found.append(Compared(one, state, difference))
    return Findings(trees.draft, tuple(found), tuple(trees.missing))


def _asked(trees: Trees) -> Iterator[tuple[str, State, Known]]:
    """What is affected of each form, then what would be gone."""
    draft = trees.draft
    for form in _forms(draft):
        now = {(one.kind, one.name): one for one in _kept(draft.version, form)} if form in trees.new else {}
        was = {(one.kind, one.name): one for one in _kept(draft.published, form)} if form in trees.old else {}
        if form not in trees.old:
            continue  # it has no records yet
        for key, one in now.items():
            assert one.attribute is not None
            if (form, one.attribute.name) in trees.affected:
                yield form, "changed" if key in was else "new", one
        yield from ((form, "gone", one) for key, one in was.items() if key not in now)


def _forms(draft: Draft) -> list[str]:
    both = {**draft.published.catalog, **draft.version.catalog}
    return [name for name, entity in both.items() if entity.app == draft.app and entity.parent is None]


def _kept(version: AppVersion, form: str) -> Iterator[Known]:
    """The derived values that people know of: what records show, and the conditions of rules."""
    for one in known(version, form):
        if one.attribute is not None and (one.shown or one.kind == RULES):
            yield one
