"""Records: physical tables, the unit of work, derived values, the change log, time, jobs and queries."""

from __future__ import annotations

from engine.records import problems as problems
