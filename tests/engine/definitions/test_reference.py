"""The reference pages are written from the models."""

from __future__ import annotations

from engine.definitions import keys_of
from engine.definitions.reference import pages
from tests.engine.definitions.toy import Form, registry


def test_every_kind_has_a_page_with_every_key_its_doc_and_its_example() -> None:
    known = registry()
    written = pages(known)
    assert set(written) == {f"{folder}.md" for folder in known.kinds}
    for key in keys_of(Form).values():
        line = next(line for line in written["forms.md"].splitlines() if line.startswith(f"| `{key.word}` |"))
        assert key.doc in line and key.example in line


def test_a_page_holds_the_members_of_the_families_that_stand_in_it() -> None:
    flows = pages(registry())["flows.md"]
    for heading in ("step: `branch: title`", "step: `wait`", "step: every `action`", "action: `set`"):
        assert heading in flows
    assert "`wait` | a duration such as 3d, or param.x | must be there |" in flows
