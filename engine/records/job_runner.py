"""Runs jobs on effect threads; what they give returns through the writer."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING, Any

from engine.problems import Refused
from engine.records import jobs
from engine.records.command import Cause, Command
from engine.records.jobs import GiveUp, Job, JobHandler

if TYPE_CHECKING:
    from engine.records.runtime import Runtime
    from engine.records.unit_of_work import UnitOfWork

THREADS = 4
log = logging.getLogger(__name__)


class JobRunner:
    """``THREADS`` threads that take, run and end jobs; ``run_ready`` does the same in the caller's thread."""

    def __init__(self, runtime: Runtime, threads: int = THREADS) -> None:
        self._runtime = runtime
        self._work = threading.Semaphore(0)
        self._stopping = False
        self._threads = [
            threading.Thread(target=self._loop, name=f"effects-{number}", daemon=True) for number in range(threads)
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def wake(self) -> None:
        self._work.release()

    def stop(self) -> None:
        self._stopping = True
        for _ in self._threads:
            self._work.release()
        for thread in self._threads:
            if thread.is_alive():
                thread.join(10)

    def run_ready(self) -> int:
        """Runs the jobs that are ready, and those that these make ready; gives how many."""
        count = 0
        while not self._stopping and (job := self._take()) is not None:
            self._run(job)
            count += 1
        return count

    def _loop(self) -> None:
        while not self._stopping:
            self._work.acquire(timeout=1.0)
            try:
                self.run_ready()
            except Refused:
                log.warning("jobs wait for the writer", exc_info=True)

    def _take(self) -> Job | None:
        now = self._runtime.clock.now()
        ready = self._runtime.read(lambda reader: jobs.next_at(reader.cursor, reader.dialect))
        if ready is None or ready > now:
            return None
        job: Job | None = self._runtime.run(Command("interactive", jobs.take))
        return job

    def _run(self, job: Job) -> None:
        handler = self._runtime.job_handlers[job.kind]
        try:
            result = handler.run(job)
        except Exception as error:
            self._fail(job, handler, error)
        else:
            self._runtime.run(self._command(job, lambda uow: _end(uow, job, handler, result)))

    def _fail(self, job: Job, handler: JobHandler, error: Exception) -> None:
        final = isinstance(error, GiveUp | Refused)
        log.warning("job %s %s failed", job.kind, job.id, exc_info=error)
        attempts = 0 if final else handler.attempts
        told = str(error) or type(error).__name__
        self._runtime.run(self._command(job, lambda uow: _fail(uow, job, handler, told, attempts)))

    def _command(self, job: Job, run: Any) -> Command[None]:
        cause = Cause("job", element=job.kind, record=job.id, app=job.app)
        return Command("interactive", run, cause=cause, app=job.app)


def _end(uow: UnitOfWork, job: Job, handler: JobHandler, result: Any) -> None:
    if jobs.end(uow, job, result) and handler.finished is not None:
        handler.finished(uow, job, result)


def _fail(uow: UnitOfWork, job: Job, handler: JobHandler, error: str, attempts: int) -> None:
    if jobs.fail(uow, job, error, attempts) and handler.failed is not None:
        handler.failed(uow, job, error)
