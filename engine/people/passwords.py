"""Passwords: argon2id, checked in the same time whether or not the user exists."""

from __future__ import annotations

import secrets

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

SHORTEST = 8
READABLE = "abcdefghjkmnpqrstuvwxyz23456789"

_hasher = PasswordHasher()
_nobody = _hasher.hash(secrets.token_urlsafe())


def hash_password(password: str) -> str:
    """The argon2id hash, with its salt and cost inside."""
    return _hasher.hash(password)


def matches(stored: str | None, password: str) -> bool:
    """Whether a password fits its hash; an absent hash costs as much time and fits nothing."""
    try:
        return _hasher.verify(stored or _nobody, password) and stored is not None
    except (Argon2Error, InvalidHashError):
        return False


def new_password() -> str:
    """A random password, easy to copy."""
    return secrets.token_urlsafe(12)


def readable_password() -> str:
    """A random password that is easy to type (40 bits): for people who only try a system out."""
    return "-".join("".join(secrets.choice(READABLE) for _ in range(4)) for _ in range(2))
