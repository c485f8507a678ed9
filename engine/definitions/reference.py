"""The reference of the definition language: one Markdown page per kind, written from the model classes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, fields
from typing import Any

from engine.definitions.model import Element
from engine.definitions.registry import Family, Registry
from engine.definitions.slots.base import Key, Slot, keys_of

Target = type[Element] | str
HEAD = "| key | what may stand there | default | meaning | example |\n|---|---|---|---|---|"


def pages(registry: Registry) -> dict[str, str]:
    """The page of each kind, by its file name."""
    return {f"{kind.folder}.md": _page(kind.folder, kind.model, registry) for kind in registry.kinds.values()}


def _page(folder: str, model: type[Element], registry: Registry) -> str:
    sections = [f"# {folder}", "", _doc(model), "", *_table(model)]
    seen: set[Target] = {model}
    waiting = list(_targets(model))
    while waiting:
        target = waiting.pop(0)
        if target in seen:
            continue
        seen.add(target)
        for member, title in _members(target, registry):
            sections += ["", f"## {title}", "", _doc(member), "", *_table(member)]
            waiting += _targets(member)
            seen.add(member)
    return "\n".join(sections) + "\n"


def _members(target: Target, registry: Registry) -> Iterator[tuple[type[Element], str]]:
    """The classes behind a target, with their headings."""
    if not isinstance(target, str):
        yield target, f"{_heading(target)}"
        return
    family = registry.family(target)
    for word, member in family.members.items():
        yield member, f"{family.name}: `{word}{': title' if member.noun else ''}`"
    if family.wrapper is not None:
        yield family.wrapper, f"{family.name}: {_wrapped(family)}"


def _heading(model: type[Element]) -> str:
    return f"{model.__name__.lower()}{f': `{model.word()}`' if model.word() else ''}"


def _wrapped(family: Family) -> str:
    return f"every `{family.inner}`, with these keys beside its own"


def _doc(model: type[Element]) -> str:
    return " ".join((model.__doc__ or "").split()).replace("``", "`")


def _table(model: type[Element]) -> list[str]:
    keys = [key for key in keys_of(model).values() if key.example]
    return [HEAD, *(_row(model, key) for key in keys)] if keys else []


def _row(model: type[Element], key: Key) -> str:
    cells = [f"`{key.word}`", key.slot.expects()["en"], _default(model, key), key.doc, f"`{key.example}`"]
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _default(model: type[Element], key: Key) -> str:
    if key.required:
        return "must be there"
    default = next(field.default for field in fields(model) if field.name == key.field)
    if isinstance(default, bool):
        return str(default).lower()
    return f"`{default}`" if default is not MISSING and default not in (None, (), "") else ""


def _targets(model: type[Element]) -> Iterator[Target]:
    """The classes and families that stand under the keys of a class."""
    for key in keys_of(model).values():
        yield from _inside(key.slot)


def _inside(slot: Slot[Any]) -> Iterator[Target]:
    target = getattr(slot, "target", None) or getattr(slot, "family", None)
    if target is not None:
        yield target
    for part in (*getattr(slot, "slots", ()), *([slot.slot] if hasattr(slot, "slot") else [])):
        yield from _inside(part)
