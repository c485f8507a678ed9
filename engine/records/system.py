"""The attributes and entities that every application gets without declaring them, and physical names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from engine.expressions.types import Choice, DateTime, Number, Reference, Text
from engine.records.entity import Attribute, Entity, Way

DELETED: Final = "deleted_at"
NEXT_CHANGE: Final = "next_change"


def column_name(attribute: str) -> str:
    return attribute.replace(".", "_")


def table_name(app: str, entity: str) -> str:
    return f"{app}_{entity.replace('.', '__')}"


def system_attributes() -> dict[str, Attribute]:
    """The system columns of a record, in order."""
    instant, user = DateTime(), Reference("user")
    return {
        attribute.name: attribute
        for attribute in (
            Attribute("id", Text(), "id", system=True, title="ID"),
            Attribute("version", Number(0), "version", system=True, title="版本"),
            Attribute("created_at", instant, "created_at", system=True, title="创建时间"),
            Attribute("created_by", user, "created_by", system=True, on_delete="keep", title="创建人"),
            Attribute("updated_at", instant, "updated_at", system=True, index=True, title="修改时间"),
            Attribute("updated_by", user, "updated_by", system=True, on_delete="keep", title="修改人"),
            Attribute(DELETED, instant, DELETED, system=True, hidden=True, title="删除时间"),
        )
    }


def stage_attributes(name: str) -> dict[str, Attribute]:
    """What a stage field brings: the instant at which the present stage was entered."""
    entered = f"{name}.entered"
    return {entered: Attribute(entered, DateTime(), column_name(entered), system=True)}


def history_entity(entity: Entity, attribute: Attribute) -> Entity:
    """The history of a stage field; the way to it is named ``stage.history``."""
    name = f"{entity.name}.{attribute.name}.history"
    own = (
        Attribute("parent", Reference(entity.name), "parent", index=True, system=True),
        Attribute("stage", attribute.type, "stage"),
        Attribute("entered", DateTime(), "entered"),
        Attribute("left", DateTime(), "left"),
        Attribute("days", Number(0), "days"),
        Attribute("by", Reference("user"), "by", on_delete="keep"),
    )
    attributes = {**system_attributes(), **{item.name: item for item in own}}
    return Entity(entity.app, name, table_name(entity.app, name), attributes, parent=entity.name)


def history_way(entity: Entity, attribute: Attribute) -> Way:
    name = f"{attribute.name}.history"
    return Way(name, f"{entity.name}.{name}", "parent", "history")


def table_entity(parent: Entity, name: str, attributes: Mapping[str, Attribute], title: str = "") -> Entity:
    """The rows of a table field of ``parent``, reached by the way ``name``."""
    full = f"{parent.name}.{name}"
    own = (
        Attribute("parent", Reference(parent.name), "parent", index=True, system=True, on_delete="cascade"),
        Attribute("position", Number(0), "position", system=True),
    )
    everything = {**system_attributes(), **{item.name: item for item in own}, **attributes}
    return Entity(parent.app, full, table_name(parent.app, full), everything, parent=parent.name, title=title)


def table_way(parent: Entity, name: str) -> Way:
    return Way(name, f"{parent.name}.{name}", "parent", "table")


def stages(entity: Entity) -> list[Attribute]:
    """The stage fields of an entity whose history is kept."""
    return [item for item in entity.attributes.values() if isinstance(item.type, Choice) and item.type.stage]
