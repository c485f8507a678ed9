"""The unit of work: every change of data goes through one, inside one command of the writer."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from engine.expressions.environment import Environment
from engine.records import due, jobs
from engine.records.batch import Batch
from engine.records.change import Change, Touched
from engine.records.command import Cause, Command
from engine.records.database import Connection
from engine.records.deletion import delete_record, restore_record
from engine.records.editing import create_record, create_records, update_record
from engine.records.entity import Entity
from engine.records.evaluate import environment
from engine.records.statement import Cursor
from engine.records.store import Row, Store
from engine.records.version import Active, Version
from engine.records.wave import Frame, Key, Wave
from engine.records.waves import run_waves

if TYPE_CHECKING:
    from engine.records.derive.steps import Step
    from engine.records.runtime import Runtime

EntityName = str | Entity


class UnitOfWork:
    """What one command may do to the data; synchronous, on the writer's cursor.

    Entities are named ``customer`` (in the command's app), ``crm/customer``, or given. Rows are live: they
    show the derived values once the waves have run, and must not be changed by hand. While it is ``quiet``
    rules and flows do not act: what is written is history, told afterwards.
    """

    def __init__(self, runtime: Runtime, connection: Connection, command: Command[Any], now: int) -> None:
        self.runtime = runtime
        self.connection = connection
        self.cursor: Cursor = connection.cursor
        self.batch: Batch | None = None
        self.dialect = connection.dialect
        self.actor = command.actor
        self.cause = command.cause
        self.app = command.app
        self.now = now
        self.job = command.job
        self.quiet = False
        self.actives: Mapping[str, Active] = runtime.actives
        self.rows: dict[Key, Row] = {}
        self.wave = Wave()
        self.frame: Frame | None = None
        self.hints: dict[str, None] = {}
        self.after_commit: dict[Callable[[], None], None] = {}
        self.known: set[Key] = set()
        self.bound: dict[Step, dict[str, Any]] = {}

    # Facts

    def move_to(self, instant: int) -> None:
        """From here on it is ``instant``: what time alone changes is evaluated at its own instant."""
        self.now = instant
        self.bound.clear()

    def today(self, app: str = "") -> int:
        """The local date of ``now`` in the app's zone, as days since 1970-01-01."""
        return self.actives[app or self.app].today(self.now)

    def version(self, app: str = "") -> Version:
        """The version of an app that this command runs under."""
        return self.actives[app or self.app].version

    def parameters(self, app: str = "") -> Mapping[str, Any]:
        """The values in force of an app's parameters, in stored form."""
        return self.actives[app or self.app].parameters

    def environment(self, app: str = "", **more: Any) -> Environment:
        """What expressions of an app are evaluated with now; ``more`` as in ``engine.records.evaluate``."""
        return environment(self, app or self.app, **more)

    def store(self, entity: EntityName) -> Store:
        """The statements of an entity."""
        if isinstance(entity, Entity):
            app, name = entity.app, entity.name
        else:
            app, _, name = entity.rpartition("/")
        return self.runtime.store(self.actives, app or self.app, name)

    # Records

    def create(self, entity: EntityName, values: Mapping[str, Any], id: str | None = None) -> Row:
        """A new record; table rows are lists under the name of their way."""
        return create_record(self, self.store(entity), values, id)

    def create_many(
        self, entity: EntityName, many: Sequence[Mapping[str, Any]], ids: Sequence[str | None] | None = None
    ) -> list[Row]:
        """New records, just as if each were created after the other, at a fraction of the cost. Refused as a whole."""
        return create_records(self, self.store(entity), many, ids or [None] * len(many))

    def update(self, entity: EntityName, id: str, values: Mapping[str, Any], version: int | None = None) -> Row:
        """Writes values; with ``version`` only if no person's edit came between (Refused 409 otherwise)."""
        return update_record(self, self.store(entity), id, values, version)

    def delete(self, entity: EntityName, id: str, version: int | None = None) -> None:
        """Puts a record into the recycle bin, after ``on_delete`` of all that refer to it."""
        delete_record(self, self.store(entity), id, version)

    def restore(self, entity: EntityName, id: str) -> Row:
        """Takes a record out of the recycle bin, with what was deleted along with it."""
        return restore_record(self, self.store(entity), id)

    def get(self, entity: EntityName, id: str) -> Row | None:
        """The record as this unit of work sees it; None if it does not exist or is deleted."""
        row = self.load(self.store(entity), id)
        return None if row is None or row["deleted_at"] is not None else row

    def children(self, entity: EntityName, way: str, id: str) -> list[Row]:
        """The records reached by a way from a record, table rows in their order."""
        store = self.store(entity)
        reached = store.entity.ways[way]
        child = self.runtime.store(self.actives, store.entity.app, reached.entity)
        return [self.remember(child, row) for row in child.referring(self.cursor, reached.attribute, id)]

    def select(self, statement: str, parameters: Any = ()) -> list[tuple[Any, ...]]:
        """Rows of a statement in the database's own SQL."""
        self.cursor.execute(statement, parameters)
        return self.cursor.fetchall()

    # Time, work and hints

    def set_due(self, kind: str, key: str, at: int, payload: Any = None) -> None:
        """Sets or moves what falls due at ``at``; its handler gets the key, the instant and the payload."""
        due.set_due(self, kind, key, at, payload)

    def cancel_due(self, kind: str, key: str) -> None:
        due.cancel_due(self, kind, key)

    def enqueue(self, kind: str, payload: Any, key: str | None = None, at: int | None = None) -> str:
        """Adds a job, done after the commit at least once; with a key only one such job is ever made."""
        return jobs.enqueue(self, kind, payload, key, at)

    def hint(self, topic: str) -> None:
        """Tells subscribers after the commit that a topic has changed."""
        self.hints[topic] = None

    # Consequences

    @contextmanager
    def because(self, cause: Cause) -> Iterator[None]:
        """What is written inside has ``cause``, as a consequence of the present cause."""
        outer = self.cause
        self.cause = cause if cause.parent is not None else outer.because(cause)
        try:
            yield
        finally:
            self.cause = outer

    @contextmanager
    def following(self, change: Change) -> Iterator[None]:
        """What is written inside is a consequence of a change of an earlier wave."""
        outer, self.cause = self.cause, change.cause
        try:
            yield
        finally:
            self.cause = outer

    @contextmanager
    def isolated(self) -> Iterator[None]:
        """A savepoint: an exception inside undoes what was written inside, then goes on to the caller."""
        outer, hints, cause = self.frame, dict(self.hints), self.cause
        frame = self.frame = Frame(self.wave)
        self.wave = Wave()
        self.cursor.execute("SAVEPOINT isolated")
        try:
            yield
        except BaseException:
            self.cursor.execute("ROLLBACK TO SAVEPOINT isolated")
            self.cursor.execute("RELEASE SAVEPOINT isolated")
            frame.undo(self.rows, self.known)
            self.wave, self.hints, self.cause = frame.wave, hints, cause
            raise
        else:
            self.cursor.execute("RELEASE SAVEPOINT isolated")
            self.wave = frame.merge(self.wave, outer)
        finally:
            self.frame = outer

    def finish(self, present: int | None = None) -> None:
        """Waves until quiet: derived values, checks, listeners and what they write, at most eight deep.

        With ``present`` others hear of it at that instant: what is computed belongs to the instant at which it
        came true, what is done about it after a stand-still is done now.
        """
        run_waves(self, present)

    # For the kernel's own parts

    def load(self, store: Store, id: str) -> Row | None:
        """The row, deleted or not, from this unit of work or the database."""
        row = self.rows.get((*store.key, id))
        if row is None and (found := store.find(self.cursor, id)) is not None:
            row = self.remember(store, found)
        return row

    def know(self, store: Store, ids: Collection[str]) -> None:
        """Notes which of some records exist: those with derived values are loaded, as they are computed next."""
        unknown = [id_ for id_ in ids if (*store.key, id_) not in self.rows and (*store.key, id_) not in self.known]
        if not unknown:
            return
        if store.derived:
            for row in store.find_many(self.cursor, unknown).values():
                self.remember(store, row)
        else:
            self.known.update((*store.key, id_) for id_ in store.existing(self.cursor, unknown))

    def remember(self, store: Store, row: Row) -> Row:
        key = (*store.key, row["id"])
        if self.frame is not None and key not in self.rows:
            self.frame.note(key, None)
        return self.rows.setdefault(key, row)

    def touch(self, store: Store, row: Row) -> Touched:
        """The record's entry in this wave, with its image before the wave."""
        key = (*store.key, row["id"])
        if self.frame is not None:
            self.frame.note(key, row)
        touched = self.wave.touched.get(key)
        if touched is None:
            touched = self.wave.touched[key] = Touched(store, row, dict(row))
        return touched
