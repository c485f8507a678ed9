"""What ours is measured against, as programs of their own."""

from __future__ import annotations
