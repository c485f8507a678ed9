"""Which names may be given, and which name was probably meant."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

LONGEST = 50
PATTERN = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)

# YAML 1.1 readers turn these into booleans or nothing.
UNSAFE = frozenset(["true", "false", "null", "yes", "no", "on", "off"])

# Words that expressions see bare.
RESERVED = frozenset(
    [
        "and",
        "or",
        "not",
        "in",
        "is",
        "has",
        "where",
        "else",
        "set",
        "empty",
        "me",
        "today",
        "now",
        "this",
        "that",
        "old",
        "parent",
        "row",
        "step",
        "reply",
        "param",
        "role",
        "team",
    ]
)


def well_formed(name: str) -> bool:
    """Lower case letters, digits and underscores, beginning with a letter, at most 50 characters."""
    return len(name) <= LONGEST and PATTERN.fullmatch(name) is not None


def nearest(name: str, names: Iterable[str]) -> str:
    """The known name that looks most like this one, or an empty text."""
    short = sorted({known for known in names if known})
    return next(iter(get_close_matches(name[:LONGEST], short, n=1, cutoff=0.5)), "")


def nearest_address(address: str, addresses: Iterable[str]) -> str:
    """The known address that looks most like this one, sought near it first."""
    known = list(addresses)
    head, _, tail = address.rpartition("/")
    beside = {found.rpartition("/")[2] for found in known if found.rpartition("/")[0] == head}
    near = nearest(tail, beside)
    if near:
        return f"{head}/{near}"
    return next(iter(get_close_matches(address[:300], known[:2000], n=1, cutoff=0.6)), "")


def meant(name: str, names: Iterable[str]) -> dict[str, str]:
    """A suggestion for hints: the nearest known name in a question, or empty texts."""
    return question(nearest(name, names))


def question(near: str) -> dict[str, str]:
    """Did you mean this name? Empty texts for an empty name."""
    return {"zh": f"是不是想写「{near}」？", "en": f"did you mean “{near}”? "} if near else {"zh": "", "en": ""}
