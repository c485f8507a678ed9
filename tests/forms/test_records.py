"""Records over HTTP: made, changed, deleted, restored, each with every problem at once."""

from __future__ import annotations

from typing import Any

import pytest

from tests.forms.office import Office, codes, good, refused


def test_a_new_record_gets_what_nobody_gave(trade: Office) -> None:
    made = trade.li.make("client", name="默认", phone="138 0013 8001")
    assert (made["owner"]["id"], made["since"], made["kind"], made["rank"]) == (trade.li.id, "2026-03-02", "firm", 1)
    assert (made["phone"], made["version"], made["spent"], made["dealt"]) == ("13800138001", 1, 0, 0)
    assert made["_can"] == {"edit": True, "delete": True, "transfer": False}
    assert trade.li.get("client", made["id"]) == made
    empty = trade.li.make("client", name="空", rank=None, since="")
    assert (empty["rank"], empty["since"]) == (None, None)  # given as empty stays empty


PROBLEMS: list[tuple[str, dict[str, Any], dict[str, str]]] = [
    ("client", {}, {"name": "value.required"}),
    ("client", {"name": " "}, {"name": "value.required"}),
    ("client", {"name": "甲" * 41, "rank": 10, "phone": "1380013"},
     {"name": "value.too_long", "rank": "value.too_great", "licence": "value.required", "phone": "value.phone_short"}),
    ("client", {"name": "甲", "kind": "none"}, {"kind": "value.option"}),
    ("client", {"name": "甲", "kind": "gone"}, {"kind": "value.not_offered"}),
    ("client", {"name": "甲", "rank": 6}, {"licence": "value.required"}),
    ("client", {"name": "甲", "code": "甲"}, {"name": "check.failed"}),
    ("client", {"name": "甲", "surprise": 1, "spent": 3, "id": "x"},
     {"surprise": "value.unknown", "spent": "value.readonly"}),
    ("client", {"name": "甲", "quota": 3}, {"quota": "value.unknown"}),
    ("client", {"name": "甲", "created_by": None, "deleted_at": None, "_can": {}, "version": 9},
     {"created_by": "value.unknown", "deleted_at": "value.unknown"}),
    ("client", {"name": "甲", "owner": "{gu}"}, {"owner": "value.not_among"}),
    ("client", {"name": "甲", "above": "0198c6a0-0000-7000-8000-000000000009"}, {"above": "value.reference_missing"}),
    ("order", {"client": None, "discount": 0.6}, {"client": "value.required", "discount": "value.too_great"}),
    ("order", {"client": "{ours}", "stage": "sent"}, {"due": "stage.requires"}),
    ("order", {"client": "{ours}", "due": "2026-01-30"}, {"due": "value.too_early"}),
    ("order", {"client": "{ours}", "due": "2026-03-05", "paid_on": "2026-03-04"}, {"due": "check.failed"}),
    ("order", {"client": "{ours}", "number": "SO-1"}, {"number": "value.readonly"}),
    ("order", {"client": "{ours}", "items": [{"price": 3}, {"product": "a", "quantity": 0, "price": 1, "cost": 2}]},
     {"items[0].product": "value.required", "items[1].quantity": "value.too_small",
      "items[1].price": "check.failed"}),
    ("order", {"client": "{ours}", "items": [{"product": "a", "amount": 3, "else": 1}, 5]},
     {"items[0].amount": "value.readonly", "items[0].else": "value.unknown", "items[1]": "value.shape"}),
    ("order", {"client": "{ours}", "items": "a"}, {"items": "value.shape"}),
    ("order", {"client": "{ours}", "items": [{"product": "a"}] * 5}, {"items": "value.rows_many"}),
    ("order", {"client": "{ours}", "items": [{"id": "0198c6a0-0000-7000-8000-000000000009", "product": "a"}]},
     {"items[0].id": "value.row_unknown"}),
    ("order", {"client": "{ours}", "contact": "{theirs}"}, {"contact": "value.not_where"}),
]  # fmt: skip


@pytest.mark.parametrize(("form", "body", "expected"), PROBLEMS, ids=[str(number) for number in range(len(PROBLEMS))])
def test_a_bad_record_is_refused_with_every_problem_and_nothing_is_written(
    trade: Office, form: str, body: dict[str, Any], expected: dict[str, str]
) -> None:
    names = {"{gu}": trade.gu.id, "{ours}": client_of(trade, "li"), "{theirs}": contact_of(trade)}
    body = {key: names.get(value, value) if isinstance(value, str) else value for key, value in body.items()}
    before = trade.world.rows(form)
    assert codes(trade.li.ask("POST", form, "/records", body), 422) == expected
    assert trade.world.rows(form) == before


