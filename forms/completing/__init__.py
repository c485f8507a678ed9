"""What a new record gets by itself: what a chosen record fills in, defaults, serial numbers."""

from __future__ import annotations

from forms.completing.record import complete, filled

__all__ = ["complete", "filled"]
