"""What a whole column holds: tallied page by page, summed up at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import cast

from forms.importing.reading.cells import LARGEST_EXACT, Kind
from forms.importing.reading.source import Value
from forms.importing.reading.traits import Traits, traits

REMEMBERED = 20_000  # texts of one column whose traits are kept
ENOUGH = 5_000  # texts after which a column of words is taken as one
SAMPLES = 5
EXAMPLES = 3  # cells kept for each kind
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
    open: Counter[frozenset[str]] = field(default_factory=Counter)
    examples: dict[str, list[tuple[int, Value]]] = field(default_factory=dict)
    samples: dict[Value, None] = field(default_factory=dict)
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
            if self.texts.total() > ENOUGH and self.texts[Kind.TEXT] * 2 > self.texts.total():
                self._add_words(types[str] - values.count(""))
            else:
                self._add_texts(values, numbers, len(types) > 1)
        for kind in types.keys() - {str}:
            self._tally(TYPES[kind], types[kind], values, numbers, kind)
        if float in types:
            self._add_numbers([value for value in values if type(value) is float], values, numbers)

    def _sample(self, values: Sequence[Value]) -> None:
        for value in values:
            if value != "" and len(self.samples) < SAMPLES:
                self.samples.setdefault(value)

    def _tally(
        self, kind: Kind, count: int, values: Sequence[Value], numbers: Sequence[int], wanted: type
    ) -> None:
        self.kinds[kind] += count
        kept = self.examples.setdefault(kind, [])
        if len(kept) < EXAMPLES:
            found = (
                (row, value) for row, value in zip(numbers, values, strict=True) if type(value) is wanted
            )
            kept.extend(item for item, _ in zip(found, range(EXAMPLES - len(kept)), strict=False))

    def _add_numbers(self, floats: list[float], values: Sequence[Value], numbers: Sequence[int]) -> None:
        low, high = min(floats), max(floats)
        if high >= LARGEST_EXACT or low <= -LARGEST_EXACT:
            at = next(row for row, value in zip(numbers, values, strict=True) if value in (low, high))
            self._mark("rounded", sum(1 for number in floats if abs(number) >= LARGEST_EXACT), at, high)
        if (
            low >= 19_000_101
            and high < 22_000_101
            and self.marks["packed"] == self.kinds[Kind.NUMBER] - len(floats)
        ):
            self.marks["packed"] += sum(
                traits(f"{number:.0f}").packed for number in floats if number.is_integer()
            )

    def _add_words(self, count: int) -> None:
        self.kinds[Kind.TEXT] += count
        self.texts[Kind.TEXT] += count

    def _add_texts(self, values: Sequence[Value], numbers: Sequence[int], mixed: bool) -> None:
        texts = _counted(values, mixed)
        texts.pop("", None)
        for text, count in texts.items():
            found = self.known.get(text)
            if found is None:
                found = traits(text)
                if len(self.known) < REMEMBERED:
                    self.known[text] = found
            self._add_text(text, count, found, values, numbers)

    def _add_text(
        self, text: str, count: int, found: Traits, values: Sequence[Value], numbers: Sequence[int]
    ) -> None:
        kind = found.kind
        if kind is Kind.EMPTY:
            return
        self.kinds[kind] += count
        self.texts[kind] += count
        kept = self.examples.setdefault(kind, [])
        if len(kept) < EXAMPLES:
            kept.append((numbers[values.index(text)], text))
        if kind is Kind.NUMBER:
            self._add_number_text(text, count, found, values, numbers)
        elif found.mobile:
            self.marks["mobile"] += count
        elif found.orders:
            self.unordered += count
            self.orders.update(dict.fromkeys(found.orders, count))
            self.open[found.orders] += count if found.open else 0
            if found.short_year:
                self._mark("short_year", count, numbers[values.index(text)], text)

    def _add_number_text(
        self, text: str, count: int, found: Traits, values: Sequence[Value], numbers: Sequence[int]
    ) -> None:
        for mark in ("packed", "code", "mobile", "grouped"):
            if getattr(found, mark):
                self.marks[mark] += count
        if found.only:
            self.marks[f"only {found.only}"] += count
        if found.scientific:
            self._mark("scientific", count, numbers[values.index(text)], text)

    def _mark(self, mark: str, count: int, row: int, value: Value) -> None:
        self.marks[mark] += count
        self.examples.setdefault(mark, []).append((row, value))


def _counted(values: Sequence[Value], mixed: bool) -> Counter[str]:
    """How often each text occurs; without other types among them the counting is quicker."""
    if mixed:
        return Counter(value for value in values if isinstance(value, str))
    return Counter(cast(Sequence[str], values))
