"""The interpreter of flows: pure, so a table of graphs and commands says all about it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from flows.graph import Graph, Node
from flows.state import Act, Acted, End, Enter, Finished, Leave, Need, Query, Skip, Start, State, Transition
from flows.step import step

CALL = Node("call", "wait", targets=("nurture",), always="convert")
NURTURE = Node("nurture", "act", always="rest")
REST = Node("rest", "wait", always="call")
CONVERT = Node("convert", "act", skippable=True, always="end")
GRAPH = Graph("call", {node.name: node for node in (CALL, NURTURE, REST, CONVERT)})
NOW = 1_000


def moved(state: State, command: object, facts: dict[Query, bool] | None = None) -> Transition:
    found = step(GRAPH, state, command, facts or {}, NOW)  # type: ignore[arg-type]
    assert isinstance(found, Transition)
    return found


def test_a_flow_starts_at_its_first_step_and_waits_there() -> None:
    found = moved(State(), Start())
    token = found.state.tokens[0]
    assert (token.step, token.since, found.effects, found.then) == ("call", NOW, (Enter(token),), None)


def test_it_asks_for_the_conditions_it_needs_before_it_goes_on() -> None:
    waiting = moved(State(), Start()).state
    assert step(GRAPH, waiting, Finished(1), {}, NOW) == Need((Query("next", "call", "nurture"),))


def test_the_first_true_condition_wins_and_the_system_acts_before_the_flow_goes_on() -> None:
    waiting = moved(State(), Start()).state
    found = moved(waiting, Finished(1), {Query("next", "call", "nurture"): True})
    assert found.effects == (Leave(waiting.tokens[0], None), Act("nurture"))
    assert (found.state.tokens, found.then) == ((), Acted("nurture"))


def test_a_step_that_is_skipped_is_told_and_the_flow_ends_behind_the_last() -> None:
    waiting = moved(State(), Start()).state
    facts = {Query("next", "call", "nurture"): False, Query("skip", "convert"): True}
    found = moved(waiting, Finished(1), facts)
    assert found.effects[1:] == (Skip("convert"), End(None))
    assert found.state.status == "done"


def test_a_command_about_a_token_that_is_gone_changes_nothing() -> None:
    waiting = moved(State(), Start()).state
    assert moved(waiting, Finished(7)) == Transition(waiting)


def test_a_named_end_gives_its_outcome() -> None:
    graph = Graph("done", {"done": Node("done", "end", outcome="signed")})
    found = step(graph, State(), Start(), {}, NOW)
    assert isinstance(found, Transition)
    assert (found.state.outcome, found.effects) == ("signed", (End("signed", "done"),))


def test_steps_that_lead_back_without_waiting_are_found() -> None:
    busy = Graph("a", {"a": Node("a", "act", always="b"), "b": Node("b", "pass", always="a")})
    assert busy.busy_loop() == ("a", "b", "a")
    assert GRAPH.busy_loop() == ()


@given(st.lists(st.booleans(), max_size=40))
def test_a_running_flow_always_has_exactly_one_token(answers: list[bool]) -> None:
    state, command = State(), Start()
    waiting: list[object] = [command]
    remaining = list(answers)
    while waiting and state.status == "running":
        facts: dict[Query, bool] = {}
        one = waiting.pop()
        while isinstance(found := step(GRAPH, state, one, facts, NOW), Need):  # type: ignore[arg-type]
            for query in found.queries:
                facts[query] = remaining.pop() if remaining else False
        state = found.state
        if found.then is not None:
            waiting.append(found.then)
        elif state.status == "running":
            assert len(state.tokens) == 1
            if remaining:
                waiting.append(Finished(state.tokens[0].id))
