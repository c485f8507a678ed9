"""Automations: what the system does by itself when something happens, becomes true, or comes round."""

from __future__ import annotations
