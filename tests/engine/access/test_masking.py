"""What stays of a masked value, in Python and in the database."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.access.masking import kept, mask
from engine.records.viewing import MASK


@pytest.mark.parametrize(
    ("value", "noun", "shown"),
    [
        ("13812341234", "phone", "138****1234"),
        ("0512-6543210", "phone", "051****3210"),
        ("1381234", "phone", "****"),
        ("zhao@acme.com", "email", "z****.com"),
        ("赵敏", "text", "赵****"),
        ("赵", "text", "****"),
        (None, "phone", None),
        (12345, "money", None),
    ],
)
def test_a_mask_keeps_what_is_needed_to_recognise(value: object, noun: str, shown: str | None) -> None:
    assert mask(value, noun) == shown


@given(st.text(min_size=1), st.sampled_from(["phone", "email", "text"]))
def test_a_mask_never_shows_more_than_its_head_and_tail(value: str, noun: str) -> None:
    head, tail = kept(noun)
    shown = mask(value, noun)
    assert shown is not None and len(shown) <= head + len(MASK) + tail
