"""What the record kernel needs to know of an application's version, and what it makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from engine.records.clock import day_of
from engine.records.entity import Catalog

if TYPE_CHECKING:
    from engine.records.schema import Schema

DEFAULT_ZONE = "Asia/Shanghai"


class Version(Protocol):
    """The part of ``engine.plugin.AppVersion`` that the kernel reads."""

    @property
    def app(self) -> str: ...

    @property
    def number(self) -> int: ...

    @property
    def catalog(self) -> Catalog: ...


@dataclass(frozen=True)
class BareVersion:
    """A version without definitions: for tests, benches and the kernel's own entities."""

    app: str
    number: int
    catalog: Catalog


@dataclass(frozen=True)
class Active:
    """The version of an app in force with its compiled schema; replaced as a whole.

    ``parameters`` are the values in force (defaults overlaid with the customer's), in stored form.
    """

    version: Version
    schema: Schema
    zone: str = DEFAULT_ZONE
    parameters: Mapping[str, Any] = field(default_factory=dict)
    defaults: Mapping[str, Any] = field(default_factory=dict)

    def today(self, now: int) -> int:
        """The local date of an instant, as days since 1970-01-01."""
        return day_of(now, self.zone)
