"""The steps of an import as the command line and the web take them: read, match, say what was guessed, begin."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from engine.platform import Platform
from engine.problems import Problem, Refused
from engine.records.command import Command
from forms.importing import problems as _problems  # noqa: F401 (declares the problem codes)
from forms.importing.checking import actor_of
from forms.importing.choices import meant
from forms.importing.files import Upload
from forms.importing.matching import Match, matches_of
from forms.importing.reading import ReadOptions, Table
from forms.importing.reading.cells import column_letters
from forms.importing.running import KIND, visit_of
from forms.importing.similarity import nearest, plain_title
from forms.records.visit import Visit

if TYPE_CHECKING:
    from engine.records.unit_of_work import UnitOfWork

Matches = Sequence[Match]


def begin(platform: Platform, upload: Upload, reading: ReadOptions) -> tuple[Visit, Table, Matches]:
    """Reads the file and matches its columns. Refused without the right to import, or for a file that is none."""
    visit = visit_of(platform, upload)
    table = upload.read(reading)
    return visit, table, matches_of(visit, table)


def enqueue(platform: Platform, visit: Visit, upload: Upload, body: Mapping[str, Any]) -> str:
    """Begins the run as a durable job; gives its id."""
    payload = {"import": upload.id, "choices": dict(body)}

    def add(uow: UnitOfWork) -> str:
        return uow.enqueue(KIND, payload)

    return platform.run(Command("interactive", add, actor_of(visit.viewer), app=upload.app))


def body_of(visit: Visit, table: Table, found: Matches, given: argparse.Namespace) -> dict[str, Any]:
    """The choices of a command line: what was guessed, and over it what is said."""
    mapping = {} if given.only else {each.index: each.field for each in found if each.field}
    for index, name in (_chosen(visit, table, each) for each in given.map):
        mapping = {at: field for at, field in mapping.items() if field != name}
        mapping[index] = name
    constants = dict(_pair(each) for each in given.constant)
    mapping = {index: name for index, name in mapping.items() if name not in constants}
    values: dict[str, dict[str, str]] = {}
    for each in given.value:
        left, to = _pair(each)
        field, _, text = left.partition(":")
        values.setdefault(field, {})[text] = to
    body: dict[str, Any] = {"mapping": {str(index): name for index, name in mapping.items() if name}}
    body |= {"values": values, "constants": constants, "create_missing": given.create_missing}
    body |= {"empty": given.empty} if given.empty else {}
    return {**body, "key": given.key} if given.key else body


def _pair(text: str) -> tuple[str, str]:
    left, _, right = text.partition("=")
    return left.strip(), right.strip()


def _chosen(visit: Visit, table: Table, text: str) -> tuple[int, str]:
    """A column and its field; no field to leave the column out."""
    column, name = _pair(text)
    return column_index(table, column), name


def column_index(table: Table, name: str) -> int:
    """The column that a title, a letter or a number from 1 means. Refused if there is none."""
    for known in (
        {column.title: column.index for column in table.columns} | {each.name: each.index for each in table.columns},
        {plain_title(column.title): column.index for column in table.columns},
        {column_letters(column.index): column.index for column in table.columns},
        {str(column.index + 1): column.index for column in table.columns},
    ):
        if name in known:
            return known[name]
    plain = {plain_title(column.title): column.index for column in table.columns}
    if plain_title(name) in plain:
        return plain[plain_title(name)]
    near = meant(nearest(name, [column.name for column in table.columns]))
    raise Refused((Problem("import.unknown_column", {"name": name, "nearest": near, "path": "map"}),))
