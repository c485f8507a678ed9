"""Long work over HTTP: how far it is, and undoing it."""

from __future__ import annotations

from typing import Any

from engine.records.jobs import Job
from engine.web.request import Request, not_found
from engine.web.route import Route


def routes() -> list[Route]:
    return [Route("GET", "/api/apps/{app}/jobs/{id}", read, "read", "How far a job is")]


def read(request: Request, reader: Any) -> dict[str, Any]:
    """A job of the signed-in person, or of anybody for an administrator."""
    job = request.platform.job(request.path["id"])
    if job is None or job.app != request.path["app"] or not mine(request, job):
        raise not_found()
    return {
        "id": job.id,
        "kind": job.kind,
        "state": job.state,
        "done": job.done,
        "total": job.total,
        "result": job.result,
        "error": job.error,
    }


def mine(request: Request, job: Job) -> bool:
    """Whether the signed-in person may follow a job."""
    return request.viewer.admin or job.actor == request.viewer.id
