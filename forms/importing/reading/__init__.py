"""Reading of files for import: CSV and other text tables, and workbooks, taken as they are.

``read`` gives a ``Table`` of columns and rows with every problem that it found; ``parser`` and ``parse_cell``
turn cells into values.
"""

from __future__ import annotations

from forms.importing.reading.cells import Cell, Kind, Raw
from forms.importing.reading.dates import FORMATS
from forms.importing.reading.limits import Limits, ReadOptions
from forms.importing.reading.pages import Columns
from forms.importing.reading.reader import DEFAULT, read
from forms.importing.reading.table import Row, Sheet, SourceColumn, Table, open_table
from forms.importing.reading.values import CellProblem, Parser, Value, parse_cell, parser

__all__ = [
    "DEFAULT",
    "FORMATS",
    "Cell",
    "CellProblem",
    "Columns",
    "Kind",
    "Limits",
    "Parser",
    "Raw",
    "ReadOptions",
    "Row",
    "Sheet",
    "SourceColumn",
    "Table",
    "Value",
    "open_table",
    "parse_cell",
    "parser",
    "read",
]
