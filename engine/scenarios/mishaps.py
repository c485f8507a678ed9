"""What fails by itself, when time passes or a job runs: nobody is there to be refused, so it is only in the log."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager


class Mishaps(logging.Handler):
    """Collects warnings and errors; ``found`` has a line for each."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        self.found.append(record.getMessage() + (f": {error}" if error is not None else ""))


@contextmanager
def mishaps() -> Iterator[list[str]]:
    """The lines that are logged from here on."""
    handler, root = Mishaps(), logging.getLogger()
    root.addHandler(handler)
    try:
        yield handler.found
    finally:
        root.removeHandler(handler)
