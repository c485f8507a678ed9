"""The colours that a definition may give to an option or a tag: the hues of the design; blue is azure."""

from __future__ import annotations

COLORS = ("blue", "azure", "sky", "teal", "green", "lime", "amber", "orange", "red", "pink", "violet", "gray")
