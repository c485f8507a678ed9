"""The error of a time phrase that cannot be read."""

from __future__ import annotations

import engine.time.problems  # noqa: F401  declares the codes


class PhraseError(ValueError):
    """A time phrase that cannot be read; ``code`` is the problem's code, ``text`` the phrase."""

    def __init__(self, code: str, text: str) -> None:
        self.code = code
        self.text = text
        super().__init__(f"{code}: {text}")
