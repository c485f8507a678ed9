"""Slots that hold one plain thing: a text, a word, a number, a switch, a moment."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from engine.definitions import names
from engine.definitions.slots.base import UNREAD, Schema, Slot, Unread
from engine.definitions.tree import Mapping, Node, Scalar
from engine.definitions.values import Located, Rate
from engine.time import duration, repeat
from engine.time.phrase import PhraseError

if TYPE_CHECKING:
    from engine.definitions.reader import Reader
    from engine.definitions.schema import Schemas

LANGUAGE = re.compile(r"[a-z]{2}(-[A-Za-z]{2,4})?", re.ASCII)
INTEGER = re.compile(r"[-+]?[0-9]{1,15}", re.ASCII)
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
MOMENT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?: ([0-9]{1,2}):([0-9]{2}))?", re.ASCII)
RATE = re.compile(r"([1-9][0-9]{0,6})/(min|h|d|w)", re.ASCII)
DECIMAL = re.compile(r"[-+]?[0-9]{1,15}(\.[0-9]{1,10})?", re.ASCII)


class Plain(Slot[Located]):
    """A technical text that is the same in every language: a version, a prefix, a pattern."""

    def read(self, node: Node, reader: Reader) -> Located | Unread:
        text = self.scalar(node, reader)
        return text if text is UNREAD else Located(text.text, text.span)

    def schema(self, schemas: Schemas) -> Schema:
        return {"type": ["string", "number", "boolean"]}

    def expects(self) -> dict[str, str]:
        return {"zh": "文本", "en": "a text"}


class Text(Plain):
    """A text for people, translatable; ``{{ expression }}`` inserts a value. May be ``{zh: …, en: …}``."""

    def read(self, node: Node, reader: Reader) -> Located | Unread:
        if isinstance(node, Mapping):
            return self._in_place(node, reader)
        text = super().read(node, reader)
        if text is not UNREAD:
            reader.keep_text(text)
        return text

    def _in_place(self, node: Mapping, reader: Reader) -> Located | Unread:
        if not self.accepts(node):
            return self.unexpected(node, reader)
        texts = {entry.key.text: super(Text, self).read(entry.value, reader) for entry in node}
        own = texts.pop(reader.language, UNREAD)
        if own is UNREAD:
            return reader.problem("definition.no_text", node.span, language=reader.language)
        reader.keep_text(own)
        for language, text in texts.items():
            if text is not UNREAD:
                reader.keep_translation(language, text)
        return own

    def accepts(self, node: Node) -> bool:
        if isinstance(node, Mapping):
            return bool(node.entries) and all(LANGUAGE.fullmatch(entry.key.text) for entry in node)
        return super().accepts(node)

    def schema(self, schemas: Schemas) -> Schema:
        languages = {"type": "object", "patternProperties": {"^[a-z]{2}": {"type": "string"}}}
        return {
            "anyOf": [
                super().schema(schemas),
                {**languages, "additionalProperties": False, "minProperties": 1},
            ]
        }


class Word(Slot[Located]):
    """One of a few words; ``later`` are words of the language that are not built yet."""

    def __init__(self, *words: str, later: tuple[str, ...] = ()) -> None:
        self.words, self.later = words, later

    def read(self, node: Node, reader: Reader) -> Located | Unread:
        text = self.scalar(node, reader)
        if text is UNREAD:
            return UNREAD
        if text.text in self.words:
            return Located(text.text, text.span)
        if text.text in self.later:
            return reader.problem("definition.not_yet", text.span, word=text.text)
        near = names.meant(text.text, self.words)
        return reader.problem("definition.word", text.span, word=text.text, words=self.words, nearest=near)

    def accepts(self, node: Node) -> bool:
        return isinstance(node, Scalar) and node.text in (*self.words, *self.later)

    def schema(self, schemas: Schemas) -> Schema:
        plain = [word for word in self.words if word not in ("true", "false")]
        flags = [word == "true" for word in self.words if word in ("true", "false")]
        return {"enum": [*plain, *flags]}

    def expects(self) -> dict[str, str]:
        return {"zh": "、".join(self.words), "en": ", ".join(self.words)}


class Flag(Slot[bool]):
    """``true`` or ``false``."""

    def read(self, node: Node, reader: Reader) -> bool | Unread:
        text = self.scalar(node, reader)
        if text is UNREAD:
            return UNREAD
        if text.text not in ("true", "false"):
            return reader.problem(
                "definition.word",
                text.span,
                word=text.text,
                words=("true", "false"),
                nearest=names.question(""),
            )
        return text.text == "true"

    def accepts(self, node: Node) -> bool:
        return isinstance(node, Scalar) and node.text in ("true", "false")

    def schema(self, schemas: Schemas) -> Schema:
        return {"type": "boolean"}

    def expects(self) -> dict[str, str]:
        return {"zh": "true 或 false", "en": "true or false"}


class Integer(Slot[int]):
    """A whole number within bounds."""

    def __init__(self, minimum: int | None = None, maximum: int | None = None) -> None:
        self.minimum, self.maximum = minimum, maximum

    def read(self, node: Node, reader: Reader) -> int | Unread:
        text = self.scalar(node, reader)
        if text is UNREAD:
            return UNREAD
        if not INTEGER.fullmatch(text.text) or not self._within(int(text.text)):
            return reader.problem("definition.number", text.span, text=text.text, expected=self.expects())
        return int(text.text)

    def _within(self, number: int) -> bool:
        low = self.minimum is None or number >= self.minimum
        return low and (self.maximum is None or number <= self.maximum)

    def accepts(self, node: Node) -> bool:
        return isinstance(node, Scalar) and INTEGER.fullmatch(node.text) is not None

    def schema(self, schemas: Schemas) -> Schema:
        bounds = {"minimum": self.minimum, "maximum": self.maximum}
        return {"type": "integer", **{name: bound for name, bound in bounds.items() if bound is not None}}

    def expects(self) -> dict[str, str]:
        low = "" if self.minimum is None else f" ≥ {self.minimum}"
        high = "" if self.maximum is None else f" ≤ {self.maximum}"
        return {"zh": f"整数{low}{high}", "en": f"a whole number{low}{high}"}


class Number(Slot[Decimal]):
    """An exact decimal number, or a percentage such as ``20%`` (0.2)."""

    def read(self, node: Node, reader: Reader) -> Decimal | Unread:
        text = self.scalar(node, reader)
        if text is UNREAD:
            return UNREAD
        digits = text.text.removesuffix("%")
        if not DECIMAL.fullmatch(digits):
            return reader.problem("definition.number", text.span, text=text.text, expected=self.expects())
        return Decimal(digits) / 100 if text.text.endswith("%") else Decimal(digits)

    def accepts(self, node: Node) -> bool:
        return isinstance(node, Scalar) and DECIMAL.fullmatch(node.text.removesuffix("%")) is not None

    def schema(self, schemas: Schemas) -> Schema:
        return {"anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^[-+]?[0-9]+(\.[0-9]+)?%?$"}]}

    def expects(self) -> dict[str, str]:
        return {"zh": "数字", "en": "a number"}


class Date(Slot[date]):
    """``2026-01-31``."""

    def read(self, node: Node, reader: Reader) -> date | Unread:
        text = self.scalar(node, reader)
        if text is UNREAD:
            return UNREAD
        try:
            return date.fromisoformat(text.text if DAY.fullmatch(text.text) else "")
        except ValueError:
            return reader.problem("time.bad_date", text.span, text=text.text)

    def schema(self, schemas: Schemas) -> Schema:
        return {"type": "string", "format": "date"}

    def expects(self) -> dict[str, str]:
        return {"zh": "日期 2026-01-31", "en": "a date 2026-01-31"}


class Moment(Slot[datetime]):
    """``2026-01-31 09:00`` on the clocks of the app's zone; a date alone is the start of that day."""

    def read(self, node: Node, reader: Reader) -> datetime | Unread:
        text = self.scalar(node, reader)
        if text is UNREAD:
            return UNREAD
        written = MOMENT.fullmatch(text.text)
        try:
            if written:
                day, hour, minute = date.fromisoformat(written[1]), int(written[2] or 0), int(written[3] or 0)
                return datetime(day.year, day.month, day.day, hour, minute)
        except ValueError:
            pass
        return reader.problem("time.bad_moment", text.span, text=text.text)

    def schema(self, schemas: Schemas) -> Schema:
        return {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}( [0-9]{1,2}:[0-9]{2})?$"}

    def expects(self) -> dict[str, str]:
        return {"zh": "日期时间 2026-01-31 09:00", "en": "a date and time 2026-01-31 09:00"}


