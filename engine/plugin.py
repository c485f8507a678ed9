"""What an engine gives to the kernel, and what the kernel hands to an engine: the only door between them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

from engine.problems import Problems
from engine.records.entity import Attribute, Catalog, Entity, Way

if TYPE_CHECKING:
    from engine.definitions import AppDefinition, Expression, Registry
    from engine.expressions.checked import Checked
    from engine.platform import Platform

Part = TypeVar("Part")


class Composed(Protocol):
    """A formula that an engine makes of several texts of a definition: a segment of the conditions of its classes."""

    def compose(self, build: Build, entity: Entity, attribute: Attribute) -> Checked | None:
        """The formula of ``attribute`` beside a record of ``entity``; None after its problems were recorded."""
        ...


@dataclass
class EntityDraft:
    """An entity while the engines still add to it; `formulas` are the definitions of derived attributes."""

    app: str
    name: str
    table: str
    title: str = ""
    attributes: dict[str, Attribute] = field(default_factory=dict)
    ways: dict[str, Way] = field(default_factory=dict)
    formulas: dict[str, Expression | Composed] = field(default_factory=dict)
    label: Expression | None = None
    owner: str | None = None
    parent: str | None = None

    def add(self, attribute: Attribute, formula: Expression | Composed | None = None) -> None:
        """Adds an attribute; a formula is checked by the kernel once every entity is declared.

        A derived attribute of the type null takes the type of its formula. One of the same name is replaced.
        """
        self.attributes[attribute.name] = attribute
        self.formulas.pop(attribute.name, None)
        if formula is not None:
            self.formulas[attribute.name] = formula

    def add_way(self, way: Way) -> None:
        """Adds a way to related records: back names, table rows, histories."""
        self.ways[way.name] = way


@dataclass
class Build:
    """One compilation: the definition, what the engines declared of it, and the problems found so far.

    ``conclusions`` are checked once every engine has compiled: what concerns the parts of several.
    """

    definition: AppDefinition
    registry: Registry
    problems: Problems
    known: Catalog = field(default_factory=dict)
    drafts: dict[str, EntityDraft] = field(default_factory=dict)
    catalog: Catalog = field(default_factory=dict)
    parts: dict[str, object] = field(default_factory=dict)
    conclusions: list[Callable[[], None]] = field(default_factory=list)

    def entity(self, name: str, title: str = "") -> EntityDraft:
        """The draft of an entity of this app, begun if it is new."""
        if name not in self.drafts:
            app = self.definition.name
            table = f"{app}_{name}".replace(".", "__")
            self.drafts[name] = EntityDraft(app=app, name=name, table=table, title=title)
        return self.drafts[name]


@dataclass(frozen=True, eq=False)
class AppVersion:
    """A compiled definition: immutable, shared by all threads, swapped by one reference.

    ``others`` are the versions of the apps whose entities its catalog borrows, `system` above all. ``worked_out``
    holds what is worked out of it while it runs (see ``engine.access.memo``), so that both are forgotten together.
    """

    app: str
    number: int
    digest: str
    definition: AppDefinition
    catalog: Mapping[str, Entity]
    parts: Mapping[str, object]
    others: Mapping[str, AppVersion] = field(default_factory=dict)
    worked_out: dict[Any, Any] = field(default_factory=dict, init=False, repr=False)

    def part(self, name: str, kind: type[Part]) -> Part:
        """The run-time part that an engine compiled, e.g. `version.part("rules", RuleSet)`."""
        return cast(kind, self.parts[name])  # type: ignore[valid-type]


class Engine(Protocol):
    """Forms, rules, reports and flows are engines; a third party's is one more dotted name in engine/app.py."""

    name: str

    def register(self, registry: Registry) -> None:
        """Adds kinds of definition files, element families and their members."""

    def declare(self, build: Build) -> None:
        """Declares entities and attributes with their types, before any expression is checked."""

    def compile(self, build: Build) -> None:
        """Checks expressions and makes the run-time part: `build.parts[self.name] = …`."""

    def connect(self, platform: Platform) -> None:
        """Hooks into the running system: change listeners, due and job handlers, validators, routes."""
