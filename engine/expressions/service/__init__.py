"""What an editor of expressions needs to know about a text that may be broken: completions, hover, the signature of the
call around the cursor, problems, and the expression in words. Pure functions over a ``Place``.
"""

from __future__ import annotations

from engine.expressions.service.completion import completions
from engine.expressions.service.findings import findings
from engine.expressions.service.hover import hover
from engine.expressions.service.place import Place, Slot
from engine.expressions.service.signature import signature
from engine.expressions.service.told import told

__all__ = ["Place", "Slot", "completions", "findings", "hover", "signature", "told"]
