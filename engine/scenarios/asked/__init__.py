"""The questions that the kernel answers."""

from __future__ import annotations
