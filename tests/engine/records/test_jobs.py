from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest

from engine.problems import Problem, Refused
from engine.records import jobs
from engine.records.clock import SystemClock, VirtualClock
from engine.records.jobs import GiveUp, Job, JobHandler
from engine.records.runtime import Runtime
from engine.records.unit_of_work import UnitOfWork
from tests.engine.records.shop import command, create, do, opened, rows


@pytest.fixture
def shop(database_url: str) -> Iterator[Runtime]:
    with opened(database_url) as runtime:
        yield runtime


def test_a_job_is_only_there_if_its_command_was_committed(shop: Runtime) -> None:
    shop.job_handlers["mail"] = JobHandler(lambda job: None)

    def run(uow: UnitOfWork) -> None:
        uow.enqueue("mail", {"to": "x"})
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        do(shop, run)
    assert shop.jobs.run_ready() == 0


def test_its_result_returns_in_the_transaction_that_ends_it(shop: Runtime) -> None:
    def finished(uow: UnitOfWork, job: Job, result: Any) -> None:
        uow.create("customer", {"name": result["name"]})

    shop.job_handlers["ask"] = JobHandler(lambda job: {"name": job.payload["name"] * 2}, finished)
    id_ = do(shop, lambda uow: uow.enqueue("ask", {"name": "甲"}))
    assert shop.jobs.run_ready() == 1
    assert rows(shop, "SELECT name FROM shop_customer") == [("甲甲",)]
    job = shop.job(id_)
    assert job is not None and (job.state, job.result) == ("done", {"name": "甲甲"})


def test_a_key_makes_one_job(shop: Runtime) -> None:
    shop.job_handlers["mail"] = JobHandler(lambda job: None)
    first = do(shop, lambda uow: uow.enqueue("mail", 1, key="k"))
    assert do(shop, lambda uow: uow.enqueue("mail", 2, key="k")) == first
    assert shop.jobs.run_ready() == 1


def test_a_failing_job_is_tried_again_later_and_given_up_in_the_end(shop: Runtime) -> None:
    attempts: list[int] = []
    failed: list[str] = []

    def run(job: Job) -> None:
        attempts.append(job.attempts)
        raise OSError("no answer")

    shop.job_handlers["call"] = JobHandler(run, failed=lambda uow, job, error: failed.append(error), attempts=3)
    id_ = do(shop, lambda uow: uow.enqueue("call", None))
    assert shop.jobs.run_ready() == 1
    for _ in range(10):
        shop.advance_to(shop.clock.now() + 30_000)
    assert attempts == [1, 2, 3]
    assert failed == ["no answer"]
    job = shop.job(id_)
    assert job is not None and job.state == "failed"


def test_a_hopeless_job_is_given_up_at_once(shop: Runtime) -> None:
    def run(job: Job) -> None:
        raise GiveUp("wrong address")

    shop.job_handlers["call"] = JobHandler(run)
    id_ = do(shop, lambda uow: uow.enqueue("call", None))
    shop.jobs.run_ready()
    job = shop.job(id_)
    assert job is not None and (job.state, job.error) == ("failed", "wrong address")


def test_a_job_that_was_running_when_the_server_died_goes_on_from_its_position(database_url: str) -> None:
    clock = VirtualClock()
    with opened(database_url, clock=clock) as shop:
        do(shop, lambda uow: uow.enqueue("import", None))
        job = do(shop, jobs.take)
        do(shop, lambda uow: jobs.advance(uow, job, {"row": 500}, 500, 2000))
    with opened(database_url, clock=clock) as shop:
        seen: list[Any] = []
        shop.job_handlers["import"] = JobHandler(lambda job: seen.append((job.position, job.done, job.attempts)))
        shop.jobs.run_ready()
        assert seen == [({"row": 500}, 500, 2)]


def test_effect_threads_run_jobs_beside_the_writer(database_url: str) -> None:
    with opened(database_url, clock=SystemClock()) as shop:
        done = threading.Event()
        shop.job_handlers["slow"] = JobHandler(lambda job: create(shop, "customer", name=job.payload) and None)
        shop.job_handlers["last"] = JobHandler(lambda job: done.set())
        shop.start()
        for number in range(10):
            do(shop, lambda uow, number=number: uow.enqueue("slow", f"c{number}"))
        do(shop, lambda uow: uow.enqueue("last", None))
        assert done.wait(20)
        shop.submit(command(lambda uow: None)).result()
    with opened(database_url, clock=SystemClock()) as shop:
        assert rows(shop, "SELECT count(*) FROM shop_customer") == [(10,)]


def test_housekeeping_drops_old_keys_and_finished_jobs(shop: Runtime) -> None:
    from engine.records import housekeeping
    from engine.records.clock import DAY

    shop.job_handlers["mail"] = JobHandler(lambda job: None)
    do(shop, lambda uow: uow.enqueue("mail", 1), key="k")
    do(shop, housekeeping.begin)
    shop.advance_to(shop.clock.now() + 3 * DAY)
    assert rows(shop, "SELECT count(*) FROM dougong_idempotency") == [(1,)]
    shop.advance_to(shop.clock.now() + 30 * DAY)
    assert rows(shop, "SELECT count(*) FROM dougong_idempotency") == [(0,)]
    assert rows(shop, "SELECT count(*) FROM dougong_job") == [(0,)]
    assert rows(shop, "SELECT kind FROM dougong_due") == [("housekeeping",)]


def test_a_job_of_an_unknown_kind_and_one_whose_end_fails_hold_up_nobody(database_url: str) -> None:
    def broken(uow: UnitOfWork, job: Job, result: Any) -> None:
        raise ZeroDivisionError("end")

    with opened(database_url, clock=SystemClock()) as shop:
        done = threading.Event()
        shop.job_handlers["broken"] = JobHandler(lambda job: None, broken, attempts=1)
        shop.job_handlers["last"] = JobHandler(lambda job: done.set())
        shop.start()
        ids = [do(shop, lambda uow, kind=kind: uow.enqueue(kind, None)) for kind in ["broken", "nobody's"] * 6]
        do(shop, lambda uow: uow.enqueue("last", None))
        assert done.wait(20)
        shop.jobs.stop()
        found = [shop.job(id_) for id_ in ids]
        assert [job.state for job in found if job is not None] == ["failed"] * 12


def test_a_job_that_met_a_database_out_of_reach_is_tried_again(shop: Runtime) -> None:
    seen: list[int] = []

    def run(job: Job) -> None:
        seen.append(job.attempts)
        if job.attempts == 1:
            raise Refused((Problem("database.unavailable"),), 503)

    shop.job_handlers["call"] = JobHandler(run)
    do(shop, lambda uow: uow.enqueue("call", None))
    shop.jobs.run_ready()
    shop.advance_to(shop.clock.now() + 60_000)
    assert seen == [1, 2]
