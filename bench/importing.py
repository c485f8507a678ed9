"""Import of a file with 25 columns, against reading it and one `executemany`.

`IMPORT_ROWS` sets the number of rows (20,000; the goal speaks of 100,000). The limit reads the same CSV with the
same reader, or the same XLSX with calamine alone in one process, and inserts the cells into a table of 25 columns in
one transaction. Ours does the whole: dry run apart,
the run with matching, references, validation, change log and a sum kept on the other form. CPU seconds, child
processes included.
"""

from __future__ import annotations

import csv
import os
import sqlite3
import tempfile
from collections.abc import Iterable
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import xlsxwriter
from python_calamine import CalamineWorkbook

from bench.measure import Row, measure_once
from engine.app import opened
from engine.commands.settling import settle
from engine.platform import Platform
from engine.publishing import publish
from forms.importing.checking import check
from forms.importing.choices import read_choices
from forms.importing.desk import enqueue
from forms.importing.files import keep_upload
from forms.importing.matching import matches_of
from forms.importing.reading import ReadOptions, read
from forms.importing.running import imports_root, visit_of

ROWS = int(os.environ.get("IMPORT_ROWS", "20000"))
SUPPLIERS = 200
TEXTS, NUMBERS = 11, 9
TITLES = ["code", "supplier", "bought", "kind", "spare", *(f"text_{at}" for at in range(TEXTS))]
TITLES += [f"number_{at}" for at in range(NUMBERS)]


def pack() -> dict[str, bytes]:
    """A form of 25 fields that refers to another one, which keeps a sum."""
    fields = "  code: {text: Code, required: true, unique: true}\n"
    fields += "  supplier: {reference: Supplier, form: supplier, back: articles, required: true}\n"
    fields += "  bought: {date: Bought}\n  kind: {choice: Kind, options: {a: A, b: B, c: C}}\n"
    fields += "  spare: {boolean: Spare}\n"
    fields += "".join(f"  text_{at}: {{text: Text {at}, max: 80}}\n" for at in range(TEXTS))
    fields += "".join(f"  number_{at}: {{money: Number {at}, min: 0}}\n" for at in range(NUMBERS))
    checks = "checks:\n  order: {assert: number_0 <= number_1 + 100000, message: too much}\n"
    supplier = "title: Supplier\nfields:\n  name: {text: Name, required: true, unique: true}\n"
    supplier += "  total: {money: Total, formula: sum(articles.number_0)}\n"
    return {
        "app.yaml": b"title: Bench\nlanguage: en\n",
        "forms/supplier.yaml": supplier.encode(),
        "forms/article.yaml": f"title: Article\nfields:\n{fields}{checks}".encode(),
    }


def write_file(place: Path) -> None:
    with place.open("w", encoding="utf-8") as file:
        file.write(",".join(TITLES) + "\n")
        for row in range(ROWS):
            head = [
                f"C{row}",
                f"Supplier {row % SUPPLIERS}",
                f"2024-{row % 12 + 1:02}-{row % 28 + 1:02}",
                "abc"[row % 3],
            ]
            texts = [f"text {row % 997} {at}" for at in range(TEXTS)]
            numbers = [f"{row * 7 % 10_000}.{at}5" for at in range(NUMBERS)]
            file.write(",".join([*head, "yes" if row % 2 else "no", *texts, *numbers]) + "\n")


def by_hand(file: Path, folder: Path) -> None:
    """The limit: the same reading, then one executemany into a bare table."""
    table = read(file, file.name)
    insert_bare(folder, (row.values for row in table.rows()))


def insert_bare(folder: Path, rows: Iterable[Any]) -> None:
    """One executemany into a table without indexes."""
    place = folder / "bare.db"
    place.unlink(missing_ok=True)
    connection = sqlite3.connect(place)
    connection.execute(f"CREATE TABLE article (id INTEGER PRIMARY KEY, {', '.join(TITLES)})")
    marks = ", ".join("?" * len(TITLES))
    connection.executemany(f"INSERT INTO article ({', '.join(TITLES)}) VALUES ({marks})", rows)
    connection.commit()
    connection.close()


def write_workbook(place: Path) -> None:
    """The same rows as a workbook, with numbers as numbers."""
    with place.with_suffix(".csv").open(encoding="utf-8") as file, xlsxwriter.Workbook(str(place)) as book:
        sheet = book.add_worksheet()
        first = len(TITLES) - NUMBERS
        for row, line in enumerate(csv.reader(file)):
            cells: list[Any] = [*line[:first], *(map(float, line[first:]) if row else line[first:])]
            sheet.write_row(row, 0, cells)


def workbook_by_hand(file: Path, folder: Path) -> None:
    """The limit of a workbook: calamine, then one executemany into a bare table."""
    rows = CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0).iter_rows()
    next(rows)
    insert_bare(folder, rows)


@contextmanager
def warehouse(folder: Path) -> Any:
    """A fresh database with the suppliers."""
    from engine.records.command import Command

    for place in folder.glob("dougong.db*"):
        place.unlink()
    with opened(f"sqlite:///{folder / 'dougong.db'}") as platform:
        publish(platform, pack(), "bench")

        def fill(uow: Any) -> None:
            for at in range(SUPPLIERS):
                uow.create("supplier", {"name": f"Supplier {at}"})

        platform.run(Command("bulk", fill, app="bench"))
        settle()  # as `dougong import` does
        yield platform


def ours(platform: Platform, file: Path, dry: bool = False) -> None:
    """Reading, matching, and the dry run or the run."""
    facts = {"app": "bench", "form": "article", "person": "", "name": file.name}
    upload = keep_upload(imports_root(platform), facts, file, platform.clock.now())
    visit, table = visit_of(platform, upload), upload.read(ReadOptions())
    mapping = {str(each.index): each.field for each in matches_of(visit, table) if each.field}
    body = {"mapping": mapping}
    assert len(mapping) == len(TITLES)
    if dry:
        choices = read_choices(visit, table, body)
        outcome = platform.readers.apart(lambda at: check(platform, visit, table, choices, at))
        assert outcome.tally.counts["create"] == ROWS
        return
    job = enqueue(platform, visit, upload, body)
    platform.jobs.run_ready()
    done = platform.job(job)
    assert done is not None and done.result["counts"] == {"create": ROWS}, done


def cases() -> Iterable[Row]:
    size = f"{ROWS:,} rows x {len(TITLES)}"
    with tempfile.TemporaryDirectory(prefix="dougong-bench-") as name:
        folder = Path(name)
        text, book = folder / "articles.csv", folder / "articles.xlsx"
        write_file(text)
        write_workbook(book)
        for kind, file, by_itself in (("CSV", text, by_hand), ("XLSX", book, workbook_by_hand)):
            limit = measure_once({"limit": lambda file=file, do=by_itself: do(file, folder)})["limit"]  # type: ignore[misc]
            with warehouse(folder) as platform:
                dry = measure_once({"dry": lambda file=file: ours(platform, file, dry=True)}, 1)["dry"]  # type: ignore[misc]
                run = measure_once({"run": lambda file=file: ours(platform, file)}, 1)["run"]  # type: ignore[misc]
            yield Row.compare("import", f"run, {kind}, {size}", "s CPU", run, limit)
            yield Row.compare("import", f"dry run, {kind}, {size}", "s CPU", dry, limit)
