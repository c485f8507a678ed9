"""Import: a file becomes records of a form."""

from __future__ import annotations
