"""What is known of the files, and which records hold them."""

from __future__ import annotations

import sqlalchemy as sa

from engine.records.kernel import metadata

file = sa.Table(
    "dougong_file",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("app", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("type", sa.Text, nullable=False),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("created_by", sa.Text),
    sa.Column("created_at", sa.BigInteger, nullable=False),
)

# A file may be held by several fields and records; `entity` may be a table whose rows hold it.
holder = sa.Table(
    "dougong_file_holder",
    metadata,
    sa.Column("file", sa.Text, primary_key=True),
    sa.Column("app", sa.Text, primary_key=True),
    sa.Column("entity", sa.Text, primary_key=True),
    sa.Column("record", sa.Text, primary_key=True),
    sa.Column("field", sa.Text, primary_key=True),
)
