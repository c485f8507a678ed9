"""What proves who somebody is, apart from the records of people so that no channel can read it."""

from __future__ import annotations

import sqlalchemy as sa

from engine.records.kernel import metadata

credential = sa.Table(
    "dougong_credential",
    metadata,
    sa.Column("user", sa.Text, primary_key=True),
    sa.Column("password", sa.Text, nullable=False),
)

# Failed sign-ins by the name that was typed, known or not, so that an answer tells nothing about it.
failure = sa.Table(
    "dougong_failure",
    metadata,
    sa.Column("login", sa.Text, primary_key=True),
    sa.Column("count", sa.BigInteger, nullable=False),
    sa.Column("until", sa.BigInteger, nullable=False),
)

# `id` is the SHA-256 of the cookie's token: a stolen database opens no session.
session = sa.Table(
    "dougong_session",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("user", sa.Text, nullable=False, index=True),
    sa.Column("csrf", sa.Text, nullable=False),
    sa.Column("created_at", sa.BigInteger, nullable=False),
    sa.Column("expires_at", sa.BigInteger, nullable=False),
)

token = sa.Table(
    "dougong_token",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("user", sa.Text, nullable=False, index=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("created_at", sa.BigInteger, nullable=False),
    sa.Column("expires_at", sa.BigInteger),
)

# Who is below whom through `manager`, at any depth; 1 is a person's own manager.
team = sa.Table(
    "dougong_team",
    metadata,
    sa.Column("manager", sa.Text, primary_key=True),
    sa.Column("member", sa.Text, primary_key=True),
    sa.Column("depth", sa.BigInteger, nullable=False),
    sa.Index("dougong_team_member", "member"),
)

# Whose turn it was, by `next_of`: the greater the number, the later.
turn = sa.Table(
    "dougong_turn",
    metadata,
    sa.Column("user", sa.Text, primary_key=True),
    sa.Column("number", sa.BigInteger, nullable=False),
)
