"""Tags, segments, scores, decision tables, automations."""

from __future__ import annotations

__distribution__ = "dougong"
