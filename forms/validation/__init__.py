"""What must hold of a record, asked of every change in every channel, all problems at once."""

from __future__ import annotations

from forms.validation.case import Case
from forms.validation.record import problems_of
from forms.validation.wave import validate

__all__ = ["Case", "problems_of", "validate"]