def client_of(trade: Office, login: str) -> str:
    """A client of somebody's, made once."""
    person = trade.people[login]
    found = person.list("client", filter=f'name = "{login} 的客户"')["records"]
    return str((found or [person.make("client", name=f"{login} 的客户")])[0]["id"])


def contact_of(trade: Office) -> str:
    """A contact of another client of Li's."""
    found = trade.li.list("contact", filter='name = "别家的联系人"')["records"]
    other = found or [trade.li.make("contact", name="别家的联系人", client=trade.li.make("client", name="别家")["id"])]
    return str(other[0]["id"])


def test_a_record_that_was_edited_meanwhile_shows_both_values(trade: Office) -> None:
    made = trade.li.make("client", name="冲突", notes="一")
    trade.bo.edit("client", made["id"], version=1, notes="二", quota=9, owner=trade.zhou.id)
    trade.bo.edit("client", made["id"], owner=trade.li.id)
    late = trade.li.ask("PATCH", "client", f"/records/{made['id']}", {"version": 1, "notes": "三", "code": "C"})
    assert late.status_code == 409 and late.json()["code"] == "record.conflict"
    assert late.json()["version"] == 3
    fields = late.json()["fields"]
    assert set(fields) == {"notes"} and "quota" not in late.text
    assert fields["notes"] == {"yours": "三", "theirs": "二", "by": "Bo", "at": "2026-03-02T01:00:00.000Z"}
    assert trade.li.get("client", made["id"])["code"] is None
    assert trade.li.edit("client", made["id"], version=3, notes="三")["version"] == 4


def test_edits_of_different_fields_meet_in_peace_only_with_the_present_version(trade: Office) -> None:
    made = trade.li.make("client", name="两人")
    trade.li.edit("client", made["id"], version=1, rank=2)
    assert trade.li.edit("client", made["id"], rank=3)["version"] == 3  # without a version the last one wins
    for version in ("3", True, 2.5, 0, -1, 2**70, [], {}):
        answer = trade.li.ask("PATCH", "client", f"/records/{made['id']}", {"version": version, "rank": 4})
        assert answer.status_code in (400, 409, 422), (version, answer.text)
    assert trade.li.get("client", made["id"])["rank"] == 3


def test_a_repeated_key_gets_the_first_answer_and_writes_once(trade: Office) -> None:
    body = {"name": "一次"}
    first = trade.li.ask("POST", "client", "/records", body, key="k1")
    again = trade.li.ask("POST", "client", "/records", body, key="k1")
    assert first.status_code == again.status_code == 201 and first.json() == again.json()
    assert trade.li.list("client", filter='name = "一次"')["count"]["value"] == 1
    other = trade.li.ask("POST", "client", "/records", {"name": "两次"}, key="k1")
    assert other.status_code in (409, 422)
    mine = trade.zhou.ask("POST", "client", "/records", body, key="k1")
    assert mine.status_code == 201 and mine.json()["id"] != first.json()["id"]
    bad = [trade.li.ask("POST", "client", "/records", {}, key="k2") for _ in range(2)]
    assert [answer.status_code for answer in bad] == [422, 422]
    assert trade.li.ask("POST", "client", "/records", {"name": "好了"}, key="k3").status_code == 201


def test_deleting_keeps_blocks_or_takes_along_and_restoring_brings_back(trade: Office) -> None:
    bo = trade.bo
    client = bo.make("client", name="删除", code="DEL", owner=trade.li.id)["id"]
    contact = bo.make("contact", name="跟着走", client=client)["id"]
    order = bo.make("order", client=client)["id"]
    blocked = bo.ask("DELETE", "client", f"/records/{client}")
    assert blocked.status_code in (409, 422) and "订单" in blocked.text
    good(bo.ask("DELETE", "order", f"/records/{order}"))
    assert bo.get("client", client)["dealt"] == 0
    good(bo.ask("DELETE", "client", f"/records/{client}"))
    for form, id in (("client", client), ("contact", contact)):
        assert bo.ask("GET", form, f"/records/{id}").status_code == 404
        assert id not in bo.ask("GET", form, "/records", limit=500).text
    taken = bo.make("client", name="后来的", code="DEL")["id"]
    again = bo.ask("POST", "client", f"/records/{client}/restore")
    assert again.status_code == 422 and "code" in codes(again, 422)
    bo.edit("client", taken, code=None)
    assert good(bo.ask("POST", "client", f"/records/{client}/restore"))["name"] == "删除"
    assert bo.get("contact", contact)["client"]["id"] == client
    for person in (trade.gu, trade.zhou):
        assert person.ask("POST", "client", f"/records/{client}/restore").status_code in (403, 404)


