"""Text made comparable: the fold of unique and searched text, its bigrams, and a sort key by pinyin."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


def fold(text: str) -> str:
    """Width, case and spaces removed: what makes two spellings of a name the same."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def bigrams(text: str) -> list[str]:
    """The two-character pieces of the folded text, in order, each once; a single character is itself."""
    folded = fold(text)
    if len(folded) < 2:
        return [folded] if folded else []
    return list(dict.fromkeys(folded[index : index + 2] for index in range(len(folded) - 1)))


def searchable(texts: list[str]) -> str | None:
    """The bigrams of several texts as one text of words for the search index; None when there are none."""
    found = dict.fromkeys(_word(piece) for text in texts for piece in bigrams(text))
    return " ".join(found) or None


def words(query: str) -> list[str]:
    """The words of the search index that a record must have to contain ``query``."""
    return [_word(piece) for piece in bigrams(query)]


@lru_cache(maxsize=4096)
def _word(piece: str) -> str:
    """A piece as letters and digits only, so that no tokenizer can split or drop it."""
    return piece if piece.isascii() and piece.isalnum() else "".join(f"u{ord(character):x}" for character in piece)


def sort_key(text: str) -> str:
    """Chinese by pinyin, then the text itself; ASCII text by its fold."""
    if text.isascii():
        return text.casefold()
    from pypinyin import lazy_pinyin

    return " ".join(lazy_pinyin(text)).casefold()
