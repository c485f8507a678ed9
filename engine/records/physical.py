"""The physical tables of entities as plain data: what planning compares and tables are made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from engine.expressions.types import Boolean, Choice, Choices, Date, DateTime, Number, Reference, Text, Type
from engine.records.entity import Attribute, Entity
from engine.records.system import DELETED, NEXT_CHANGE

Storage = Literal["text", "integer", "boolean"]
NAME_LIMIT = 63


@dataclass(frozen=True)
class Column:
    """``meaning`` tells apart values stored alike (``number(2)``, ``date``); it decides about conversions.

    A ``hidden`` column is no longer defined; its values are kept. A ``derived`` one can be computed again.
    """

    name: str
    storage: Storage
    meaning: str
    required: bool = False
    hidden: bool = False
    derived: bool = False


@dataclass(frozen=True)
class Index:
    """``where`` is the column that must be null (``deleted_at``) or, with ``filled``, must not be."""

    name: str
    columns: tuple[str, ...]
    unique: bool = False
    where: str | None = None
    filled: bool = False


@dataclass(frozen=True)
class PhysicalTable:
    name: str
    app: str
    columns: tuple[Column, ...]
    indexes: tuple[Index, ...] = ()
    search: bool = False
    hidden: bool = False

    def column(self, name: str) -> Column | None:
        return next((column for column in self.columns if column.name == name), None)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @staticmethod
    def from_json(data: dict[str, Any]) -> PhysicalTable:
        columns = tuple(Column(**column) for column in data["columns"])
        indexes = tuple(Index(**{**index, "columns": tuple(index["columns"])}) for index in data["indexes"])
        return PhysicalTable(**{**data, "columns": columns, "indexes": indexes})


def fold_column(attribute: Attribute) -> str:
    """The column with the folded text of a unique or searched text."""
    return f"{attribute.column}__fold"


def sort_column(attribute: Attribute) -> str:
    """The column with the sort key (pinyin) of a searched text."""
    return f"{attribute.column}__sort"


def day_column(attribute: Attribute) -> str:
    """The column with the local date of a datetime that reports group by."""
    return f"{attribute.column}__day"


def folded(attribute: Attribute) -> bool:
    return stored_text(attribute) and (attribute.search or attribute.unique is not None)


def sorted_by_pinyin(attribute: Attribute) -> bool:
    return stored_text(attribute) and attribute.search


def dated(attribute: Attribute) -> bool:
    return attribute.column is not None and attribute.dimension and isinstance(attribute.type, DateTime)


def stored_text(attribute: Attribute) -> bool:
    return attribute.column is not None and isinstance(attribute.type, Text)


def physical_table(entity: Entity, carried: Mapping[str, Sequence[str]] = {}) -> PhysicalTable:
    """The table of an entity: its columns in the order of its attributes, its partial indexes.

    ``carried``: by reference, the attributes that stand beside it in its index (see ``derive.covering``).
    """
    stored = [attribute for attribute in entity.attributes.values() if attribute.column is not None]
    columns = [column for attribute in stored for column in _columns(attribute)]
    if any(attribute.kept for attribute in stored):
        columns.append(Column(NEXT_CHANGE, "integer", "datetime", derived=True))
    indexes = {index.name: index for index in _indexes(entity, stored, carried)}
    search = any(attribute.search and folded(attribute) for attribute in stored)
    if search:
        columns.append(Column("search_words", "text", "words"))
    return PhysicalTable(entity.table, entity.app, tuple(columns), tuple(indexes.values()), search)


def storage_of(type_: Type) -> Storage:
    match type_:
        case Boolean():
            return "boolean"
        case Number() | Date() | DateTime():
            return "integer"
        case _:
            return "text"


def meaning_of(type_: Type) -> str:
    match type_:
        case Number(scale=scale):
            return f"number({scale})"
        case Reference(entity=entity):
            return f"reference({entity})"
        case Choice():
            return "choice"
        case Choices():
            return "choices"
        case _:
            return type(type_).__name__.lower()


def _columns(attribute: Attribute) -> Iterable[Column]:
    name = attribute.column or attribute.name
    if attribute.name == "id":
        yield Column(name, "text", "id", required=True)
        return
    derived = attribute.formula is not None
    yield Column(name, storage_of(attribute.type), meaning_of(attribute.type), derived=derived)
    if folded(attribute):
        yield Column(fold_column(attribute), "text", "fold")
    if sorted_by_pinyin(attribute):
        yield Column(sort_column(attribute), "text", "sort")
    if dated(attribute):
        yield Column(day_column(attribute), "integer", "date")


def _indexes(entity: Entity, stored: list[Attribute], carried: Mapping[str, Sequence[str]]) -> Iterable[Index]:
    for attribute in stored:
        if attribute.unique is not None:
            yield unique_index(entity, attribute)
        elif _indexed(attribute):
            more = [entity.attributes[name].column or name for name in carried.get(attribute.name, ())]
            columns = (attribute.column or attribute.name, *more, *([DELETED] if more else ()))
            yield Index(index_name(entity.table, *columns), columns, where=DELETED)
    if any(attribute.kept for attribute in stored):
        yield Index(index_name(entity.table, NEXT_CHANGE), (NEXT_CHANGE,), where=NEXT_CHANGE, filled=True)
    yield Index(index_name(entity.table, DELETED), (DELETED,), where=DELETED, filled=True)


def unique_index(entity: Entity, attribute: Attribute) -> Index:
    """The index that keeps an attribute unique among the records that are not deleted."""
    names = (*(attribute.unique or ()), attribute.name)
    columns = tuple(_unique_column(entity.attributes[name]) for name in names)
    return Index(index_name(entity.table, "unique", *columns), columns, unique=True, where=DELETED)


def _indexed(attribute: Attribute) -> bool:
    if attribute.name in ("created_by", "updated_by"):
        return False
    return attribute.index or isinstance(attribute.type, Reference)


def _unique_column(attribute: Attribute) -> str:
    return fold_column(attribute) if folded(attribute) else attribute.column or attribute.name


def index_name(table: str, *parts: str) -> str:
    """A readable name, cut with a digest when PostgreSQL would cut it."""
    name = "__".join((table, *parts, "index"))
    if len(name) <= NAME_LIMIT:
        return name
    from hashlib import sha256

    return f"{name[: NAME_LIMIT - 9]}_{sha256(name.encode()).hexdigest()[:8]}"
