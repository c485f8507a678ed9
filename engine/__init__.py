"""The kernel: definitions, expressions, records, access, people, tasks, actions, time, jobs, web host."""

from __future__ import annotations

__distribution__ = "dougong"
