"""Why a tag is on a record, or is not: from the facts that are stored, for the eyes of one reader."""

from __future__ import annotations

from rules.why.explaining import explained as explained
