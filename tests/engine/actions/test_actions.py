"""What actions do, on both databases."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import orjson
import pytest

from engine.people.choosing import choose_next
from engine.problems import Refused
from engine.records.command import Actor
from engine.tasks import complete_task, task_count
from tests.engine.desk import DAY, HOUR, NOW, World, opened

Open = Callable[..., World]


@pytest.fixture
def world_of(database_url: str) -> Iterator[Open]:
    with ExitStack() as stack:

        def make(then: str, translations: str = "") -> World:
            script = {"x": f"title: x\nform: ticket\nthen:\n{then}"}
            return stack.enter_context(opened(database_url, script, translations))

        yield make


def notices(world: World) -> list[tuple[str, dict[str, str]]]:
    rows = world.select('SELECT "user", text FROM dougong_notice ORDER BY id')
    return [(user, orjson.loads(text)) for user, text in rows]


def test_set_writes_literals_and_expressions_together(world_of: Open) -> None:
    world = world_of(
        "  - set:\n      kind: wish\n      amount: =amount + 1\n"
        '      title: =concat(title, "-x")\n      labels: [hot, cold]\n'
    )
    ticket = world.create("ticket", title="t", amount=250)
    world.play("x", "ticket", ticket)
    row = world.row("ticket", ticket)
    assert (row["kind"], row["amount"], row["title"], row["labels"]) == ("wish", 350, "t-x", "|hot|cold|")


def test_set_computes_everything_before_it_writes(world_of: Open) -> None:
    world = world_of("  - set: {title: =secret, secret: =title}\n")
    ticket = world.create("ticket", title="a", secret="b")
    world.play("x", "ticket", ticket)
    row = world.row("ticket", ticket)
    assert (row["title"], row["secret"]) == ("b", "a")


def test_what_actions_make_is_known_to_those_that_follow(world_of: Open) -> None:
    world = world_of(
        "  - {create: client, name: customer, with: {name: =title, owner: =owner}}\n"
        "  - {set: {client: =step.customer}}\n"
        "  - {create: ticket, name: next_one, with: {title: =step.customer.name, client: =step.customer}}\n"
    )
    li = world.person("li")
    ticket = world.create("ticket", title="青禾", owner=li)
    context = world.play("x", "ticket", ticket)
    (_, client), (_, following) = context.created
    assert world.row("ticket", ticket)["client"] == client
    assert world.row("client", client)["name"] == "青禾" and world.row("client", client)["owner"] == li
    assert world.row("ticket", following)["title"] == "青禾"
    assert world.row("client", client)["count"] == 2


def test_create_copies_the_rows_of_a_table(world_of: Open) -> None:
    world = world_of("  - {create: ticket, with: {title: copy}, rows: {parts: =parts}}\n")
    parts = [{"name": "a", "price": 1}, {"name": "b", "price": 2}]
    ticket = world.create("ticket", title="t", parts=parts)
    ((_, made),) = world.play("x", "ticket", ticket).created
    rows = world.select(f"SELECT name, price FROM desk_ticket__parts WHERE parent = '{made}' ORDER BY position")
    assert [tuple(row) for row in rows] == [("a", 1), ("b", 2)]


def test_a_list_of_actions_happens_completely_or_not_at_all(world_of: Open) -> None:
    world = world_of(
        "  - {create: client, with: {name: x}}\n  - {set: {client: =old_client}}\n".replace("=old_client", "=null")
    )
    ticket = world.create("ticket", title="t")
    world.run(lambda uow: uow.delete("ticket", ticket))
    with pytest.raises((Refused, TypeError)):
        world.play("x", "ticket", ticket)
    assert world.select("SELECT id FROM desk_client") == []


def test_what_an_action_changes_has_the_rule_as_its_cause(world_of: Open) -> None:
    world = world_of("  - {set: {title: b}}\n")
    ticket = world.create("ticket", title="a")
    world.play("x", "ticket", ticket)
    ((cause,),) = world.select(f"SELECT cause FROM dougong_change WHERE record = '{ticket}' AND operation = 'update'")
    told = orjson.loads(cause)
    assert (told["kind"], told["element"], told["record"]) == ("rule", "scripts/x", ticket)


MESSAGE = (
    "“{{ title }}” {{ kind }} {{ amount }} {{ owner }} {{ client.name }} {{ due }}"
    " {{ param.limit }} {{ param.patience }}"
)


def test_a_text_is_written_in_every_language_with_values_as_people_read_them(world_of: Open) -> None:
    world = world_of(f"  - notify: owner\n    message: '{MESSAGE}'\n")
    li = world.person("li", roles=["desk/agent"])
    client = world.create("client", name="青禾")
    ticket = world.create("ticket", title="漏水", kind="fault", amount=123450, owner=li, client=client, due=NOW)
    world.play("x", "ticket", ticket)
    ((user, text),) = notices(world)
    assert user == li
    assert text["zh"] == "“漏水” 故障 1,234.5 Li 青禾 2026-03-02 09:00 ¥100.00 2小时"
    assert text["en"] == "“漏水” Fault 1,234.5 Li 青禾 2026-03-02 09:00 ¥100.00 2 hours"


def test_user_data_is_never_a_template(world_of: Open) -> None:
    world = world_of("  - {notify: owner, message: 'see {{ title }}'}\n")
    li = world.person("li", roles=["desk/agent"])
    ticket = world.create("ticket", title="{{ secret }} {{ 7*7 }}", secret="treasure", owner=li)
    world.play("x", "ticket", ticket)
    ((_, text),) = notices(world)
    assert text["zh"] == "see {{ secret }} {{ 7*7 }}"


def test_a_text_tells_nobody_what_they_may_not_read(world_of: Open) -> None:
    world = world_of("  - {notify: role.agent, message: '{{ title }}|{{ secret }}|{{ client.phone }}'}\n")
    li = world.person("li", roles=["desk/agent"])
    wang = world.person("wang", roles=["desk/lead"])
    client = world.create("client", name="青禾", phone="13812341234")
    ticket = world.create("ticket", title="t", secret="treasure", client=client)
    world.play("x", "ticket", ticket)
    told = dict(notices(world))
    assert told[li]["zh"] == "t|***|1****"
    assert told[wang]["zh"] == "t|treasure|1****"


def test_a_translated_message_is_used_in_its_language(world_of: Open) -> None:
    world = world_of(
        "  - {notify: owner, message: '{{ title }} 迟了'}\n",
        'scripts/x/then/notify/message: "{{ title }} is late"\n',
    )
    li = world.person("li", roles=["desk/agent"])
    world.play("x", "ticket", world.create("ticket", title="t", owner=li))
    ((_, text),) = notices(world)
    assert text == {"zh": "t 迟了", "en": "t is late"}


def test_everybody_who_is_named_and_works_here_is_told_once(world_of: Open) -> None:
    world = world_of("  - {notify: [owner, owner.manager, role.agent], message: m}\n")
    wang = world.person("wang", roles=["desk/lead"])
    li = world.person("li", roles=["desk/agent"], manager=wang)
    world.person("gone", roles=["desk/agent"], active=False)
    world.person("clerk", roles=["desk/clerk"])
    world.play("x", "ticket", world.create("ticket", title="t", owner=li))
    assert sorted(user for user, _ in notices(world)) == sorted([li, wang])


def test_without_a_message_the_title_of_the_cause_is_told(world_of: Open) -> None:
    world = world_of("  - {notify: owner}\n")
    li = world.person("li")
    world.play("x", "ticket", world.create("ticket", title="t", owner=li))
    ((_, text),) = notices(world)
    assert text["zh"] == "x"


def test_a_task_is_due_after_a_time_and_goes_on_when_it_is_done(world_of: Open) -> None:
    world = world_of(
        "  - {create: client, name: made, with: {name: c}}\n"
        "  - task: 回访 {{ title }}\n    assign: owner\n    due: param.patience\n"
        "    then: {set: {state: done, client: =step.made}}\n"
    )
    li = world.person("li", roles=["desk/agent"])
    ticket = world.create("ticket", title="漏水", owner=li)
    context = world.play("x", "ticket", ticket)
    ((id, title, due),) = world.select("SELECT id, title, due_at FROM dougong_task")
    assert orjson.loads(title)["zh"] == "回访 漏水" and due == NOW + 2 * HOUR
    viewer = world.viewer(li)
    world.run(lambda uow: complete_task(uow, id, viewer), Actor(li, "Li", "user"))
    row = world.row("ticket", ticket)
    assert row["state"] == "done" and row["client"] == context.created[0][1]
    causes = world.select(f"SELECT cause FROM dougong_change WHERE record = '{ticket}' ORDER BY seq DESC LIMIT 1")
    assert orjson.loads(causes[0][0])["kind"] == "task"


def test_a_task_goes_to_the_first_line_that_holds(world_of: Open) -> None:
    world = world_of("  - task: t\n    assign: {owner.manager: amount > 100, owner: else}\n    due: 1d\n")
    wang = world.person("wang")
    li = world.person("li", manager=wang)
    world.play("x", "ticket", world.create("ticket", title="t", owner=li, amount=5_000))
    world.play("x", "ticket", world.create("ticket", title="t", owner=li, amount=20_000))
    counted = [world.read(lambda at, who=who: task_count(at, who)) for who in (li, wang)]
    assert counted == [1, 1]
    assert {due for (due,) in world.select("SELECT due_at FROM dougong_task")} == {NOW + DAY}


def test_the_least_busy_of_a_team_gets_the_next_record(world_of: Open) -> None:
    world = world_of("  - {set: {owner: =least_busy(team.first_line)}}\n  - {task: t, assign: owner}\n")
    people = {world.person(name, teams=["desk/first_line"]) for name in ("a", "b", "c")}
    owners = []
    for _ in range(3):
        ticket = world.create("ticket", title="t")
        world.play("x", "ticket", ticket)
        owners.append(world.row("ticket", ticket)["owner"])
    assert set(owners) == people


def test_people_take_turns_whatever_became_of_their_work(world_of: Open) -> None:
    world = world_of("  - {set: {owner: =next_of(team.first_line)}}\n")
    people = [world.person(name, teams=["desk/first_line"]) for name in ("a", "b", "c")]
    owners = []
    for _ in range(7):
        ticket = world.create("ticket", title="t")
        world.play("x", "ticket", ticket)
        owners.append(world.row("ticket", ticket)["owner"])
    assert owners == [*people, *people, people[0]]


def test_looking_whose_turn_it_is_takes_no_turn(world_of: Open) -> None:
    world = world_of("  - {set: {owner: =next_of(team.first_line)}}\n")
    first = world.person("a", teams=["desk/first_line"])
    world.person("b", teams=["desk/first_line"])
    assert {world.read(lambda at: choose_next(at, ["first_line"])) for _ in range(3)} == {first}
