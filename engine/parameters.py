"""The types of an app's parameters, and the values that they have until the customer sets others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.definitions import AppDefinition, Literal
from engine.definitions.kinds import parameters as nouns
from engine.definitions.kinds.options import OptionsDefinition
from engine.definitions.kinds.parameters import Parameter
from engine.expressions.types import BOOLEAN, DATE, DURATION, TEXT, Choice, Number, Option, Type
from engine.records.codec import ValueProblem, from_json, literal, to_json

MONEY, PERCENT = Number(2), Number(4)


def parameter_types(definition: AppDefinition) -> Mapping[str, Type]:
    """The type of each parameter by its name."""
    return {name: parameter_type(definition, found) for name, found in definition.app.parameters.items()}


def parameter_type(definition: AppDefinition, parameter: Parameter) -> Type:
    """The type that a parameter's noun stands for."""
    match parameter:
        case nouns.NumberParameter():
            return Number(parameter.decimals)
        case nouns.MoneyParameter():
            return MONEY
        case nouns.PercentParameter():
            return PERCENT
        case nouns.DurationParameter():
            return DURATION
        case nouns.BooleanParameter():
            return BOOLEAN
        case nouns.DateParameter():
            return DATE
        case nouns.ChoiceParameter():
            return Choice(_options(definition, parameter))
    return TEXT


def accepted(definition: AppDefinition, parameter: Parameter, given: Any) -> Any:
    """The stored form of a JSON value for a parameter, within its bounds. Raises ValueProblem."""
    type_ = parameter_type(definition, parameter)
    value = from_json(type_, given)
    low, high = _limit(type_, parameter, "min"), _limit(type_, parameter, "max")
    for limit, beyond in ((low, low is not None and value < low), (high, high is not None and value > high)):
        if value is not None and beyond:
            raise ValueProblem("parameter.bound", {"bound": to_json(type_, limit)})
    return value


def _limit(type_: Any, parameter: Parameter, bound: str) -> Any:
    text = getattr(getattr(parameter, bound, None), "data", None)
    return literal(type_, text) if isinstance(text, str) else None


def default_values(definition: AppDefinition) -> dict[str, Any]:
    """The default of each parameter in stored form, None where it has none."""
    return {name: _default(definition, found) for name, found in definition.app.parameters.items()}


def _default(definition: AppDefinition, parameter: Parameter) -> Any:
    if not isinstance(parameter.default, Literal) or not isinstance(parameter.default.data, str):
        return None
    return literal(parameter_type(definition, parameter), parameter.default.data)


def _options(definition: AppDefinition, parameter: nouns.ChoiceParameter) -> tuple[Option, ...]:
    options = parameter.options
    if isinstance(options, str):
        shared = definition.of("options").get(options)
        options = shared.options if isinstance(shared, OptionsDefinition) else {}
    return tuple(Option(name, option.title) for name, option in options.items())
