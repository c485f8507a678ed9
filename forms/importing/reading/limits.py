"""What one file may cost, and what the caller already knows about it."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Limits:
    """Bounds on one reading. Sizes in bytes, times in seconds."""

    file_size: int = 200 * MEGABYTE
    inflated_size: int = 512 * MEGABYTE
    # A bomb is told from a large sheet by its ratio: real sheets shrink 5 to 60 times.
    inflation: int = 120
    inflation_from: int = 32 * MEGABYTE
    entries: int = 5_000
    sheets: int = 500
    columns: int = 2_000
    rows: int = 1_048_576
    cell_length: int = 131_072
    address_space: int = 1_024 * MEGABYTE
    output_size: int = 1_024 * MEGABYTE
    processor_seconds: int = 20
    wall_seconds: float = 60.0


@dataclass(frozen=True)
class ReadOptions:
    """What the person chose; None (or the default) = detect.

    ``sheet``: name of the sheet; ``header_row``: its row, or line of a text file, from 1; 0 = there is none;
    ``encoding``: one of ``encoding.LABELS``; ``delimiter``: one character, a space = any white space;
    ``locale``: language of the person (``zh``, ``en-US``, ``de``), it only orders the offers for open dates;
    ``fill_merged``: merged cells give their value to every row they cover.
    """

    sheet: str | None = None
    header_row: int | None = None
    encoding: str | None = None
    delimiter: str | None = None
    locale: str = "zh"
    fill_merged: bool = False
