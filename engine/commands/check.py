"""`dougong check PACK…`: every problem of packs at once."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from engine.commands import options
from engine.problems import Problems

if TYPE_CHECKING:
    from engine.plugin import Build


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = "Tells every problem of packs at once; exit code 1 if there are errors."
    options.packs(parser, "+")
    parser.add_argument("--json", action="store_true", help="problems as JSON")


def run(given: argparse.Namespace) -> int:
    language = options.language_of(given)
    found = {str(folder): check_folder(folder) for folder in given.packs}
    if given.json:
        told = [{"pack": pack, **told} for pack, problems in found.items() for told in problems.to_json(language)]
        print(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        for pack, problems in found.items():
            _print(pack, problems, language)
    return 1 if any(problems.errors for problems in found.values()) else 0


def check_folder(folder: Path) -> Problems:
    """Every problem of the pack in a folder, warnings included."""
    built = build_folder(folder)
    return built if isinstance(built, Problems) else built.problems


def build_folder(folder: Path) -> Build | Problems:
    """The pack in a folder, compiled as far as it goes; its problems where it cannot even be read."""
    from engine.app import engines
    from engine.compiling import build_app
    from engine.definitions import read
    from engine.people.system import system_catalog
    from engine.platform import new_registry

    plugged = engines()
    registry = new_registry(plugged)
    draft = read(folder, registry)
    if draft.problems.errors and draft.broken:
        return draft.problems
    return build_app(draft.definition, registry, plugged, system_catalog(registry, plugged), draft.problems)


def _print(pack: str, problems: Problems, language: str) -> None:
    for problem in problems:
        place = f"{pack}/{problem.span}" if problem.span else pack
        print(f"{place}: {problem.severity}: {problem.text(language)} [{problem.code}]")
        if hint := problem.hint(language):
            print(f"    {hint}")
    if not problems:
        print(f"{pack}: ok", file=sys.stderr)
