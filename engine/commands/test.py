"""`dougong test PACK…`: runs the scenarios of packs."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from engine.commands import options

if TYPE_CHECKING:
    from engine.scenarios.compiling import CompiledScenario
    from engine.scenarios.running import Result
    from engine.scenarios.theatre import Theatre


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = "Runs the scenarios of packs; exit code 1 if one does not hold."
    options.packs(parser, "+")
    parser.add_argument(
        "--scenario", action="append", default=[], metavar="NAME", help="only this one; may be repeated"
    )
    parser.add_argument("--json", action="store_true", help="results as JSON")
    parser.add_argument("--coverage", action="store_true", help="also tells what no scenario touches")
    parser.add_argument(
        "--database",
        metavar="URL",
        default="",
        help="postgresql+psycopg://… to run on that server, in a database of its own (default: SQLite)",
    )


def run(given: argparse.Namespace) -> int:
    found = [_run_pack(folder, given) for folder in given.packs]
    if given.json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
    return 0 if all(told["passed"] for each in found for told in each["scenarios"]) else 1


def _run_pack(folder: Path, given: argparse.Namespace) -> dict[str, Any]:
    """``pack scenarios``, with coverage also ``coverage``."""
    from engine.scenarios import coverage, telling
    from engine.scenarios.running import run_scenario
    from engine.scenarios.theatre import theatre

    language, began, results = options.language_of(given), perf_counter(), []
    touched: set[str] = set()
    with theatre(folder, given.database) as stage:
        for scenario in chosen(stage, given.scenario):
            result = run_scenario(stage, scenario)
            results.append(result)
            touched |= coverage.traces(result.play) if given.coverage else set()
            if not given.json:
                _print(stage, result, language, folder)
        if not given.json:
            print(f"{folder}: {telling.summary(results, language, perf_counter() - began)}")
            for line in coverage.coverage_lines(stage.version, touched, language) if given.coverage else ():
                print(line)
        told = [telling.to_json(result, language, stage.version) for result in results]
        covered = {"coverage": coverage.to_json(stage.version, touched)} if given.coverage else {}
        return {"pack": str(folder), "scenarios": told, **covered}


def chosen(stage: Theatre, names: list[str]) -> Iterator[CompiledScenario]:
    """The scenarios of these names, all of them without names. Raises Refused for an unknown one."""
    from engine.definitions import meant
    from engine.problems import Problem, Refused
    from engine.scenarios.compiling import scenarios_of

    known = scenarios_of(stage.version)
    unknown = [name for name in names if name not in known]
    if unknown:
        raise Refused(Problem("scenario.none", {"name": name, "nearest": meant(name, known)}) for name in unknown)
    yield from (scenario for name, scenario in known.items() if not names or name in names)


def _print(stage: Theatre, result: Result, language: str, folder: Path) -> None:
    from engine.scenarios import telling

    print(telling.headline(result, language, stage.version))
    if result.failure is not None:
        for line in telling.lines(result.failure, language, stage.version, f"{folder}/"):
            print(line)
