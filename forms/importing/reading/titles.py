"""Names of the columns: from the header, made unique, and made up where the header has none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from forms.importing.reading.cells import decimal_text
from forms.importing.reading.source import Merge, Value

LONGEST = 200  # characters of a title


class Title(NamedTuple):
    """``title``: what the header says, may be empty; ``name``: unique in the table."""

    title: str
    name: str


def header_texts(
    rows: Sequence[Sequence[Value]], numbers: Sequence[int], merges: Sequence[Merge], width: int
) -> list[str]:
    """The text above each column: levels are joined, a merged title counts for each column it spans."""
    levels = []
    for row, number in zip(rows, numbers, strict=True):
        texts = [_text(value) for value in row] + [""] * (width - len(row))
        for merge in merges:
            if merge.top <= number <= merge.bottom and merge.left < width:
                _spread(texts, merge, rows[numbers.index(merge.top)] if merge.top in numbers else ())
        levels.append(texts)
    return [" ".join(dict.fromkeys(part for part in parts if part))[:LONGEST] for parts in zip(*levels, strict=True)]


def _spread(texts: list[str], merge: Merge, origin: Sequence[Value]) -> None:
    title = _text(origin[merge.left]) if merge.left < len(origin) else ""
    for column in range(merge.left, min(merge.right + 1, len(texts))):
        texts[column] = texts[column] or title


def _text(value: Value) -> str:
    if isinstance(value, float):
        return decimal_text(value)
    return " ".join(str(value).split())


def named(texts: Sequence[str]) -> list[Title]:
    """Each title with a unique name: ``c3`` for a blank third one, ``name 2`` for a second ``name``."""
    titles: list[Title] = []
    taken = {text for text in texts if text}
    seen: set[str] = set()
    for at, text in enumerate(texts, 1):
        name = text or _free(f"c{at}", taken | seen)
        if name in seen:
            name = _free(text, taken | seen)
        seen.add(name)
        titles.append(Title(text, name))
    return titles


def _free(name: str, taken: set[str]) -> str:
    if name not in taken:
        return name
    number = 2
    while f"{name} {number}" in taken:
        number += 1
    return f"{name} {number}"
