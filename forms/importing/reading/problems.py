"""The problems of reading a file, declared from rows of code, severity, zh, en, hint in zh, hint in en."""

from __future__ import annotations

from engine.problems import catalogue
from forms.importing.reading.file_problems import FILES, SHEETS, TEXTS
from forms.importing.reading.table_problems import CELLS, TABLES

for _code, _severity, _zh, _en, _hint_zh, _hint_en in (*FILES, *TEXTS, *SHEETS, *TABLES, *CELLS):
    catalogue.add(f"import.{_code}", _severity, zh=_zh, en=_en, hint_zh=_hint_zh, hint_en=_hint_en)
