"""Record ids: UUIDv7 text that only grows within this process, made before the command that uses it."""

from __future__ import annotations

import os
import threading

_lock = threading.Lock()
_last = 0


def new_id(instant: int) -> str:
    """A new id at ``instant`` (ms); never below an id made before, even if the clock went back.

    48 bits of milliseconds, 12 bits of sequence, 62 random bits. When one millisecond holds more than 4,096
    ids the time part runs ahead of the clock, as RFC 9562 allows.
    """
    global _last
    with _lock:
        _last = stamp = max(_last + 1, instant << 12)
    tail = int.from_bytes(os.urandom(8), "big") >> 2
    number = (stamp >> 12) << 80 | 0x7 << 76 | (stamp & 0xFFF) << 64 | 0b10 << 62 | tail
    text = f"{number:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
