"""Text into tokens. Full-width punctuation, ≤ ≥ ≠ × ÷ and 且 或 非 mean their ASCII counterparts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from engine.expressions.mistake import Mistake, mistake, shown
from engine.expressions.types import DIGITS
from engine.expressions.work import Work

LONGEST = 4_000  # characters of one expression

Kind = Literal["number", "percent", "duration", "text", "name", "quoted", "word", "operator", "end"]

WORDS = frozenset(["and", "or", "not", "in", "is", "has", "where", "true", "false", "null"])
CHINESE_WORDS = {"且": "and", "或": "or", "非": "not"}
SAME = str.maketrans("（），、．＋－＊／×÷％＝＜＞！０１２３４５６７８９", "(),,.+-*/*/%=<>!0123456789")
OPERATORS = {"≤": "<=", "≥": ">=", "≠": "!=", "==": "=", "<>": "!="}
CLOSING = {'"': '"', "'": "'", "“": "”", "‘": "’", "＂": "＂", "「": "」"}
FOREIGN = {"&&": "and", "||": "or", "!": "not", "&": "and", "|": "or"}

# Control characters, halves of characters, and signs that make a text look like another one.
BAD = re.compile("[\x00-\x1f\x7f\ud800-\udfff\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
SPACE = re.compile(r"\s+")
NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")
DURATION = re.compile(r"([0-9]+[a-zA-Z]+)+(?!\w)")
NAME = re.compile(r"[^\W\d]\w*")
OPERATOR = re.compile(r"<=|>=|!=|<>|==|[-+*/(),.<>=≤≥≠]")


@dataclass(frozen=True)
class Token:
    """``value`` is the normal form of what stands between the offsets ``start`` and ``end``."""

    kind: Kind
    value: str
    start: int
    end: int


def tokens(text: str, work: Work | None = None) -> list[Token]:
    """The tokens of an expression, an ``end`` last. Raises Mistake."""
    work = work or Work()
    if len(text) > LONGEST:
        raise mistake("too_long", 0, 1, length=len(text), limit=LONGEST)
    plain = text.translate(SAME)
    found: list[Token] = []
    position = 0
    while position < len(text):
        if space := SPACE.match(plain, position):
            position = space.end()
            continue
        token = _token(text, plain, position)
        found.append(token)
        work.spend(token.start, token.end)
        position = token.end
    return [*found, Token("end", "", len(text), len(text))]


def readable_tokens(text: str) -> list[Token]:
    """What can be made out of a text that may be broken: for editors. Nothing is raised; an open text reaches to
    the end, and what is no token is left out."""
    text = text[:LONGEST]
    plain = text.translate(SAME)
    found: list[Token] = []
    position = 0
    while position < len(text):
        if space := SPACE.match(plain, position):
            position = space.end()
            continue
        try:
            token = _token(text, plain, position)
        except Mistake as mistaken:
            if text[position] not in CLOSING or mistaken.code != "expression.open_text":
                position += 1
                continue
            token = Token("text", text[position + 1 :], position, len(text))
        found.append(token)
        position = token.end
    return found


def _token(text: str, plain: str, position: int) -> Token:
    first = text[position]
    if first in CLOSING:
        return _quoted(text, position)
    if plain[position].isascii() and plain[position].isdigit():
        return _number(plain, position)
    if match := NAME.match(plain, position):
        return _name(match)
    if match := OPERATOR.match(plain, position):
        value = OPERATORS.get(match[0], match[0])
        return Token("operator", value, position, match.end())
    for sign, word in FOREIGN.items():
        if plain.startswith(sign, position):
            raise mistake("foreign_sign", position, position + len(sign), sign=sign, word=word)
    raise mistake("bad_character", position, position + 1, character=repr(first))


def _name(match: re.Match[str]) -> Token:
    name = match[0]
    word = CHINESE_WORDS.get(name, name.lower())
    if word in WORDS:
        return Token("word", word, match.start(), match.end())
    return Token("name", name, match.start(), match.end())


def _number(plain: str, position: int) -> Token:
    if match := DURATION.match(plain, position):
        return Token("duration", match[0].lower(), position, match.end())
    match = NUMBER.match(plain, position)
    assert match is not None
    end = match.end()
    if NAME.match(plain, end):
        raise mistake("bad_number", position, end + 1, text=shown(plain[position : end + 5].strip()))
    if len(match[0].replace(".", "").lstrip("0")) > DIGITS or len(match[1] or "") > DIGITS + 1:
        raise mistake("long_number", position, end, limit=DIGITS)
    if plain.startswith("%", end):
        return Token("percent", match[0], position, end + 1)
    return Token("number", match[0], position, end)


def _quoted(text: str, position: int) -> Token:
    """A text or a 「name」; the closing sign doubled stands for itself."""
    closing = CLOSING[text[position]]
    piece, start = "", position + 1
    while True:
        end = text.find(closing, start)
        if end < 0:
            raise mistake("open_text", position, len(text), closing=closing)
        piece += text[start:end]
        if not text.startswith(closing * 2, end):
            break
        piece, start = piece + closing, end + 2
    if found := BAD.search(piece):
        raise mistake("bad_character", position, end + 1, character=repr(found[0]))
    return Token("quoted" if closing == "」" else "text", piece, position, end + 1)
