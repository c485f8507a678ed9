"""A value stays the same until the instant that its time atom names."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.expressions import python
from engine.expressions.atoms import next_change
from engine.expressions.check import check
from engine.expressions.checked import Checked
from engine.expressions.runtime.zones import local_date
from tests.engine.expressions.backends import ENVIRONMENT, rows
from tests.engine.expressions.world import SCOPE

HOUR = 3_600_000
LIVE = """
days_since(last_paid) < 30
days_since(last_paid) <= param.days
days_since(contact) = 3
days_since(contact) > 12.5
now - contact > 3d
now - contact > param.stale
now - max(contact, stage.entered) > 1mo
now >= contact + 2h
now >= today + 9h
today - last_paid >= 36h
last_paid - 60d <= today
last_paid + 1mo > today
last_paid = today
month(birthday) = month(today)
years_since(birthday) >= 30
days_since(last_paid) < 30 and paid > 50000
not (days_since(last_paid) < 30 or now - contact > 3d)
last_paid in (today, today + 3d)
""".strip().splitlines()


@pytest.mark.parametrize("text", LIVE)
def test_nothing_changes_before_the_next_change(text: str) -> None:
    found = check(text, SCOPE)
    assert isinstance(found, Checked) and not found.inputs
    instant = next_change(found)
    assert instant is not None
    value, following = python.function(found), python.function(instant)
    for row in rows(40)["customer"]:
        now = value(row, ENVIRONMENT)
        until = following(row, ENVIRONMENT)
        assert until is None or until > ENVIRONMENT.now
        for moment in range(ENVIRONMENT.now, ENVIRONMENT.now + 1_000 * HOUR, 7 * HOUR + 777):
            if until is not None and moment >= until:
                break
            then = replace(ENVIRONMENT, now=moment, today=local_date(moment, ENVIRONMENT.zone))
            assert value(row, then) == now, (row, moment)


def test_stored_expressions_never_change_by_themselves() -> None:
    found = check("paid > 50000", SCOPE)
    assert isinstance(found, Checked) and next_change(found) is None
