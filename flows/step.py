"""The interpreter: a pure function from where a flow stands and what happened to where it stands then.

The runner answers what a step needs to know, carries out the effects, and calls again with ``then``. So a
replay, a simulation and a test use the same function as the running system.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from flows.definition import END
from flows.graph import Graph, Node
from flows.state import (
    Act,
    Acted,
    Command,
    Divert,
    Diverted,
    Effect,
    End,
    Enter,
    Finished,
    Interrupted,
    Leave,
    Need,
    Query,
    Skip,
    Start,
    State,
    Transition,
)

Facts = Mapping[Query, bool]
LIMIT = 1000


class Unknown(Exception):
    """A fact that is needed and not yet known."""

    def __init__(self, query: Query) -> None:
        self.query = query


def step(graph: Graph, state: State, command: Command, facts: Facts, now: int) -> Need | Transition:
    """What happens next. A command about a token that is gone changes nothing."""
    try:
        match command:
            case Start():
                return _arrive(graph, state, graph.first, facts, now, ())
            case Finished(token=id):
                return _finished(graph, state, command, id, facts, now)
            case Acted(step=name):
                return _behind(graph, state, graph.nodes[name], facts, now, ())
            case Interrupted():
                return _interrupted(state, command)
            case Diverted(target=name):
                return _arrive(graph, state, name, facts, now, ())
    except Unknown as unknown:
        return Need((unknown.query,))


def _finished(graph: Graph, state: State, command: Finished, id: int, facts: Facts, now: int) -> Transition:
    token = state.token(id)
    if token is None:
        return Transition(state)
    left = Leave(token, command.outcome, command.timed_out)
    return _behind(graph, state.without(id), graph.nodes[token.step], facts, now, (left,))


def _interrupted(state: State, command: Interrupted) -> Transition:
    """Every token leaves; a flow that is over stays over."""
    if state.status != "running":
        return Transition(state)
    left = tuple(Leave(token, done=False) for token in state.tokens)
    return Transition(replace(state, tokens=()), (*left, Divert(command.name)), then=Diverted(command.target))


def _behind(graph: Graph, state: State, node: Node, facts: Facts, now: int, effects: tuple[Effect, ...]) -> Transition:
    target = next((name for name in node.targets if _known(facts, Query("next", node.name, name))), node.always)
    return _arrive(graph, state, target, facts, now, effects)


def _arrive(graph: Graph, state: State, target: str, facts: Facts, now: int, effects: tuple[Effect, ...]) -> Transition:
    """Walks over skipped steps and crossings until something is to be done or waited for."""
    for _ in range(LIMIT):
        if target == END:
            return _end(state, None, effects)
        node = graph.nodes[target]
        if node.skippable and _known(facts, Query("skip", node.name)):
            effects = (*effects, Skip(node.name))
        elif node.behaviour == "wait":
            waiting, token = state.with_token(node.name, now)
            return Transition(waiting, (*effects, Enter(token)))
        elif node.behaviour == "act":
            return Transition(state, (*effects, Act(node.name)), then=Acted(node.name))
        elif node.behaviour == "end":
            return _end(state, node.outcome, effects, node.name)
        chosen = (name for name in node.targets if _known(facts, Query("next", node.name, name)))
        target = next(chosen, node.always)
    raise RecursionError(f"a flow passed {LIMIT} steps without waiting")


def _end(state: State, outcome: str | None, effects: tuple[Effect, ...], step: str | None = None) -> Transition:
    left = tuple(Leave(token, done=False) for token in state.tokens)
    done = replace(state, status="done", tokens=(), outcome=outcome)
    return Transition(done, (*effects, *left, End(outcome, step)))


def _known(facts: Facts, query: Query) -> bool:
    if query not in facts:
        raise Unknown(query)
    return facts[query]
