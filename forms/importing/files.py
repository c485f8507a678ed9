"""Uploaded files on their way to be imported: each in a folder of its own, with its rows and who sent it."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import orjson

from engine.problems import Problem, Refused
from engine.records.ids import new_id
from forms.importing.reading import ReadOptions, Table, open_table, read

UPLOAD, FACTS, TABLE, REFUSED = "upload", "import.json", "table", "refused.jsonl"
KEPT = 7 * 24 * 3_600_000  # milliseconds for which a file is kept


@dataclass(frozen=True)
class Upload:
    """``person`` is the id of who sent it, empty for the command line; ``name`` as its owner calls it."""

    id: str
    folder: Path
    app: str
    form: str
    person: str
    name: str
    created_at: int

    def table(self) -> Table:
        """What was read of the file."""
        return open_table(self.folder / TABLE)

    def read(self, options: ReadOptions) -> Table:
        """Reads the file, again if need be. Refused if it cannot be used."""
        shutil.rmtree(self.folder / TABLE, ignore_errors=True)
        table = read(self.folder / UPLOAD, self.name, options, folder=self.folder / TABLE)
        if not table.readable:
            raise Refused([problem for problem in table.problems if problem.severity == "error"])
        return table


def keep_upload(root: Path, facts: Mapping[str, Any], source: Path, now: int) -> Upload:
    """Copies a file into the folder of imports, and drops what has been there for too long."""
    forget_old(root, now)
    id_ = new_id(now)
    folder = root / id_
    folder.mkdir(parents=True)
    shutil.copyfile(source, folder / UPLOAD)
    upload = Upload(id_, folder, created_at=now, **facts)
    told = {key: value for key, value in asdict(upload).items() if key != "folder"}
    (folder / FACTS).write_bytes(orjson.dumps(told))
    return upload


def find_upload(root: Path, id_: str) -> Upload:
    """Refused 404 where there is none."""
    place = root / id_ / FACTS
    if not id_.replace("-", "").isalnum() or not place.is_file():
        raise Refused((Problem("import.gone"),), 404)
    return Upload(folder=root / id_, **orjson.loads(place.read_bytes()))


def forget_old(root: Path, now: int) -> None:
    """Drops the files that nobody has come back to."""
    for place in root.glob(f"*/{FACTS}"):
        if orjson.loads(place.read_bytes())["created_at"] < now - KEPT:
            shutil.rmtree(place.parent, ignore_errors=True)
