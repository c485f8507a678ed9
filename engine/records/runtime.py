"""The running kernel: database, writer, readers, what falls due, jobs, and the versions in force."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future
from dataclasses import replace
from typing import Any, Self, TypeVar

from engine.problems import Problem
from engine.records import housekeeping, jobs
from engine.records.activation import activate
from engine.records.change import Change
from engine.records.clock import Clock, SystemClock
from engine.records.command import Command
from engine.records.database import Connection, Database, refusal
from engine.records.derive.propagate import SWEEP
from engine.records.derive.reevaluate import REEVALUATE, reevaluate
from engine.records.derive.sweep import sweep
from engine.records.due import DueHandler, DueLoop
from engine.records.foresight import Foresight
from engine.records.hints import Hints
from engine.records.idempotency import MISSING, store_result, stored_result
from engine.records.job_runner import JobRunner
from engine.records.jobs import Job, JobHandler
from engine.records.readers import Reader, Readers
from engine.records.store import Store
from engine.records.switch import Switch
from engine.records.undo import UNDO, undo_handler
from engine.records.unit_of_work import UnitOfWork
from engine.records.version import DEFAULT_ZONE, Active, Version
from engine.records.writer import Writer

log = logging.getLogger(__name__)
Result = TypeVar("Result")
Validator = Callable[[UnitOfWork, tuple[Change, ...]], Iterable[Problem]]
Listener = Callable[[UnitOfWork, tuple[Change, ...]], None]
Completer = Callable[[UnitOfWork | Foresight, Store, Mapping[str, Any]], Mapping[str, Any]]


class Runtime:
    """Opened with ``Runtime.open``; one per process and database.

    ``completers`` fill in the values of a new record (of a dry run with foresight), ``amenders`` may write more into
    a wave at its fixpoint, ``validators`` check it then, ``listeners`` keep their own books of it, ``reactions`` act
    upon it (rules, flows); amenders and reactions not on history that is told afterwards. ``activations`` set right
    what depends on a version, in the transaction that puts it in force; ``tidiers`` drop once a day what is too old
    at an instant. ``due_handlers`` and ``job_handlers`` are by kind.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self.database = database
        self.dialect = database.dialect
        self.clock = clock
        self.actives: Mapping[str, Active] = {}
        self.completers: list[Completer] = []
        self.amenders: list[Callable[[UnitOfWork], None]] = []
        self.validators: list[Validator] = []
        self.activations: list[Callable[[UnitOfWork, Version], None]] = []
        self.tidiers: list[Callable[[UnitOfWork, int], None]] = []
        self.listeners: list[Listener] = []
        self.reactions: list[Listener] = []
        self.due_handlers: dict[str, DueHandler] = {SWEEP: sweep, housekeeping.KIND: housekeeping.tidy}
        self.job_handlers: dict[str, JobHandler] = {
            REEVALUATE: JobHandler(self._reevaluate),
            UNDO: undo_handler(self),
        }
        self.hints = Hints()
        self.due = DueLoop(self)
        self.jobs = JobRunner(self)
        switch = Switch()
        self.readers = Readers(database, lambda: (self.actives, self.clock.now()), switch)
        self.writer = Writer(database.connect, self._execute, switch)

    @classmethod
    def open(cls, url: str, clock: Clock | None = None) -> Self:
        """Opens the database and starts the writer; ``start`` begins what runs by itself.

        Refused 503 when the database cannot be reached, or another process works on it.
        """
        database = Database(url)
        try:
            runtime = cls(database, clock or SystemClock())
        except BaseException as error:
            database.close()
            raise refusal(error) or error from error
        try:
            database.create_kernel()
            runtime.run(Command("schema", jobs.recover))
        except BaseException:
            runtime.close()
            raise
        return runtime

    def start(self) -> None:
        """Starts the due loop and the job threads, once the versions are active and the engines connected."""
        self.run(Command("interactive", housekeeping.begin))
        self.due.start()
        self.jobs.start()

    def close(self) -> None:
        """Stops the loops, runs what is queued, commits and closes."""
        self.due.stop()
        self.jobs.stop()
        self.writer.stop()
        self.readers.close()
        self.database.close()

    # Versions

    @property
    def versions(self) -> Mapping[str, Version]:
        return {app: active.version for app, active in self.actives.items()}

    def activate(
        self,
        version: Version,
        *,
        zone: str = DEFAULT_ZONE,
        parameters: Mapping[str, Any] | None = None,
        renames: Mapping[str, Mapping[str, str]] | None = None,
        with_command: Callable[[UnitOfWork], None] | None = None,
    ) -> Active:
        """Puts a version in force: plans and changes the tables, then swaps one reference.

        ``parameters`` are defaults in stored form; ``with_command`` runs in the same transaction (it stores
        the bundle). Refused when the plan has problems; then all is as before.
        """
        return activate(self, version, zone, parameters or {}, renames or {}, with_command)

    def change_parameter(self, app: str, name: str, value: Any) -> None:
        """Takes a committed parameter into force."""
        active = self.actives[app]
        changed = replace(active, parameters={**active.parameters, name: value})
        self.actives = {**self.actives, app: changed}

    def store(self, actives: Mapping[str, Active], app: str, name: str) -> Store:
        """The statements of an entity, as the app that owns it defines it; KeyError if there is none."""
        found = self.find_store(actives, app, name)
        if found is None:
            raise KeyError(f"{app}/{name}")
        return found

    def find_store(self, actives: Mapping[str, Active], app: str, name: str) -> Store | None:
        active = actives.get(app)
        entity = active.schema.catalog.get(name) if active is not None else None
        if active is None or entity is None:
            return None
        owner = actives.get(entity.app, active)
        return owner.schema.stores.get(entity.name if owner is not active else name)

    # Work

    def submit(self, command: Command[Result]) -> Future[Result]:
        """Queues a command; the future is resolved after its commit."""
        return self.writer.submit(command, self.clock.now() if command.now is None else command.now)

    def run(self, command: Command[Result]) -> Result:
        """Runs a command and waits for it; never from inside another command."""
        if self.writer.within():
            raise RuntimeError("a command cannot wait for another command")
        return self.submit(command).result()

    def read(self, read: Callable[[Reader], Result]) -> Result:
        """Reads on a query-only connection, one consistent state."""
        return self.readers.run(read)

    def job(self, id: str) -> Job | None:
        """A job as it stands."""
        return self.read(lambda reader: jobs.find(reader.cursor, reader.dialect, id))

    def advance_to(self, instant: int) -> int:
        """Moves a virtual clock on, firing in order all that falls due and running what jobs become ready."""
        clock: Any = self.clock
        fired = 0
        while True:
            self.jobs.run_ready()
            fired_now = self.due.fire_until(instant, lambda at: clock.set(max(at, clock.now())))
            fired += fired_now
            if not fired_now:
                break
        clock.set(max(instant, clock.now()))
        self.jobs.run_ready()
        return fired

    def _execute(self, connection: Connection, command: Command[Any], now: int) -> tuple[Any, Callable[[], None]]:
        cursor = connection.cursor
        uow = UnitOfWork(self, connection, command, now)
        if command.admit is not None:
            command.admit(uow)
        if command.key is not None:
            found = stored_result(cursor, self.dialect, command.key, command.digest)
            if found is not MISSING:
                return found, lambda: None
        result = command.run(uow)
        uow.finish()
        if command.key is not None:
            store_result(cursor, self.dialect, command.key, command.digest, result, now)
        return result, lambda: self._after_commit(uow)

    def _after_commit(self, uow: UnitOfWork) -> None:
        actions: list[Callable[[], None]] = [*uow.after_commit, lambda: self.hints.publish(uow.hints)]
        for action in actions:
            try:
                action()
            except Exception:
                log.exception("something failed after the commit; what else follows from it goes on")

    def _reevaluate(self, job: Job) -> int:
        attributes = [(entity, name) for entity, name in job.payload["attributes"]]
        return reevaluate(self, job.payload["app"], attributes, job, job.payload.get("element", ""))
