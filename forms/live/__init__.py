"""What the browser computes of a form by itself while somebody types, and what it must ask the server for."""

from __future__ import annotations

from forms.live.answer import live_form

__all__ = ["live_form"]
