"""Where running flows stand, in rows: a step costs the same however long the flow has run."""

from __future__ import annotations

import sqlalchemy as sa

from engine.records.kernel import metadata

instance = sa.Table(
    "dougong_flow",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("app", sa.Text, nullable=False),
    sa.Column("flow", sa.Text, nullable=False),
    sa.Column("number", sa.BigInteger, nullable=False),
    sa.Column("entity", sa.Text, nullable=False),
    sa.Column("record", sa.Text, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("outcome", sa.Text),
    sa.Column("last", sa.BigInteger, nullable=False),
    sa.Column("started_at", sa.BigInteger, nullable=False),
    sa.Column("started_by", sa.Text),
    sa.Column("ended_at", sa.BigInteger),
    sa.Index("dougong_flow_record", "record", "flow"),
)

token = sa.Table(
    "dougong_flow_token",
    metadata,
    sa.Column("instance", sa.Text, primary_key=True),
    sa.Column("id", sa.BigInteger, primary_key=True),
    sa.Column("step", sa.Text, nullable=False),
    sa.Column("since", sa.BigInteger, nullable=False),
    sa.Column("tasks", sa.Text),
)

# Append-only: each step that a flow has been through, how it ended, who did it, the record that it made.
event = sa.Table(
    "dougong_flow_event",
    metadata,
    sa.Column("instance", sa.Text, primary_key=True),
    sa.Column("seq", sa.BigInteger, primary_key=True),
    sa.Column("step", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("outcome", sa.Text),
    sa.Column("by", sa.Text),
    sa.Column("record", sa.Text),
    sa.Column("at", sa.BigInteger, nullable=False),
)
