"""The expression language: one meaning in Python and SQL, checked completely before anything runs.

``check.check`` reads a text within a scope and gives a typed tree or problems; ``python`` and ``sql``
evaluate the tree; ``atoms`` knows when time alone changes its value; ``why`` explains it.
"""

from __future__ import annotations
