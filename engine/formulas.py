"""Checks the formulas of all entities. A formula may read another: each is checked when first asked for."""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, Mapping, ValuesView
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.definitions import Expression
from engine.expressions.check import check
from engine.expressions.checked import Checked
from engine.expressions.checking.limits import oversized
from engine.expressions.types import NULL, Expected
from engine.problems import Problem
from engine.records.entity import Attribute, Entity
from engine.records.system import column_name, system_attributes

if TYPE_CHECKING:
    from engine.plugin import Build, EntityDraft


def freeze(build: Build) -> None:
    """Makes ``build.catalog`` of the drafts, with every formula checked and every stored one given a column."""
    growing: dict[str, Entity] = dict(build.known)
    build.catalog = growing
    lazies = {name: Formulas(build, draft) for name, draft in build.drafts.items()}
    for name, draft in build.drafts.items():
        growing[name] = _entity(draft, lazies[name])
    for lazy in lazies.values():
        lazy.check_all()
    for name, draft in build.drafts.items():
        growing[name] = _entity(draft, lazies[name].settled)
    for name, draft in build.drafts.items():
        growing[name] = replace(growing[name], label=_label(build, draft, growing[name]))


def _entity(draft: EntityDraft, attributes: Mapping[str, Attribute]) -> Entity:
    return Entity(
        draft.app,
        draft.name,
        draft.table,
        attributes,
        dict(draft.ways),
        owner=draft.owner,
        parent=draft.parent,
        title=draft.title,
    )


def _label(build: Build, draft: EntityDraft, entity: Entity) -> Checked | None:
    if draft.label is None:
        return None
    return _check(build, entity, draft.label.text, "any", draft.label.span, f"forms/{draft.name}/label")


class Formulas(Mapping[str, Attribute]):
    """The attributes of a draft; a derived one is checked when it is first asked for by name."""

    def __init__(self, build: Build, draft: EntityDraft) -> None:
        self.build = build
        self.draft = draft
        self.settled: dict[str, Attribute] = {**system_attributes(), **draft.attributes}
        self.waiting = dict(draft.formulas)
        self.open: list[str] = []

    def __getitem__(self, name: str) -> Attribute:
        if name in self.waiting:
            self._check(name)
        return self.settled[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.settled)

    def __len__(self) -> int:
        return len(self.settled)

    def values(self) -> ValuesView[Attribute]:
        """The attributes as far as they are known: looking through them checks nothing."""
        return self.settled.values()

    def items(self) -> ItemsView[str, Attribute]:
        """The same with their names."""
        return self.settled.items()

    def check_all(self) -> None:
        """Checks what nobody has asked for yet."""
        for name in tuple(self.waiting):
            self[name]

    def _check(self, name: str) -> None:
        attribute = self.settled[name]
        if name in self.open:
            chain = " → ".join(f"{self.draft.name}.{item}" for item in (*self.open[self.open.index(name) :], name))
            self.build.problems.add(Problem("derive.cycle", {"chain": chain}, attribute.address))
            return
        self.open.append(name)
        formula = self._formula(attribute)
        self.open.pop()
        self.waiting.pop(name, None)
        self.settled[name] = _placed(attribute, formula)

    def _formula(self, attribute: Attribute) -> Checked | None:
        written = self.waiting[attribute.name]
        entity = _entity(self.draft, self)
        if not isinstance(written, Expression):
            return bounded(self.build, attribute, written.compose(self.build, entity, attribute))
        expected: Expected = "any" if attribute.type == NULL else attribute.type
        return _check(self.build, entity, written.text, expected, written.span, attribute.address)


def bounded(build: Build, attribute: Attribute, formula: Checked | None) -> Checked | None:
    """A composed formula, if the back ends can carry it."""
    if formula is None or not oversized(formula.tree):
        return formula
    build.problems.add(Problem("derive.too_large", {"title": attribute.title or attribute.name}, attribute.address))
    return None


def _placed(attribute: Attribute, formula: Checked | None) -> Attribute:
    """A formula that time does not change is stored; a kept one is stored and kept right as time passes."""
    stored = formula is not None and (formula.stage == "stored" or attribute.kept)
    column = (attribute.column or column_name(attribute.name)) if stored else None
    type_ = formula.type if formula is not None and attribute.type == NULL else attribute.type
    return replace(attribute, type=type_, formula=formula, column=column)


def _check(build: Build, entity: Entity, text: str, expected: Expected, span: object, address: str) -> Checked | None:
    from engine.compiling import scope_in

    found = check(text, scope_in(build, entity), expected, span, address)  # type: ignore[arg-type]
    if isinstance(found, Checked):
        return found
    build.problems.extend(found)
    return None
