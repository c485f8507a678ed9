"""From the definitions of forms to what runs of them; every problem goes to the build."""

from __future__ import annotations

from forms.compiling.forms import compile_forms

__all__ = ["compile_forms"]
