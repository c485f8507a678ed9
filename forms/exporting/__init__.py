"""Lists as files: columns as a person sees them → cells → CSV or XLSX."""

from __future__ import annotations

__distribution__ = "dougong"
