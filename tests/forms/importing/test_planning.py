"""What an import would do and does: keys, references, problems by cell, value maps, missing records, undo."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest

from engine.problems import Refused
from engine.records.undo import undo_job
from forms.importing.reading import ReadOptions
from tests.importing import Importing, importing, written
from tests.running import World


@pytest.fixture(autouse=True)
def empty(stock: World) -> None:
    """Each test begins with an empty warehouse."""
    for form in ("article", "supplier"):
        for row in stock.rows(form):
            stock.delete(form, row["id"])


@pytest.fixture
def take(stock: World, tmp_path: Path) -> Any:
    """Takes a text as a file into a form."""

    def importing_text(form: str, text: str, **chosen: Any) -> Importing:
        return importing(stock.platform, "stock", form, written(tmp_path, text), **chosen)

    return importing_text


def digest(world: World) -> str:
    """All that the database holds, as one figure."""
    tables = ("stock_article", "stock_supplier", '"system_user"', "dougong_change", "dougong_serial", "dougong_job")
    content = [world.select(f"SELECT * FROM {table} ORDER BY 1") for table in tables]
    return hashlib.sha256(repr(content).encode()).hexdigest()


def cells(told: dict[str, Any]) -> list[tuple[str, str]]:
    return [(problem["cell"], problem["code"]) for problem in told["problems"]]


def test_the_dry_run_writes_nothing_and_foretells_the_run(stock: World, take: Any) -> None:
    text = "编号,名称,供应商,流水号\nW1,角钢,鞍钢,\nW2,玻璃,耀皮,\nW2,玻璃,耀皮,\nW3,,鞍钢,\n"
    found = take("article", text, create_missing=["supplier"])
    before = digest(stock)
    tried = found.check()
    assert digest(stock) == before
    done = found.run()
    for key in ("create", "update", "skip", "refused", "total_problems"):
        assert tried[key] == done[key]
    assert (done["create"], done["skip"], done["refused"]) == (2, 2, 1)
    assert cells(tried) == cells(done) == [("B5", "value.required")]
    assert len({row["number"] for row in stock.rows("article")} - {None}) == 2


def test_a_known_key_changes_its_record_and_nothing_else(stock: World, take: Any) -> None:
    take("article", "编号,名称,备注\nW1,角钢,甲\nW2,玻璃,乙\n").run()
    ids = {row["code"]: (row["id"], row["version"]) for row in stock.rows("article")}
    done = take("article", "编号,备注\nＷ1,丙\nW2,乙\n").run()
    assert (done["create"], done["update"], done["skip"]) == (0, 1, 1)
    rows = {row["code"]: row for row in stock.rows("article")}
    first = next(row for row in rows.values() if row["id"] == ids["W1"][0])
    assert first["note"] == "丙" and first["name"] == "角钢" and first["version"] == 2
    assert rows["W2"]["version"] == ids["W2"][1]


def test_an_empty_cell_keeps_what_is_there_unless_it_is_to_empty_it(stock: World, take: Any) -> None:
    take("article", "编号,名称,备注\nW1,角钢,甲\n").run()
    assert take("article", "编号,名称,备注\nW1,,\n").run()["update"] == 0
    assert take("article", "编号,备注\nW1,\n", empty="clear").run()["update"] == 1
    assert [(row["name"], row["note"]) for row in stock.rows("article")] == [("角钢", None)]


def test_every_problem_has_its_cell(take: Any) -> None:
    text = (
        "编号,名称,单价,购入日期,类别,状态,供应商,备件\n"
        "W1,甲,一百,2024-03-05,金属,在用,,是\n"
        "W2,乙,1,2024-02-30,木材、铁,在用,,也许\n"
        "W3,丙,-1,2024-03-05,玻璃,废了,无此商,否\n"
        "W4,丁,1,2024-03-05,玻璃,报废,,否\n"
        "1234567890123,戊,1,2024-03-06,Glass,In use,,no\n"
    )
    expected = [
        ("C2", "import.not_a_number"),
        ("D3", "import.not_a_date"),
        ("E3", "import.no_option"),
        ("H3", "import.not_a_boolean"),
        ("F4", "import.no_option"),
        ("G4", "import.no_record"),
        ("5", "check.failed"),
        ("A6", "value.too_long"),
    ]
    assert sorted(cells(take("article", text).check())) == sorted(expected)


def test_equal_problems_are_one_line(take: Any) -> None:
    text = "编号,名称,类别\n" + "".join(f"W{at},名{at},石材\n" for at in range(1200))
    told = take("article", text).check()
    assert told["total_problems"] == 1200 and len(told["kinds"]) == 1
    assert told["kinds"][0]["count"] == 1200 and told["kinds"][0]["cells"][0] == "C2"


def test_values_of_the_file_stand_for_others_and_are_proposed(stock: World, take: Any) -> None:
    stock.create("supplier", name="鞍山钢铁集团")
    text = "编号,名称,供应商,类别\nW1,甲,鞍山钢铁公司,Metall\nW2,乙,鞍山 钢铁集团,Ｍｅｔａｌ\n"
    tried = take("article", text).check()
    assert tried["unmatched"] == {
        "supplier": [{"value": "鞍山钢铁公司", "count": 1, "proposal": "鞍山钢铁集团"}],
        "kinds": [{"value": "Metall", "count": 1, "proposal": "metal"}],
    }
    mapped = ["supplier:鞍山钢铁公司=鞍山钢铁集团", "kinds:Metall=metal"]
    assert take("article", text, value=mapped).run()["create"] == 2
    assert {row["kinds"] for row in stock.rows("article")} == {"|metal|"}


def test_a_name_that_several_records_have_is_told(stock: World, take: Any) -> None:
    for login in ("wang1", "wang2"):
        if login not in stock.people:
            stock.person(login, name="王伟")
    told = take("article", "编号,名称,保管人\nW1,甲,王伟\nW2,乙,wang1\n").check()
    assert cells(told) == [("C2", "import.many_records")]


def test_parents_may_stand_below_their_children(stock: World, take: Any) -> None:
    text = "名称,上级公司\n丙,乙\n乙,甲\n甲,\n丁,戊\n戊,丁\n"
    found = take("supplier", text)
    tried, done = found.check(), found.run()
    assert done["create"] == tried["create"] == 3 and done["refused"] == 2
    rows = {row["name"]: row for row in stock.rows("supplier")}
    assert rows["丙"]["above"] == rows["乙"]["id"] and rows["乙"]["above"] == rows["甲"]["id"]


def test_what_a_record_must_not_share_is_told_before(stock: World, take: Any) -> None:
    stock.create("article", code="W0", name="甲", bought=19_000)
    text = "编号,名称,购入日期\nW1,乙,2024-03-05\nW2,乙,2024-03-05\nW3,甲,2022-01-08\n"
    told = take("article", text).check()
    assert [problem["cell"] for problem in told["problems"]][:1] == ["C3"]
    assert told["refused"] == 2 and take("article", text).run()["refused"] == 2


def test_missing_records_that_cannot_be_made_refuse_their_rows(take: Any) -> None:
    told = take("article", f"编号,名称,保管人\nW1,甲,{'长' * 81}\n", create_missing=["keeper"]).check()
    assert told["create"] == 0 and told["problems"][0]["code"] == "import.cannot_create"


def test_missing_people_get_a_name_to_sign_in_with(stock: World, take: Any) -> None:
    take("article", "编号,名称,保管人\nW1,甲,诸葛 孔明\n", create_missing=["keeper"]).run()
    assert stock.select("""SELECT login FROM "system_user" WHERE name = '诸葛 孔明'""") == [("zhuge.kongming",)]


def test_an_import_is_undone_but_for_what_was_changed_since(stock: World, take: Any) -> None:
    stock.create("article", code="W1", name="旧", note="旧注")
    job = take("article", "编号,名称,备注\nW1,新,新注\nW2,甲,\nW3,乙,\n").run()["job"]
    rows = {row["code"]: row["id"] for row in stock.rows("article")}
    stock.update("article", rows["W3"], by="ke", note="有人改过")
    stock.update("article", rows["W1"], by="ke", note="也改过")
    outcome = undo_job(stock.platform, job, stock.run(lambda uow: uow.actor))
    assert [problem.code for _, problem in outcome.kept] == ["record.changed_since"]
    assert {row["code"]: (row["name"], row["note"]) for row in stock.rows("article")} == {
        "W1": ("旧", "也改过"),
        "W3": ("乙", "有人改过"),
    }


def test_a_file_without_titles_is_matched_by_what_it_holds(stock: World, take: Any) -> None:
    found = take("article", "W1,12.50,2024-03-05\nW2,3.25,2024-03-06\n", reading=ReadOptions(header_row=0))
    assert found.body["mapping"] == {"0": "code", "1": "price", "2": "bought"}


def test_a_constant_that_the_field_does_not_take_is_refused(take: Any) -> None:
    with pytest.raises(Refused) as refused:
        take("article", "编号,名称\nW1,甲\n", constant=["bought=never"]).check()
    assert [problem.code for problem in refused.value.problems] == ["import.bad_constant"]
