"""Python, SQLite, PostgreSQL and DuckDB give the same answers."""

from __future__ import annotations

from typing import Any

import pytest

from engine.expressions.atoms import next_change
from engine.expressions.checked import Checked
from engine.expressions.functions import FUNCTIONS
from engine.expressions.types import Boolean
from tests.engine.expressions.backends import Database, checked, in_python, normal

EXPRESSIONS = """
paid + count
paid - rate
paid * count
paid * rate
round(paid * rate, 2)
round(paid, -3)
round_up(paid)
round_down(rate, 1)
paid / count
count / 3
round(paid / 3, 2)
-paid
abs(paid)
mod(count, 7)
mod(paid, -3)
int(paid)
min(paid, count, rate)
max(last_paid, birthday)
max(contact, stage.entered)
coalesce(paid, count, 0)
if(flag, paid, count)
case(paid > 0, "a", paid < 0, "b", "c")
len(name)
left(name, 2)
right(name, 2)
mid(name, 2, 1)
trim(note)
upper(name)
lower(note)
concat(name, "-", note)
concat(name, paid)
text(last_paid)
replace(name, "a", "")
number(name)
min(name, note)
max(name, note)
year(last_paid) * 10000 + month(last_paid) * 100 + day(last_paid)
quarter(last_paid)
week(last_paid)
weekday(last_paid)
start_of(last_paid, week)
start_of(last_paid, month)
start_of(contact, quarter)
end_of(last_paid, month)
end_of(last_paid, quarter)
end_of(birthday, year)
last_paid + 1mo
last_paid - 13mo
last_paid + 30d
contact + 1mo
contact - 3d
contact + 2h
contact + param.stale
last_paid + param.stale
days_since(last_paid)
days_between(birthday, contact)
years_since(birthday)
date(year(last_paid), 2, 29)
stage.chance
stage.days
owner.name
owner.manager.name
parent_co.paid
count(orders)
count(orders.paid_on)
sum(orders.amount where status = settled)
sum(orders.amount * orders.quantity)
avg(orders.amount)
median(orders.amount)
min(orders.paid_on where quantity > 1)
max(orders.at)
last(orders.amount)
first(orders.status)
count_distinct(orders.status)
count(orders where paid_on > today - 1y)
count(parent_co.orders)
count(orders where amount > this.paid)
sum(orders.amount) / count(orders)
networkdays(last_paid, today)
networkdays(today, birthday)
networkdays(birthday, contact)
networkdays(last_paid, last_paid + 2w)
text(paid, "#,##0.00")
text(rate, "0")
text(rate, "0.0%")
text(paid * count, "#,##0%")
text(last_paid, "yy年m月d日")
text(birthday, "yyyy/mm/dd")
text(contact, "yyyy-mm-dd hh:mm")
text(stage.entered, "h点m分 m")
filled(this)
filled(parent_co)
filled(name, orders, tags, rate)
parent_co.owner
teams_of(owner)
count(orders where any(customer.parent_co.orders where amount > this.paid))
sum(parent_co.orders.amount where quantity > 1)
count(orders where customer.tags has vip and status in (draft, settled))
any(orders where amount = max(this.parent_co.orders.amount where status = settled))
""".strip().splitlines()
CONDITIONS = """
flag
paid > 50000
paid >= rate
count = 3
count != 3
paid = rate
name = note
name != note
name < note
name = "上海"
name in ("a", "B")
not name in ("a", "B")
status = settled
status != settled
status in (draft, shipped)
stage >= proposal
stage < won
stage.closed = won
stage.closed != won
stage.closed is empty
stage.closed is set
stage.chance > 10%
tags has vip
tags has high_value
tags has "x"
name is empty
name is set
flag = false
flag = true
contains(name, "a")
starts_with(name, note)
ends_with(name, "b ")
days_since(last_paid) < 30
days_since(contact) <= param.days
days_since(contact) > 12.5
days_since(last_paid) = 0
last_paid < contact
last_paid > "2026-01-31"
contact >= "2026-01-31 09:00"
now - contact > 3d
now - contact <= param.stale
now - max(contact, stage.entered) > 1mo
today - last_paid >= 36h
today - last_paid < param.stale
last_paid - 60d <= today
last_paid + 1mo > today
contact - 1h <= now
month(birthday) = month(today)
owner = me
owner != me
owner in my_team
owner in role.director
owner in team.presales
owner.manager = me
owner in managers(owner, 2)
teams_of(owner) has presales
not teams_of(owner) has "presales"
networkdays(last_paid, today) > 20
filled(this) > 50%
parent_co = this
any(orders where status = settled)
any(orders)
all(orders where quantity > 1)
orders is set
sum(orders.amount) > 1000
if(flag, paid > 0, count > 0)
coalesce(flag, false)
paid > 50000 and (status = settled or not flag)
paid > 0 or name is empty
1 < 2
param.days > 20
me is set and flag
""".strip().splitlines()


def test_every_expression_has_one_value(database: Database, world: dict[str, list[dict[str, Any]]]) -> None:
    examples = [function.example for function in FUNCTIONS.values() if function.group not in ("people", "change")]
    expressions = [checked(text) for text in (*EXPRESSIONS, *CONDITIONS, *examples)]
    expressions = [each for each in expressions if "managers" not in each.text and "fold" not in each.text]
    wrong = []
    for each, found in zip(expressions, database.columns(expressions), strict=True):
        truth = isinstance(each.type, Boolean)
        for key, ours in in_python(each, world).items():
            theirs = normal(found[key], each)
            if (bool(ours) != bool(theirs)) if truth else (ours != theirs):
                wrong.append((each.text, key, ours, theirs))
    assert wrong == []


@pytest.mark.parametrize("text", CONDITIONS)
def test_a_condition_and_its_opposite_part_the_rows(
    database: Database, text: str, world: dict[str, list[dict[str, Any]]]
) -> None:
    found = checked(text)
    everything = {row["id"] for row in world["customer"]}
    yes, no = database.holding(found, True), database.holding(found, False)
    assert yes | no == everything and not yes & no
    assert database.holding(checked(f"not ({text})"), True) == no
    if "managers" not in text:
        assert {key for key, value in in_python(found, world).items() if value} == yes


def test_the_next_change_is_the_same_instant(database: Database, world: dict[str, list[dict[str, Any]]]) -> None:
    found = {text: next_change(checked(text)) for text in CONDITIONS}
    trees = [Checked(tree, text) for text, tree in found.items() if tree is not None]
    theirs = database.values(trees)
    wrong = []
    for index, each in enumerate(trees):
        for key, value in in_python(each, world).items():
            if normal(theirs[key][index], each) != value:
                wrong.append((each.text, key, value, theirs[key][index]))
    assert wrong == []
