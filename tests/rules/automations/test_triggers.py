"""What sets a rule off: a table of changes against triggers."""

from __future__ import annotations

from typing import Any

import pytest

from engine.definitions import On
from engine.definitions.values import Located
from engine.records.change import Change
from engine.records.command import Cause
from rules.automations.automation import becomes, happened


def change(operation: Any, before: dict[str, Any] | None, after: dict[str, Any]) -> Change:
    old = before or {}
    changed = frozenset(name for name, value in after.items() if old.get(name) != value)
    return Change("crm", "deal", "1", operation, before, after, Cause("user"), changed, 0)


CREATED = change("create", None, {"stage": "open", "amount": 5})
MOVED = change("update", {"stage": "open", "amount": 5}, {"stage": "won", "amount": 5})
RAISED = change("update", {"stage": "won", "amount": 5}, {"stage": "won", "amount": 9})
DELETED = change("delete", {"stage": "won", "amount": 9}, {"stage": "won", "amount": 9})
ALL = {"created": CREATED, "moved": MOVED, "raised": RAISED, "deleted": DELETED}
CASES = [
    (On("created"), {"created"}),
    (On("deleted"), {"deleted"}),
    (On("updated"), {"moved", "raised"}),
    (On("changed", (Located("amount"),)), {"raised"}),
    (On("changed", (Located("stage"), Located("amount"))), {"moved", "raised"}),
    (On("enters", (Located("stage.won"),)), {"moved"}),
    (On("enters", (Located("stage.open"),)), {"created"}),
    (On("leaves", (Located("stage.open"),)), {"moved"}),
]


@pytest.mark.parametrize(("trigger", "expected"), CASES, ids=lambda value: getattr(value, "word", None))
def test_a_trigger_is_set_off_by_these_changes(trigger: On, expected: set[str]) -> None:
    assert {name for name, one in ALL.items() if happened(trigger, one)} == expected


def test_becoming_true_is_told_once_per_crossing() -> None:
    rising = change("update", {"late": False}, {"late": True})
    staying = change("update", {"late": True}, {"late": True})
    born = change("create", None, {"late": True})
    gone = change("delete", {"late": True}, {"late": True})
    assert [becomes(one, "late", True) for one in (rising, staying, born, gone)] == [True, False, True, False]
    assert [becomes(one, "late", False) for one in (rising, staying, born, gone)] == [False, False, False, True]
