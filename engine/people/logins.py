"""A sign-in name for a person who comes without one: from the name, as an import of a list of people needs it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Any

import sqlalchemy as sa

from engine.people.finding import Connected
from engine.people.lookup import user
from engine.records.dialect import Dialect
from engine.records.statement import Statement
from engine.records.store import Store

LONGEST = 48
NOBODY = "user"


@cache
def _beginning_with(dialect: Dialect) -> Statement:
    begins = sa.func.substr(user.c.login, 1, sa.bindparam("length", type_=sa.Integer))
    same = begins == sa.bindparam("login", type_=sa.Text)
    return Statement(sa.select(user.c.login).where(same, user.c.deleted_at.is_(None)), dialect)


def complete_login(at: Connected, store: Store, values: Mapping[str, Any]) -> Mapping[str, Any]:
    """A completer: ``Moses Frase`` signs in as ``moses.frase``, a second one as ``moses.frase2``."""
    if store.key != ("system", "user") or values.get("login") or not values.get("name"):
        return values
    return {**values, "login": free_login(at, login_from(values["name"]))}


def login_from(name: str) -> str:
    """A name in letters and digits: Chinese by pinyin, its words joined by points."""
    from pypinyin import lazy_pinyin

    words = ("".join(lazy_pinyin(word)) for word in name.split())
    plain = (unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode().lower() for word in words)
    return ".".join(filter(None, (re.sub(r"[^a-z0-9_-]", "", word) for word in plain)))[:LONGEST] or NOBODY


def free_login(at: Connected, wanted: str) -> str:
    """The sign-in name, with a number behind it if it is taken."""
    _beginning_with(at.dialect).run(at.cursor, {"login": wanted, "length": len(wanted)})
    taken = {login for (login,) in at.cursor.fetchall()}
    number = 1
    while (found := wanted if number == 1 else f"{wanted}{number}") in taken:
        number += 1
    return found
