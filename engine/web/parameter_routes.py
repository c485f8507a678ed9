"""The customer's knobs over HTTP: seen by everyone signed in, turned by administrators."""

from __future__ import annotations

from typing import Any

from engine.definitions.kinds.parameters import Parameter
from engine.parameters import accepted, parameter_type
from engine.plugin import AppVersion
from engine.problems import Problem, Refused
from engine.records.codec import ValueProblem, to_json
from engine.records.parameters import set_parameter
from engine.web.request import Request, forbidden
from engine.web.route import Route

PATH = "/api/apps/{app}/parameters"
BODY = {"type": "object", "maxProperties": 200}


def routes() -> list[Route]:
    return [
        Route("GET", PATH, read, "read", "The parameters of an app"),
        Route("PUT", PATH, write, "write", "Set parameters of an app", body=BODY),
    ]


def read(request: Request, reader: Any) -> dict[str, Any]:
    """Each parameter with its type, its value and its default."""
    version = request.version
    active = reader.actives[version.app]
    told = {
        name: _told(request, version, parameter, active.parameters.get(name), active.defaults.get(name))
        for name, parameter in version.definition.app.parameters.items()
    }
    return {"parameters": told, "can": {"edit": request.viewer.admin}}


def write(request: Request, uow: Any) -> dict[str, Any]:
    """Sets all given parameters or none."""
    if not request.viewer.admin:
        raise forbidden()
    version = request.version
    parameters = version.definition.app.parameters
    problems: list[Problem] = []
    values: dict[str, Any] = {}
    for name, given in request.body.items():
        if name not in parameters:
            problems.append(Problem("value.unknown", {"name": name, "path": name}))
            continue
        try:
            values[name] = accepted(version.definition, parameters[name], given)
        except ValueProblem as refused:
            problems.append(Problem(refused.code, {**refused.parameters, "path": name}))
    if problems:
        raise Refused(problems)
    for name, value in values.items():
        set_parameter(uow, name, value)
    return {
        name: to_json(parameter_type(version.definition, parameters[name]), value) for name, value in values.items()
    }


def _told(request: Request, version: AppVersion, parameter: Parameter, value: Any, default: Any) -> dict[str, Any]:
    definition, language = version.definition, request.language
    type_ = parameter_type(definition, parameter)

    def text(key: str) -> str:
        return definition.text(f"{parameter.address}/{key}", language, str(getattr(parameter, key, None) or ""))

    return {
        "title": definition.title(parameter, language),
        "help": text("help"),
        "group": text("group"),
        "unit": text("unit"),
        "type": parameter.noun,
        "value": to_json(type_, value),
        "default": to_json(type_, default),
    }
