"""Many records written by one request: at once, or as a job in chunks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from engine.problems import Problem, Refused
from engine.records import jobs
from engine.records.command import Actor, Cause, Command
from engine.records.jobs import Job, JobHandler
from engine.web.answers import told_problem
from forms.records.visit import Visit, visit_of_person
from forms.records.writing import create, create_together, edit

if TYPE_CHECKING:
    from engine.platform import Platform
    from engine.records.unit_of_work import UnitOfWork

KIND = "batch"
AT_ONCE = 500
CHUNK = 500
Record = Mapping[str, Any]
Result = dict[str, Any]


def write_records(visit: Visit, uow: UnitOfWork, records: Sequence[Record], skip: bool, first: int = 0) -> list[Result]:
    """Creates those without an ``id``, changes the others; gives ``{id, version}`` of each in order.

    With ``skip`` a refused record gives ``{problems}`` and the others are written; else Refused with the place of
    the record, ``records[3].phone``, and nothing is written.
    """
    several_new = len(records) > 1 and not any(record.get("id") for record in records)
    if several_new and (written := _together(visit, uow, records)) is not None:
        return written
    return [_result(visit, uow, record, skip, number) for number, record in enumerate(records, first)]


def _together(visit: Visit, uow: UnitOfWork, records: Sequence[Record]) -> list[Result] | None:
    """All of them at once, as nearly always nothing is wrong; None if something is, so that each is tried alone."""
    try:
        return [{"id": row["id"], "version": row["version"]} for row in create_together(visit, uow, records)]
    except Refused as refused:
        if refused.passing:
            raise
        return None


def _result(visit: Visit, uow: UnitOfWork, record: Record, skip: bool, number: int) -> Result:
    try:
        with uow.isolated():
            row = edit(visit, uow, str(record["id"]), record) if record.get("id") else create(visit, uow, record)
        return {"id": row["id"], "version": row["version"]}
    except Refused as refused:
        placed = [_placed(problem, f"records[{number}]") for problem in refused.problems]
        if skip:
            return {"problems": [told_problem(problem, visit.language) for problem in placed]}
        raise Refused(placed, refused.status) from refused


def _placed(problem: Problem, at: str) -> Problem:
    path = problem.parameters.get("path", "")
    return replace(problem, parameters={**problem.parameters, "path": f"{at}.{path}" if path else at})


def handler(platform: Platform) -> JobHandler:
    """What does batches; their payload is ``{form, records, skip, language}``."""
    return JobHandler(lambda job: _run(platform, job))


def _run(platform: Platform, job: Job) -> dict[str, Any]:
    """Writes from where the job stands; gives how many were written, and the problems of the others."""
    records, skip = job.payload["records"], job.payload["skip"]
    position = job.position or {"next": 0, "written": 0, "problems": []}
    while position["next"] < len(records):
        position = _chunk(platform, job, records, skip, position)
    return {"written": position["written"], "problems": position["problems"]}


def _chunk(platform: Platform, job: Job, records: Sequence[Record], skip: bool, position: Result) -> Result:
    first = position["next"]
    some = records[first : first + CHUNK]
    visit = visit_of_person(platform, job.app, job.payload["form"], str(job.actor), job.payload["language"])
    actor = Actor(visit.viewer.id, visit.viewer.name, "api")

    def write(uow: UnitOfWork) -> Result:
        results = write_records(visit, uow, some, skip, first)
        problems = [problem for result in results for problem in result.get("problems", ())]
        written = sum("id" in result for result in results)
        reached: Result = {
            "next": first + len(some),
            "written": position["written"] + written,
            "problems": [*position["problems"], *problems],
        }
        jobs.advance(uow, job, reached, reached["next"], len(records))
        return reached

    cause = Cause("api", visit.form.definition.address, job.app, visit.entity.name)
    return platform.run(Command("bulk", write, actor, cause, app=job.app, job=job.id))
