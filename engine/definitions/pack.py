"""The texts of a pack to its model: parse each file, read it as its kind, then check what spans files."""

from __future__ import annotations

from collections.abc import Mapping as Map
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from engine.definitions import bodies, crosschecks, names
from engine.definitions.definition import AppDefinition
from engine.definitions.files import wanted
from engine.definitions.kinds.app import AppFile
from engine.definitions.model import Element
from engine.definitions.reader import Loading, Reader
from engine.definitions.readings import element_of, tree_of
from engine.definitions.registry import Kind, Registry
from engine.definitions.slots.base import UNREAD
from engine.definitions.tree import Mapping, Node, Scalar
from engine.problems import Problem, Problems, Span

APP = "app"
SUFFIXES = (".yaml", ".json")


@dataclass(frozen=True)
class Draft:
    """What could be read of a pack. ``broken`` are the addresses of elements that could not be read."""

    definition: AppDefinition
    problems: Problems
    broken: frozenset[str] = field(default_factory=frozenset)


def read_pack(app: str, files: Map[str, bytes], registry: Registry, problems: Problems) -> Draft:
    """The draft of an app from its files by path."""
    loading = Loading(registry, problems=problems)
    trees = {path: tree for path in sorted(files) if (tree := _tree(path, files[path], loading)) is not None}
    loading.language = _language(trees)
    found: dict[str, dict[str, Element]] = {kind: {} for kind in registry.kinds}
    for path, tree in trees.items():
        _read_file(path, tree, files[path], loading, found)
    home = found.pop(APP, {}).get(APP)
    if not isinstance(home, AppFile):
        if not any(path.startswith(("app.", "overlay.")) for path in files):
            problems.add(Problem("definition.no_app", span=Span("app.yaml", 1, 1, 1, 1)))
        home = AppFile(name=APP, title=app, address=APP)
    definition = AppDefinition(app, home, found, loading.elements, loading.texts, loading.translations)
    crosschecks.run(definition, loading)
    return Draft(definition, problems, frozenset(loading.broken))


def _tree(path: str, data: bytes, loading: Loading) -> Node | None:
    """The tree of a definition file, if it is one and lies where one may."""
    place = PurePosixPath(path)
    start = Span(path, 1, 1, 1, 1)
    if not wanted(path) or (place.suffix not in (*SUFFIXES, ".yml") and len(place.parts) > 1):
        return None
    if place.suffix not in SUFFIXES:
        loading.problems.add(Problem("definition.suffix", {"file": path}, span=start))
        return None
    folder = place.parts[0] if len(place.parts) == 2 else APP
    if len(place.parts) > 2 or (len(place.parts) == 1 and place.stem not in (APP, "overlay")):
        loading.problems.add(Problem("definition.stray", {"file": path}, span=start))
    elif place.stem == "overlay" and folder == APP:
        loading.problems.add(Problem("definition.not_yet", {"word": "overlay"}, "overlay", start))
    elif folder not in loading.registry.kinds and folder != "translations":
        _unknown_folder(folder, start, loading)
    else:
        return tree_of(path, data, loading)
    return None


def _unknown_folder(folder: str, start: Span, loading: Loading) -> None:
    known = loading.registry.known("kinds")
    if folder in known:
        loading.broken.add(folder)
        loading.problems.add(Problem("definition.not_yet", {"word": folder}, folder, start))
        return
    near = names.meant(folder, known | loading.registry.kinds.keys())
    folders = sorted((loading.registry.kinds.keys() | {"translations"}) - {APP})
    parameters = {"folder": folder, "nearest": near, "folders": folders}
    loading.problems.add(Problem("definition.unknown_kind", parameters, folder, start))


def _language(trees: Map[str, Node]) -> str:
    for path in ("app.yaml", "app.json"):
        tree = trees.get(path)
        language = tree.get("language") if isinstance(tree, Mapping) else None
        if isinstance(language, Scalar):
            return language.text
    return "zh"


def _read_file(path: str, tree: Node, data: bytes, loading: Loading, found: dict[str, dict[str, Element]]) -> None:
    place = PurePosixPath(path)
    stem = place.stem
    start = Span(path, 1, 1, 1, 1)
    if place.parts[0] == "translations":
        element_of(path, data, loading, lambda alone: crosschecks.read_translations(stem, tree, alone))
        return
    kind = loading.registry.kinds[place.parts[0] if len(place.parts) == 2 else APP]
    address = APP if kind.folder == APP else f"{kind.folder}/{stem}"
    if kind.folder != APP and (stem in names.UNSAFE or not names.well_formed(stem)):
        loading.problems.add(Problem("definition.name", {"name": stem}, address, start))
    elif stem in found[kind.folder]:
        parameters = {"name": stem, "first": found[kind.folder][stem].span.file}
        loading.problems.add(Problem("definition.twice", parameters, address, start))
    else:
        element = element_of(
            path, data, loading, lambda alone: _read_definition(kind, tree, Reader(alone, address), start)
        )
        if element is not None:
            found[kind.folder][stem] = element


def _read_definition(kind: Kind, tree: Node, reader: Reader, start: Span) -> Element | None:
    if isinstance(tree, Scalar) and tree.null:
        tree = Mapping((), start)
    if isinstance(tree, Mapping) and tree.get("changes") is not None:
        reader.problem("definition.not_yet", start, word="changes")
        return None
    if kind.titled and isinstance(tree, Mapping) and tree.get("title") is None:
        reader.problem("definition.no_title", start)
    if isinstance(tree, Scalar):
        reader.problem("definition.no_body", tree.span, words=["title"])
        return None
    element = bodies.read(tree, kind.model, reader)
    return None if element is UNREAD else element
