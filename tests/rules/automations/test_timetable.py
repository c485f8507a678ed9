"""Rules that act at times: on the right days by the calendar and the zone, for the right records, each exactly once."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.problems import Refused
from engine.records.clock import EPOCH
from engine.records.due import TIME, fire, first_due
from engine.time.calendar import Calendar, local
from engine.time.duration import Duration
from engine.time.occurrence import days_of_field, next_of_field
from engine.time.repeat import Named
from rules.automations.timetable import CHUNK
from tests.rules.shop import customer, shop
from tests.running import World, started_again

UTC = ZoneInfo("UTC")
DAY = 86_400_000
CALENDAR = """
title: 日历
week: {monday: 09:00-18:00, tuesday: 09:00-18:00, wednesday: 09:00-18:00, thursday: 09:00-18:00, friday: 09:00-18:00}
holidays: {2026-04-04..2026-04-06: 清明, 2026-05-01..2026-05-05: 劳动节}
days: {payday: month 10, new_month: month 1}
"""
APP = """
title: 商店
version: 1.0.0
calendar: cn
roles: {seller: {role: 店员}, boss: {role: 店长}}
parameters:
  r_days: {number: 最近购买天数, default: 30, min: 1, unit: 天}
  m_amount: {money: 累计金额, default: 100, min: 0}
  stale_after: {duration: 多久没有进展, default: 300d}
"""


def files(every: str, when: str = "", form: str = "") -> dict[str, str]:
    condition = f"    when: {when}\n" if when else ""
    return {
        "app.yaml": APP,
        "calendars/cn.yaml": CALENDAR,
        "rules/order.yaml": f"""
title: 定时
form: {form or "customer"}
rules:
  timed:
    rule: 定时
    trigger: {{every: {every}}}
{condition}    then: {{notify: owner, message: "{{{{ name }}}}"}}
""",
    }


def told(world: World) -> list[str]:
    """What the rule told, in order."""
    return [text for text in world.told("li") if text.startswith("c")]


def told_at(world: World, days: int) -> list[str]:
    """The local times at which the rule told anything, over so many days."""
    world.passes(f"{days}d")
    rows = world.select("SELECT at FROM dougong_notice WHERE element LIKE 'rules/order/%' ORDER BY at, id")
    return [local(at, ZoneInfo("Asia/Shanghai")).strftime("%m-%d %H:%M") for (at,) in rows]


CASES = {
    "day 09:30": (2, ["03-02 09:30", "03-03 09:30"]),
    "month 15 09:00": (45, ["03-15 09:00", "04-15 09:00"]),
    "monday 08:00": (15, ["03-09 08:00", "03-16 08:00"]),
    "payday +1d 10:00": (42, ["03-11 10:00", "04-11 10:00"]),
    "payday +1d-1wd 10:00": (40, ["03-10 10:00", "04-10 10:00"]),  # the 10th, or the working day before it
    "new_month -1wd 18:00": (62, ["03-31 18:00", "04-30 18:00"]),  # the last working day of the month
    "holiday -3d 10:00": (62, ["04-01 10:00", "04-28 10:00"]),
    "holiday -1wd 10:00": (62, ["04-03 10:00", "04-30 10:00"]),
}


@pytest.mark.parametrize("every", CASES)
def test_a_repetition_acts_at_its_times(database_url: str, every: str) -> None:
    days, expected = CASES[every]
    with shop(database_url, files(every)) as world:
        customer(world)
        assert told_at(world, days) == expected


def test_only_the_records_for_which_the_condition_holds_at_that_time_are_meant(database_url: str) -> None:
    with shop(database_url, files("day 10:00", "score >= 5")) as world:
        customer(world, "高", score=9)
        customer(world, "低", score=1)
        gone = customer(world, "删", score=9)
        world.delete("customer", gone)
        world.passes("2h")
        assert world.told("li").count("高") == 1
        assert "低" not in world.told("li") and "删" not in world.told("li")


def test_a_condition_that_no_database_computes_is_asked_record_by_record(database_url: str) -> None:
    with shop(database_url, files("day 10:00", "old.score is set or score >= 5")) as world:
        customer(world, "高", score=9)
        customer(world, "低", score=1)
        world.passes("2h")
        assert "高" in world.told("li") and "低" not in world.told("li")


def test_what_was_missed_is_made_up_for_in_order_each_time_once(database_url: str) -> None:
    with shop(database_url, files("day 10:00")) as world:
        customer(world)
        world.platform.clock.set(world.now + 3 * DAY)  # type: ignore[attr-defined]
    with started_again(database_url, world) as again:
        assert again.told("li").count("云海") == 0
        again.stands_still("0h")
        assert again.told("li").count("云海") == 3
        again.stands_still("72h")
        again.stands_still("30min")
        assert again.told("li").count("云海") == 6


def test_many_records_are_handled_in_chunks_and_each_once_even_if_the_process_ends_between(database_url: str) -> None:
    count = 2 * CHUNK + 1
    with shop(database_url, files("day 10:00")) as world:
        for number in range(count):
            customer(world, f"c{number}")
        world.platform.clock.set(world.now + 2 * 3_600_000)  # type: ignore[attr-defined]
        (row,) = world.platform.read(lambda reader: first_due(reader.cursor, reader.dialect))
        world.run(lambda uow: fire(uow, row), cause=TIME)
        assert told(world) == [f"c{number}" for number in range(CHUNK)]
    with started_again(database_url, world) as again:
        again.stands_still("0h")
        assert told(again) == [f"c{number}" for number in range(count)]


def test_publishing_keeps_what_a_schedule_has_missed_and_sets_a_changed_one_anew(database_url: str) -> None:
    with shop(database_url, files("day 10:00")) as world:
        customer(world)
        world.platform.clock.set(world.now + 25 * 3_600_000)  # type: ignore[attr-defined]
        world.publish({"rules/more.yaml": "title: 更多\nform: customer\n"})
        world.stands_still("0h")
        assert world.told("li").count("云海") == 2
        world.publish(files("day 11:00"))
        world.passes("24h")
        assert world.told("li").count("云海") == 3
        world.publish({"rules/order.yaml": "title: 空\nform: customer\n"})
        assert not [kind for kind, _ in world.due() if kind.startswith("timetable")]


BORN = """
title: 客户
label: name
fields:
  name: {text: 名称, required: true}
  owner: {user: 负责人}
  grade: {stage: 等级, options: {fresh: 新, known: 熟, gone: {title: 流失, closed: lost}}}
  score: {number: 评分}
  note: {text: 备注}
  birthday: {date: 生日}
  joined_on: {date: 入会}
