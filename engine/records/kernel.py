"""The kernel's own tables, the same for every application."""

from __future__ import annotations

import sqlalchemy as sa

metadata = sa.MetaData()

_serial = sa.BigInteger().with_variant(sa.Integer, "sqlite")

# Append-only: who changed what, when, because of what. `diff` is {attribute: [old, new]} in stored form.
change = sa.Table(
    "dougong_change",
    metadata,
    sa.Column("seq", _serial, primary_key=True, autoincrement=True),
    sa.Column("app", sa.Text, nullable=False),
    sa.Column("entity", sa.Text, nullable=False),
    sa.Column("record", sa.Text, nullable=False),
    sa.Column("version", sa.BigInteger, nullable=False),
    sa.Column("operation", sa.Text, nullable=False),
    sa.Column("actor", sa.Text),
    sa.Column("cause", sa.Text, nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False),
    sa.Column("diff", sa.Text, nullable=False),
    sa.Column("job", sa.Text),
    sa.Index("dougong_change_record", "record", "seq"),
)
sa.Index(
    "dougong_change_job",
    change.c.job,
    sqlite_where=change.c.job.is_not(None),
    postgresql_where=change.c.job.is_not(None),
)

# How long a kept value held: a tag, a segment, the condition of an automation.
interval = sa.Table(
    "dougong_interval",
    metadata,
    sa.Column("id", _serial, primary_key=True, autoincrement=True),
    sa.Column("app", sa.Text, nullable=False),
    sa.Column("entity", sa.Text, nullable=False),
    sa.Column("record", sa.Text, nullable=False),
    sa.Column("what", sa.Text, nullable=False),
    sa.Column("value", sa.Text),
    sa.Column("since", sa.BigInteger, nullable=False),
    sa.Column("until", sa.BigInteger),
    sa.Column("rule_version", sa.BigInteger, nullable=False),
    sa.Index("dougong_interval_record", "record", "what"),
)

# Everything that waits for time: timers, crossings, schedules, retries.
due = sa.Table(
    "dougong_due",
    metadata,
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("at", sa.BigInteger, nullable=False),
    sa.Column("payload", sa.Text, nullable=False),
    sa.Index("dougong_due_at", "at", "kind", "key"),
)

# Durable work outside the transaction; `state` is todo, running, done or failed.
job = sa.Table(
    "dougong_job",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("app", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("key", sa.Text),
    sa.Column("payload", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("attempts", sa.BigInteger, nullable=False),
    sa.Column("next_at", sa.BigInteger, nullable=False),
    sa.Column("done", sa.BigInteger, nullable=False),
    sa.Column("total", sa.BigInteger, nullable=False),
    sa.Column("position", sa.Text),
    sa.Column("result", sa.Text),
    sa.Column("error", sa.Text),
    sa.Column("actor", sa.Text),
    sa.Column("cause", sa.Text, nullable=False),
    sa.Column("created_at", sa.BigInteger, nullable=False),
)
_unfinished = job.c.state.in_(("todo", "running"))
sa.Index("dougong_job_next", job.c.next_at, sqlite_where=_unfinished, postgresql_where=_unfinished)
sa.Index(
    "dougong_job_key",
    job.c.kind,
    job.c.key,
    unique=True,
    sqlite_where=job.c.key.is_not(None),
    postgresql_where=job.c.key.is_not(None),
)

# Commands that have happened, by their idempotency key.
idempotency = sa.Table(
    "dougong_idempotency",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("digest", sa.Text),
    sa.Column("result", sa.Text, nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False),
    sa.Index("dougong_idempotency_at", "at"),
)

# The last number given by each serial field in each period.
counter = sa.Table(
    "dougong_counter",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("period", sa.Text, primary_key=True),
    sa.Column("value", sa.BigInteger, nullable=False),
)

# The customer's values of an app's parameters, as JSON of their stored form.
parameter = sa.Table(
    "dougong_parameter",
    metadata,
    sa.Column("app", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.Text),
)

# Published definitions: the bytes are the truth at run time.
bundle = sa.Table(
    "dougong_bundle",
    metadata,
    sa.Column("app", sa.Text, primary_key=True),
    sa.Column("number", sa.BigInteger, primary_key=True),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False),
    sa.Column("actor", sa.Text),
    sa.Column("note", sa.Text),
)

# Which version is active, and the authorisation epoch; read in each transaction.
active = sa.Table(
    "dougong_active",
    metadata,
    sa.Column("app", sa.Text, primary_key=True),
    sa.Column("number", sa.BigInteger, nullable=False),
    sa.Column("epoch", sa.BigInteger, nullable=False),
)

# The physical tables as last planned, hidden columns included.
physical = sa.Table(
    "dougong_table",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("app", sa.Text, nullable=False),
    sa.Column("definition", sa.Text, nullable=False),
)

# What each stored formula was when its values were computed.
formula = sa.Table(
    "dougong_formula",
    metadata,
    sa.Column("app", sa.Text, primary_key=True),
    sa.Column("entity", sa.Text, primary_key=True),
    sa.Column("attribute", sa.Text, primary_key=True),
    sa.Column("digest", sa.Text, nullable=False),
)
