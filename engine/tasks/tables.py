"""What people have to do and what they were told, beside the records that it is about."""

from __future__ import annotations

import sqlalchemy as sa

from engine.records.kernel import metadata

# `state`: open, suspended (its record is in the recycle bin), done, cancelled. Texts are JSON by language.
# `element` is the address of the definition that made it, `data` what its kind needs to go on, `timers` what
# is still to happen to it by time: [{"kind", "key", "at", "payload"}].
task = sa.Table(
    "dougong_task",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("app", sa.Text, nullable=False),
    sa.Column("entity", sa.Text, nullable=False),
    sa.Column("record", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("element", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("help", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("pick", sa.Text, nullable=False),
    sa.Column("version", sa.BigInteger, nullable=False),
    sa.Column("due_at", sa.BigInteger),
    sa.Column("created_at", sa.BigInteger, nullable=False),
    sa.Column("done_at", sa.BigInteger),
    sa.Column("done_by", sa.Text),
    sa.Column("outcome", sa.Text),
    sa.Column("opinion", sa.Text),
    sa.Column("data", sa.Text, nullable=False),
    sa.Column("timers", sa.Text, nullable=False),
    sa.Column("cause", sa.Text, nullable=False),
    sa.Index("dougong_task_record", "app", "entity", "record"),
)

# `state`: open (has it in the inbox), waiting (the task is suspended), done, left (somebody else has it).
person = sa.Table(
    "dougong_task_person",
    metadata,
    sa.Column("task", sa.Text, primary_key=True),
    sa.Column("user", sa.Text, primary_key=True),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("since", sa.BigInteger, nullable=False),
    sa.Index("dougong_task_person_user", "user", "state", "since"),
)

notice = sa.Table(
    "dougong_notice",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("app", sa.Text, nullable=False),
    sa.Column("user", sa.Text, nullable=False),
    sa.Column("entity", sa.Text, nullable=False),
    sa.Column("record", sa.Text, nullable=False),
    sa.Column("element", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("cause", sa.Text, nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False),
    sa.Column("read_at", sa.BigInteger),
    sa.Index("dougong_notice_user", "user", "app", "id"),
)
