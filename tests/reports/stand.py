"""The trading pack with clients, orders and deals made at known times, and people who ask for its reports."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from engine.access.evaluate import condition
from engine.expressions.checked import Checked
from engine.plugin import AppVersion
from engine.problems import Refused
from engine.records.clock import EPOCH
from engine.records.query import ListQuery, select_ids
from reports.answering import answer, filters_of, records
from reports.running.reading import Reading
from tests.running import World, instant, running

PACK = Path(__file__).parent / "packs" / "trade"
START = instant("2026-03-02 09:00")


def day(text: str) -> int:
    return (date.fromisoformat(text) - EPOCH).days


@dataclass
class Stand:
    """``ids`` are records by a short name."""

    world: World
    ids: dict[str, str] = field(default_factory=dict)

    @property
    def version(self) -> AppVersion:
        found: Any = self.world.platform.actives[self.world.app].version
        return found

    def make(self, short: str, form: str, by: str | None = None, **values: Any) -> str:
        known = {key: self.ids.get(value, value) if isinstance(value, str) else value for key, value in values.items()}
        self.ids[short] = self.world.create(form, by, **known)
        return self.ids[short]

    def move(self, name: str, stage: str) -> None:
        self.world.update("deal", self.ids[name], stage=stage)

    def told(self, name: str, who: str = "bo", language: str = "zh", **filters: str) -> dict[str, Any]:
        """The answer of a report; filters by name (dots as ``__``), ``filter`` an expression."""
        given = query(filters)
        viewer = self.world.viewer(who)
        return self.world.platform.read(
            lambda reader: answer(reader, self.version, viewer, name, filters_of(given), language)
        )

    def rows(self, name: str, who: str = "bo", **filters: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.told(name, who, **filters)["rows"]
        return found

    def numbers(self, name: str, *columns: str, who: str = "bo", **filters: str) -> dict[str, Any]:
        """By the words of the first axis: the value of a column, or of several."""
        told = self.told(name, who, **filters)
        axis = told["columns"][0]["name"]
        return {
            row[f"{axis}_title"]: row[columns[0]] if len(columns) == 1 else tuple(row[name] for name in columns)
            for row in told["rows"]
        }

    def behind(self, name: str, at: str, who: str = "bo", measure: str = "", **filters: str) -> list[str]:
        """The ids of the records behind a mark that the person sees."""
        given = query(filters)
        viewer = self.world.viewer(who)

        def run(reader: Any) -> list[str]:
            reading = Reading(self.version, viewer, "zh", reader)
            found = records(reading, name, at, measure, filters_of(given))
            seen = condition(self.version, found.entity, "see", viewer)
            conditions = [Checked(found.condition), *([seen] if isinstance(seen, Checked) else [])]
            listed = ListQuery(found.entity, (), tuple(conditions))
            return select_ids(reader, self.world.app, listed, reading.environment) if seen is not False else []

        return self.world.platform.read(run)

    def named(self, ids: list[str]) -> set[str]:
        """Records by their short names."""
        names = {id: name for name, id in self.ids.items()}
        return {names[id] for id in ids}

    def refused(self, name: str, who: str = "bo", **filters: str) -> tuple[int, list[str]]:
        """The status and the codes with which a report is refused."""
        try:
            self.told(name, who, **filters)
        except Refused as error:
            return error.status, [problem.code for problem in error.problems]
        raise AssertionError(f"{name} was not refused")


def query(filters: dict[str, str]) -> dict[str, str]:
    names = {name: "filter" if name == "filter" else f"f.{name.replace('__', '.')}" for name in filters}
    return {names[name]: text for name, text in filters.items()}


@contextmanager
def stand(url: str, now: int = START) -> Iterator[Stand]:
    """With a boss, a seller who leads another, a third one, and a guest; no records yet."""
    with running(url, PACK, now) as world:
        world.person("bo", roles=["boss"])
        world.person("li", roles=["seller"])
        world.person("zhou", roles=["seller"], manager="li")
        world.person("wu", roles=["seller"])
        world.person("gu", roles=["guest"])
        yield Stand(world)


def stock(found: Stand) -> None:
    """Four clients, nine orders and two weeks of deals."""
    people = found.world.people
    found.make(
        "anna", "client", name="安娜", sector="steel", source="fair", owner=people["li"], interests="|price|taste|"
    )
    found.make(
        "bert", "client", name="伯特", sector="food", source="web", owner=people["zhou"], interests="|price|", vip=True
    )
    found.make(
        "cara", "client", name="卡拉", sector="food", owner=people["wu"], rank=3, secret="good", tags="|kind|新|"
    )
    found.make("dora", "client", name="朵拉", owner=people["wu"], vip=False, rank=1, secret="bad")
    orders = [
        ("o1", "anna", "li", 10000, 4000, "paid", "fair", "2026-01-31", "2026-01-31 23:30"),
        ("o2", "anna", "li", 5000, 5000, "paid", "shop", "2026-02-01", "2026-02-01 00:10"),
        ("o3", "bert", "zhou", 80000, 1, "paid", "shop", "2026-02-28", "2026-02-28 12:00"),
        ("o4", "bert", "zhou", 30000, 2, "open", "fair", None, None),
        ("o5", "cara", "wu", 99999, 3, "paid", None, "2025-12-31", "2026-01-01 07:59"),
        ("o6", "cara", "wu", 1, 1, "open", "shop", "2026-03-02", "2026-03-02 09:00"),
        ("o7", "dora", "li", None, 7, "paid", "fair", "2026-03-01", None),
        ("o8", None, "wu", 2500, 9, "paid", "fair", "2026-03-01", "2026-03-01 23:59"),
    ]
    for code, client, seller, amount, cost, status, channel, paid, sent in orders:
        found.make(
            code,
            "order",
            code=code,
            client=client,
            seller=people[seller],
            amount=amount,
            cost=cost,
            status=status,
            channel=channel,
            paid_on=day(paid) if paid else None,
            sent_at=instant(sent) if sent else None,
            note="甲" if code in ("o1", "o2") else None,
            items=[{"product": "pan", "pieces": 2}, {"product": "cup", "pieces": 3}] if code in ("o1", "o3") else [],
        )
    found.make(
        "gone",
        "order",
        code="gone",
        client="anna",
        seller=people["li"],
        amount=777,
        status="paid",
        paid_on=day("2026-03-01"),
    )
    found.world.delete("order", found.ids.pop("gone"))
