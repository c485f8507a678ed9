"""The planner: rows of a file and the person's choices become what to create and what to change, row by row.

The dry run and the run plan with the same code. It only reads: on a query-only connection, set-wise.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, partial
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from engine.problems import Problem, Refused
from engine.records.codec import ValueProblem
from engine.records.ids import new_id
from engine.records.text import fold
from forms.compiled import FieldPart
from forms.importing.choices import Choices, meant
from forms.importing.converting import SHOWN, ColumnReader, Known, column_reader, constant
from forms.importing.fields import importable, refers
from forms.importing.lookup import Named, key_of, known_records, naming, offered_labels, resolve
from forms.importing.planned import Planned
from forms.importing.reading import CellProblem, Columns, Row, Table
from forms.importing.similarity import nearest
from forms.records.visit import Visit
from forms.rows import find_rows

if TYPE_CHECKING:
    from engine.records.readers import Reader


class Piece(NamedTuple):
    """Some rows to plan together: their positions among the rows of the table, one by one and column by column."""

    positions: Sequence[int]
    rows: Sequence[Row]
    cells: Columns


class Planner:
    """One import on its way. ``named`` are the records that the file refers to, by field; ``images`` the records as
    rows planned before leave them, by id, ``keys`` their ids by key and ``own`` by what they are called.
    """

    def __init__(self, visit: Visit, table: Table, choices: Choices) -> None:
        self.visit = visit
        self.table = table
        self.choices = choices
        parts = importable(visit)
        zone = visit.version.definition.app.timezone
        self.readers = tuple(_readers(table, parts, choices, zone))
        self.columns = {reader.name: reader.column for reader in self.readers}
        self.references = {name: target for name, part in self._used(parts).items() if (target := refers(part))}
        self.parts = parts
        self.constants = self._constants(parts, zone)
        self.naming = tuple(each.name for each in naming(visit, visit.entity) if each.name in self.columns)
        self.named: dict[str, Named] = {}
        self._meant: dict[str, Known] = {}
        self.images: dict[str, dict[str, Any]] = {}
        self.keys: dict[tuple[Any, ...], str] = {}
        self.own: dict[str, str] = {}
        self.demanded = [name for name in parts if visit.level(name) == "required" and parts[name].default is None]

    def _used(self, parts: Mapping[str, FieldPart]) -> dict[str, FieldPart]:
        return {name: parts[name] for name in (*self.columns, *self.choices.constants)}

    def _constants(self, parts: Mapping[str, FieldPart], zone: str) -> dict[str, Any]:
        found, problems = {}, []
        for name, value in self.choices.constants.items():
            try:
                found[name] = constant(parts[name], value, zone)
            except ValueProblem:
                told = {"title": parts[name].titles, "value": str(value)[:SHOWN], "path": f"constants.{name}"}
                problems.append(Problem("import.bad_constant", told))
        if problems:
            raise Refused(problems)
        return found

    @cached_property
    def itself(self) -> frozenset[str]:
        """The fields by which rows refer to records of the same form, maybe of the same file."""
        return frozenset(name for name, target in self.references.items() if target == self.visit.entity.name)

    def prepare(self, at: Reader) -> None:
        """Looks once at all rows: finds the records that the file refers to."""
        texts: dict[str, set[Any]] = {name: set() for name in self.references}
        readers = [reader for reader in self.readers if reader.name in texts]
        for part in self.table.parts() if readers else ():
            for reader in readers:
                texts[reader.name].update(reader.read_all(part.column(reader.index)))
        for found in texts.values():
            found.discard(None)
        for name, value in self.constants.items():
            if name in texts and value is not None:
                texts[name].add(value)
        for name, target in self.references.items():
            self.named[name] = resolve(self.visit, at, target, texts[name])
            self._meant[name] = Known(partial(self._refer, name))
            self._propose(at, name, target, texts[name])

    def _propose(self, at: Reader, name: str, target: str, texts: set[str]) -> None:
        if any(fold(text) not in self.named[name].ids for text in texts):
            self.named[name].labels = offered_labels(self.visit, at, target)

    def missing(self, name: str) -> list[str]:
        """The texts of a reference that name no record, each once, in the order of the file."""
        named, reader = self.named[name], next(each for each in self.readers if each.name == name)
        found: dict[str, str] = {}
        texts = (reader.read_all(part.column(reader.index)) for part in self.table.parts())
        for text in chain.from_iterable(texts):
            if text is not None and (key := fold(text)) not in named.ids and key not in named.several:
                found.setdefault(key, text)
        return list(found.values())

    def forget(self) -> None:
        """What was planned is written: the database knows it now."""
        self.images.clear()
        self.keys.clear()

    def plan(self, at: Reader, piece: Piece) -> list[Planned]:
        """What becomes of some rows, in their order."""
        planned = self._read(piece)
        self._find(at, planned)
        for each in planned:
            self._settle(at, each)
        return planned

    def _read(self, piece: Piece) -> list[Planned]:
        """The values of the rows, column by column; references to rows of the same file still as texts."""
        columns = {reader.name: self._values(reader, piece.cells) for reader in self.readers}
        constants = {name: self._constant(name) for name in self.constants}
        rows = zip(*columns.values(), strict=True) if columns else ([()] * len(piece.rows))
        planned = [
            Planned(position, row, self.columns, values={**constants, **dict(zip(columns, cells, strict=True))})
            for position, row, cells in zip(piece.positions, piece.rows, rows, strict=True)
        ]
        for name, values in columns.items():
            if CellProblem in map(type, values):
                self._refuse(name, values, planned)
        for name, value in constants.items():
            if type(value) is CellProblem:
                self._refuse(name, [value] * len(planned), planned)
        return planned

    def _values(self, reader: ColumnReader, cells: Columns) -> list[Any]:
        found = reader.read_all(cells.column(reader.index))
        if reader.name in self.references and reader.name not in self.itself:
            return self._meant[reader.name].all(found)
        return found

    def _constant(self, name: str) -> Any:
        value = self.constants[name]
        return self._meant[name][value] if name in self.references and name not in self.itself else value

    def _refuse(self, name: str, values: Sequence[Any], planned: Sequence[Planned]) -> None:
        for value, each in zip(values, planned, strict=True):
            if type(value) is CellProblem:
                each.values.pop(name)
                each.refuse(Problem(value.code, {"title": self.parts[name].titles, **value.parameters}), name)

    def _find(self, at: Reader, planned: Iterable[Planned]) -> None:
        """The records that the rows mean by their keys, as they are now."""
        key = self.choices.key
        if not key:
            return
        keys = {key_of(self.visit, key, each.values) for each in planned} - {None}
        asked = [each for each in keys if each is not None and each not in self.keys]
        self.keys |= known_records(self.visit, at, key, asked)
        ids = {self.keys[each] for each in keys if each in self.keys} - self.images.keys()
        self.images |= find_rows(at, self.visit.entity, ids)

    def _refer(self, name: str, text: str | None) -> str | CellProblem | None:
        """The id of the record that a text names, maybe one of the same file."""
        if text is None:
            return None
        named, key = self.named[name], fold(text)
        found = named.ids.get(key)
        if found is None and name in self.itself:
            found = self.own.get(key)
        if found is not None:
            return found
        told: dict[str, object] = {"title": self.parts[name].titles, "value": text[:SHOWN]}
        if key in named.several:
            return CellProblem("import.many_records", told)
        return CellProblem("import.no_record", {**told, "nearest": meant(nearest(text, named.labels))})

    def _settle(self, at: Reader, planned: Planned) -> None:
        """Whether the row makes a record, changes one or leaves one as it is."""
        for name in self.itself & planned.values.keys():
            planned.values[name] = self._refer(name, planned.values[name])
            self._refuse(name, [planned.values[name]], [planned])
        key = self.choices.key
        known = key_of(self.visit, key, planned.values) if key else None
        if key and known is None:
            name = next(name for name in key if planned.values.get(name) is None)
            if not planned.troubles:
                planned.refuse(Problem("import.key_empty", {"title": self.parts[name].titles}), name)
        elif known in self.keys:
            self._update(at, planned, self.keys[known])
        else:
            self._create(at, planned, known)
        if planned.operation in ("create", "update"):
            self._note(planned)

    def _create(self, at: Reader, planned: Planned, key: tuple[Any, ...] | None) -> None:
        planned.id = new_id(at.now)
        planned.values = {name: value for name, value in planned.values.items() if value is not None}
        for name in self.demanded:
            if planned.values.get(name) is None:
                planned.refuse(Problem("value.required", {"title": self.parts[name].titles}), name)
        if self.visit.right("create") is False:
            planned.refuse(Problem("request.forbidden"))
        if key is not None and not planned.troubles:
            self.keys[key] = planned.id

    def _update(self, at: Reader, planned: Planned, id_: str) -> None:
        before = planned.before = self.images.get(id_)
        planned.id = id_
        if before is None:
            planned.refuse(Problem("record.missing", {"title": self.visit.sheet.titles, "id": id_}))
            return
        changed = {
            name: value
            for name, value in planned.values.items()
            if before[name] != value and (value is not None or self.choices.clear)
        }
        if planned.troubles:
            return
        planned.values = changed
        if not changed or not self.choices.update:
            planned.operation = "same"
            return
        planned.operation = "update"
        if not self.visit.allowed("edit", before, at):
            planned.refuse(Problem("request.forbidden"))
        for name in changed:
            rule = self.parts[name].readonly
            if rule is not None and self.visit.facts(before, at).holds(rule):
                planned.refuse(Problem("value.readonly", {"title": self.parts[name].titles}), name)

    def _note(self, planned: Planned) -> None:
        """Rows below may mean the record of this one."""
        if self.choices.key:
            blank = dict.fromkeys(self.visit.entity.attributes)
            self.images[planned.id] = {**blank, **(planned.before or {}), **planned.values, "id": planned.id}
        if self.itself:
            for name in self.naming:
                if value := planned.values.get(name):
                    self.own.setdefault(fold(value), planned.id)


def _readers(table: Table, parts: Mapping[str, FieldPart], choices: Choices, zone: str) -> Iterable[ColumnReader]:
    for column in table.columns:
        name = choices.mapping.get(column.index)
        if name is not None:
            date_format, values = choices.date_formats.get(column.index), choices.values.get(name, {})
            yield column_reader(column, parts[name], date_format, values, zone)
