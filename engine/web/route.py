"""A route is a value: the host serves it, the OpenAPI document lists it, so neither can know more than the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from engine.access.viewer import Viewer
    from engine.plugin import AppVersion

Schema = Mapping[str, Any]
Kind = Literal["public", "read", "long", "write"]

TEXT: Schema = {"type": "string"}
OBJECT: Schema = {"type": "object"}


@dataclass(frozen=True)
class Form:
    """One concrete shape of a route: which path parameters it fixes, and the schemas that hold there.

    ``query`` are parameters beside those of the route.
    """

    path: Mapping[str, str]
    body: Schema | None = None
    answer: Schema = field(default_factory=lambda: OBJECT)
    query: Mapping[str, Schema] = field(default_factory=dict)


@dataclass(frozen=True)
class Route:
    """``kind``: public needs nobody signed in; read runs on a query-only connection; write in a unit of work;
    long takes its time on a thread of its own, and opens what it needs itself.

    ``handler`` gets the `Request` (public, long) and a `Reader` (read) or a `UnitOfWork` (write) and returns JSON
    data, or an `Answer`. What a ``secret`` route answers is told once: a request repeated under its key happens once
    all the same, and is refused. ``expand`` gives the concrete forms of the route in an app's version, for OpenAPI, as
    far as the reader may know of them.
    """

    method: str
    path: str
    handler: Callable[..., Any]
    kind: Kind = "read"
    summary: str = ""
    query: Mapping[str, Schema] = field(default_factory=dict)
    body: Schema | None = None
    answer: Schema = field(default_factory=lambda: OBJECT)
    status: int = 200
    upload: bool = False
    secret: bool = False
    expand: Callable[[AppVersion, Viewer], Iterable[Form]] | None = None


@dataclass(frozen=True)
class Answer:
    """An answer that is not plain JSON data with the route's status."""

    content: Any = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    media_type: str = "application/json"
    raw: bytes | None = None
