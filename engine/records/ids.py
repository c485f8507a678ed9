"""Record ids: UUIDv7 text that only grows within this process, made before the command that uses it."""

from __future__ import annotations

import os
import threading

_lock = threading.Lock()
_last = 0
_random = ""  # hexadecimal digits, fetched for some ids at once
TAIL = 16
AHEAD = 64
VARIANT = {digit: "89ab"[int(digit, 16) & 3] for digit in "0123456789abcdef"}


def new_id(instant: int) -> str:
    """A new id at ``instant`` (ms); never below an id made before, even if the clock went back.

    48 bits of milliseconds, 12 bits of sequence, 62 random bits. When one millisecond holds more than 4,096
    ids the time part runs ahead of the clock, as RFC 9562 allows.
    """
    global _last, _random
    with _lock:
        _last = stamp = max(_last + 1, instant << 12)
        if len(_random) < TAIL:
            _random = os.urandom(TAIL * AHEAD).hex()
        tail, _random = _random[:TAIL], _random[TAIL:]
    text = f"{stamp >> 12:012x}"
    return f"{text[:8]}-{text[8:]}-7{stamp & 0xFFF:03x}-{VARIANT[tail[0]]}{tail[1:4]}-{tail[4:]}"
