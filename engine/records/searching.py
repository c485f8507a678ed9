"""Search by text: every word of the query must be contained in one of the searched attributes."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from engine.records.dialect import Dialect
from engine.records.physical import fold_column, folded
from engine.records.search_index import contains_words
from engine.records.text import fold, words
from engine.records.viewing import Source

WORDS = 8


def search_terms(query: str) -> list[str]:
    """The folded words of a query, at most WORDS."""
    return [folded_word for word in query.split()[:WORDS] if (folded_word := fold(word))]


def search_shape(query: str) -> tuple[bool, ...]:
    """What a statement depends on: for each term whether the index has words for it."""
    return tuple(len(term) > 1 for term in search_terms(query))


def search_binds(query: str, dialect: Dialect) -> dict[str, Any]:
    """The binds of ``matches``: ``term_0`` and so on, and ``words`` of the index."""
    terms = search_terms(query)
    found = list(dict.fromkeys(word for term in terms if len(term) > 1 for word in words(term)))
    binds: dict[str, Any] = {f"term_{number}": term for number, term in enumerate(terms)}
    if found:
        binds["words"] = " ".join(found) if dialect.name == "sqlite" else found
    return binds


def matches(source: Source, shape: tuple[bool, ...], searched: frozenset[str] | None = None) -> sa.ColumnElement[bool]:
    """The records that contain every term in the attributes ``searched``.

    The index narrows down (a single character has no word in it), then the folded text itself decides, so that
    the answer is exact.
    """
    columns = [
        source.alias.c[fold_column(attribute)]
        for attribute in source.entity.attributes.values()
        if attribute.search and folded(attribute) and (searched is None or attribute.name in searched)
    ]
    if not columns:
        return sa.false()
    found = [_contains(source, columns, f"term_{number}") for number in range(len(shape))]
    if any(shape):
        found.insert(0, contains_words(source.alias, source.entity.table, source.schema.dialect))
    return sa.and_(sa.true(), *found)


def _contains(source: Source, columns: list[Any], bind: str) -> sa.ColumnElement[bool]:
    term: Any = sa.bindparam(bind, type_=sa.Text)
    position = sa.func.instr if source.schema.dialect.name == "sqlite" else sa.func.strpos
    return sa.or_(*(position(column, term) > 0 for column in columns))
