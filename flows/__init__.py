"""Processes, approvals, timers, inbox, simulation."""

from __future__ import annotations

__distribution__ = "dougong"
