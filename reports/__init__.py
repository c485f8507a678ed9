"""Measures, dimensions, charts, dashboards."""

from __future__ import annotations

__distribution__ = "dougong"
