"""`dougong schema`: the JSON Schema of the definition language, or its reference pages."""

from __future__ import annotations

import argparse
import json
from pathlib import Path


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = "Prints the JSON Schema of every kind of definition."
    parser.add_argument("--reference", type=Path, metavar="FOLDER", help="write the reference pages there")


def run(given: argparse.Namespace) -> int:
    from engine.app import engines
    from engine.definitions import schema
    from engine.definitions.reference import pages
    from engine.expressions import reference
    from engine.platform import new_registry

    if given.reference is not None:
        given.reference.mkdir(parents=True, exist_ok=True)
        for name, page in {**pages(new_registry(engines())), **reference.pages()}.items():
            (given.reference / name).write_text(page, encoding="utf-8")
        return 0
    print(json.dumps(schema(new_registry(engines())), ensure_ascii=False, indent=1))
    return 0
