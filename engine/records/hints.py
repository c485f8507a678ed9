"""Hints after a commit: which topics have changed. Whoever listens reads again through the normal path."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection

Listener = Callable[[Collection[str]], None]


class Hints:
    """A bus in this process; listeners are called on the writer's thread and must return at once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: tuple[Listener, ...] = ()
        self.ended = False

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Adds a listener; the answer removes it."""
        with self._lock:
            self._listeners = (*self._listeners, listener)
        return lambda: self._remove(listener)

    def publish(self, topics: Collection[str]) -> None:
        if topics:
            for listener in self._listeners:
                listener(topics)

    def end(self) -> None:
        """Nothing more will be told; listeners hear of no topic."""
        self.ended = True
        for listener in self._listeners:
            listener(())

    def _remove(self, listener: Listener) -> None:
        with self._lock:
            self._listeners = tuple(item for item in self._listeners if item is not listener)
