"""Do rules set each other off in a circle? Found in the graph of what everything reads and writes, before it runs.

A rule leads to what its actions write, that to every value computed from it, and those to the rules that hear of
them. A circle in which every write is of one constant comes to rest by itself and is not spoken of. One that nothing
ends is an error; one that a condition may end is a warning: at run time it is stopped after a number of waves, with
the chain of causes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from engine.actions.action import Write, actions_at
from engine.plugin import Build
from engine.problems import LANGUAGES, Problem
from engine.records.entity import Attribute, Entity
from rules.automations.automation import Rule
from rules.automations.circles import parts, way_round

Node = tuple[str, str]  # an entity and its attribute; "" is that a record comes, "-" that it goes
Writes = Mapping[str, tuple[Write, ...]]
Graph = Mapping[Node, Mapping[Node, None]]
RULE = ""  # stands for the entity in the node of a rule, whose address follows
COMES, GOES = "", "-"
COMING = {COMES: {"zh": "新建", "en": "created"}, GOES: {"zh": "删除", "en": "deleted"}}


def check_cycles(build: Build, rules: Sequence[Rule]) -> None:
    """Records a problem for each circle of rules, once: an error where no condition in it could end it."""
    writes = {rule.automation.address: tuple(_writes(build, rule)) for rule in rules}
    free = [rule for rule in rules if rule.when is None and rule.condition is None]
    reported: set[Node] = set()
    for code, among in (("rule.endless", free), ("rule.circle", rules)):
        known = {rule.automation.address: rule for rule in among}
        for circle in _circles(_graph(build, among, writes), known, writes):
            if reported.isdisjoint(named := [node for node in circle if node[0] == RULE]):
                reported.update(named)
                first = known[named[0][1]].automation
                chain = {language: " → ".join(_names(build, circle, language)) for language in LANGUAGES}
                build.problems.add(Problem(code, {"chain": chain}, first.address, first.span))


def _circles(graph: Graph, rules: Mapping[str, Rule], writes: Writes) -> Iterator[list[Node]]:
    """A shortest circle of each part of the graph that may go on; the first node again at the end."""
    for part in sorted(parts(graph), key=sorted):
        inside = sorted(address for kind, address in part if kind == RULE)
        afterwards = [address for address in inside if not rules[address].automation.before]  # those act once in a wave
        if afterwards and not _rests(part, [write for address in inside for write in writes[address]]):
            yield way_round(graph, (RULE, afterwards[0]), part)


def _graph(build: Build, rules: Iterable[Rule], writes: Writes) -> Graph:
    graph: dict[Node, dict[Node, None]] = {}
    for name, entity in build.catalog.items():
        for attribute in entity.attributes.values():
            for source in _sources(entity, attribute):
                graph.setdefault(source, {})[name, attribute.name] = None
    for rule in rules:
        node = RULE, rule.automation.address
        for source in _heard(rule):
            graph.setdefault(source, {})[node] = None
        graph[node] = {(write.entity, write.attribute): None for write in writes[node[1]]}
    return graph


def _sources(entity: Entity, attribute: Attribute) -> Iterator[Node]:
    """What a value follows from: the inputs of its formula, the stage whose entry it notes, the table of its row."""
    for each in attribute.formula.depends if attribute.formula is not None else ():
        yield each.entity, each.attribute
        if each.path:  # records that come and go at the end of a path count too
            yield each.entity, COMES
            yield each.entity, GOES
    field = attribute.name.rpartition(".")[0]
    if field in entity.attributes:
        yield entity.name, field
    if entity.parent is not None:
        yield entity.parent, entity.name.removeprefix(f"{entity.parent}.").removesuffix(".history")


def _heard(rule: Rule) -> Iterator[Node]:
    """What sets a rule off."""
    entity = rule.entity.name
    if rule.condition is not None:
        yield entity, rule.condition
        yield entity, COMES
    for on in rule.automation.trigger:
        match on.word:
            case "created" | "submitted":
                yield entity, COMES
            case "deleted":
                yield entity, GOES
            case "updated":
                yield from ((entity, name) for name in rule.entity.attributes)
            case "changed":
                yield from ((entity, str(name)) for name in on.names)
            case "enters" | "leaves":
                field = on.names[0].rpartition(".")[0]
                yield entity, field
                yield entity, COMES


def _writes(build: Build, rule: Rule) -> Iterator[Write]:
    """What the actions of a rule write, those that they set off included; whatever waits for a person aside."""
    yield from rule.actions.writes
    seen: set[str] = set()
    waiting = list(rule.actions.calls)
    while waiting:
        address = waiting.pop()
        found = actions_at(build, address)
        if address not in seen and found:
            seen.add(address)
            waiting += found.calls
            yield from found.writes


def _rests(part: frozenset[Node], writes: Sequence[Write]) -> bool:
    """Whether a circle comes to rest by itself: no record comes, and each value in it is always the same one."""
    values: dict[Node, set[object]] = {}
    for write in writes:
        node = (write.entity, write.attribute)
        if node not in part:
            continue
        if write.attribute == COMES or not part.isdisjoint(write.reads):
            return False
        values.setdefault(node, set()).add(write.value if write.value is not None else write.reads)
    return all(len(found) == 1 for found in values.values())


def _names(build: Build, circle: Sequence[Node], language: str) -> Iterator[str]:
    """The circle as people call it; the hidden conditions of rules are left out."""
    for node in circle:
        element = build.definition.find(node[1]) if node[0] == RULE else None
        if element is not None:
            yield f"「{build.definition.title(element, language)}」"
        elif name := _name(build, *node, language):
            yield name


def _name(build: Build, entity: str, name: str, language: str) -> str:
    definition, attribute = build.definition, build.catalog[entity].attributes.get(name)
    if attribute is not None and attribute.hidden:
        return ""
    form, field = definition.find(f"forms/{entity}"), definition.find(attribute.address) if attribute else None
    about = definition.title(form, language) if form is not None else entity
    if name in COMING:
        return f"{about}.{COMING[name][language]}"
    return f"{about}.{definition.title(field, language) if field is not None else name}"
