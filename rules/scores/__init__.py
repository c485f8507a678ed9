"""Scores: a number for how well a record does, by bands of a value or by points."""

from __future__ import annotations
