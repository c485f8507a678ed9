"""Field types, form behaviour, views, import and export, documents."""

from __future__ import annotations

__distribution__ = "dougong"
