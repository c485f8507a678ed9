"""Long work over HTTP: how far it is, and undoing it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.records import jobs
from engine.records.jobs import Job
from engine.records.undo import UNDO
from engine.web.request import Request, not_found
from engine.web.route import Route

if TYPE_CHECKING:
    from engine.records.readers import Reader
    from engine.records.unit_of_work import UnitOfWork

JOB = "/api/apps/{app}/jobs/{id}"


def routes() -> list[Route]:
    return [
        Route("GET", JOB, read, "read", "How far a job is"),
        Route("POST", f"{JOB}/undo", undo, "write", "Undo what a job has changed", status=202),
    ]


def read(request: Request, reader: Reader) -> dict[str, Any]:
    """A job of the signed-in person, or of anybody for an administrator."""
    job = _found(request, reader)
    handler = request.platform.job_handlers.get(job.kind)
    told = handler.told(job, request.language) if handler is not None and handler.told is not None else {}
    return {
        "id": job.id,
        "kind": job.kind,
        "state": job.state,
        "done": job.done,
        "total": job.total,
        "result": told if told else job.result,
        "error": job.error,
        **told,
    }


def undo(request: Request, uow: UnitOfWork) -> dict[str, Any]:
    """Begins a job that takes back the changes of another; asked twice it is the same one."""
    job = _found(request, uow)
    return {"job": uow.enqueue(UNDO, {"job": job.id}, key=job.id)}


def _found(request: Request, at: Reader | UnitOfWork) -> Job:
    job = jobs.find(at.cursor, at.dialect, request.path["id"])
    if job is None or job.app != request.path["app"] or not mine(request, job):
        raise not_found()
    return job


def mine(request: Request, job: Job) -> bool:
    """Whether the signed-in person may follow a job."""
    return request.viewer.admin or job.actor == request.viewer.id
