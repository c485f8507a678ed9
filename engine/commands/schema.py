"""`dougong schema`: the JSON Schema of the definition language."""

from __future__ import annotations

import argparse
import json


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = "Prints the JSON Schema of every kind of definition."


def run(given: argparse.Namespace) -> int:
    from engine.app import engines
    from engine.definitions import schema
    from engine.platform import new_registry

    print(json.dumps(schema(new_registry(engines())), ensure_ascii=False, indent=1))
    return 0
