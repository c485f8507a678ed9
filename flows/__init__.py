"""The flow engine: who does what by when, step by step, and what happens if not."""

from __future__ import annotations

__distribution__ = "dougong"
