"""What if a rule, a parameter or a whole pack were other than it is: asked of the data, writing nothing."""

from __future__ import annotations
