"""The writer: one thread that runs all commands, in groups that share a commit."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from engine.problems import Problem, Refused
from engine.records.command import Command, Kind
from engine.records.database import Connection, DatabaseErrors, refusal
from engine.records.switch import Switch

GROUP = 32
GROUP_SECONDS = 0.020
LIMIT = 2000
RETRY_AFTER = 1
log = logging.getLogger(__name__)

AfterCommit = Callable[[], None]
Execute = Callable[[Connection, Command[Any], int], tuple[Any, AfterCommit]]


@dataclass(eq=False)
class Entry:
    """A command in the queue, and what became of it."""

    command: Command[Any]
    now: int
    future: Future[Any]
    result: Any = None
    error: BaseException | None = None
    after_commit: AfterCommit | None = None
    started: bool = False

    def start(self) -> bool:
        """False if the caller has given up waiting before it began."""
        if not self.started:
            self.started = self.future.set_running_or_notify_cancel()
        return self.started

    def resolve(self) -> None:
        if not self.started:
            return
        if self.error is not None:
            self.future.set_exception(refusal(self.error) or self.error)
        else:
            self.future.set_result(self.result)


@dataclass
class Queues:
    """Interactive commands go first; one bulk chunk between two groups; a schema command runs alone."""

    interactive: deque[Entry] = field(default_factory=deque)
    bulk: deque[Entry] = field(default_factory=deque)
    schema: deque[Entry] = field(default_factory=deque)

    def of(self, kind: Kind) -> deque[Entry]:
        found: deque[Entry] = getattr(self, kind)
        return found

    def __len__(self) -> int:
        return len(self.interactive) + len(self.bulk) + len(self.schema)


class Writer:
    """Commands come back as futures, resolved after their commit; a dead writer refuses, it never hangs."""

    def __init__(
        self, connect: Callable[[], Connection], execute: Execute, switch: Switch | None = None, limit: int = LIMIT
    ) -> None:
        self._connect = connect
        self._execute = execute
        self._switch = switch or Switch()
        self._limit = limit
        self._queues = Queues()
        self._changed = threading.Condition()
        self._stopping = False
        self._dead: BaseException | None = None
        self._bulk_turn = False
        self._current: list[Entry] = []
        self.groups = 0
        self._connection = connect()
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
        self._thread.start()

    @property
    def alive(self) -> bool:
        return self._thread.is_alive() and self._dead is None

    def submit(self, command: Command[Any], now: int) -> Future[Any]:
        """Queues a command to be run at ``now``. Refused 503 when the queue is full or the writer has stopped."""
        entry = Entry(command, now, Future())
        with self._changed:
            if self._stopping or not self.alive:
                raise Refused((Problem("writer.stopped", {}),), 503)
            if command.kind == "interactive" and len(self._queues) >= self._limit:
                raise Refused((Problem("writer.busy", {"retry_after": RETRY_AFTER}),), 503)
            self._queues.of(command.kind).append(entry)
            self._changed.notify()
        return entry.future

    def within(self) -> bool:
        """Whether the caller is on the writer's thread, where waiting for a command would wait for ever."""
        return threading.current_thread() is self._thread

    def stop(self) -> None:
        """Runs what is queued, then ends."""
        with self._changed:
            self._stopping = True
            self._changed.notify()
        self._thread.join()

    def _run(self) -> None:
        try:
            while group := self._next_group():
                self._current = group
                self._run_group(group)
        except BaseException as error:
            log.critical("the writer has died", exc_info=True)
            self._die(error)
        finally:
            self._switch.end()
            self._connection.close()

    def _die(self, error: BaseException) -> None:
        with self._changed:
            self._dead = error
            waiting = [*self._current, *self._queues.interactive, *self._queues.bulk, *self._queues.schema]
            self._queues = Queues()
        for entry in waiting:
            if not entry.future.done() and (entry.started or entry.start()):
                entry.future.set_exception(Refused((Problem("writer.stopped", {}),), 503))

    def _next_group(self) -> list[Entry]:
        """The first entries of a group; empty when the writer is to end."""
        with self._changed:
            while not self._queues and not self._stopping:
                self._changed.wait()
            queues = self._queues
            if queues.schema:
                return [queues.schema.popleft()]
            if queues.bulk and (self._bulk_turn or not queues.interactive):
                self._bulk_turn = False
                return [queues.bulk.popleft()]
            self._bulk_turn = True
            return [queues.interactive.popleft()] if queues.interactive else []

    def _more(self, group: list[Entry], started: float) -> Entry | None:
        """The next interactive command that may still join the group."""
        full = len(group) >= GROUP or time.perf_counter() - started > GROUP_SECONDS
        if full or group[0].command.kind != "interactive":
            return None
        with self._changed:
            return self._queues.interactive.popleft() if self._queues.interactive else None

    def _run_group(self, group: list[Entry]) -> None:
        self.groups += 1
        try:
            self._begin()
            self._run_all(group)
            self._commit(group[0])
        except DatabaseErrors as error:
            if not self._committed_after_all(group):
                log.warning("a group of %d commands failed and is run one by one", len(group), exc_info=error)
                self._run_alone(group)
        self._finish(group)
        self._switch.end()

    def _commit(self, first: Entry) -> None:
        """With a schema command the tables change now, the versions in force when the group is finished."""
        if first.command.kind == "schema":
            self._switch.begin()
        self._connection.commit()

    def _begin(self) -> None:
        try:
            self._connection.begin()
        except DatabaseErrors:
            self._reconnect()
            self._connection.begin()

    def _committed_after_all(self, group: list[Entry]) -> bool:
        """Whether only the answer to the COMMIT was lost, so that nothing may be done again.

        While the server is away nobody knows: then the commands are refused and not done again either.
        """
        transaction, self._connection.committing = self._connection.committing, None
        if transaction is None:
            return False
        try:
            self._reconnect()
            return self._connection.committed(transaction)
        except DatabaseErrors:
            for entry in group:
                entry.error = entry.error or Refused((Problem("database.unknown"),), 503)
            return True

    def _run_all(self, group: list[Entry]) -> None:
        started = time.perf_counter()
        position = 0
        while position < len(group):
            entry = group[position]
            if entry.start():
                self._run_entry(entry, first=position == 0)
            position += 1
            if position == len(group) and (following := self._more(group, started)):
                group.append(following)

    def _run_entry(self, entry: Entry, *, first: bool) -> None:
        """In a savepoint; the first of a transaction needs none, as nothing else would be lost with it."""
        cursor = self._connection.cursor
        if not first:
            cursor.execute("SAVEPOINT command")
        entry.result, entry.error, entry.after_commit = None, None, None
        try:
            entry.result, entry.after_commit = self._execute(self._connection, entry.command, entry.now)
        except Exception as error:
            entry.error = error
            self._take_back(first)
        if not first:
            cursor.execute("RELEASE SAVEPOINT command")

    def _take_back(self, first: bool) -> None:
        if first:
            self._connection.rollback()
            self._connection.begin()
        else:
            self._connection.cursor.execute("ROLLBACK TO SAVEPOINT command")

    def _run_alone(self, group: list[Entry]) -> None:
        """Each command in a transaction of its own: one that breaks its transaction hurts no other."""
        for entry in group:
            if not entry.start():
                continue
            self._rollback()
            try:
                self._begin()
                self._run_entry(entry, first=True)
                self._commit(entry)
            except DatabaseErrors as error:
                if not self._committed_after_all([entry]):
                    entry.error = entry.error or error
        self._rollback()

    def _rollback(self) -> None:
        """A connection that cannot even roll back is made anew by the next ``_begin``."""
        with suppress(*DatabaseErrors):
            self._connection.rollback()

    def _reconnect(self) -> None:
        """A lost connection is made anew; while the server is away commands fail and the writer lives."""
        with suppress(*DatabaseErrors):
            self._connection.close()
        self._connection = self._connect()

    def _finish(self, group: list[Entry]) -> None:
        for entry in group:
            try:
                if entry.error is None and entry.after_commit is not None:
                    entry.after_commit()
            except Exception:
                log.exception("a listener failed after the commit")
            entry.resolve()
        self._current = []
