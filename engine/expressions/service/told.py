"""Everything about a text at once, as plain JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from engine.expressions.service.completion import completions
from engine.expressions.service.findings import findings
from engine.expressions.service.hover import hover
from engine.expressions.service.place import Place
from engine.expressions.service.signature import signature


def told(text: str, cursor: int, place: Place) -> dict[str, Any]:
    """``completions hover signature problems meaning``; offsets count characters of the text from 0."""
    found, meaning = findings(text, place)
    around, call = hover(text, cursor, place), signature(text, cursor, place)
    return {
        "completions": [asdict(each) for each in completions(text, cursor, place)],
        "hover": None if around is None else asdict(around),
        "signature": None if call is None else asdict(call),
        "problems": [asdict(each) for each in found],
        "meaning": None if meaning is None else asdict(meaning),
    }