def test_a_value_taken_already_says_by_whom_only_to_whom_it_concerns(trade: Office) -> None:
    made = trade.zhou.make("client", name="周的宝贝", code="U-1", secret="密")
    own = refused(trade.zhou.ask("POST", "client", "/records", {"name": "又来", "code": "U-1"}), 422)
    assert own == {"code": "编码“U-1”已经有了：周的宝贝"}
    others = trade.li.ask("POST", "client", "/records", {"name": "又来", "code": "U-1"})
    assert set(refused(others, 422)) == {"code"}
    assert "宝贝" not in others.text and made["id"] not in others.text


def test_table_rows_keep_their_ids_and_the_order_in_which_they_are_sent(trade: Office) -> None:
    client = client_of(trade, "li")
    made = trade.li.make("order", client=client, items=[{"product": name, "price": 1.5} for name in "abc"])
    assert [row["product"] for row in made["items"]] == ["a", "b", "c"] and made["total"] == 4.5
    a, b, c = made["items"]
    turned = [{"id": c["id"], "quantity": 3}, {"product": "d", "price": 2}, {"id": a["id"]}]
    edited = trade.li.edit("order", made["id"], version=1, items=turned)
    assert [(row["product"], row["quantity"]) for row in edited["items"]] == [("c", 3), ("d", 1), ("a", 1)]
    assert [edited["items"][0]["id"], edited["items"][2]["id"]] == [c["id"], a["id"]]
    assert edited["total"] == 8 and b["id"] not in str(edited)
    same = trade.li.edit("order", made["id"], version=2, items=edited["items"])
    assert same["items"] == edited["items"] and same["total"] == 8  # what was told may be sent back
    assert trade.li.edit("order", made["id"], items=[])["total"] == 0


def test_a_chosen_record_fills_in_what_it_knows(trade: Office) -> None:
    client = trade.li.make("client", name="送货", notes="一号门")["id"]
    assert trade.li.make("order", client=client)["ship_to"] == "一号门"
    assert trade.li.make("order", client=client, ship_to="后门")["ship_to"] == "后门"
    order = trade.li.make("order", client=client_of(trade, "li"))
    assert trade.li.edit("order", order["id"], client=client)["ship_to"] == "一号门"


def test_rollups_follow_their_records(trade: Office) -> None:
    client = trade.li.make("client", name="滚动")["id"]
    orders = [trade.li.make("order", client=client, due="2026-03-09", items=[{"product": "a", "price": 10}])["id"]
              for _ in range(3)]  # fmt: skip
    for order in orders[:2]:
        trade.li.edit("order", order, stage="sent")
        trade.li.edit("order", order, stage="done", paid_on="2026-03-10")
    told = trade.li.get("client", client)
    assert (told["spent"], told["dealt"], told["version"]) == (20, 3, 1)
    trade.li.edit("order", orders[0], items=[{"product": "a", "price": 99.99}])
    assert trade.li.get("client", client)["spent"] == 109.99
    trade.li.edit("order", orders[0], client=client_of(trade, "li"))
    assert (trade.li.get("client", client)["spent"], trade.li.get("client", client)["dealt"]) == (10, 2)


def test_a_stage_has_gates_and_a_late_beginning_obeys_what_it_requires(trade: Office) -> None:
    client = client_of(trade, "li")
    order = trade.li.make("order", client=client)
    moves = {move["to"]: move for move in order["_stage"]["stage"]["moves"]}
    assert moves["sent"] == {"to": "sent", "allowed": False, "missing": ["due"], "reason": None}
    assert moves["done"]["missing"] == ["paid_on"] and "已报价" in moves["done"]["reason"] + "已报价"
    assert moves["lost"]["allowed"]
    jump = trade.li.ask("PATCH", "order", f"/records/{order['id']}", {"stage": "done"})
    assert codes(jump, 422) == {"stage": "stage.from", "paid_on": "stage.requires"}
    sent = trade.li.edit("order", order["id"], stage="sent", due="2026-03-09")
    assert sent["_stage"]["stage"]["entered"] == "2026-03-02T01:00:00.000Z"
    late = {"client": client, "stage": "done"}
    assert codes(trade.li.ask("POST", "order", "/records", late), 422) == {"paid_on": "stage.requires"}
    assert trade.li.make("order", **late, paid_on="2026-03-01")["stage"] == "done"


