"""What automations keep besides the records: what each run did, which rules have paused, what waits meanwhile."""

from __future__ import annotations

import sqlalchemy as sa

from engine.records.kernel import metadata

_serial = sa.BigInteger().with_variant(sa.Integer, "sqlite")

# Append-only. `outcome`: done, refused, held (its rule has paused), dropped, lapsed (it was let through too late).
# `inputs` are the values read of the record, `outputs` what the actions did, `problems` why it was refused, JSON all.
run = sa.Table(
    "dougong_rule_run",
    metadata,
    sa.Column("seq", _serial, primary_key=True, autoincrement=True),
    sa.Column("app", sa.Text, nullable=False),
    sa.Column("rule", sa.Text, nullable=False),
    sa.Column("entity", sa.Text, nullable=False),
    sa.Column("record", sa.Text, nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False),
    sa.Column("outcome", sa.Text, nullable=False),
    sa.Column("microseconds", sa.BigInteger, nullable=False),
    sa.Column("actor", sa.Text),
    sa.Column("cause", sa.Text, nullable=False),
    sa.Column("inputs", sa.Text, nullable=False),
    sa.Column("outputs", sa.Text, nullable=False),
    sa.Column("problems", sa.Text),
    sa.Index("dougong_rule_run_rule", "app", "rule", "seq"),
    sa.Index("dougong_rule_run_at", "at"),
)

# Rules with a limit. `state`: active, paused, releasing (what waited is let through up to `upto`). `since` is the
# beginning of the present window, `count` how often the rule acted in it, `task` the question that was asked last.
state = sa.Table(
    "dougong_rule_state",
    metadata,
    sa.Column("app", sa.Text, primary_key=True),
    sa.Column("rule", sa.Text, primary_key=True),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("since", sa.BigInteger, nullable=False),
    sa.Column("count", sa.BigInteger, nullable=False),
    sa.Column("upto", sa.BigInteger),
    sa.Column("task", sa.Text),
)

# What a paused rule would have done, in order; `old` is the record before the change that set it off.
held = sa.Table(
    "dougong_rule_held",
    metadata,
    sa.Column("seq", _serial, primary_key=True, autoincrement=True),
    sa.Column("app", sa.Text, nullable=False),
    sa.Column("rule", sa.Text, nullable=False),
    sa.Column("entity", sa.Text, nullable=False),
    sa.Column("record", sa.Text, nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False),
    sa.Column("cause", sa.Text, nullable=False),
    sa.Column("old", sa.Text),
    sa.Index("dougong_rule_held_rule", "app", "rule", "seq"),
)
