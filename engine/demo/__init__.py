"""Demo data: what a pack tells of a company at work, told to an empty app once."""

from __future__ import annotations
