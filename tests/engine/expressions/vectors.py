"""Expressions with their trees and values, kept for both sides: pytest holds that Python says so, vitest that the
browser does.

    python -m tests.engine.expressions.vectors [--draw 200]

writes the file anew from the texts that it holds, after drawing so many expressions at random into it.
"""

from __future__ import annotations

import argparse
import json
import random
import warnings
from typing import Any

import sqlalchemy as sa

from engine.expressions.check import check
from engine.expressions.checked import Checked
from engine.expressions.tree_json import VERSION, to_json, value_json
from tests.engine.expressions import generator
from tests.engine.expressions.backends import ENVIRONMENT, Database, in_python, register, rows
from tests.engine.expressions.browser import refused, told_world
from tests.engine.expressions.test_backends import CONDITIONS, EXPRESSIONS
from tests.engine.expressions.world import SCOPE
from tests.house.code import ROOT

FILE = ROOT / "designer_ui" / "tools" / "expressions" / "vectors.json"
RECORDS = 10


def vectors(texts: list[str]) -> dict[str, Any]:
    """The world and, of every text that the browser computes, its tree and its value beside each record."""
    world = rows(RECORDS)
    engine = sa.create_engine("sqlite://")
    sa.event.listen(engine, "connect", lambda raw, record: register(raw))
    with engine.connect() as connection:
        database = Database("sqlite", connection)
        database.fill(world)
        cases = [case(database, world, each) for each in map(checked, texts) if each is not None]
    engine.dispose()
    return {"version": VERSION, "world": told_world(world, ENVIRONMENT), "cases": cases}


def checked(text: str) -> Checked | None:
    """The expression, None if the browser does not compute it."""
    found = check(text, SCOPE)
    return found if isinstance(found, Checked) and refused(found) is None else None


def case(database: Database, world: dict[str, list[dict[str, Any]]], found: Checked) -> dict[str, Any]:
    values = [value_json(found.type, value) for value in in_python(found, world).values()]
    return {"text": found.text, "tree": to_json(found), "values": values}


def written(told: dict[str, Any]) -> str:
    """A line for each case."""

    def line(value: Any) -> str:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    cases = ",\n".join(map(line, told["cases"]))
    return f'{{"version": {told["version"]},\n"world": {line(told["world"])},\n"cases": [\n{cases}\n]}}\n'


def texts() -> list[str]:
    """The expressions of the file."""
    return [each["text"] for each in json.loads(FILE.read_text(encoding="utf-8"))["cases"]]


def drawn(count: int) -> list[str]:
    """So many more at random that the browser computes."""
    found: dict[str, None] = {}
    strategy = generator.expressions()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # examples are drawn outside of a test on purpose
        while len(found) < count:
            text = strategy.example()
            if len(text) <= random.choice((40, 80, 160)) and checked(text) is not None:
                found[text] = None
    return list(found)


if __name__ == "__main__":
    options = argparse.ArgumentParser()
    options.add_argument("--draw", type=int, default=0)
    present = texts() if FILE.exists() else [*EXPRESSIONS, *CONDITIONS]
    every = dict.fromkeys((*present, *drawn(options.parse_args().draw)))
    FILE.write_text(written(vectors(list(every))), encoding="utf-8")
