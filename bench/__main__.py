"""`python -m bench [AREA…] [--json]`: a table per area, or one JSON object a line."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from dataclasses import asdict, fields
from importlib import import_module
from pathlib import Path

from bench.measure import Row

FRAME = {"__init__", "__main__", "measure"}
COLUMNS = [field.name for field in fields(Row)]


def areas() -> list[str]:
    """The names of the areas: the modules of this package that are not its frame."""
    names = {path.stem for path in Path(__file__).parent.glob("*.py")}
    return sorted(names - FRAME)


def table(rows: Iterable[Row]) -> Iterable[str]:
    """The rows as aligned lines, each made as soon as its figures are there."""
    line = "{:<12} {:<44} {:<12} {:>12} {:>12} {:>12} {:>9} {:>9}"
    yield line.format(*COLUMNS)
    for row in rows:
        texts, figures = list(asdict(row).values())[:3], list(asdict(row).values())[3:]
        yield line.format(*texts, *map(figure, figures))


def figure(value: float | None) -> str:
    """Three significant digits, a dash where there is nothing to compare with."""
    if value is None:
        return "–"
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def main() -> None:
    parser = argparse.ArgumentParser(prog="script/bench", description="Ours against the limit and a peer.")
    parser.add_argument("area", nargs="*", choices=[*areas(), []], help="default: all")
    parser.add_argument("--json", action="store_true", help="one object a line")
    parser.add_argument("--full", action="store_true", help="larger sizes too, where an area has them")
    options = parser.parse_args()
    for area in options.area or areas():
        rows: Iterable[Row] = import_module(f"bench.{area}").cases()
        lines = (json.dumps(asdict(row), ensure_ascii=False) for row in rows) if options.json else table(rows)
        for line in lines:
            print(line, flush=True)


if __name__ == "__main__":
    main()
