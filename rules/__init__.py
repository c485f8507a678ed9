"""The rule engine: what follows from the data and from time. Tags kept true, automations, and why."""

from __future__ import annotations

__distribution__ = "dougong"
