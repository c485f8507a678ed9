"""What the functions of the language compute, in plain Python; None instead of an error."""

from __future__ import annotations
