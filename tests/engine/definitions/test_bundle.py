"""Bundles: canonical bytes, a digest, versions in the database and the one that is active."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.definitions import bundle
from engine.records.database import Connection, Database

FILES = {"app.yaml": "title: 客户".encode(), "documents/quote.docx": b"PK\x03\x04\xff", "forms/a.yaml": b""}
files = st.dictionaries(
    st.text(min_size=1, alphabet="ab/.客"), st.binary(max_size=20) | st.text(max_size=9).map(str.encode)
)


@pytest.fixture
def connection(database_url: str) -> Iterator[Connection]:
    database = Database(database_url)
    database.create_kernel()
    connection = database.connect()
    connection.begin()
    yield connection
    connection.rollback()
    connection.close()
    database.close()


@given(files)
def test_what_is_packed_is_unpacked(files: dict[str, bytes]) -> None:
    assert bundle.unpack(bundle.pack(files)) == files


def test_the_same_files_give_the_same_bytes_and_digest() -> None:
    content = bundle.pack(FILES)
    assert content == bundle.pack(dict(reversed(FILES.items())))
    assert bundle.digest(content) != bundle.digest(bundle.pack({**FILES, "app.yaml": b"title: x"}))
    assert len(bundle.digest(content)) == 64


@pytest.mark.parametrize("content", [b"[]", b"x", b'{"a": 1}', b'{"a": ["?"]}'])
def test_what_is_no_bundle_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        bundle.unpack(content)


def test_the_newest_version_is_active_and_an_earlier_one_can_be_switched_to(connection: Connection) -> None:
    cursor, dialect = connection.cursor, connection.dialect
    first, second = bundle.pack(FILES), bundle.pack({"app.yaml": b"title: 2"})
    assert bundle.last_number(cursor, dialect, "crm") == 0 and bundle.active(cursor, dialect) == {}
    bundle.store(cursor, dialect, "crm", 1, first, 1000, "li")
    bundle.store(cursor, dialect, "crm", 2, second, 2000, None, "second")
    bundle.store(cursor, dialect, "shop", 1, first, 3000, None)
    assert bundle.last_number(cursor, dialect, "crm") == 2
    assert bundle.active(cursor, dialect) == {"crm": (2, second), "shop": (1, first)}
    bundle.switch(cursor, dialect, "crm", 1)
    assert bundle.active(cursor, dialect)["crm"] == (1, first)
    found = bundle.versions(cursor, dialect, "crm")
    assert [(stored.number, stored.actor, stored.note, stored.active) for stored in found] == [
        (2, None, "second", False),
        (1, "li", None, True),
    ]
    assert found[0].digest == bundle.digest(second)


def test_a_switch_raises_the_epoch_of_rights(connection: Connection) -> None:
    cursor, dialect = connection.cursor, connection.dialect
    for number in (1, 2):
        bundle.store(cursor, dialect, "crm", number, bundle.pack(FILES), 1000, None)
    bundle.switch(cursor, dialect, "crm", 1)
    cursor.execute("SELECT epoch FROM dougong_active")
    assert cursor.fetchone()[0] == 3


def test_a_version_that_does_not_exist_is_not_switched_to(connection: Connection) -> None:
    with pytest.raises(KeyError):
        bundle.switch(connection.cursor, connection.dialect, "crm", 7)
    with pytest.raises(KeyError):
        bundle.content(connection.cursor, connection.dialect, "crm", 7)


def test_a_bundle_that_was_changed_behind_our_back_is_not_taken(connection: Connection) -> None:
    cursor, dialect = connection.cursor, connection.dialect
    bundle.store(cursor, dialect, "crm", 1, bundle.pack(FILES), 1000, None)
    cursor.execute(f"UPDATE dougong_bundle SET content = {dialect.mark}", (b"{}",))
    with pytest.raises(ValueError, match="digest"):
        bundle.active(cursor, dialect)
