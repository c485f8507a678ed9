"""The steps that the kernel knows: time passes, tasks are done, something is expected."""

from __future__ import annotations
