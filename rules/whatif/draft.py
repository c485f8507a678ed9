"""A version that is compiled and never published, and other values of parameters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from engine.compiling import make_version
from engine.definitions import bundle
from engine.expressions.types import Boolean, Number
from engine.parameters import accepted, default_values, parameter_type
from engine.plugin import AppVersion
from engine.problems import Problem, Problems, Refused
from engine.publishing import borrowed, check
from engine.records.codec import ValueProblem, literal, to_json

if TYPE_CHECKING:
    from engine.platform import Platform
    from engine.records.version import Active


@dataclass(frozen=True)
class Draft:
    """``version`` is what would be in force, ``parameters`` the values that it would have; ``active`` what is."""

    active: Active
    version: AppVersion
    parameters: Mapping[str, Any]

    @property
    def published(self) -> AppVersion:
        return cast("AppVersion", self.active.version)

    @property
    def app(self) -> str:
        return self.version.app


def draft(platform: Platform, app: str, files: Mapping[str, bytes] | None, given: Mapping[str, Any]) -> Draft:
    """What would be with other files (all of them; None: as published) and other values of parameters.

    ``given`` holds JSON values, or texts as a definition would have them. Refused with all problems.
    """
    active = platform.actives.get(app)
    if active is None:
        raise Refused((Problem("request.not_found"),), 404)
    version = cast("AppVersion", active.version)
    if files is not None and bundle.digest(bundle.pack(files)) != version.digest:
        built = check(platform, files, app)
        if isinstance(built, Problems):
            raise Refused(built.errors)
        version = make_version(built, version.number + 1, "", borrowed(platform, app))
    return Draft(active, version, {**_parameters(active, version), **_given(version, given)})


def _parameters(active: Active, version: AppVersion) -> dict[str, Any]:
    """The values in force; where the customer has set none, the defaults of the draft."""
    defaults = default_values(version.definition)
    own = {
        name: value
        for name, value in active.parameters.items()
        if name in defaults and value != active.defaults.get(name)
    }
    return {**defaults, **own}


def published_files(platform: Platform, app: str) -> dict[str, bytes]:
    """The texts of the version in force."""
    stored = platform.read(lambda reader: bundle.active(reader.cursor, reader.dialect))
    return dict(bundle.unpack(stored[app][1])) if app in stored else {}


def _given(version: AppVersion, given: Mapping[str, Any]) -> dict[str, Any]:
    known, problems = version.definition.app.parameters, []
    values: dict[str, Any] = {}
    for name, value in given.items():
        if name not in known:
            problems.append(Problem("value.unknown", {"name": name, "path": name}))
            continue
        try:
            values[name] = _value(version, name, value)
        except ValueProblem as refused:
            problems.append(Problem(refused.code, {**refused.parameters, "path": name}))
    if problems:
        raise Refused(tuple(problems))
    return values


def _value(version: AppVersion, name: str, value: Any) -> Any:
    """The command line says ``12.5`` and ``true`` as text."""
    parameter, definition = version.definition.app.parameters[name], version.definition
    type_ = parameter_type(definition, parameter)
    if isinstance(value, str) and isinstance(type_, Number | Boolean):
        value = to_json(type_, literal(type_, value))
    return accepted(definition, parameter, value)
