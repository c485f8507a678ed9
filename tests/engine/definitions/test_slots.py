"""What each kind of slot holds once it is read."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from engine.definitions import Choice, Expression, Literal, Located, On, Registry, SortBy, register, slots
from engine.definitions.reader import Loading, Reader
from engine.definitions.slots import UNREAD, Slot
from engine.definitions.text import parse
from engine.problems import Problems
from engine.time import repeat

STEP = "f/next"
GOOD: list[tuple[Slot[Any], str, object]] = [
    (slots.Text(), "客户", "客户"),
    (slots.Text(), "{zh: 客户, en: Customer}", "客户"),
    (slots.Plain(), "1.0.0", "1.0.0"),
    (slots.Plain(), "017x", "017x"),
    (slots.Word("all", "any"), "any", "any"),
    (slots.Flag(), "true", True),
    (slots.Flag(), "'false'", False),
    (slots.Integer(-3, 3), "-3", -3),
    (slots.Number(), "0.50", Decimal("0.50")),
    (slots.Number(), "20%", Decimal("0.2")),
    (slots.Date(), "2026-01-31", date(2026, 1, 31)),
    (slots.Moment(), "2026-03-02 09:00", datetime(2026, 3, 2, 9, 0)),
    (slots.Moment(), "2026-03-02", datetime(2026, 3, 2)),
    (slots.Expr("boolean"), "stage >= proposal", Expression("stage >= proposal")),
    (slots.Expr("boolean"), ">-\n  a = 1\n  and b = 2", Expression("a = 1 and b = 2")),
    (slots.Expr("boolean"), "true", Expression("true")),
    (slots.Time(), "3d", Expression("3d")),
    (slots.Sort(), "amount desc", SortBy(Expression("amount"), descending=True)),
    (slots.Sort(), "amount", SortBy(Expression("amount"))),
    (slots.Value(), "new", Literal("new")),
    (slots.Value(), "100", Literal("100")),
    (slots.Value(), "null", Literal(None)),
    (slots.Value(), "'null'", Literal("null")),
    (slots.Value(), "=today + 30d", Expression("today + 30d")),
    (slots.Value(), "'=\"=\"'", Expression('"="')),
    (slots.Value(), "[a, =b]", Literal((Literal("a"), Expression("b")))),
    (slots.Value(), "{a: 1}", Literal({"a": Literal("1")})),
    (slots.Values(), "{status: won, on: =today}", {"status": Literal("won"), "on": Expression("today")}),
    (slots.Repeat(), "workday 09:00", repeat.Daily(540, working=True)),
    (slots.Name(), "owner", "owner"),
    (slots.Path(), "customer.industry", "customer.industry"),
    (slots.Path(), "crm/customer", "crm/customer"),
    (slots.Names(), "a", ("a",)),
    (slots.Names(), "[a, b]", ("a", "b")),
    (slots.Names(), "[]", ()),
    (slots.Many(slots.Many(slots.Name())), "[[a, b], c]", (("a", "b"), ("c",))),
    (slots.Pairs(slots.Integer()), "{a: 1}", {"a": 1}),
    (slots.Pairs(slots.Name(), keys="text"), "{公司 名称: name}", {"公司 名称": "name"}),
    (slots.Pairs(slots.Plain(), keys="path"), "{customer.industry: all}", {"customer.industry": "all"}),
    (slots.Either(slots.Flag(), slots.Names()), "true", True),
    (slots.Either(slots.Flag(), slots.Names()), "[a]", ("a",)),
    (slots.Choosing("step"), "end", (Choice("end", None, STEP),)),
    (
        slots.Choosing("step"),
        "{nurture: intent = none, end: else}",
        (
            Choice("nurture", Expression("intent = none"), f"{STEP}/nurture"),
            Choice("end", None, f"{STEP}/end"),
        ),
    ),
    (
        slots.Choosing("people"),
        "[owner, role.sales]",
        (Choice((Expression("owner"), Expression("role.sales")), None, STEP),),
    ),
    (
        slots.Choosing("people"),
        "{owner.manager: level = manager, role.ceo: else}",
        (
            Choice((Expression("owner.manager"),), Expression("level = manager"), f"{STEP}/owner.manager"),
            Choice((Expression("role.ceo"),), None, f"{STEP}/role.ceo"),
        ),
    ),
    (slots.Trigger(), "created", (On("created"),)),
    (slots.Trigger(), "[created, {changed: amount}]", (On("created"), On("changed", (Located("amount"),)))),
    (slots.Trigger(), "{changed: [a, b]}", (On("changed", (Located("a"), Located("b"))),)),
    (slots.Trigger(), "{enters: stage.proposal}", (On("enters", (Located("stage.proposal"),)),)),
    (slots.Trigger(), "{every: monday 09:00}", (On("every", every=repeat.Weekly(0, 540)),)),
]
BAD: list[tuple[Slot[Any], str, str]] = [
    (slots.Text(), "", "definition.empty"),
    (slots.Text(), "[a]", "definition.shape"),
    (slots.Text(), "{en: Customer}", "definition.no_text"),
    (slots.Text(), "{title: 客户}", "definition.shape"),
    (slots.Flag(), "yes", "definition.word"),
    (slots.Integer(), "1.5", "definition.number"),
    (slots.Integer(), "1e3", "definition.number"),
    (slots.Integer(1), "0", "definition.number"),
    (slots.Number(), ".nan", "definition.number"),
    (slots.Date(), "2026-02-30", "time.bad_date"),
    (slots.Date(), "2026-1-5", "time.bad_date"),
    (slots.Date(), "20260105", "time.bad_date"),
    (slots.Moment(), "2026-03-02 24:00", "time.bad_moment"),
    (slots.Moment(), "'9:00'", "time.bad_moment"),
    (slots.Expr(), "", "definition.empty"),
    (slots.Expr(), "{a: b}", "definition.shape"),
    (slots.Expr(), "=a", "definition.needless_equals"),
    (slots.Value(), "'='", "definition.empty_expression"),
    (slots.Values(), "[a]", "definition.shape"),
    (slots.Values(), "{A: 1}", "definition.name"),
    (slots.Repeat(), "0 9 * * *", "time.cron"),
    (slots.Repeat(), "5m", "time.minute_or_month"),
    (slots.Path(), "a..b", "definition.path"),
    (slots.Names(), "[a, B]", "definition.name"),
    (slots.Either(slots.Flag(), slots.Names()), "5", "definition.shape"),
    (slots.Choosing("step"), "{a: else, b: x = 1}", "definition.else_first"),
    (slots.Choosing("step"), "{}", "definition.shape"),
    (slots.Trigger(), "crated", "definition.word"),
    (slots.Trigger(), "{on: created}", "definition.word"),
    (slots.Trigger(), "{every: 5m}", "time.minute_or_month"),
]


def read(slot: Slot[Any], text: str) -> tuple[Any, list[str]]:
    registry = Registry()
    register(registry)
    problems = Problems()
    tree = parse("a.yaml", f"key: {text}".encode(), problems)
    assert tree is not None and not problems
    result = slot.read(tree.get("key"), Reader(Loading(registry, problems=problems), STEP))  # type: ignore[union-attr, arg-type]
    return result, [problem.code for problem in problems]


@pytest.mark.parametrize(("slot", "text", "value"), GOOD, ids=lambda value: value if isinstance(value, str) else "")
def test_a_slot_reads_what_is_written(slot: Slot[Any], text: str, value: object) -> None:
    assert read(slot, text) == (value, [])


@pytest.mark.parametrize(("slot", "text", "code"), BAD, ids=lambda value: value if isinstance(value, str) else "")
def test_a_slot_refuses_what_does_not_belong(slot: Slot[Any], text: str, code: str) -> None:
    assert read(slot, text)[1] == [code]


def test_a_word_that_is_not_built_yet_is_told_from_a_wrong_one() -> None:
    slot = slots.Word("block", "warn", later=("merge",))
    assert read(slot, "merge") == (UNREAD, ["definition.not_yet"])
    assert read(slot, "blok") == (UNREAD, ["definition.word"])


@pytest.mark.parametrize(
    ("written", "column"),
    [("a = bad", 10), ("'a = bad'", 11), ('"a = bad"', 11)],
)
def test_a_place_inside_an_expression_is_a_place_in_the_file(written: str, column: int) -> None:
    expression, _ = read(slots.Expr(), written)
    assert expression.part(4, 3)[1:] == (1, column, 1, column + 3)


@pytest.mark.parametrize(("written", "column"), [("=a + bad", 11), ("= a + bad", 12), ("'=a + bad'", 12)])
def test_a_place_inside_a_value_is_a_place_in_the_file(written: str, column: int) -> None:
    expression, _ = read(slots.Value(), written)
    assert expression.text == "a + bad"
    assert expression.part(4, 3)[1:] == (1, column, 1, column + 3)


def test_a_place_inside_a_folded_expression_is_the_whole_text() -> None:
    expression, _ = read(slots.Expr(), ">-\n  a = 1\n  and bad")
    assert expression.part(10, 3) == expression.span
