"""The call around the cursor."""

from __future__ import annotations

from dataclasses import dataclass

from engine.expressions.functions import FUNCTIONS
from engine.expressions.service.place import Place, Texts
from engine.expressions.service.reading import reading


@dataclass(frozen=True)
class Signature:
    """``active`` is the number of the parameter at the cursor; the last one may repeat (``…``)."""

    function: str
    parameters: tuple[str, ...]
    active: int
    doc: Texts
    example: str


def signature(text: str, cursor: int, place: Place) -> Signature | None:
    """The function whose arguments are being written; None outside of brackets."""
    stretch = place.stretch(text, cursor)
    if stretch is None:
        return None
    begin, inner = stretch
    for opening in reversed(reading(inner, cursor - begin).openings):
        if (function := FUNCTIONS.get(opening.function)) is not None:
            parameters = tuple(function.signature.split(", "))
            active = min(opening.commas, len(parameters) - 1)
            doc = {"zh": function.zh, "en": function.en}
            return Signature(function.name, parameters, active, doc, function.example)
    return None
