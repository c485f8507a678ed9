"""Segments: classes of records of which each is in one, kept as data and time change."""

from __future__ import annotations
