"""The files of CDNOW: read in plain Python for the comparison, imported as a user would."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from engine.records.clock import EPOCH
from tests.running import World

CHUNK = 500


@dataclass(frozen=True)
class Purchase:
    """One line of a file."""

    customer: str
    day: date
    cds: int
    cents: int


def purchases(file: Path) -> list[Purchase]:
    """The lines of a file; the sample has a number of its own in the second column and no heading."""
    lines = [line.split() for line in file.read_text(encoding="ascii").splitlines()]
    rows = [line for line in lines if line and line[0].isdigit()]
    return [
        Purchase(row[-4], datetime.strptime(row[-3], "%Y%m%d").date(), int(row[-2]), round(float(row[-1]) * 100))
        for row in rows
    ]


def import_purchases(world: World, file: Path) -> None:
    bought, ids = purchases(file), dict[str, str]()
    for begin in range(0, len(bought), CHUNK):
        world.run(lambda uow, part=bought[begin : begin + CHUNK]: _write(uow, part, ids), kind="bulk")


def _write(uow: Any, part: list[Purchase], ids: dict[str, str]) -> None:
    for one in part:
        if one.customer not in ids:
            ids[one.customer] = uow.create("customer", {"code": one.customer})["id"]
        day = (one.day - EPOCH).days
        values = {"customer": ids[one.customer], "ordered_on": day, "number_of_cds": one.cds}
        uow.create("order", {**values, "dollar_value": one.cents})
