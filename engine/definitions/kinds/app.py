"""app.yaml: what the application is called, who takes part in it, and the knobs of the customer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from engine.definitions.kinds.parameters import Parameter
from engine.definitions.model import Element
from engine.definitions.reader import Reader
from engine.definitions.slots import Many, Map, Pairs, Path, Plain, Ref, Word, key
from engine.definitions.values import Located


@dataclass(frozen=True, kw_only=True)
class Role(Element):
    """A role of the app; people are put in roles outside the pack."""

    noun: ClassVar[str] = "role"
    includes: tuple[Located, ...] = key(
        Many(Ref("roles")),
        default=(),
        doc="roles whose rights it has too",
        example="{role: 销售主管, includes: [sales]}",
    )


@dataclass(frozen=True, kw_only=True)
class Team(Element):
    """A team that the pack speaks of; its members are chosen outside the pack."""


@dataclass(frozen=True, kw_only=True)
class AppFile(Element):
    """The application."""

    version: Located = key(Plain(), default=Located("0.0.0"), doc="version of the pack", example="version: 1.0.0")
    language: Located = key(
        Word("zh", "en"), default=Located("zh"), doc="language of its texts", example="language: zh"
    )
    requires: Mapping[str, Located] = key(
        Pairs(Plain()),
        default={},
        doc="other packs that it needs: app and range of versions",
        example="requires: {crm: 1.x}",
    )
    timezone: Located = key(
        Plain(), default=Located("Asia/Shanghai"), doc="zone of its clock", example="timezone: Asia/Shanghai"
    )
    currency: Located = key(Plain(), default=Located("CNY"), doc="currency of its money", example="currency: CNY")
    calendar: Located | None = key(
        Ref("calendars"), default=None, doc="calendar of its working time", example="calendar: cn"
    )
    roles: Mapping[str, Role] = key(
        Map(Role), default={}, doc="who may do what", example="roles: {sales: {role: 销售}}"
    )
    teams: Mapping[str, Team] = key(
        Map(Team), default={}, doc="teams that the pack speaks of", example="teams: {online: 在线支持组}"
    )
    parameters: Mapping[str, Parameter] = key(
        Map("parameter"),
        default={},
        doc="knobs of the customer, read as param.x",
        example="parameters: {stale_after: {duration: 未跟进预警, default: 3d}}",
    )
    menu: Mapping[str, tuple[Located, ...]] = key(
        Pairs(Many(Path()), keys="title"),
        default={},
        doc="groups of forms, dashboards, inbox and form/view",
        example="menu: {工作台: [inbox, customer]}",
    )

    def verify(self, reader: Reader) -> None:
        """The zone must exist and roles must not include each other in a circle."""
        try:
            ZoneInfo(self.timezone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            reader.problem("definition.unknown_zone", self.span_of("timezone"), zone=self.timezone)
        for name in self.roles:
            if name in self.included(name):
                reader.problem("definition.role_circle", self.roles[name].span, name=name)

    def included(self, role: str) -> frozenset[str]:
        """The roles whose rights a role has through ``includes``."""
        found: set[str] = set()
        waiting = list(self.roles[role].includes) if role in self.roles else []
        while waiting:
            name = str(waiting.pop())
            if name not in found:
                found.add(name)
                waiting += self.roles[name].includes if name in self.roles else ()
        return frozenset(found)
