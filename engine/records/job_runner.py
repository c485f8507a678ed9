"""Runs jobs on effect threads; what they give returns through the writer."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from engine.problems import Refused
from engine.records import jobs
from engine.records.command import Cause, Command
from engine.records.jobs import GiveUp, Job, JobHandler

if TYPE_CHECKING:
    from engine.records.runtime import Runtime
    from engine.records.unit_of_work import UnitOfWork

THREADS = 4
PAUSE = 1.0
log = logging.getLogger(__name__)


class JobRunner:
    """``THREADS`` threads that take, run and end jobs; ``run_ready`` does the same in the caller's thread."""

    def __init__(self, runtime: Runtime, threads: int = THREADS) -> None:
        self._runtime = runtime
        self._work = threading.Semaphore(0)
        self._stopped = threading.Event()
        self._threads = [
            threading.Thread(target=self._loop, name=f"effects-{number}", daemon=True) for number in range(threads)
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def wake(self) -> None:
        self._work.release()

    def stop(self) -> None:
        self._stopped.set()
        for _ in self._threads:
            self._work.release()
        for thread in self._threads:
            if thread.is_alive():
                thread.join(10)

    def run_ready(self) -> int:
        """Runs the jobs that are ready, and those that these make ready; gives how many."""
        count = 0
        while not self._stopped.is_set() and (job := self._take()) is not None:
            self._run(job)
            count += 1
        return count

    def _loop(self) -> None:
        while not self._stopped.is_set():
            self._work.acquire(timeout=PAUSE)
            try:
                self.run_ready()
            except Refused:
                log.warning("jobs wait for the database", exc_info=True)
            except Exception:
                log.exception("a job could not be taken")

    def _take(self) -> Job | None:
        now = self._runtime.clock.now()
        ready = self._runtime.read(lambda reader: jobs.next_at(reader.cursor, reader.dialect))
        if ready is None or ready > now:
            return None
        job: Job | None = self._runtime.run(Command("interactive", jobs.take))
        return job

    def _run(self, job: Job) -> None:
        handler = self._runtime.job_handlers.get(job.kind, UNKNOWN)
        try:
            result = handler.run(job)
            self._conclude(job, lambda uow: _end(uow, job, handler, result))
        except Exception as error:
            self._fail(job, handler, error)

    def _fail(self, job: Job, handler: JobHandler, error: Exception) -> None:
        final = isinstance(error, GiveUp) or (isinstance(error, Refused) and not error.passing)
        log.warning("job %s %s failed", job.kind, job.id, exc_info=error)
        attempts = 0 if final else handler.attempts
        told = str(error) or type(error).__name__
        self._conclude(job, lambda uow: _fail(uow, job, handler, told, attempts))

    def _conclude(self, job: Job, run: Callable[[UnitOfWork], None]) -> None:
        """What a job led to is written down, however long the database is away."""
        cause = Cause("job", element=job.kind, record=job.id, app=job.app)
        command = Command("interactive", run, cause=cause, app=job.app)
        while True:
            try:
                return self._runtime.run(command)
            except Refused as refused:
                if not refused.passing or self._stopped.wait(PAUSE):
                    raise


def _unknown(job: Job) -> None:
    raise GiveUp(f"nothing does jobs of the kind {job.kind}")


UNKNOWN = JobHandler(_unknown)


def _end(uow: UnitOfWork, job: Job, handler: JobHandler, result: Any) -> None:
    if jobs.end(uow, job, result) and handler.finished is not None:
        handler.finished(uow, job, result)


def _fail(uow: UnitOfWork, job: Job, handler: JobHandler, error: str, attempts: int) -> None:
    if jobs.fail(uow, job, error, attempts) and handler.failed is not None:
        handler.failed(uow, job, error)
