"""From syntax and scope to the checked tree: names get their meaning, everything gets a type."""

from __future__ import annotations
