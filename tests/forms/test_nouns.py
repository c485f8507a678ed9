"""Each kind of field accepts what people type and refuses what it cannot keep, in words that say what to do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.forms.office import PACKS, Office, office

CASES = yaml.safe_load(Path(__file__).with_name("nouns.yaml").read_text(encoding="utf-8"))
ACCEPTED = [(field, given, told) for field, cases in CASES.items() for given, told in cases.get("accepts", [])]
REFUSED = [(field, *case) for field, cases in CASES.items() for case in cases.get("refuses", [])]


@pytest.fixture(scope="module")
def things(module_database: str) -> Iterator[Office]:
    with office(module_database, PACKS / "nouns") as found:
        found.hire("zhang", "all_round")
        found.hire("smith", "all_round", language="en")
        yield found


def placed(things: Office, value: Any, sender: str = "zhang") -> Any:
    """A value with the ids of this installation in the places of their names."""
    if isinstance(value, dict):
        return {key: placed(things, each, sender) for key, each in value.items()}
    if isinstance(value, list):
        return [placed(things, each, sender) for each in value]
    if value == "<zhang>":
        return things.zhang.id
    if value in ("<pdf>", "<txt>", "<large>"):
        name, size = ("a.txt", 3) if value == "<txt>" else ("合同.PDF", 3 if value == "<pdf>" else 10 * 1024 + 1)
        return things.people[sender].send(name, b"x" * size).json()["id"]
    return value


@pytest.mark.parametrize(("field", "given", "told"), ACCEPTED, ids=[f"{row[0]}={row[1]!r}" for row in ACCEPTED])
def test_what_is_typed_is_kept(things: Office, field: str, given: Any, told: Any) -> None:
    made = things.zhang.make("thing", **{field: placed(things, given)})
    expected = placed(things, told)
    if isinstance(expected, dict):
        assert {key: made[field][key] for key in expected} == expected
    elif field == "papers" and expected:
        assert [{key: each[key] for key in expected[0]} for each in made[field]] == expected
    elif field == "pieces":
        assert [{key: each[key] for key in row} for each, row in zip(made[field], expected, strict=True)] == expected
    else:
        assert made[field] == expected
    assert things.zhang.get("thing", made["id"])[field] == made[field]


@pytest.mark.parametrize(
    ("field", "given", "zh", "en"), REFUSED, ids=[f"{row[0]}={str(row[1])[:30]!r}" for row in REFUSED]
)
def test_what_cannot_be_kept_is_refused_with_what_to_do(
    things: Office, field: str, given: Any, zh: str, en: str
) -> None:
    for login, text in (("zhang", zh), ("smith", en)):
        body = {field: placed(things, given, login)}
        answer = things.people[login].ask("POST", "thing", "/records", body)
        assert answer.status_code == 422, answer.text
        (problem,) = answer.json()["problems"]
        assert (problem["path"].startswith(field), problem["message"]) == (True, text)
