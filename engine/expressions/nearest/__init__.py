"""The nearest change that would make a condition hold, or a choice fall otherwise."""

from __future__ import annotations

from engine.expressions.nearest.changes import Change as Change
from engine.expressions.nearest.changes import changes as changes
from engine.expressions.nearest.needs import Asking as Asking
from engine.expressions.nearest.needs import Nearest as Nearest
from engine.expressions.nearest.needs import Need as Need
from engine.expressions.nearest.needs import nearest as nearest
