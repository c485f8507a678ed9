"""Texts that a spreadsheet would take for formulas."""

from __future__ import annotations

import re

# Their full-width forms are formulas to some programs too.
FORMULAS = tuple("=+-@\t\r＝＋－＠")
NUMBER = re.compile(r"[+-]?[0-9][0-9.,]*")


def harmless(text: str) -> str:
    """The text as a cell of a CSV file; a number stays one."""
    return f"'{text}" if text.startswith(FORMULAS) and not NUMBER.fullmatch(text) else text
