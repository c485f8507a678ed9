"""What the databases call the types of values."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.types import UserDefinedType


class HugeInt(UserDefinedType[int]):
    """DuckDB's integer of 128 bits."""

    cache_ok = True

    def get_col_spec(self, **keywords: Any) -> str:
        return "HUGEINT"


class Real(UserDefinedType[float]):
    """A 64 bit float, as PostgreSQL and DuckDB call it."""

    cache_ok = True

    def get_col_spec(self, **keywords: Any) -> str:
        return "DOUBLE PRECISION"


KINDS: dict[str, sa.types.TypeEngine[Any]] = {
    "bigint": sa.BigInteger(),
    "int": sa.Integer(),
    "text": sa.Text(),
    "date": sa.Date(),
    "timestamp": sa.DateTime(),
    "numeric": sa.Numeric(),
    "real": Real(),
}
