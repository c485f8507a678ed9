"""What of a pack its scenarios touch: read from what they leave behind, not from what they say."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

import orjson
import sqlalchemy as sa

from engine.expressions.types import Choice
from engine.records import kernel
from engine.records.statement import Statement
from engine.tasks.tables import notice, task

if TYPE_CHECKING:
    from engine.definitions import AppDefinition
    from engine.plugin import AppVersion
    from engine.records.dialect import Dialect
    from engine.records.readers import Reader
    from engine.scenarios.play import Play

TOLD = {
    "all": {
        "zh": "  覆盖：{count} 处规则、步骤、阶段、检查和按钮都有场景",
        "en": "  coverage: all {count} are touched",
    },
    "some": {
        "zh": "  覆盖：{count} 处里 {touched} 处有场景，没有的是：",
        "en": "  coverage: {touched} of {count}, not:",
    },
}


def traces(play: Play) -> set[str]:
    """Addresses of the definitions that were at work in a scenario that has run."""
    return {*play.refused, *play.read(lambda reader: _left_behind(play, reader))}


def untouched(definition: AppDefinition, touched: Collection[str]) -> list[str]:
    """Addresses of what scenarios should show and these do not."""
    reached = {head for address in touched for head in _heads(address)}
    return [address for address in promised(definition) if address not in reached]


def promised(definition: AppDefinition) -> list[str]:
    """Addresses of what scenarios should show, in order of their files."""
    return [address for address, element in definition.elements.items() if element.promises()]


def coverage_lines(version: AppVersion, touched: Collection[str], language: str) -> Iterator[str]:
    """How much is touched, and each place that is not."""
    definition = version.definition
    whole, missing = promised(definition), untouched(definition, touched)
    words = TOLD["some" if missing else "all"][language]
    yield words.format(count=len(whole), touched=len(whole) - len(missing))
    for address in missing:
        element = definition.elements[address]
        yield f"    {element.span}  {definition.title(element, language)}  {address}"


def to_json(version: AppVersion, touched: Collection[str]) -> dict[str, Any]:
    """``promised``: how many places scenarios should touch; ``untouched``: the addresses of those left out."""
    return {"promised": len(promised(version.definition)), "untouched": untouched(version.definition, touched)}


def _heads(address: str) -> Iterator[str]:
    parts = address.split("/")
    return ("/".join(parts[:size]) for size in range(1, len(parts) + 1))


def _left_behind(play: Play, reader: Reader) -> set[str]:
    found = set(_elements(reader, play.app))
    for entity, diff, cause in _rows(reader, play.app):
        found |= {*_causes(orjson.loads(cause)), *_written(play, entity, orjson.loads(diff))}
    for trace in play.platform.traces:
        found.update(trace(reader, play.app))
    return found


@cache
def _statements(dialect: Dialect) -> tuple[Statement, Statement]:
    change, app = kernel.change, sa.bindparam("app_name", type_=sa.Text)
    elements = sa.union(*(sa.select(table.c.element).where(table.c.app == app) for table in (task, notice)))
    rows = sa.select(change.c.entity, change.c.diff, change.c.cause).where(change.c.app == app)
    return Statement(elements, dialect), Statement(rows, dialect)


def _elements(reader: Reader, app: str) -> list[str]:
    """What opened tasks and told people."""
    _statements(reader.dialect)[0].run(reader.cursor, {"app_name": app})
    return [element for (element,) in reader.cursor.fetchall()]


def _rows(reader: Reader, app: str) -> list[tuple[str, str, str]]:
    _statements(reader.dialect)[1].run(reader.cursor, {"app_name": app})
    return list(reader.cursor.fetchall())


def _causes(cause: Mapping[str, Any] | None) -> Iterator[str]:
    while cause is not None:
        yield cause.get("element", "")
        cause = cause.get("parent")


def _written(play: Play, entity: str, diff: Mapping[str, tuple[Any, Any]]) -> Iterator[str]:
    """Tags that came or went, and options that were chosen."""
    attributes = play.entity(entity).attributes
    for name, (old, new) in diff.items():
        attribute = attributes.get(name)
        if attribute is None:
            continue
        if attribute.kept and (old or new):
            yield attribute.address
        if isinstance(attribute.type, Choice) and new in attribute.type.names:
            yield attribute.type.names[new].address
