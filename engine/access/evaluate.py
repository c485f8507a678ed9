"""The one place where rights are worked out: which records a person may see or change, and which values.

Roles add up: a record may be seen if one of the person's roles sees it, a field has the most generous level
that one of them gives. Everything is kept per version and set of roles, so asking again costs a look-up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, cast

from engine.access.memo import remember
from engine.access.policy import EVERYONE, Grant, Level, Policy, Right
from engine.access.viewer import Viewer
from engine.expressions.checked import Checked
from engine.expressions.tree import Attribute, Logical, Path
from engine.expressions.types import BOOLEAN, Reference
from engine.records.entity import Entity

if TYPE_CHECKING:
    from engine.plugin import AppVersion

Condition = Checked | bool

# From the least to the most generous.
GENEROSITY: tuple[Level, ...] = ("hide", "mask", "read", "required", "edit")
# Rights to records that one must see first.
SEEN_FIRST = frozenset({"edit", "delete", "export", "transfer", "print"})
# What the rights to table rows and histories are of their record.
OF_PARENT: Mapping[Right, Right] = {"create": "edit", "delete": "edit"}


def condition(version: AppVersion, entity: str, right: Right, viewer: Viewer) -> Condition:
    """Which records of an entity the viewer has a right to: all, none, or those of an expression."""
    if viewer.admin:
        return True
    return remember(version, viewer, ("condition", entity, right), lambda: _condition(version, entity, right, viewer))


def _condition(version: AppVersion, name: str, right: Right, viewer: Viewer) -> Condition:
    entity = version.catalog[name]
    if entity.parent is not None:
        parent = name.removesuffix(entity.name) + entity.parent
        return through(entity, parent, condition(version, parent, OF_PARENT.get(right, right), viewer))
    _, grants = held(version, entity, viewer)
    own = any_of(grant.rights[right] for grant in grants if right in grant.rights)
    return both(condition(version, name, "see", viewer), own) if right in SEEN_FIRST else own


def through(entity: Entity, parent: str, found: Condition) -> Condition:
    """A condition on the record that holds a row, read beside the row."""
    if isinstance(found, bool):
        return found
    reference = Attribute(Reference(parent), entity.name, "parent")
    return Checked(Path(BOOLEAN, reference, parent, found.tree), found.text)


def any_of(conditions: Iterable[Condition]) -> Condition:
    """Whether one of several conditions holds."""
    found = list(conditions)
    if any(each is True for each in found):
        return True
    different = {each.tree: each for each in found if isinstance(each, Checked)}
    if len(different) < 2:
        return next(iter(different.values()), False)
    text = " or ".join(each.text for each in different.values())
    return Checked(Logical(BOOLEAN, "or", tuple(different)), text)


def both(first: Condition, second: Condition) -> Condition:
    """Whether two conditions hold."""
    if isinstance(first, bool):
        return second if first else False
    if isinstance(second, bool):
        return first if second else False
    if first.tree == second.tree:
        return first
    return Checked(Logical(BOOLEAN, "and", (first.tree, second.tree)), f"({first.text}) and ({second.text})")


def home_of(version: AppVersion, entity: Entity) -> tuple[AppVersion | None, Policy]:
    """The version of the app that an entity belongs to, and the entity's policy there."""
    home = version if entity.app == version.app else version.others.get(entity.app)
    policies = cast("Mapping[str, Policy]", home.parts.get("access", {})) if home is not None else {}
    return home, policies.get(entity.name) or Policy(entity.name)


def held(version: AppVersion, entity: Entity, viewer: Viewer) -> tuple[Policy, tuple[Grant, ...]]:
    """The policy of a form and its grants for the viewer's roles, `all` among them."""
    home, policy = home_of(version, entity)
    roles = viewer.roles(home) if home is not None else frozenset[str]()
    return policy, tuple(grant for grant in policy.grants if grant.role == EVERYONE or grant.role in roles)


# Fields


