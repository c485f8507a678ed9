"""The files of CDNOW: read in plain Python for the comparison, imported as a user would."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from forms.importing.desk import begin, enqueue
from forms.importing.files import keep_upload
from forms.importing.reading import ReadOptions
from forms.importing.running import imports_root
from tests.running import World

FIELDS = ("customer", "ordered_on", "number_of_cds", "dollar_value")


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
    """The file as it is becomes orders, the customers that it names are made."""
    platform = world.platform
    facts = {"app": world.app, "form": "order", "person": "", "name": file.name}
    upload = keep_upload(imports_root(platform), facts, file, world.now)
    headed = "sample" not in file.name
    visit, _, found = begin(platform, upload, ReadOptions(header_row=None if headed else 0))
    guessed = {str(each.index): each.field for each in found if each.field}
    mapping = guessed if headed else dict(zip("1234", FIELDS, strict=True))
    assert sorted(mapping.values()) == sorted(FIELDS)
    job = enqueue(platform, visit, upload, {"mapping": mapping, "create_missing": ["customer"]})
    world.settle()
    done = platform.job(job)
    assert done is not None and done.state == "done", done
