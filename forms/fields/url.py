"""An address in the web."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar
from urllib.parse import urlsplit

from engine.definitions import AppDefinition
from engine.expressions.browser import Told
from engine.expressions.types import TEXT, Type
from forms.fields.field import Constraint, Field, Finding
from forms.fields.patterns import halved
from forms.fields.text import longest


@dataclass(frozen=True, kw_only=True)
class UrlField(Field):
    """A web address; ``https://`` is added where it was left out."""

    noun: ClassVar[str] = "url"

    def value_type(self, definition: AppDefinition) -> Type:
        return TEXT

    def constraints(self) -> tuple[Constraint, ...]:
        return (longest(2000), web_address)

    @property
    def typed(self) -> Told | None:
        return "emptiness"

    def clean(self, value: Any) -> Any:
        if not isinstance(value, str) or not value.strip():
            return value
        text = halved(value)
        return text if "://" in text or ":" in text.split("/")[0].split(".")[0] else f"https://{text}"


def web_address(text: str) -> Finding | None:
    """Only http and https: a link that runs a script is no address."""
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError:
        return ("value.url", {})
    good = parts.scheme in ("http", "https") and "." in host.strip(".") and not any(map(str.isspace, text))
    return None if good else ("value.url", {})
