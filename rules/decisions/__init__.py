"""Decision tables: rows of a condition and what it gives."""

from __future__ import annotations