def test_a_button_asks_then_acts_and_is_offered_only_when_it_may(trade: Office) -> None:
    client = trade.li.make("client", name="按钮")["id"]
    assert trade.li.get("client", client)["_buttons"] == ["lock"]
    assert trade.bo.get("client", client)["_buttons"] == ["lock", "greet"]
    press = "/records/{}/buttons/{}"
    for name, body, status in (("none", {}, 404), ("greet", {}, 404), ("lock", {"values": {"rank": 2}}, 422)):
        assert trade.li.ask("POST", "client", press.format(client, name), body).status_code == status
    done = good(trade.li.ask("POST", "client", press.format(client, "lock"), {"version": 1, "values": {"notes": "完"}}))
    assert (done["record"]["locked"], done["record"]["notes"], done["created"]) == (True, "完", [])
    assert trade.li.ask("POST", "client", press.format(client, "lock"), {}).status_code == 403
    fixed = trade.li.ask("PATCH", "client", f"/records/{client}", {"notes": "改"})
    assert codes(fixed, 422) == {"notes": "value.readonly"}
    greeted = good(trade.bo.ask("POST", "client", press.format(client, "greet"), {}))
    assert [(made["form"], made["label"]) for made in greeted["created"]] == [("visit", "拜访")]
    assert trade.zhou.ask("POST", "client", press.format(client, "lock"), {}).status_code == 404


def test_a_tree_has_no_circle(trade: Office) -> None:
    top = trade.li.make("client", name="顶")["id"]
    middle = trade.li.make("client", name="中", above=top)["id"]
    for above in (top, middle):
        circle = trade.li.ask("PATCH", "client", f"/records/{top}", {"above": above})
        assert codes(circle, 422) == {"above": "value.own_ancestor"}


def test_the_owner_is_handed_over_by_whoever_may_transfer(trade: Office) -> None:
    client = trade.li.make("client", name="转交")["id"]
    assert trade.li.edit("client", client, owner=trade.zhou.id) == {"id": client, "version": 2}
    assert trade.li.ask("GET", "client", f"/records/{client}").status_code == 404
    assert trade.bo.edit("client", client, owner={"id": trade.li.id, "label": "Li"})["owner"]["label"] == "Li"


def test_duplicates_block_or_warn(trade: Office) -> None:
    first = trade.li.make("client", name="孪生", phone="13900139000")
    twin = trade.li.ask("POST", "client", "/records", {"name": "别的", "phone": "139 0013 9000"})
    assert refused(twin, 422) == {"phone": "已有电话相同的记录：孪生"}
    live = trade.li.live("client", name="孪生")
    assert [(each["rule"], each["do"], [one["label"] for one in each["records"]]) for each in live["duplicates"]] == [
        ("same_name", "warn", ["孪生"])
    ]
    assert trade.li.live("client", first["id"], name="孪生")["duplicates"] == []
    assert trade.li.make("client", name="孪 生 ")["id"] != first["id"]


def test_a_role_may_have_to_fill_a_field(trade: Office) -> None:
    assert codes(trade.fei.ask("POST", "client", "/records", {"name": "录", "rank": 3}), 422) == {
        "code": "value.required",
        "rank": "value.readonly",
    }
    made = trade.fei.make("client", name="录", code="F-1", owner=None)
    assert "notes" not in made and trade.fei.live("client", made["id"])["required"]["code"]
    cleared = trade.fei.ask("PATCH", "client", f"/records/{made['id']}", {"code": ""})
    assert codes(cleared, 422) == {"code": "value.required"}


def test_serial_numbers_are_given_once_and_begin_again_each_month(trade: Office) -> None:
    from concurrent.futures import ThreadPoolExecutor

    client = client_of(trade, "li")
    with ThreadPoolExecutor(8) as pool:
        numbers = sorted(pool.map(lambda _: trade.li.make("order", client=client)["number"], range(16)))
    first = int(numbers[0][-4:])
    assert numbers == [f"SO-202603-{first + place:04}" for place in range(16)]
    refused(trade.li.ask("POST", "order", "/records", {"client": client, "stage": "sent"}), 422)
    assert trade.li.make("order", client=client)["number"] == f"SO-202603-{first + 16:04}"  # a refusal leaves no gap
