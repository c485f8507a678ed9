"""What runs of a form: its definition with every expression checked. Made once per version, never changed."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from engine.actions import Actions
from engine.expressions.checked import Checked
from engine.records.entity import Attribute, Entity
from engine.records.paging import Sort
from forms.checks import Check
from forms.definition import FormDefinition
from forms.fields import Constraint, Field
from forms.parts import Button, Duplicate
from forms.rule import Given, Rule
from forms.views import View

Words = Mapping[str, str]


@dataclass(frozen=True, eq=False)
class FieldPart:
    """A field at work.

    It is visible if all of ``visible`` hold; None stands for a rule that nobody wrote.

    ``where`` and ``among`` are conditions beside the record that the chosen record or person meets;
    ``offered`` are the conditions of single options, ``options`` their titles. A table
    field has ``rows`` and no attribute.
    """

    field: Field
    titles: Words
    attribute: Attribute | None = None
    visible: tuple[Rule, ...] = ()
    required: Rule | None = None
    readonly: Rule | None = None
    default: Given | None = None
    fill: Mapping[str, Given] = dataclasses.field(default_factory=dict)
    least: Given | None = None
    most: Given | None = None
    constraints: tuple[Constraint, ...] = ()
    where: Rule | None = None
    among: Rule | None = None
    people: Checked | None = None
    candidates: Checked | None = None
    offered: Mapping[str, Rule] = dataclasses.field(default_factory=dict)
    retired: frozenset[str] = frozenset()
    options: Mapping[str, Words] = dataclasses.field(default_factory=dict)
    rows: Sheet | None = None

    @cached_property
    def name(self) -> str:
        return self.field.name

    @cached_property
    def derived(self) -> bool:
        """Whether it is computed."""
        return self.field.formula is not None

    @cached_property
    def bounds(self) -> tuple[Any, Any, bool]:
        """The fixed least and greatest value, and whether there is one that depends on the record."""
        given = [bound for bound in (self.least, self.most) if bound is not None and bound.rule is not None]
        fixed = [None if bound is None or bound.rule is not None else bound.fixed for bound in (self.least, self.most)]
        return fixed[0], fixed[1], bool(given)

    @property
    def written(self) -> bool:
        """Whether people may write it at all."""
        return self.field.written and not self.derived and not (self.readonly and self.readonly.always)


@dataclass(frozen=True, eq=False)
class CheckPart:
    """A condition over several fields."""

    check: Check
    messages: Words
    holds: Rule
    when: Rule | None = None


@dataclass(frozen=True, eq=False)
class DuplicatePart:
    """What makes two records the same; ``attributes`` names the stored attribute of each expression."""

    duplicate: Duplicate
    attributes: tuple[str, ...]
    titles: tuple[Words, ...]


@dataclass(frozen=True, eq=False)
class Sheet:
    """The fields and checks of one kind of rows: of a form, or of a table inside it."""

    entity: Entity
    titles: Words
    fields: Mapping[str, FieldPart]
    checks: tuple[CheckPart, ...] = ()
    duplicates: tuple[DuplicatePart, ...] = ()
    _having: dict[Callable[[FieldPart], object], tuple[FieldPart, ...]] = dataclasses.field(default_factory=dict)

    def having(self, what: Callable[[FieldPart], object]) -> tuple[FieldPart, ...]:
        """The fields of which something is true, found once: each rule looks only at those that it concerns."""
        found = self._having.get(what)
        if found is None:
            found = self._having[what] = tuple(part for part in self.fields.values() if what(part))
        return found


@dataclass(frozen=True, eq=False)
class ViewPart:
    """A view with its condition and order."""

    view: View
    where: Checked | None = None
    sort: tuple[Sort, ...] = ()


@dataclass(frozen=True, eq=False)
class ButtonPart:
    """A button with its actions."""

    button: Button
    actions: Actions
    when: Rule | None = None


@dataclass(frozen=True, eq=False)
class FormPart:
    """A form at work."""

    definition: FormDefinition
    sheet: Sheet
    views: Mapping[str, ViewPart] = dataclasses.field(default_factory=dict)
    buttons: Mapping[str, ButtonPart] = dataclasses.field(default_factory=dict)
    templates: Mapping[str, Mapping[str, Given]] = dataclasses.field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.definition.name

    @property
    def entity(self) -> Entity:
        return self.sheet.entity


@dataclass(frozen=True, eq=False)
class FormSet:
    """The forms of an app by name, and the sheets of forms and tables by the name of their entity."""

    forms: Mapping[str, FormPart]
    sheets: Mapping[str, Sheet]
