"""What a whole column holds: tallied page by page, summed up at the end."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import cast

from forms.importing.reading.cells import LARGEST_EXACT, Kind
from forms.importing.reading.source import Value
from forms.importing.reading.traits import TEXT, Traits, traits

REMEMBERED = 5_000  # texts of one column before they are tallied, and whose traits are kept
SAMPLES = 5
EXAMPLES = 3  # cells kept for each kind
FIRST_PACKED, LAST_PACKED = 19_000_101, 22_000_101  # days as eight digits
NOTED = ("scientific", "short_year", "open", "grouped")  # traits of which examples are kept
MARKS = ("packed", "code", "mobile", "scientific", "grouped", "short_year")  # traits that are counted
# Figures with nothing to note: few digits, no leading zero, and no three decimals that could be thousands.
FIGURE = r"(?:-?(?:0|[1-9]\d{0,6})(?:\.(?:\d{1,2}|\d{4,}))?)?"
FIGURES = re.compile(rf"{FIGURE}(?:\n{FIGURE})*", re.ASCII)
TYPES: dict[type, Kind] = {
    time: Kind.TEXT,
    timedelta: Kind.TEXT,
    float: Kind.NUMBER,
    int: Kind.NUMBER,
    bool: Kind.BOOLEAN,
    date: Kind.DATE,
    datetime: Kind.DATETIME,
}


@dataclass
class Profile:
    """The tally of one column. ``examples``: (row, value) of the first cells of each kind."""

    kinds: Counter[Kind] = field(default_factory=Counter)
    texts: Counter[Kind] = field(default_factory=Counter)
    marks: Counter[str] = field(default_factory=Counter)
    orders: Counter[str] = field(default_factory=Counter)
    unordered: int = 0  # date texts that say no order themselves
    open: int = 0  # of these, those that their orders make different days
    examples: dict[str, list[tuple[int, Value]]] = field(default_factory=dict)
    samples: dict[Value, None] = field(default_factory=dict)
    words: bool = False  # so many words that no further text is looked at
    counts: Counter[str] = field(default_factory=Counter)
    waiting: int = 0  # texts in counts
    known: dict[str, Traits] = field(default_factory=dict)

    @property
    def filled(self) -> int:
        """Cells that are not empty."""
        return self.kinds.total()

    def add(self, values: Sequence[Value], numbers: Sequence[int]) -> None:
        """Tallies a page of the column: its values with their row numbers."""
        types = Counter(map(type, values))
        if len(self.samples) < SAMPLES:
            self._sample(values)
        if str in types:
            if self.words:
                self._tally_text(TEXT, types[str] - values.count(""))
            elif len(types) > 1 or not self._add_figures(values, numbers):
                self._add_texts(values, numbers, len(types) > 1)
        for kind in types.keys() - {str}:
            self._tally(TYPES[kind], types[kind], values, numbers, kind)
        if float in types or int in types:
            self._add_numbers(
                [value for value in values if type(value) is float or type(value) is int], values, numbers
            )

    def _sample(self, values: Sequence[Value]) -> None:
        for value in values:
            if value != "" and len(self.samples) < SAMPLES:
                self.samples.setdefault(value)

    def _tally(self, kind: Kind, count: int, values: Sequence[Value], numbers: Sequence[int], wanted: type) -> None:
        self.kinds[kind] += count
        kept = self.examples.setdefault(kind, [])
        if len(kept) < EXAMPLES:
            found = ((row, value) for row, value in zip(numbers, values, strict=True) if type(value) is wanted)
            kept.extend(item for item, _ in zip(found, range(EXAMPLES - len(kept)), strict=False))

    def _add_numbers(self, floats: Sequence[float], values: Sequence[Value], numbers: Sequence[int]) -> None:
        low, high = min(floats), max(floats)
        if max(high, -low) >= LARGEST_EXACT:
            self.marks["rounded"] += sum(1 for number in floats if abs(number) >= LARGEST_EXACT)
            largest = high if high >= -low else low
            self.examples.setdefault("rounded", []).append((numbers[values.index(largest)], largest))
        only_packed = self.marks["packed"] == self.kinds[Kind.NUMBER] - len(floats)
        if only_packed and low >= FIRST_PACKED and high < LAST_PACKED:
            days = (number for number in floats if number == int(number) and traits(f"{number:.0f}").packed)
            self.marks["packed"] += sum(1 for _ in days)

    def _add_figures(self, values: Sequence[Value], numbers: Sequence[int]) -> bool:
        """The shortcut for a page of plain figures, which need no look at each; tells whether it was one."""
        page = "\n".join(cast(Sequence[str], values))
        if not FIGURES.fullmatch(page):
            return False
        count = len(values) - values.count("")
        self.kinds[Kind.NUMBER] += count
        self.texts[Kind.NUMBER] += count
        self.marks["only ."] += page.count(".")
        kept = self.examples.setdefault(Kind.NUMBER, [])
        for row, value in zip(numbers, values, strict=True):
            if len(kept) == EXAMPLES:
                break
            if value:
                kept.append((row, value))
        return True

    def _add_texts(self, values: Sequence[Value], numbers: Sequence[int], mixed: bool) -> None:
        page = [value for value in values if isinstance(value, str)] if mixed else cast(Sequence[str], values)
        for text in dict.fromkeys(page):
            if text not in self.known:
                self.known[text] = found = traits(text)
                self._keep_examples(text, found, values, numbers)
        self.counts.update(page)
        self.waiting += len(page)
        if self.waiting > REMEMBERED:
            self.settle()

    def _keep_examples(self, text: str, found: Traits, values: Sequence[Value], numbers: Sequence[int]) -> None:
        for what in (found.kind, *(mark for mark in NOTED if getattr(found, mark))):
            kept = self.examples.setdefault(what, [])
            if len(kept) < EXAMPLES:
                kept.append((numbers[values.index(text)], text))

    def settle(self) -> None:
        """Adds the texts counted so far to the tally; to be called after the last page."""
        for text, count in self.counts.items():
            self._tally_text(self.known[text], count)
        self.counts.clear()
        self.waiting = 0
        if len(self.known) > REMEMBERED:
            self.known.clear()
        self.words = self.texts[Kind.TEXT] * 2 > self.texts.total() >= REMEMBERED

    def _tally_text(self, found: Traits, count: int) -> None:
        if found.kind is Kind.EMPTY:
            return
        self.kinds[found.kind] += count
        self.texts[found.kind] += count
        for mark in MARKS:
            if getattr(found, mark):
                self.marks[mark] += count
        if found.only:
            self.marks[f"only {found.only}"] += count
        if found.orders:
            self.unordered += count
            self.orders.update(dict.fromkeys(found.orders, count))
            self.open += count if found.open else 0
