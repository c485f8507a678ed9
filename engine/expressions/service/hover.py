"""What a name under the cursor means."""

from __future__ import annotations

from dataclasses import dataclass

from engine.expressions.functions import FUNCTIONS
from engine.expressions.lexer import readable_tokens
from engine.expressions.service import words
from engine.expressions.service.place import Place, Texts
from engine.expressions.service.reading import WRITTEN, follow, frames, reading
from engine.expressions.types import describe
from engine.records.entity import Attribute


@dataclass(frozen=True)
class Hover:
    """About the characters ``start`` to ``end``. ``formula`` is how a field is computed, ``stage`` what its value
    depends on: stored (data), live (also time), viewer (also who looks)."""

    start: int
    end: int
    name: str
    title: Texts
    type: Texts | None = None
    doc: Texts | None = None
    signature: str = ""
    formula: str = ""
    stage: str = ""


def hover(text: str, cursor: int, place: Place) -> Hover | None:
    """What stands under the cursor; None where nothing has a meaning of its own."""
    stretch = place.stretch(text, cursor)
    if stretch is None:
        return None
    begin, inner = stretch
    tokens = readable_tokens(inner)
    index = next(
        (i for i, each in enumerate(tokens) if each.start <= cursor - begin <= each.end and _named(each.kind)), -1
    )
    if index < 0:
        return None
    token = tokens[index]
    start, end = begin + token.start, begin + token.end
    called = index + 1 < len(tokens) and tokens[index + 1].value == "("
    if called and (function := FUNCTIONS.get(token.value.lower())) is not None:
        doc = {"zh": function.zh, "en": function.en}
        return Hover(start, end, function.name, doc, None, doc, f"{function.name}({function.signature})")
    found = reading(inner, token.end)
    path = (*found.chain(), token.value) if found.last is not None and found.last.value == "." else (token.value,)
    return _of_path(path, start, end, place, inner, token.end) or _of_word(token.value, start, end)


def _named(kind: str) -> bool:
    return kind in WRITTEN or kind == "operator"


def _of_path(path: tuple[str, ...], start: int, end: int, place: Place, inner: str, at: int) -> Hover | None:
    scope = place.scope
    if len(path) == 2 and path[0] == "param" and path[1] in scope.parameters:
        return Hover(start, end, path[1], {"zh": path[1], "en": path[1]}, describe(scope.parameters[path[1]]))
    known = frames(reading(inner, at), scope)
    last = follow(scope, known, path)
    if last is None:
        return _of_option(path[-1], start, end, place, inner, at)
    if not isinstance(last, Attribute):
        form = scope.catalog.get(last.entity)
        title = place.titles(form.address, form.title, last.name) if form is not None else words.VALUES["this"]
        return Hover(start, end, last.name, title, {"zh": "多条记录", "en": "several records"})
    formula = last.formula.text if last.formula is not None else ""
    stage = last.formula.stage if last.formula is not None else "stored"
    title = place.titles(last.address, last.title, last.name)
    return Hover(start, end, last.name, title, describe(last.type), formula=formula, stage=stage)


def _of_option(name: str, start: int, end: int, place: Place, inner: str, at: int) -> Hover | None:
    """An option beside the field that has it."""
    from engine.expressions.service.completion import completions

    place = Place(place.scope, place.expected, "expression", place.translate)
    offered = completions(inner, at, place)
    option = next((each for each in offered if each.kind == "option" and each.label == name), None)
    return None if option is None else Hover(start, end, name, option.title, option.type)


def _of_word(name: str, start: int, end: int) -> Hover | None:
    doc = words.EVERY.get(name)
    return None if doc is None else Hover(start, end, name, doc, None, doc)
