"""Rights and levels from policies, without a database."""

from __future__ import annotations

import pytest

from engine.access.evaluate import condition, inputs_level, level, levels
from engine.access.guard import guarded, visible_catalog
from engine.access.viewer import Viewer
from engine.expressions.check import check
from engine.expressions.checked import Checked
from engine.expressions.render import render
from engine.expressions.scope import EntityScope
from engine.expressions.tree import Aggregate, Case, Path
from engine.plugin import AppVersion
from tests.engine.desk import compiled


@pytest.fixture(scope="module")
def version() -> AppVersion:
    return compiled()[1]


def viewer(*roles: str) -> Viewer:
    return Viewer("u", "U", "u", granted=frozenset(f"desk/{role}" for role in roles))


ADMIN = Viewer("a", "A", "a", granted=frozenset({"system/admin"}))


def test_without_a_role_nothing_is_allowed(version: AppVersion) -> None:
    for right in ("see", "edit", "create", "delete", "export", "import", "transfer"):
        assert condition(version, "ticket", right, viewer()) is False  # type: ignore[arg-type]
    assert levels(version, "ticket", viewer()) == {}


def test_an_administrator_may_everything(version: AppVersion) -> None:
    assert condition(version, "ticket", "delete", ADMIN) is True
    assert level(version, "ticket", "secret", ADMIN) == "edit"
    assert level(version, "ticket", "double", ADMIN) == "read"


@pytest.mark.parametrize(
    ("roles", "right", "expected"),
    [
        (("agent",), "see", "owner = me or owner in my_team"),
        (("agent",), "edit", "(owner = me or owner in my_team) and (owner = me)"),
        (("clerk",), "see", True),
        (("clerk",), "edit", False),
        (("agent", "clerk"), "see", True),
        (("agent", "clerk"), "edit", "owner = me"),
        (("lead",), "see", "owner = me or owner in my_team"),
        (("lead",), "edit", "(owner = me or owner in my_team) and (owner = me or owner = me or owner in my_team)"),
        (("lead",), "export", "owner = me or owner in my_team"),
        (("agent",), "export", False),
        (("agent",), "create", True),
    ],
)
def test_roles_add_up_and_included_roles_count(
    version: AppVersion, roles: tuple[str, ...], right: str, expected: bool | str
) -> None:
    found = condition(version, "ticket", right, viewer(*roles))  # type: ignore[arg-type]
    assert (found.text if isinstance(found, Checked) else found) == expected


def test_rows_are_as_their_record(version: AppVersion) -> None:
    found = condition(version, "ticket.parts", "see", viewer("agent"))
    assert isinstance(found, Checked) and isinstance(found.tree, Path)
    assert condition(version, "ticket.parts", "delete", viewer("agent")) == condition(
        version, "ticket.parts", "edit", viewer("agent")
    )
    assert condition(version, "ticket.parts", "see", viewer("clerk")) is True


@pytest.mark.parametrize(
    ("roles", "name", "expected"),
    [
        ("agent", "title", "edit"),
        ("agent", "secret", "hide"),
        ("agent", "double", "read"),
        ("agent", "whisper", "hide"),
        ("agent", "id", "read"),
        ("agent", "created_at", "read"),
        ("agent", "deleted_at", "hide"),
        ("agent", "no_such_field", "hide"),
        ("agent", "parts", "edit"),
        ("lead", "secret", "read"),
        ("lead", "whisper", "read"),
        ("clerk", "title", "mask"),
        ("clerk", "state", "read"),
        ("clerk", "amount", "hide"),
        ("clerk", "double", "hide"),
        ("clerk agent", "amount", "edit"),
        ("clerk agent", "title", "edit"),
    ],
)
def test_the_level_of_a_field_is_the_most_generous(version: AppVersion, roles: str, name: str, expected: str) -> None:
    assert level(version, "ticket", name, viewer(*roles.split())) == expected


def test_columns_of_a_table_follow_the_table_field(version: AppVersion) -> None:
    assert level(version, "ticket.parts", "price", viewer("agent")) == "edit"
    assert level(version, "ticket.parts", "price", viewer("clerk")) == "hide"
    assert level(version, "ticket.parts", "name", viewer("clerk")) == "read"


def test_a_derived_value_is_as_hidden_as_its_inputs_on_other_forms(version: AppVersion) -> None:
    assert level(version, "client", "total", viewer("agent")) == "read"
    assert level(version, "client", "total", viewer("clerk")) == "hide"
    assert level(version, "client", "tickets", viewer("agent")) == "edit"


def test_people_are_seen_by_the_policy_of_their_own_app(version: AppVersion) -> None:
    assert condition(version, "user", "see", viewer()) is True
    assert level(version, "user", "name", viewer()) == "read"
    assert level(version, "user", "phone", viewer("agent")) == "hide"
    assert condition(version, "user", "edit", viewer("lead")) is False


def checked(version: AppVersion, text: str, who: Viewer) -> Checked | list[str]:
    catalog = visible_catalog(version, who)
    found = check(text, EntityScope(catalog, catalog["client"]))
    return found if isinstance(found, Checked) else [problem.code for problem in found]


def test_a_hidden_field_is_refused_exactly_as_an_unknown_one(version: AppVersion) -> None:
    agent = viewer("agent")
    for field in ("secret", "whisper", "nonsense"):
        catalog = visible_catalog(version, agent)
        found = check(f'{field} = "x"', EntityScope(catalog, catalog["ticket"]))
        assert isinstance(found, tuple) and found[0].code == "expression.unknown_name"
        assert "secret" not in found[0].text("en").replace(f"“{field}”", "") or field == "secret"


def test_a_masked_field_cannot_be_asked_for(version: AppVersion) -> None:
    assert checked(version, 'phone = "138"', viewer("agent")) == ["expression.unknown_name"]


def test_what_a_person_writes_reaches_only_records_that_they_see(version: AppVersion) -> None:
    agent = viewer("agent")
    found = checked(version, "count(tickets where amount > 10)", agent)
    assert isinstance(found, Checked)
    safe = guarded(version, found, agent)
    assert isinstance(safe.tree, Aggregate)
    assert "my_team" in render(safe.tree)
    assert guarded(version, found, ADMIN) is found


def test_a_path_to_a_hidden_record_is_null(version: AppVersion) -> None:
    agent = viewer("agent")
    catalog = visible_catalog(version, agent)
    found = check("first(tickets.title)", EntityScope(catalog, catalog["client"]))
    assert isinstance(found, Checked)
    through = check("client.name", EntityScope(catalog, catalog["ticket"]))
    assert isinstance(through, Checked)
    assert guarded(version, through, agent) is through
    hidden = guarded(version, through, Viewer("n", "N", "n"))
    assert isinstance(hidden.tree, Path) and isinstance(hidden.tree.value, Case)


def test_an_expression_is_as_visible_as_its_inputs(version: AppVersion) -> None:
    label = version.catalog["ticket"].label
    assert label is not None
    assert inputs_level(version, label, viewer("agent")) == "read"
    assert inputs_level(version, label, viewer("clerk")) == "mask"
