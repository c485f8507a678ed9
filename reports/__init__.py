"""The report engine: measures said once, cut along dimensions, shown as charts, every mark drilled to its records."""

from __future__ import annotations

__distribution__ = "dougong"
