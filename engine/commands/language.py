"""`dougong language PACK FORM TEXT`: what an editor is told about an expression, as JSON."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import get_args

from engine.commands.check import build_folder
from engine.expressions.service import Place, Slot, told
from engine.expressions.service.place import EXPECTED
from engine.problems import Problem, Problems, Refused


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = "Completions, hover, signature, problems and meaning of an expression, as JSON."
    parser.add_argument("pack", type=Path, metavar="PACK", help="folder of a pack")
    parser.add_argument("form", metavar="FORM", help="the form beside whose records the expression stands")
    parser.add_argument("text", metavar="TEXT", help="the expression, as far as it is written")
    parser.add_argument("--at", type=int, metavar="N", help="characters before the cursor (default: all)")
    parser.add_argument("--slot", choices=get_args(Slot), default="expression", help="what the text is")
    parser.add_argument("--expected", choices=tuple(EXPECTED), default="any", help="what the expression must give")
    parser.add_argument("--changing", action="store_true", help="there is a change: old.x and changed(x)")


def run(given: argparse.Namespace) -> int:
    from engine.compiling import scope_in

    build = build_folder(given.pack)
    if isinstance(build, Problems):
        raise Refused(build.errors)
    entity = build.catalog.get(given.form)
    if entity is None:
        raise Refused((Problem("request.not_found"),))
    scope = scope_in(build, entity, changing=given.changing)
    place = Place(scope, EXPECTED[given.expected], given.slot, build.definition.text)
    cursor = len(given.text) if given.at is None else max(0, min(given.at, len(given.text)))
    print(json.dumps(told(given.text, cursor, place), ensure_ascii=False, indent=1))
    return 0
