"""What one file alone cannot tell: names that must exist or be unique, translations of what is there."""

from __future__ import annotations

from collections.abc import Iterable

from engine.definitions import names
from engine.definitions.definition import AppDefinition
from engine.definitions.reader import Loading
from engine.definitions.tree import Mapping, Node, Scalar
from engine.problems import Problem

TITLES = {
    "forms": {"zh": "表单", "en": "forms"},
    "options": {"zh": "选项集", "en": "option sets"},
    "calendars": {"zh": "日历", "en": "calendars"},
    "flows": {"zh": "流程", "en": "flows"},
    "roles": {"zh": "角色", "en": "roles"},
    "teams": {"zh": "团队", "en": "teams"},
    "parameters": {"zh": "参数", "en": "parameters"},
    "documents": {"zh": "文档", "en": "documents"},
    "dashboards": {"zh": "看板", "en": "dashboards"},
}


def run(definition: AppDefinition, loading: Loading) -> None:
    """Records the problems that span files."""
    _references(definition, loading)
    _unique(definition, loading)
    _translated(loading)


def _references(definition: AppDefinition, loading: Loading) -> None:
    for reference in loading.references:
        known = _names(reference.kind, definition, loading)
        if known is None or reference.name in known or _is_broken(reference.kind, reference.name, loading):
            continue
        parameters = {
            "kind": TITLES.get(reference.kind, reference.kind),
            "name": reference.name,
            "nearest": names.meant(reference.name, known),
            "names": sorted(known),
        }
        problem = Problem("definition.unknown_reference", parameters, reference.address, reference.name.span)
        loading.problems.add(problem)


def _names(kind: str, definition: AppDefinition, loading: Loading) -> frozenset[str] | None:
    """The names that exist, or None if nothing can be said because the kind is not built."""
    if kind in ("roles", "teams", "parameters"):
        return frozenset(getattr(definition.app, kind))
    if kind not in loading.registry.kinds:
        return None
    return frozenset(definition.of(kind)) | loading.registry.builtins.get(kind, set())


def _is_broken(kind: str, name: str, loading: Loading) -> bool:
    """Whether a thing of this name was written but could not be read: its own problem is enough."""
    return not loading.broken.isdisjoint({f"{kind}/{name}", f"app/{kind}/{name}"})


def _unique(definition: AppDefinition, loading: Loading) -> None:
    for kind in loading.registry.kinds.values():
        for section in kind.grouped:
            seen: dict[str, str] = {}
            for file in definition.of(kind.folder).values():
                for name, element in getattr(file, section).items():
                    first = seen.setdefault(name, element.span.file)
                    if first != element.span.file:
                        parameters = {"name": name, "first": first}
                        problem = Problem("definition.twice", parameters, element.address, element.span)
                        loading.problems.add(problem)


def read_translations(language: str, tree: Node, loading: Loading) -> None:
    """Keeps the lines of a translations file: a flat map address → text."""
    entries = tree.entries if isinstance(tree, Mapping) else ()
    if not isinstance(tree, Mapping) and not (isinstance(tree, Scalar) and tree.null):
        loading.problems.add(Problem("definition.translations", {}, f"translations/{language}", tree.span))
    for entry in entries:
        if isinstance(entry.value, Scalar) and not entry.value.null:
            loading.translated.append((language, entry))
        else:
            address = f"translations/{language}"
            loading.problems.add(Problem("definition.translations", {}, address, entry.value.span))


def _translated(loading: Loading) -> None:
    """Keeps every translation under the address of its text; an element's address stands for its title."""
    known = loading.texts.keys()
    for language, entry in loading.translated:
        written = entry.key.text
        address = written if written in known else written.removesuffix("/title")
        if address in known and isinstance(entry.value, Scalar):
            loading.translations.setdefault(language, {})[address] = entry.value.text
        elif not _inside_broken(written, loading.broken):
            near = names.question(names.nearest_address(written, known))
            parameters = {"address": written, "nearest": near}
            place = f"translations/{language}"
            loading.problems.add(Problem("definition.unknown_address", parameters, place, entry.key.span))


def _inside_broken(address: str, broken: Iterable[str]) -> bool:
    parts = address.split("/")
    return not {"/".join(parts[:end]) for end in range(1, len(parts) + 1)}.isdisjoint(broken)


def missing(definition: AppDefinition, language: str) -> dict[str, str]:
    """The texts without a translation into a language: address → text as it was written."""
    if language == definition.app.language:
        return {}
    done = definition.translations.get(language, {})
    return {address: text for address, text in definition.texts.items() if address not in done}