"""


def with_birthdays(every: str) -> dict[str, str]:
    return {
        **files(every),
        "forms/customer.yaml": BORN,
        "forms/order.yaml": "title: 订单\nlabel: code\nfields: {code: {text: 编号}}\n",
        "rules/customer.yaml": "title: 空\nform: customer\n",
        "rules/cold.yaml": "title: 空\nform: customer\n",
    }


def days(text: str) -> int:
    return (date.fromisoformat(text) - EPOCH).days


def test_birthdays_come_every_year_for_each_record_29_february_too(database_url: str) -> None:
    with shop(database_url, with_birthdays("birthday 09:00")) as world:
        customer(world, "三月", birthday=days("1990-03-05"))
        customer(world, "闰日", birthday=days("1992-02-29"))
        customer(world, "未知")
        assert told_at(world, 380) == ["03-05 09:00", "02-28 09:00", "03-05 09:00"]
        assert told_at(world, 370)[3:] == ["02-29 09:00", "03-05 09:00"]


def test_a_shifted_birthday_and_an_anniversary_that_comes_once(database_url: str) -> None:
    with shop(database_url, with_birthdays("birthday -3d 09:00")) as world:
        customer(world, birthday=days("1990-03-06"))
        assert told_at(world, 10) == ["03-03 09:00"]
        world.publish(with_birthdays("joined_on +1y 10:00"))
        customer(world, "新", joined_on=days("2025-03-20"))
        assert told_at(world, 800)[1:] == ["03-20 10:00"]


@given(
    born=st.dates(date(1900, 1, 1), date(2030, 12, 31)),
    shift=st.builds(Duration, days=st.integers(-40, 40), working_days=st.integers(-5, 5)),
    once=st.booleans(),
    day=st.dates(date(2020, 1, 1), date(2030, 12, 31)),
)
def test_the_days_of_a_field_are_the_inverse_of_its_next_occurrence(
    born: date, shift: Duration, once: bool, day: date
) -> None:
    calendar = Calendar(holidays=frozenset(date(2026, 2, 15) + timedelta(days=number) for number in range(9)))
    repeat = Named("birthday", Duration(12, shift.days, 0, shift.working_days) if once else shift)
    start = (day - EPOCH).days * DAY
    falls = next_of_field(repeat, born, start - 1, UTC, calendar) == start
    assert (born in days_of_field(repeat, day, calendar)) is falls


ZONES = """
title: 时区
version: 1.0.0
timezone: Europe/Berlin
roles: {seller: {role: 店员}, boss: {role: 店长}}
parameters:
  r_days: {number: 最近购买天数, default: 30}
  m_amount: {money: 累计金额, default: 100}
  stale_after: {duration: 多久没有进展, default: 300d}
"""


def test_clock_times_keep_to_the_clock_over_a_change_of_clocks(database_url: str) -> None:
    with shop(database_url, {**files("day 02:30"), "app.yaml": ZONES}) as world:
        customer(world)
        world.passes("40d")
        rows = world.select("SELECT at FROM dougong_notice WHERE element LIKE 'rules/order/%' ORDER BY at, id")
        local_times = [local(at, ZoneInfo("Europe/Berlin")) for (at,) in rows]
        assert [moment.strftime("%H:%M") for moment in local_times if moment.day != 29] == ["02:30"] * 40
        (changed,) = [moment for moment in local_times if (moment.month, moment.day) == (3, 29)]
        assert changed.strftime("%H:%M") == "03:30"  # 02:30 does not exist on that day


def test_a_day_that_nobody_names_is_a_located_problem(database_url: str) -> None:
    for every, code in (("paday 09:00", "rule.day"), ("moved_at 09:00", "rule.day")):
        with pytest.raises(Refused) as refused, shop(database_url, files(every)):
            pass
        (problem,) = refused.value.problems
        assert problem.code == code and problem.address == "rules/order/rules/timed/trigger"
