"""The run: a durable job in chunks through the unit of work, each with the place to go on from after a crash."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from engine.platform import Platform
from engine.records import jobs, statistics
from engine.records.command import Cause, Command
from engine.records.jobs import Job, JobHandler
from engine.web.request import forbidden
from forms.files.store import files_root
from forms.importing.checking import actor_of
from forms.importing.choices import read_choices
from forms.importing.files import REFUSED, Upload, find_upload
from forms.importing.missing import cannot_create, plan_missing
from forms.importing.order import chunks
from forms.importing.planned import Planned, Trouble
from forms.importing.planner import Planner
from forms.importing.tally import Tally
from forms.importing.writing import write_rows
from forms.records.visit import Visit, visit_of_person

if TYPE_CHECKING:
    from engine.records.unit_of_work import UnitOfWork

KIND = "import"


def imports_root(platform: Platform) -> Path:
    """Where uploaded files wait."""
    return files_root(platform) / "imports"


def handler(platform: Platform) -> JobHandler:
    """What does imports; its payload is ``{"import": id, "choices": body}``."""
    return JobHandler(lambda job: run(platform, job), told=told)


def told(job: Job, language: str) -> Mapping[str, Any]:
    """What is told of an import beside its progress, in the language of the reader."""
    kept = job.result or (job.position or {}).get("tally")
    return Tally.from_json(kept).told(language) if kept else {}


def visit_of(platform: Platform, upload: Upload) -> Visit:
    """The form with the rights that its importer has now. Refused 403 for somebody who has left."""
    visit = visit_of_person(platform, upload.app, upload.form, upload.person)
    if visit.right("import") is False:
        raise forbidden()
    return visit


def run(platform: Platform, job: Job) -> dict[str, Any]:
    """Imports a file from where the job stands; gives what it came to."""
    upload = find_upload(imports_root(platform), job.payload["import"])
    visit = visit_of(platform, upload)
    table = upload.table()
    planner = Planner(visit, table, read_choices(visit, table, job.payload["choices"]))
    return _Run(platform, job, upload, planner).run()


class _Run:
    """One run of a job, from its position on."""

    def __init__(self, platform: Platform, job: Job, upload: Upload, planner: Planner) -> None:
        position = job.position or {"next": 0, "length": 0, "tally": Tally().to_json()}
        self.platform, self.job, self.upload, self.planner = platform, job, upload, planner
        self.visit = planner.visit
        self.next: int = position["next"]
        self.length: int = position["length"]
        self.tally = Tally.from_json(position["tally"])
        element = self.visit.form.definition.address
        self.cause = Cause("import", element, self.visit.version.app, self.visit.entity.name, title=upload.name)

    def run(self) -> dict[str, Any]:
        self.platform.readers.apart(self.planner.prepare)
        self._create_missing()
        for piece in chunks(self.planner, self.next):
            self._write(self.platform.readers.apart(partial(self.planner.plan, piece=piece)))
        self._command(lambda uow: statistics.refresh(uow, self.job.app))
        return self.tally.to_json()

    def _command(self, run: Any) -> None:
        actor = actor_of(self.visit.viewer)
        self.platform.run(Command("bulk", run, actor, self.cause, app=self.job.app, job=self.job.id))

    def _create_missing(self) -> None:
        """Made as records of the job; after a crash those that are there are missing no more."""
        for visit, planned in self.platform.readers.apart(lambda at: list(plan_missing(self.planner, at))):
            self._command(partial(_write_missing, visit, planned))
            for each in planned:
                if each.troubles:
                    self.tally.note(Trouble(cannot_create(each), 0, ""))

    def _write(self, planned: Sequence[Planned]) -> None:
        """One chunk with the job's new position, in one transaction."""
        reached = self.next + len(planned)

        def write(uow: UnitOfWork) -> None:
            write_rows(self.visit, uow, _fresh(planned))
            tally = Tally.from_json(self.tally.to_json())
            for each in planned:
                tally.add(each)
            length = self._keep_refused(planned)
            position = {"next": reached, "length": length, "tally": tally.to_json()}
            jobs.advance(uow, self.job, position, reached, self.planner.table.row_count)
            uow.after_commit[lambda: self._reached(reached, length, tally)] = None

        self._command(write)
        self.planner.forget()

    def _reached(self, position: int, length: int, tally: Tally) -> None:
        self.next, self.length, self.tally = position, length, tally

    def _keep_refused(self, planned: Sequence[Planned]) -> int:
        """Appends the refused rows to their file; what a crash left behind the known length is overwritten."""
        refused = [each for each in planned if each.operation == "refused"]
        if not refused:
            return self.length
        lines = b"".join(orjson.dumps(_line(each)) + b"\n" for each in refused)
        with (self.upload.folder / REFUSED).open("r+b" if self.length else "wb") as file:
            file.seek(self.length)
            file.write(lines)
            file.truncate()
        return self.length + len(lines)


def _write_missing(visit: Visit, planned: Sequence[Planned], uow: UnitOfWork) -> None:
    write_rows(visit, uow, _fresh(planned))


def _line(planned: Planned) -> dict[str, Any]:
    return {"position": planned.position, "troubles": [trouble.to_json() for trouble in planned.troubles]}


def _fresh(planned: Sequence[Planned]) -> Sequence[Planned]:
    """A command may run again after a failed commit: what it refused then is tried once more."""
    for each in planned:
        if each.tried:
            each.operation, each.troubles = each.tried, []
        elif each.operation in ("create", "update"):
            each.tried = each.operation
    return planned
