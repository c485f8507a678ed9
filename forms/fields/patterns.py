"""Patterns by name: how a text is cleaned and what it must look like."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from forms.fields.field import Constraint, Finding

EMAIL = re.compile(r"[^\s@,;<>()]+@[^\s@.,;<>()]+(\.[^\s@.,;<>()]+)+")
CODE_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CODE_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
MOBILE, AREA, SERVICE = re.compile(r"1[3-9]\d{9}"), re.compile(r"0\d{9,11}"), re.compile(r"[48]00\d{7}")
ABROAD = re.compile(r"\+\d{6,15}")
SHORT_SERVICE = re.compile(r"\d{3}|\d{5}|95\d{3,6}")


@dataclass(frozen=True)
class Pattern:
    clean: Callable[[str], str]
    constraint: Constraint


def halved(text: str) -> str:
    """Full-width letters, digits and signs as ordinary ones."""
    return unicodedata.normalize("NFKC", text).strip()


def clean_phone(text: str) -> str:
    """Digits only, with a leading + for a number abroad; an extension stays behind a hyphen."""
    number, _, extension = re.sub(r"(转|ext\.?|x|#)", "x", halved(text).lower()).partition("x")
    digits = re.sub(r"[\s\-–—()（）.·]", "", number)
    digits = re.sub(r"^00", "+", digits)
    digits = re.sub(r"^\+86(?=\d{10,12}$)", "", digits)
    extension = extension.strip(" -")
    return f"{digits}-{extension}" if extension else digits


def phone(text: str) -> Finding | None:
    """A mobile, a number with its area code, a service number, or a number abroad."""
    number, hyphen, extension = text.partition("-")
    if hyphen and not (extension.isdecimal() and len(extension) <= 6):
        return ("value.phone", {})
    if any(shape.fullmatch(number) for shape in (MOBILE, AREA, SERVICE, ABROAD, SHORT_SERVICE)):
        return None
    if number.isdecimal() and number.startswith("1") and len(number) != 11:
        return _wrong_length(len(number), 11)
    if number.isdecimal() and len(number) in (7, 8):
        return ("value.phone_area", {})
    return ("value.phone", {})


def _wrong_length(length: int, right: int) -> Finding:
    if length < right:
        return ("value.phone_short", {"missing": right - length})
    return ("value.phone_long", {"over": length - right})


def clean_email(text: str) -> str:
    """Lower case, without spaces."""
    return "".join(halved(text).lower().split())


def email(text: str) -> Finding | None:
    """A name, an @ and a domain with a dot."""
    if EMAIL.fullmatch(text):
        return None
    return ("value.email", {}) if "@" in text else ("value.email_at", {})


def clean_code(text: str) -> str:
    """Upper case, without spaces and hyphens."""
    return re.sub(r"[\s\-]", "", halved(text)).upper()


def credit_code(text: str) -> Finding | None:
    """The 18 characters of a unified social credit code; the last one proves the others."""
    if len(text) != 18:
        return ("value.code_length", {"length": len(text)})
    if any(character not in CODE_CHARACTERS for character in text):
        return ("value.code_character", {})
    total = sum(CODE_CHARACTERS.index(text[place]) * weight for place, weight in enumerate(CODE_WEIGHTS))
    return None if CODE_CHARACTERS[(31 - total % 31) % 31] == text[17] else ("value.code_check", {})


def like(template: str) -> Constraint:
    """A template in which # is a digit and ? a letter."""
    signs = {"#": r"\d", "?": r"[A-Za-z]"}
    shape = re.compile("".join(signs.get(sign, re.escape(sign)) for sign in template), re.ASCII)

    def constraint(text: str) -> Finding | None:
        return None if shape.fullmatch(text) else ("value.like", {"template": template})

    return constraint


PATTERNS: Mapping[str, Pattern] = {
    "phone": Pattern(clean_phone, phone),
    "email": Pattern(clean_email, email),
    "credit_code": Pattern(clean_code, credit_code),
}
