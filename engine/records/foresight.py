"""What a write would lead to, looked at on a query-only connection: for dry runs."""

from __future__ import annotations

from engine.records.command import Actor
from engine.records.readers import Reader


class Foresight(Reader):
    """A reader in the place of the unit of work in which ``actor`` would write; nothing can be written through it."""

    def __init__(self, reader: Reader, actor: Actor) -> None:
        self.cursor = reader.cursor
        self.dialect = reader.dialect
        self.actives = reader.actives
        self.now = reader.now
        self.actor = actor
