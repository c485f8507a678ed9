"""The options of a choice: written in place, shared by a name, or borrowed from another field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, cast

from engine.definitions import AppDefinition
from engine.definitions.kinds.options import Option, OptionsDefinition
from engine.definitions.slots import Either, Map, Path
from engine.definitions.values import Located
from engine.expressions import types

Source = Mapping[str, Option] | Located

OPTIONS = Either(Map(Option), Path())


def options_of(definition: AppDefinition, source: Source) -> Mapping[str, Option] | None:
    """The options by name, in order; None if there is no such set and no such field."""
    if not isinstance(source, str):
        return source
    form, dot, name = source.partition(".")
    if dot:
        field = getattr(definition.of("forms").get(form), "fields", {}).get(name)
        borrowed = getattr(field, "options", None)
        return borrowed if isinstance(borrowed, Mapping) else _shared(definition, borrowed)
    return _shared(definition, source)


def _shared(definition: AppDefinition, name: str | None) -> Mapping[str, Option] | None:
    shared = definition.of("options").get(name or "")
    return shared.options if isinstance(shared, OptionsDefinition) else None


def _closed(option: Option) -> Literal["won", "lost"] | None:
    return cast(Literal["won", "lost"], str(option.closed)) if option.closed else None


def typed(options: Mapping[str, Option] | None) -> tuple[types.Option, ...]:
    """The options as expressions know them."""
    return tuple(_typed(option) for option in (options or {}).values())


def _typed(option: Option) -> types.Option:
    color, chance = str(option.color or ""), getattr(option, "chance", None)
    return types.Option(option.name, option.title, _closed(option), chance, option.address, color)


def shown_options(
    definition: AppDefinition, options: Mapping[str, Option] | None, language: str
) -> list[dict[str, Any]]:
    """The options as the UI needs them; retired ones only for records that have them."""
    return [_shown(definition, option, language) for option in (options or {}).values()]


def _shown(definition: AppDefinition, option: Option, language: str) -> dict[str, Any]:
    help_ = definition.text(f"{option.address}/help", language, option.help or "")
    told: dict[str, Any] = {"name": option.name, "title": definition.title(option, language)}
    told |= {"color": option.color, "closed": option.closed, "help": help_ or None}
    told |= {"chance": getattr(option, "chance", None), "requires": list(getattr(option, "requires", ()))}
    if option.retired:
        told["retired"] = True
    return {key: value for key, value in told.items() if value not in (None, [])}
