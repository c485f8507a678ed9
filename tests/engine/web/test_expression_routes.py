"""The language service over HTTP and at the command line."""

from __future__ import annotations

import json

import pytest

from engine.command import main
from engine.people.accounts import add_account, ensure_admin, find_account
from tests.engine.desk import opened
from tests.engine.served import acting, served
from tests.house.code import ROOT

PATH = "/api/apps/desk/forms/{}/expression"


def test_an_administrator_is_told_and_nobody_else(database_url: str) -> None:
    with opened(database_url) as world, served(world.platform) as address:
        world.run(ensure_admin)
        agent = world.run(lambda uow: add_account(uow, "li", "李", ["desk/agent"], "long enough"))
        admin = world.read(lambda at: find_account(at, "admin"))
        with acting(world.platform, address, admin) as client:
            told = client.post(PATH.format("ticket"), json={"text": "tit", "expected": "boolean"})
            assert told.status_code == 200 and told.json()["completions"][0]["label"] == "title"
            assert client.post(PATH.format("nothing"), json={"text": ""}).status_code == 404
            assert client.post(PATH.format("ticket"), json={"text": 5}).status_code == 400
        person = world.read(lambda at: find_account(at, "li")) or str(agent)
        with acting(world.platform, address, person) as client:
            assert client.post(PATH.format("ticket"), json={"text": "tit"}).status_code == 403


def test_the_command_prints_the_same_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["language", str(ROOT / "apps" / "crm"), "customer", "nam > 5", "--at", "3"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["completions"][0]["label"] == "name" and told["problems"][0]["fix"] == "name"
