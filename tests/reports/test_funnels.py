"""Funnels: where deals are, how far they ever came, and steps of measures, with deals moved at known times."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.reports.stand import Stand, stand


@pytest.fixture(scope="module")
def desk(module_database: str) -> Iterator[Stand]:
    """Six deals: one won through all stages, one won by a jump, one lost from an offer, one lost at once, one moved
    back, one at the beginning; and one that was deleted."""
    with stand(module_database) as found:
        li, wu = found.world.people["li"], found.world.people["wu"]
        for name, owner, amount in (
            ("all", li, 100),
            ("jump", li, 200),
            ("dropped", wu, 400),
            ("back", wu, 800),
            ("new", li, 1600),
        ):
            found.make(name, "deal", name=name, owner=owner, amount=amount * 100)
        found.make("gone", "deal", name="gone", owner=li)
        found.world.delete("deal", found.ids["gone"])
        found.make("never", "deal", name="never", owner=wu, amount=320000, stage="lost", quiet=True)
        for hours, moves in (
            (24, (("all", "offer"), ("dropped", "offer"), ("back", "offer"))),
            (36, (("all", "sign"), ("jump", "won"))),
            (12, (("all", "won"), ("dropped", "lost"), ("back", "talk"))),
        ):
            found.world.passes(f"{hours}h")
            for name, stage in moves:
                found.move(name, stage)
        yield found


def test_where_deals_are_now_with_the_ends(desk: Stand) -> None:
    rows = desk.rows("now")
    assert [(row["stage"], row["stage_title"], row["count"], row["pipeline"], row["rate"]) for row in rows] == [
        ("talk", "洽谈", 2, 2400.0, 0.333333),
        ("offer", "报价", 0, 0.0, 0.0),
        ("sign", "签约", 0, 0.0, 0.0),
        ("won", "赢单", 2, 300.0, 0.333333),
        ("lost", "输单", 2, 3600.0, 0.333333),
    ]
    assert rows[0]["stage_color"] == "blue" and rows[4]["stage_closed"] == "lost"


def test_how_far_deals_ever_came(desk: Stand) -> None:
    """A jump passes the stages between; going back takes nothing away; whoever is lost stands apart."""
    rows = desk.rows("ever")
    assert [(row["stage"], row["count"], row["pipeline"], row["rate"]) for row in rows] == [
        ("talk", 6, 6300.0, None),
        ("offer", 4, 1500.0, 0.666667),
        ("sign", 2, 300.0, 0.5),
        ("won", 2, 300.0, 1.0),
        ("lost", 2, 3600.0, 0.333333),
    ]


def test_the_average_days_of_the_stays_that_are_over(desk: Stand) -> None:
    assert [row["time"] for row in desk.rows("ever")] == [1.38, 1.83, 0.5, None, None]


def test_every_stage_leads_to_its_deals(desk: Stand) -> None:
    found = {row["stage"]: desk.named(desk.behind("ever", row["_at"])) for row in desk.rows("ever")}
    assert found == {
        "talk": {"all", "jump", "dropped", "back", "new", "never"},
        "offer": {"all", "jump", "dropped", "back"},
        "sign": {"all", "jump"},
        "won": {"all", "jump"},
        "lost": {"dropped", "never"},
    }
    assert desk.named(desk.behind("now", "stage:talk")) == {"back", "new"}
    assert desk.named(desk.behind("now", "all")) == {"all", "jump", "dropped", "back", "new", "never"}


def test_people_see_their_own_and_their_teams(desk: Stand) -> None:
    assert [row["count"] for row in desk.rows("now", "li")] == [1, 0, 0, 2, 0]
    assert [row["count"] for row in desk.rows("ever", "wu")] == [3, 2, 0, 0, 2]
    assert desk.named(desk.behind("ever", "stage:offer", "wu")) == {"dropped", "back"}
    assert desk.refused("now", "gu") == (404, ["request.not_found"])


def test_filters_count_in_a_funnel(desk: Stand) -> None:
    wu = desk.world.people["wu"]
    assert [row["count"] for row in desk.rows("ever", person=wu)] == [3, 2, 0, 0, 2]
    assert [row["count"] for row in desk.rows("ever", filter="amount > 150 and not quiet")] == [4, 3, 1, 1, 1]
    assert [row["time"] for row in desk.rows("ever", person=wu)][:2] == [1.0, 2.0]


def test_a_period_asks_when_deals_came_in_but_not_where_they_are_now(desk: Stand) -> None:
    assert [row["count"] for row in desk.rows("ever", period="last month")] == [0, 0, 0, 0, 0]
    assert [row["count"] for row in desk.rows("ever", period="this month")] == [6, 4, 2, 2, 2]
    assert [row["count"] for row in desk.rows("now", period="last month")] == [2, 0, 0, 2, 2]


def test_steps_are_measures_by_their_own_dates(desk: Stand) -> None:
    told = desk.told("steps", language="en")
    assert [(row["step"], row["value"], row["rate"]) for row in told["rows"]] == [
        ("clients", 0, None),
        ("deals", 6, None),
        ("won", 2, 0.333333),
    ]
    assert desk.named(desk.behind("steps", "step:won")) == {"all", "jump"}
    assert desk.behind("steps", "all") == []


def test_the_history_is_a_form_of_its_own(desk: Stand) -> None:
    assert desk.numbers("by_stay", "stays") == {"洽谈": 6, "报价": 3, "签约": 1, "赢单": 2, "输单": 2}
    assert desk.named(desk.behind("by_stay", "deal.stage.history.stage:offer")) == {"all", "dropped", "back"}


def test_a_stage_or_step_that_is_none_is_refused(desk: Stand) -> None:
    from engine.problems import Refused

    for name, at in (("now", "stage:nothing"), ("ever", "owner:x"), ("steps", "step:revenue"), ("now", "stage")):
        with pytest.raises(Refused) as found:
            desk.behind(name, at)
        assert found.value.status == 422
