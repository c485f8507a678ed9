"""Demo data is told once, as it happened: by its people, at its times, with what time brought about."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest

from engine.app import opened
from engine.commands.check import check_folder
from engine.demo.loading import expect_data, forget_data, load_data
from engine.demo.sign_ins import sign_ins
from engine.people.accounts import change_password, find_account
from engine.problems import Refused
from engine.publishing import publish
from engine.records.clock import VirtualClock
from engine.time.duration import DAY, HOUR
from tests.apps.packs import guide_files
from tests.engine.demo.shop import FILES, files, serve, told
from tests.fixtures.databases import fresh_database
from tests.running import NOW, World

COUNTS = {"customer": 3, "order": 4}


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The story as told; the tests that share it only look."""
    if request.param == "sqlite":
        with told(f"sqlite:///{tmp_path_factory.mktemp('demo') / 'dougong.db'}") as found:
            yield found
        return
    with fresh_database(request.getfixturevalue("postgres")) as url, told(url) as found:
        yield found


def by_name(world: World, name: str) -> dict[str, Any]:
    return next(row for row in world.rows("customer") if row["name"] == name)


def counts(world: World) -> dict[str, int]:
    return {form: len(world.rows(form)) for form in COUNTS}


def test_every_write_has_its_own_time_and_person(world: World) -> None:
    early = by_name(world, "早来的")
    assert early["created_at"] == NOW - 70 * DAY and early["created_by"] == world.people["an"]
    assert early["updated_at"] == NOW - 30 * DAY and early["updated_by"] == world.people["bo"]
    assert early["owner"] == world.people["an"], "=me is who writes"
    stays = [row for row in world.rows("customer.state.history") if row["parent"] == early["id"]]
    assert [(row["stage"], row["entered"]) for row in stays] == [("new", NOW - 70 * DAY), ("known", NOW - 30 * DAY)]
    codes = [row["code"] for row in sorted(world.rows("order"), key=lambda row: row["created_at"])]
    assert codes == ["S202601-001", "S202601-002", "S202602-001", "S202603-001"], "numbers are those of their months"


def test_literals_are_read_as_the_fields_want_them(world: World) -> None:
    early = by_name(world, "早来的")
    order = next(row for row in world.rows("order") if row["created_at"] == NOW - 60 * DAY)
    assert order["customer"] == early["id"] and order["amount"] == 3050
    assert [row["what"] for row in world.rows("order.items")] == ["茶", "壶"]
    (paper,) = orjson.loads(early["paper"])
    assert (paper["name"], paper["size"], paper["type"]) == ("paper.pdf", 14, "application/pdf")


def test_an_expression_knows_the_moment_and_what_is_written_before_it(world: World) -> None:
    recent = next(row for row in world.rows("order") if row["created_at"] == NOW - HOUR)
    assert recent["created_by"] == world.people["bo"] and recent["seller"] == world.people["an"]
    assert recent["day"] == next(row["day"] for row in world.rows("order") if row["amount"] == 7_00) + 19


def test_people_get_their_places(world: World) -> None:
    an, bo = (next(row for row in people(world) if row["login"] == login) for login in ("an", "bo"))
    assert (an["name"], an["roles"], an["teams"], an["manager"]) == (
        "安然",
        "|shop/clerk|",
        "|shop/desk|",
        bo["id"],
    )
    assert an["department"] == bo["department"] is not None
    assert world.select("SELECT name FROM system_department") == [("总店",)]


def people(world: World) -> list[dict[str, Any]]:
    store = world.platform.store(world.platform.actives, "system", "user")
    return world.platform.read(lambda reader: [dict(row) for row in store.every(reader.cursor)])


def test_time_passes_between_the_writes(world: World) -> None:
    held = [
        (one.since, one.until) for one in world.intervals(by_name(world, "早来的")["id"]) if one.what == "tags.fresh"
    ]
    midnight = NOW - 9 * HOUR
    assert held == [(NOW - 60 * DAY, midnight - 49 * DAY)]


def test_rules_and_flows_act_in_the_live_part_only(world: World) -> None:
    assert world.told("an") == ["新来的 来了", "第二位 好久没来"], "what became true before is as good as seen"
    assert world.told("bo") == ["新来的 还没有联系"]
    assert world.tasks("an") == ["打电话"]
    times = world.select("SELECT at FROM dougong_notice ORDER BY at")
    assert [at for (at,) in times] == [NOW - DAY, NOW - DAY + 2 * HOUR + 1, NOW - 9 * HOUR]


def test_after_it_time_goes_on_as_ever(sqlite_database: str) -> None:
    with told(sqlite_database) as world:
        world.passes("20d")
        assert world.told("an")[2:] == ["新来的 好久没来"]


def test_without_a_live_part_nobody_is_told_anything(sqlite_database: str) -> None:
    with told(sqlite_database, {"data/story.yaml": FILES["data/story.yaml"].replace("live: 2d", "")}) as world:
        assert world.told("an") == [] and world.tasks() == []
        world.create("customer", by="an", name="后来的")
        assert world.told("an") == ["后来的 来了"]


def test_a_story_may_have_a_present_of_its_own(sqlite_database: str) -> None:
    with told(sqlite_database, {"data/story.yaml": "at: 2026-02-28 09:00\n" + FILES["data/story.yaml"]}) as world:
        assert by_name(world, "新来的")["created_at"] == NOW - 3 * DAY
        assert world.now == NOW


