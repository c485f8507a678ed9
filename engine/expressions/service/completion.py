"""What may be written at the cursor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from engine.expressions.functions import FUNCTIONS
from engine.expressions.runtime.dates import UNITS
from engine.expressions.scope import Resolved
from engine.expressions.service import words
from engine.expressions.service.place import Place, Texts
from engine.expressions.service.reading import AGGREGATES, Reading, follow, frames, reading, target
from engine.expressions.types import BOOLEAN, Boolean, Choice, Choices, Reference, describe
from engine.records.entity import Attribute, Entity

Kind = Literal["field", "relation", "function", "option", "parameter", "role", "team", "word", "unit", "format"]
MOST = 100
FORMATS = ("0", "0.00", "#,##0", "#,##0.00", "0%", "0.0%", "yyyy-mm-dd", "yyyy-mm-dd hh:mm", "m月d日", "yyyy年m月")
STAGE_PARTS = ("closed", "chance", "entered", "days")
NOTHING: Texts = {"zh": "", "en": ""}


@dataclass(frozen=True)
class Completion:
    """``insert`` goes in the place of the characters ``start`` to the cursor."""

    label: str
    kind: Kind
    insert: str
    start: int
    title: Texts
    type: Texts | None = None
    doc: Texts | None = None
    signature: str = ""


@dataclass(frozen=True)
class Maker:
    """Makes completions that replace what was typed."""

    place: Place
    start: int

    def field(self, attribute: Attribute, name: str) -> Completion:
        title = self.place.titles(attribute.address, attribute.title, name)
        return Completion(name, "field", name, self.start, title, describe(attribute.type))

    def relation(self, name: str, form: Entity | None) -> Completion:
        title = self.place.titles(form.address, form.title, name) if form is not None else {"zh": name, "en": name}
        return Completion(name, "relation", name, self.start, title, {"zh": "多条记录", "en": "several records"})

    def words(self, found: dict[str, Texts], after: str = "") -> list[Completion]:
        return [Completion(name, "word", name + after, self.start, doc, doc=doc) for name, doc in found.items()]

    def names(self, kind: Kind, names: Iterable[str], quoted: bool = False) -> list[Completion]:
        return [
            Completion(name, kind, f'"{name}"' if quoted else name, self.start, {"zh": name, "en": name})
            for name in names
        ]


def completions(text: str, cursor: int, place: Place) -> list[Completion]:
    """What may stand at the cursor, what fits the typed characters best first; at most MOST."""
    stretch = place.stretch(text, cursor)
    if stretch is None:
        return []
    begin, inner = stretch
    found = reading(inner, cursor - begin)
    maker = Maker(place, begin + found.start)
    offered = list(_quoted(found, maker) if found.quoted else _offered(found, maker))
    unique = {(each.kind, each.label): each for each in offered}
    ranked = sorted(
        (rank, index, each) for index, each in enumerate(unique.values()) if (rank := _rank(each, found)) < 3
    )
    return [each for *_, each in ranked][:MOST]


def _rank(each: Completion, found: Reading) -> int:
    """0 begins like what was typed, 1 has a title that does, 2 holds it; 3 does not fit."""
    typed = found.typed.lower()
    titles = [title.lower() for title in each.title.values()]
    if each.label.lower().startswith(typed):
        return 0
    if any(title.startswith(typed) for title in titles):
        return 1
    return 2 if typed in each.label.lower() or any(typed in title for title in titles) else 3


def _offered(found: Reading, maker: Maker) -> Iterator[Completion]:
    last, known = found.last, frames(found, maker.place.scope)
    if last is not None and last.value == "." and last.kind == "operator":
        yield from _parts(found.chain(), known, maker)
    elif last is not None and last.kind == "word" and last.value == "is":
        yield from maker.words(words.EMPTINESS)
    elif _ends_operand(found):
        yield from _operators(found, known, maker)
    else:
        yield from _beside(found, known, maker)
        yield from _operands(found, known, maker)


def _ends_operand(found: Reading) -> bool:
    """Whether a whole value stands before the cursor, so that an operator must follow."""
    last = found.last
    if last is None:
        return False
    if last.kind == "word":
        return last.value in ("true", "false", "null")
    return last.kind != "operator" or last.value == ")"


def _parts(path: Sequence[str], known: Sequence[Entity], maker: Maker) -> Iterator[Completion]:
    scope = maker.place.scope
    lists = {"param": ("parameter", scope.parameters), "role": ("role", scope.roles), "team": ("team", scope.teams)}
    if len(path) == 1 and path[0] in lists:
        kind, names = lists[path[0]]
        yield from maker.names(kind, names)  # type: ignore[arg-type]
        return
    if (entity := target(scope, known, path)) is not None:
        yield from _members(entity, maker)
    elif isinstance(last := follow(scope, known, path), Attribute) and isinstance(last.type, Choice):
        yield from maker.names("field", STAGE_PARTS if last.type.stage else ())


def _members(entity: Entity, maker: Maker) -> Iterator[Completion]:
    own = sorted(entity.attributes.items(), key=lambda item: item[1].system)
    for name, attribute in own:
        if not attribute.hidden and "." not in name:
            yield maker.field(attribute, name)
    for name, way in entity.ways.items():
        yield maker.relation(name, maker.place.scope.catalog.get(way.entity))


def _beside(found: Reading, known: Sequence[Entity], maker: Maker) -> Iterator[Completion]:
    """What the other side of an operator or the function around the cursor asks for."""
    inside = found.openings[-1] if found.openings else None
    if inside is not None and inside.commas == 1 and inside.function in ("start_of", "end_of"):
        yield from maker.names("unit", UNITS)
    if inside is not None and inside.commas == 1 and inside.function == "text":
        yield from maker.names("format", FORMATS, quoted=True)
    other, path = _other(found, known, maker)
    if isinstance(other, Attribute):
        yield from _values(other, path, known, maker)


def _other(found: Reading, known: Sequence[Entity], maker: Maker) -> tuple[Resolved | None, tuple[str, ...]]:
    """The field on the other side of the comparison at the cursor, with its path."""
    inside, last = (found.openings[-1] if found.openings else None), found.last
    end = len(found.before) - 1
    if inside is not None and inside.function == "in" and last is not None and last.value in ("(", ","):
        end = inside.at - 1
    elif last is None or (last.value not in words.COMPARING and last.value != "has"):
        return None, ()
    path = found.chain(end)
    if not path and end and found.before[end - 1].value == "not":
        path = found.chain(end - 1)
    elif path and path[-1] == "not":
        path = path[:-1]
    return (follow(maker.place.scope, known, path) if path else None), path


def _values(other: Attribute, path: Sequence[str], known: Sequence[Entity], maker: Maker) -> Iterator[Completion]:
    if isinstance(other.type, Choice | Choices):
        for option in other.type.options:
            title = maker.place.titles(option.address, option.title, option.name)
            yield Completion(option.name, "option", option.name, maker.start, title, describe(other.type))
    if isinstance(other.type, Choices):
        owner = target(maker.place.scope, known, path[:-1]) if len(path) > 1 else (known[-1] if known else None)
        for name, attribute in owner.attributes.items() if owner is not None else ():
            if name.startswith(f"{other.name}.") and attribute.type == BOOLEAN:
                yield Completion(
                    name.partition(".")[2],
                    "option",
                    name.partition(".")[2],
                    maker.start,
                    maker.place.titles(attribute.address, attribute.title, name.partition(".")[2]),
                )
    if isinstance(other.type, Boolean):
        yield from maker.words({name: words.VALUES[name] for name in ("true", "false")})
    if isinstance(other.type, Reference) and other.type.entity == "user":
        yield from maker.words({name: words.VALUES[name] for name in ("me", "my_team")})


def _quoted(found: Reading, maker: Maker) -> Iterator[Completion]:
    """Inside quotes: the options of the field on the other side, and formats."""
    inside = found.openings[-1] if found.openings else None
    if inside is not None and inside.commas == 1 and inside.function == "text":
        yield from maker.names("format", FORMATS, quoted=True)
    known = frames(found, maker.place.scope)
    other, path = _other(found, known, maker)
    if isinstance(other, Attribute):
        yield from (each for each in _values(other, path, known, maker) if each.kind == "option")


def _operands(found: Reading, known: Sequence[Entity], maker: Maker) -> Iterator[Completion]:
    scope = maker.place.scope
    if known:
        yield from _members(known[-1], maker)
    yield from maker.words(words.VALUES)
    yield from maker.words(words.NEGATION, " ")
    yield from maker.words(words.LISTS, ".")
    if scope.changing:
        yield from maker.words({"old": words.BEFORE}, ".")
    yield from maker.names("word", scope.variables)
    for function in FUNCTIONS.values():
        doc = {"zh": function.zh, "en": function.en}
        whole = f"{function.name}({function.signature})"
        yield Completion(function.name, "function", f"{function.name}(", maker.start, doc, doc=doc, signature=whole)


def _operators(found: Reading, known: Sequence[Entity], maker: Maker) -> Iterator[Completion]:
    inside = found.openings[-1] if found.openings else None
    if inside is not None and inside.function in AGGREGATES and not inside.where and not inside.commas:
        yield from maker.words(words.WHERE, " ")
    yield from maker.words(words.JOINING, " ")
    yield from maker.words(words.COMPARING, " ")
