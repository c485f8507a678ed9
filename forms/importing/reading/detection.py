"""Sums up the tally of a column: its kind, its date format or why that is open, its decimal mark."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from forms.importing.reading.cells import Kind
from forms.importing.reading.dates import COMPACT, YEAR_FIRST, offers
from forms.importing.reading.numbers import DecimalMark
from forms.importing.reading.profile import Profile

MOST = 0.8  # of the filled cells must be of the column's kind; the others are misfits
FEW = 3  # eight-digit numbers that happen to be days, without a title that speaks of a date
DATE_WORDS = re.compile(r"日期|时间|日$|date|time|day|datum|fecha", re.IGNORECASE)


@dataclass(frozen=True)
class Detected:
    """``formats``: what the person may choose from, best guess first; ``ambiguous``: they must choose."""

    kind: Kind
    date_format: str | None = None
    formats: tuple[str, ...] = ()
    ambiguous: bool = False
    decimal_mark: DecimalMark = "."
    misfits: int = 0


def detect(profile: Profile, title: str, locale: str, proven: Sequence[str], delimiter: str | None) -> Detected:
    """What the column holds. ``proven``: date orders that other columns of the file prove."""
    kind = _kind(profile, title)
    misfits = profile.filled - _fitting(profile, kind)
    if kind in (Kind.DATE, Kind.DATETIME):
        return _dates(profile, kind, locale, proven, misfits)
    if kind is Kind.NUMBER:
        mark, open_mark = _mark(profile, delimiter)
        return Detected(kind, decimal_mark=mark, ambiguous=open_mark, misfits=misfits)
    return Detected(kind, misfits=misfits)


def proven_order(profile: Profile) -> str | None:
    """The only order under which all date texts of the column are days, if there is one."""
    fits = _fits(profile)
    return fits[0] if len(fits) == 1 else None


def _kind(profile: Profile, title: str) -> Kind:
    kinds, filled = profile.kinds, profile.filled
    if not filled:
        return Kind.EMPTY
    if _packed(profile, title):
        return Kind.DATE
    days = kinds[Kind.DATE] + kinds[Kind.DATETIME]
    if days >= MOST * filled:
        return Kind.DATETIME if kinds[Kind.DATETIME] else Kind.DATE
    if kinds[Kind.NUMBER] >= MOST * filled:
        return Kind.TEXT if _codes(profile) else Kind.NUMBER
    return Kind.BOOLEAN if kinds[Kind.BOOLEAN] >= MOST * filled else Kind.TEXT


def _packed(profile: Profile, title: str) -> bool:
    packed, numbers = profile.marks["packed"], profile.kinds[Kind.NUMBER]
    if not packed or packed < numbers or packed < MOST * profile.filled:
        return False
    return packed > FEW or DATE_WORDS.search(title) is not None


def _codes(profile: Profile) -> bool:
    """Digits that name and do not count: leading zeros, more than a number keeps, mobile numbers."""
    plain = profile.texts[Kind.NUMBER] - profile.marks["scientific"]
    return profile.marks["code"] > 0 or 0 < plain <= profile.marks["mobile"]


def _fitting(profile: Profile, kind: Kind) -> int:
    if kind in (Kind.TEXT, Kind.EMPTY):
        return profile.filled
    if kind in (Kind.DATE, Kind.DATETIME):
        return profile.kinds[Kind.DATE] + profile.kinds[Kind.DATETIME] + profile.marks["packed"]
    return profile.kinds[kind]


def _dates(profile: Profile, kind: Kind, locale: str, proven: Sequence[str], misfits: int) -> Detected:
    if not profile.unordered:
        packed = profile.marks["packed"] > 0
        own = profile.texts[Kind.DATE] + profile.texts[Kind.DATETIME] > 0
        chosen = COMPACT if packed and not own else YEAR_FIRST if own else None
        return Detected(kind, chosen, (chosen,) if chosen else (), misfits=misfits)
    fits = _fits(profile)
    if len(fits) == 1 or not profile.open:
        chosen = offers(fits or profile.orders, locale, proven)[0]
        beside = profile.unordered - profile.orders[chosen]
        return Detected(kind, chosen, (chosen,), misfits=misfits + beside)
    choices = offers(fits, locale, proven) if fits else _by_count(profile, locale, proven)
    return Detected(kind, None, choices, ambiguous=True, misfits=misfits)


def _fits(profile: Profile) -> list[str]:
    return [order for order, count in profile.orders.items() if count == profile.unordered]


def _by_count(profile: Profile, locale: str, proven: Sequence[str]) -> tuple[str, ...]:
    by_habit = offers(profile.orders, locale, proven)
    return tuple(sorted(by_habit, key=lambda order: -profile.orders[order]))


def _mark(profile: Profile, delimiter: str | None) -> tuple[DecimalMark, bool]:
    """The decimal mark, and whether the figures leave it open in a file that looks continental."""
    point, comma = profile.marks["only ."], profile.marks["only ,"]
    if point or comma:
        return (",", point > 0) if comma > point else (".", comma > 0)
    return ".", bool(profile.marks["grouped"]) and delimiter == ";"
