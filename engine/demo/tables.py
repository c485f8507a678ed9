"""Which apps have been told their demo data."""

from __future__ import annotations

import sqlalchemy as sa

from engine.records.kernel import metadata

# A row without `loaded_at` is an app that was published for the first time and is still to be told its data.
# The password is everybody's in the data, kept to be shown again; `stored` is its hash, by which the people who
# still have it are known.
demo = sa.Table(
    "dougong_demo",
    metadata,
    sa.Column("app", sa.Text, primary_key=True),
    sa.Column("loaded_at", sa.BigInteger),
    sa.Column("password", sa.Text),
    sa.Column("stored", sa.Text),
)