class Repeat(Slot[repeat.Repeat]):
    """A repetition in words: ``day 09:00``, ``payday +1d 10:00``."""

    def read(self, node: Node, reader: Reader) -> repeat.Repeat | Unread:
        text = self.scalar(node, reader)
        if text is UNREAD:
            return UNREAD
        try:
            return repeat.parse(text.text)
        except PhraseError as error:
            return reader.problem(error.code, text.span, text=text.text)

    def schema(self, schemas: Schemas) -> Schema:
        return {"type": "string", "minLength": 1}

    def expects(self) -> dict[str, str]:
        return {"zh": "重复规律", "en": "a repetition"}


class Rates(Slot[Rate]):
    """At most so many in a time: ``500/h``."""

    def read(self, node: Node, reader: Reader) -> Rate | Unread:
        text = self.scalar(node, reader)
        if text is UNREAD:
            return UNREAD
        written = RATE.fullmatch(text.text)
        if written is None:
            return reader.problem("time.bad_rate", text.span, text=text.text)
        length = duration.parse(f"1{written[2]}").exact
        assert length is not None
        return Rate(int(written[1]), length, text.text)

    def schema(self, schemas: Schemas) -> Schema:
        return {"type": "string", "pattern": "^[1-9][0-9]{0,6}/(min|h|d|w)$"}

    def expects(self) -> dict[str, str]:
        return {"zh": "频率，如 500/h", "en": "a rate such as 500/h"}
