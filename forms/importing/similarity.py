"""How alike two titles are, whatever their case, width, spaces and units."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher, get_close_matches
from functools import lru_cache

from engine.records.text import fold

BRACKETED = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]")
SEPARATORS = re.compile(r"[\s_\-./:：*#、,，]+")
CONTAINED = 0.75  # one title inside the other, at least
CLOSE = 0.6  # two texts of which one was probably meant to be the other


@lru_cache(maxsize=4096)
def plain_title(title: str) -> str:
    """A title without bracketed units and separators: ``Close_Value (USD)`` is ``closevalue``."""
    return fold(SEPARATORS.sub("", BRACKETED.sub("", title))) or fold(title)


@lru_cache(maxsize=65536)
def likeness(one: str, other: str) -> float:
    """From 0 to 1; both are plain titles."""
    if not one or not other:
        return 0.0
    if one == other:
        return 1.0
    short, long = sorted((one, other), key=len)
    ratio = SequenceMatcher(None, one, other).ratio()
    if short in long and len(short) > 1:
        share = len(short) / len(long)
        return max(ratio, CONTAINED * math.pow(share, 0.25))
    return ratio * 0.9


def nearest(text: str, known: Sequence[str] | Iterable[str]) -> str | None:
    """The known text that ``text`` was probably meant to be."""
    by_fold = {fold(each): each for each in known}
    found = get_close_matches(fold(text), by_fold, 1, CLOSE)
    return by_fold[found[0]] if found else None