def level(version: AppVersion, entity: str, name: str, viewer: Viewer) -> Level:
    """What the viewer may do with an attribute, table field or way of an entity's records.

    ``edit`` and ``required`` hold for records that may be edited or created. An unknown name is hidden.
    """
    return levels(version, entity, viewer).get(name, "hide")


def levels(version: AppVersion, entity: str, viewer: Viewer) -> Mapping[str, Level]:
    """The level of each attribute and way that is not hidden, in order."""
    return remember(version, viewer, ("levels", entity), lambda: _levels(version, entity, viewer))


def _levels(version: AppVersion, entity: str, viewer: Viewer) -> Mapping[str, Level]:
    found = {name: _known_level(version, entity, name, viewer) for name in _names(version.catalog[entity])}
    return {name: each for name, each in found.items() if each != "hide"}


def _names(entity: Entity) -> Iterable[str]:
    """What has a level: ways, and attributes that are not hidden from everybody."""
    yield from (name for name, attribute in entity.attributes.items() if not attribute.hidden)
    yield from (name for name in entity.ways if name not in entity.attributes)


def at_least(found: Level, wanted: Level) -> bool:
    """Whether a level is as generous as another."""
    return GENEROSITY.index(found) >= GENEROSITY.index(wanted)


def inputs_level(version: AppVersion, checked: Checked, viewer: Viewer) -> Level:
    """The least generous level among what an expression is computed from, at most ``read``."""
    found: Level = "read"
    for read in checked.depends:
        seen = condition(version, read.entity, "see", viewer) is not False
        found = _least(found, _known_level(version, read.entity, read.attribute, viewer) if seen else "hide")
    return found


def _known_level(version: AppVersion, entity: str, name: str, viewer: Viewer) -> Level:
    return remember(version, viewer, ("level", entity, name), lambda: _level(version, entity, name, viewer))


def _level(version: AppVersion, name: str, attribute: str, viewer: Viewer) -> Level:
    entity = version.catalog[name]
    found = entity.attributes.get(attribute)
    way = entity.ways.get(attribute)
    if way is not None and way.kind == "back":
        return _known_level(version, way.entity, way.attribute, viewer)
    if viewer.admin:
        explicit: Level | None = None
        default: Level = "edit"
    else:
        explicit, default = _granted(version, entity, attribute, viewer)
    if found is not None and found.formula is not None:
        default = _least(default, inputs_level(version, found.formula, viewer))
    best = default if explicit is None else _most(explicit, default)
    fixed = found is not None and (found.system or found.formula is not None)
    return _least(best, "read") if fixed else best


def _granted(version: AppVersion, entity: Entity, attribute: str, viewer: Viewer) -> tuple[Level | None, Level]:
    """The best level that a grant names, and the best that one gives without naming the attribute."""
    home, path = entity, attribute
    if entity.parent is not None:
        home = version.catalog[entity.parent]
        path = f"{entity.name.removeprefix(entity.parent + '.')}.{attribute}"
    policy, grants = held(version, home, viewer)
    own = entity.attributes.get(attribute)
    sensitive = (own is not None and own.sensitive) or not policy.sensitive.isdisjoint(prefixes(path))
    explicit: Level | None = None
    default: Level = "hide"
    for grant in grants:
        named = next((grant.levels[part] for part in prefixes(path) if part in grant.levels), None)
        if named is not None:
            explicit = named if explicit is None else _most(explicit, named)
        elif not sensitive:
            default = _most(default, _unnamed(grant))
    return explicit, default


def _unnamed(grant: Grant) -> Level:
    """What a role may do with a field that it does not name: nothing by a grant of levels alone."""
    if "edit" in grant.rights or "create" in grant.rights:
        return "edit"
    return "read" if "see" in grant.rights else "hide"


def prefixes(path: str) -> list[str]:
    """``stage.history.days``, ``stage.history``, ``stage``."""
    parts = path.split(".")
    return [".".join(parts[:size]) for size in range(len(parts), 0, -1)]


def _most(one: Level, other: Level) -> Level:
    return max(one, other, key=GENEROSITY.index)


def _least(one: Level, other: Level) -> Level:
    return min(one, other, key=GENEROSITY.index)
