"""Business time: durations, calendars and repetitions. Pure: the instant always comes from the caller."""

from __future__ import annotations
