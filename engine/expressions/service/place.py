"""Where an expression is being written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from engine.expressions.scope import Scope
from engine.expressions.types import DATE, DATETIME, TEXT, Expected, Number

# What a place may ask for, by the word that editors use.
EXPECTED: dict[str, Expected] = {
    "any": "any",
    "boolean": "boolean",
    "people": "people",
    "time": "time",
    "text": TEXT,
    "number": Number(6),
    "date": DATE,
    "datetime": DATETIME,
}
Slot = Literal["expression", "value", "text"]
Texts = dict[str, str]  # a text in Chinese (``zh``) and English (``en``)
Translate = Callable[[str, str, str], str]  # address, language, text as it was written → the text in that language


def as_written(address: str, language: str, default: str) -> str:
    return default


@dataclass(frozen=True)
class Place:
    """``slot``: an expression, a value (an expression after ``=``) or a text (expressions in ``{{ }}``)."""

    scope: Scope
    expected: Expected = "any"
    slot: Slot = "expression"
    translate: Translate = as_written

    def titles(self, address: str, title: str, name: str) -> Texts:
        """A title in both languages, the name where there is none."""
        return {language: self.translate(address, language, title) or title or name for language in ("zh", "en")}

    def stretch(self, text: str, cursor: int) -> tuple[int, str] | None:
        """Where the expression around the cursor begins, and the expression; None outside of one."""
        if self.slot == "expression":
            return 0, text
        if self.slot == "value":
            return (1, text[1:]) if text.startswith("=") and cursor > 0 else None
        begin = text.rfind("{{", 0, cursor)
        if begin < 0 or "}}" in text[begin:cursor]:
            return None
        end = text.find("}}", cursor)
        return begin + 2, text[begin + 2 : end if end >= 0 else len(text)]
