"""Many records in one request: together or each by itself, at once or as a job that can be followed and undone."""

from __future__ import annotations

from typing import Any

import pytest

from engine.records.command import Actor
from engine.records.undo import undo_job
from tests.forms.office import Json, Office, Person, codes, good


def batch(person: Person, *records: Json, status: int = 200, **body: Any) -> Json:
    return good(person.ask("POST", "client", "/records:batch", {"records": list(records), **body}), status)


def job_of(person: Person, id: str) -> Json:
    return good(person.http.get(f"/api/apps/{person.app}/jobs/{id}"))


def test_records_are_made_and_changed_together(trade: Office) -> None:
    old = trade.li.make("client", name="一起改")
    results = batch(trade.li, {"name": "一起建"}, {"id": old["id"], "version": 1, "rank": 4})["results"]
    assert trade.li.get("client", results[0]["id"])["name"] == "一起建"
    assert results[1] == {"id": old["id"], "version": 2}
    assert trade.li.get("client", old["id"])["rank"] == 4


def test_one_bad_record_stops_all_and_its_place_is_told(trade: Office) -> None:
    before = trade.world.rows("client")
    bad = {"name": "甲", "phone": "1380013", "kind": "none"}
    answer = trade.li.ask("POST", "client", "/records:batch", {"records": [{"name": "好"}, bad]})
    assert codes(answer, 422) == {"records[1].phone": "value.phone_short", "records[1].kind": "value.option"}
    assert trade.world.rows("client") == before


def test_with_skip_the_others_are_written(trade: Office) -> None:
    theirs = trade.zhou.make("client", name="别人的")
    sent = [{"name": "留下一"}, {"name": ""}, {"id": theirs["id"], "rank": 2}, {"name": "留下二"}]
    results = batch(trade.li, *sent, on_error="skip")["results"]
    assert ["id" in result for result in results] == [True, False, False, True]
    assert results[1]["problems"][0]["path"] == "records[1].name"
    assert results[2]["problems"][0]["code"] == "request.not_found"
    assert trade.zhou.get("client", theirs["id"]) == theirs


def test_a_stale_version_is_a_conflict_at_its_place(trade: Office) -> None:
    old = trade.li.make("client", name="旧版本")
    trade.li.edit("client", old["id"], version=1, rank=2)
    answer = trade.li.ask("POST", "client", "/records:batch", {"records": [{"id": old["id"], "version": 1, "rank": 3}]})
    assert answer.status_code == 409
    assert answer.json()["problems"][0]["path"] == "records[0]"


def test_many_records_become_a_job_with_a_cause_that_undoes_it(trade: Office) -> None:
    before = trade.world.rows("client")
    sent: list[Json] = [{"name": f"批量 {number}"} for number in range(600)]
    sent[333] = {"name": ""}
    job = batch(trade.li, *sent, on_error="skip", status=202)["job"]
    trade.world.platform.jobs.run_ready()
    told = job_of(trade.li, job)
    assert (told["state"], told["done"], told["total"]) == ("done", 600, 600)
    assert told["result"]["written"] == 599
    assert [problem["path"] for problem in told["result"]["problems"]] == ["records[333].name"]
    assert len(trade.world.rows("client")) == len(before) + 599
    assert trade.zhou.http.get(f"/api/apps/{trade.li.app}/jobs/{job}").status_code == 404
    undo_job(trade.world.platform, job, Actor(trade.li.id, "li", "user"))
    left = [row for row in trade.world.rows("client") if row["deleted_at"] is None]
    assert len(left) == len([row for row in before if row["deleted_at"] is None])


@pytest.mark.parametrize("body", [{}, {"records": []}, {"records": [1]}, {"records": [{}], "on_error": "guess"}])
def test_a_shapeless_batch_is_refused(trade: Office, body: Json) -> None:
    assert trade.li.ask("POST", "client", "/records:batch", body).status_code == 400
