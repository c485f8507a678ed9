"""A kind of rules that a third party adds by the door of the built-in ones: its own folder, word and formula."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import EntryPoint
from typing import Any

import pytest

from engine import app
from engine.definitions import Registry
from engine.definitions.model import Element
from engine.definitions.slots import Expr, Map, key
from engine.definitions.values import Expression
from engine.expressions.types import Number
from engine.platform import Platform
from engine.plugin import Build
from engine.problems import Refused
from forms.fields.number import NumberField
from rules.attributes import GIVERS
from rules.definition import FormRules
from rules.kept import Result, kept
from tests.engine.served import acting, served
from tests.rules.shop import TODAY, customer, order, shop
from tests.running import World

METERS = """
title: 用量
form: customer
meters:
  days: {meter: 沉默天数, formula: days_since(last_paid)}
"""
RECORDS = "/api/apps/shop/forms/customer/records"


@dataclass(frozen=True, kw_only=True)
class Meter(Element):
    """A number that is read off a record."""

    noun = "meter"
    formula: Expression = key(Expr(), doc="What is read", example="{meter: 天数, formula: 1}")


@dataclass(frozen=True, kw_only=True)
class MetersFile(FormRules):
    """One file of `meters/`."""

    meters: dict[str, Meter] = key(Map("meter"), default={}, doc="Meters", example="{title: 表, form: customer}")


class Meters:
    """The engine of the third party."""

    name = "meters"

    def register(self, registry: Registry) -> None:
        registry.family("meter").add(Meter)
        registry.kind("meters", MetersFile, grouped=("meters",))

    def declare(self, build: Build) -> None:
        """The rule engine declares what its elements give."""

    def compile(self, build: Build) -> None:
        """The kernel checks the formulas."""

    def connect(self, platform: Platform) -> None:
        """Nothing to hook into: what is kept is kept by the kernel."""


def readings(meter: Meter, definition: Any) -> Iterator[Result]:
    noun = NumberField(name=meter.name, title=meter.title, address=meter.address, span=meter.span)
    yield Result(kept(meter.name, Number(0), meter.title, meter.address), meter, meter.formula, noun)


engine = Meters()


@pytest.fixture
def world(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    point = EntryPoint("meters", f"{__name__}:engine", app.PLUGINS)
    monkeypatch.setattr(app, "entry_points", lambda group: [point] if group == app.PLUGINS else [])
    monkeypatch.setitem(GIVERS, Meter, readings)
    with shop(database_url, {"meters/usage.yaml": METERS}) as found:
        yield found


def test_what_it_gives_is_kept_as_time_passes_and_read_like_a_field(world: World) -> None:
    acme = customer(world)
    order(world, acme, 1500, TODAY)
    world.passes("3d")
    assert world.row("customer", acme)["days"] == 3
    with served(world.platform) as address, acting(world.platform, address, world.people["wang"]) as wang:
        found = wang.get(RECORDS, params={"filter": "days = 3", "show": "name,days"}).json()["records"]
        assert [record["days"] for record in found] == [3]


def test_its_mistakes_are_told_as_those_of_any_rule(world: World) -> None:
    with pytest.raises(Refused) as refused:
        world.publish({"meters/usage.yaml": METERS.replace("days:", "paid:")})
    assert {problem.code for problem in refused.value.problems} == {"rule.name_taken"}