def test_it_is_told_once(database_url: str) -> None:
    with told(database_url) as world:
        assert counts(world) == COUNTS
        before = world.select("SELECT count(*) FROM dougong_change")
        again = serve(world.platform)
        assert counts(again) == COUNTS and again.select("SELECT count(*) FROM dougong_change") == before
    with opened(database_url, VirtualClock(NOW)) as platform:
        assert counts(serve(platform)) == COUNTS


def test_it_is_still_told_when_the_first_start_ended_before_it(database_url: str) -> None:
    with opened(database_url, VirtualClock(NOW)) as platform:
        expect_data(platform, "shop")
        publish(platform, files(), "shop")
    with opened(database_url, VirtualClock(NOW)) as platform:
        assert counts(serve(platform)) == COUNTS


def test_an_app_that_was_published_before_is_left_alone(sqlite_database: str) -> None:
    with opened(sqlite_database, VirtualClock(NOW)) as platform:
        publish(platform, files(), "shop")
        assert sum(counts(serve(platform)).values()) == 0


def test_an_app_may_be_spared(sqlite_database: str) -> None:
    with opened(sqlite_database, VirtualClock(NOW)) as platform:
        expect_data(platform, "shop")
        forget_data(platform, "shop")
        publish(platform, files(), "shop")
        assert sum(counts(serve(platform)).values()) == 0


REFUSED = {
    "{name: }": ("value.required", 1),
    "{name: 甲, paper: other.pdf}": ("data.no_file", 1),
}


@pytest.mark.parametrize("values", REFUSED)
def test_a_story_that_is_refused_leaves_nothing(values: str, sqlite_database: str) -> None:
    story = f"{FILES['data/story.yaml']}  wrong: {{create: customer, at: -1d, as: an, with: {values}}}\n"
    with opened(sqlite_database, VirtualClock(NOW)) as platform:
        with pytest.raises(Refused) as refused:
            serve(platform, {"data/story.yaml": story})
        code, count = REFUSED[values]
        (problem,) = refused.value.problems
        assert problem.code == code and count == 1
        assert problem.span is not None and (problem.span.file, problem.span.line) == (
            "data/story.yaml",
            len(story.splitlines()),
        )
        world = World(platform, "shop", {})
        assert sum(counts(world).values()) == 0 and people(world) == []


MISTAKES = {
    "x: {create: customer, with: {nome: 甲}}": "action.field",
    "x: {create: customer, with: {paid: 1}}": "action.computed",
    "x: {create: customer, with: {owner: nobody}}": "data.unknown",
    "x: {create: customer, as: nobody, with: {name: 甲}}": "data.unknown",
    "x: {create: order, with: {customer: early, amount: many}}": "value.type",
    "x: {create: order, with: {customer: recent, amount: 1}}": "data.unknown",
    "x: {create: order, with: {customer: early, amount: 1, day: =tomorow}}": "expression.unknown_name",
    "x: {create: customer, with: {state: {pick: [new, gone]}}}": "value.option",
    "x: {create: order, times: 3, with: {customer: early, amount: 1, items: {rows: {when: 1}}}}": "action.field",
    "x: {create: customer, with: {name: 甲}, then: [{set: {state: gone}, after: 1d}]}": "value.option",
    "x: {create: customer, with: {name: 甲}, then: [{set: {state: known}, after: 1d, as: nobody}]}": "data.unknown",
}


@pytest.mark.parametrize("given", MISTAKES)
def test_a_wrong_value_is_a_problem_of_the_pack(given: str, tmp_path: Path) -> None:
    story = f"{FILES['data/story.yaml']}  {given}\n"
    for path, content in files({"data/story.yaml": story}).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    errors = check_folder(tmp_path).errors
    assert {problem.code for problem in errors} == {MISTAKES[given]}


def test_sign_ins_are_shown_while_they_hold(sqlite_database: str) -> None:
    with told(sqlite_database) as world:
        (shown,) = sign_ins(world.platform, "shop", "zh")
        assert (shown.role, shown.name, shown.login) == ("店员", "安然", "an") and len(shown.password) == 9
        world.run(lambda uow: change_password(uow, world.people["bo"], "another one"))
        assert sign_ins(world.platform, "shop", "zh") == [shown]
        world.run(lambda uow: change_password(uow, world.people["an"], "another one"))
        assert sign_ins(world.platform, "shop", "zh") == []


def test_somebody_who_is_there_already_keeps_the_account(sqlite_database: str) -> None:
    with opened(sqlite_database, VirtualClock(NOW)) as platform:
        before = World(platform, "shop", {})
        before.person("an")
        world = serve(platform)
        assert world.people["an"] == before.people["an"] == platform.read(lambda reader: find_account(reader, "an"))
        assert world.viewer("an").granted == {"shop/clerk"}
        assert sign_ins(platform, "shop", "zh") == []


def test_nothing_is_told_where_nothing_is_expected(world: World) -> None:
    assert load_data(world.platform, "shop") == 0


def test_the_pack_of_the_consultants_guide_tells_its_story(sqlite_database: str) -> None:
    with opened(sqlite_database, VirtualClock(NOW)) as platform:
        expect_data(platform, "lending")
        publish(platform, guide_files("lending"), "lending")
        load_data(platform, "lending")
        world = World(platform, "lending", {})
        loans = world.rows("loan")
        assert len(world.rows("device")) == 4 and len(loans) == 30
        back = [loan for loan in loans if loan["returned_on"] is not None]
        assert 15 < len(back) < 30 and len({loan["created_at"] for loan in loans}) > 20
        assert [found.login for found in sign_ins(platform, "lending", "zh")] == ["li", "mei"]
