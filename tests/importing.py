"""Imports as the command line and the web make them, inside the process of a test."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.platform import Platform
from forms.importing.checking import check
from forms.importing.choices import read_choices
from forms.importing.desk import begin, body_of, enqueue
from forms.importing.files import Upload, keep_upload
from forms.importing.reading import ReadOptions, Table
from forms.importing.running import imports_root, told
from forms.records.visit import Visit

Told = dict[str, Any]


@dataclass
class Importing:
    """One file on its way into a form."""

    platform: Platform
    upload: Upload
    visit: Visit
    table: Table
    body: Told

    def check(self, language: str = "en") -> Told:
        """The dry run."""
        choices = read_choices(self.visit, self.table, self.body)

        def run(reader: Any) -> Told:
            return check(self.platform, self.visit, self.table, choices, reader).told(language)

        return self.platform.readers.apart(run)

    def run(self, language: str = "en") -> Told:
        """The run, to its end; ``job`` is the job's id."""
        id_ = enqueue(self.platform, self.visit, self.upload, self.body)
        self.platform.jobs.run_ready()
        job = self.platform.job(id_)
        assert job is not None and job.state == "done", job
        return {"job": id_, **told(job, language)}


def importing(
    platform: Platform,
    app: str,
    form: str,
    file: Path,
    person: str = "",
    reading: ReadOptions | None = None,
    **chosen: Any,
) -> Importing:
    """Reads and matches a file. ``chosen``: ``map only constant value create_missing key empty`` of the command."""
    facts = {"app": app, "form": form, "person": person, "name": file.name}
    upload = keep_upload(imports_root(platform), facts, file, platform.clock.now())
    visit, table, found = begin(platform, upload, reading or ReadOptions())
    given: Mapping[str, Sequence[str] | bool] = {
        **dict.fromkeys(("map", "constant", "value", "create_missing", "key"), ()),
        "only": False,
        "empty": None,
        **chosen,
    }
    return Importing(platform, upload, visit, table, body_of(visit, table, found, Namespace(**given)))


def written(folder: Path, text: str, name: str = "file.csv", encoding: str = "utf-8") -> Path:
    """A file with a text."""
    place = folder / name
    place.write_bytes(text.encode(encoding))
    return place
