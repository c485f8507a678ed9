"""Tables and the versions that know them change at one instant for readers, though one follows the other."""

from __future__ import annotations

import threading


class Switch:
    """Passed from the commit of a schema command until its version is in force.

    A reader asks for the turn before it reads and compares it afterwards: if it moved, what was read may be of the one
    with the statements of the other, and is read again.
    """

    def __init__(self) -> None:
        self._turn = 0
        self._settled = threading.Event()
        self._settled.set()

    def begin(self) -> None:
        self._settled.clear()
        self._turn += 1

    def end(self) -> None:
        self._settled.set()

    def turn(self) -> int:
        """The present turn, once nothing is under way."""
        self._settled.wait()
        return self._turn

    def moved(self, turn: int) -> bool:
        """Whether a version has begun to come into force since."""
        return self._turn != turn
