"""Cut points: values that divide the records of a form by rank, computed on schedule and stored."""

from __future__ import annotations
