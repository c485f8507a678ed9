"""The steps of scenarios that concern records of forms."""

from __future__ import annotations

from forms.scenarios.create import Create
from forms.scenarios.delete import Delete, Restore
from forms.scenarios.press import PressButton
from forms.scenarios.update import Update

STEPS = (Create, Update, Delete, Restore, PressButton)

__all__ = ["STEPS"]
