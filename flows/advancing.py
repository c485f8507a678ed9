"""Moves flows on: asks the interpreter, answers what it needs, carries out what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.records.command import Cause
from flows.compiled import CompiledInterrupt, Flow
from flows.instance import Event, Instance, create, load, note, save
from flows.pinning import flow_of
from flows.run import Run
from flows.state import Act, Command, Divert, Effect, End, Enter, Finished, Interrupted, Leave, Need, Query, Skip, Start
from flows.step import step
from flows.steps.end import Ending

if TYPE_CHECKING:
    from engine.records.unit_of_work import UnitOfWork


def start(uow: UnitOfWork, flow: Flow, record: str) -> Instance | None:
    """Starts a flow about a record."""
    made = create(uow, flow.entity.app, flow.definition.name, flow.entity.name, record)
    return advance(uow, flow, made, Start())


def finish(uow: UnitOfWork, id: str, command: Finished) -> Instance | None:
    """What a token waited for has come. None if the flow or the token is gone."""
    found = load(uow.cursor, uow.dialect, id)
    if found is None or found.state.token(command.token) is None:
        return None
    flow = flow_of(uow, found)
    return advance(uow, flow, found, command) if flow is not None else None


def interrupt(uow: UnitOfWork, flow: Flow, instance: Instance, one: CompiledInterrupt) -> Instance | None:
    """Ends what a flow is at, from outside."""
    return advance(uow, flow, instance, Interrupted(one.name, one.target))


def suspend(uow: UnitOfWork, flow: Flow, instance: Instance) -> None:
    """The record is in the recycle bin: nothing falls due. Tasks are suspended by the kernel."""
    for token in instance.state.tokens:
        flow.steps[token.step].behaviour.suspend(uow, instance, token)


def resume(uow: UnitOfWork, flow: Flow, instance: Instance) -> None:
    """The record is back: what falls due does so as if it had never been away."""
    run = Run.begin(uow, flow, instance)
    if run is not None:
        for token in instance.state.tokens:
            flow.steps[token.step].behaviour.resume(run, token)


def advance(uow: UnitOfWork, flow: Flow, instance: Instance, command: Command) -> Instance | None:
    """Runs a flow until every token waits or the flow is over."""
    run = Run.begin(uow, flow, instance)
    if run is None:
        return None
    with uow.because(cause_of(uow, flow, instance)):
        waiting: list[Command] = [command]
        while waiting:
            waiting += _once(run, waiting.pop(0))
    uow.hint(f"records/{instance.app}/{instance.entity}")
    return run.instance


def cause_of(uow: UnitOfWork, flow: Flow, instance: Instance) -> Cause:
    """The flow as the cause of what its steps write."""
    number, about = uow.version(instance.app).number, flow.definition
    return Cause("flow", about.address, instance.app, instance.entity, instance.record, number, about.title)


def _once(run: Run, command: Command) -> list[Command]:
    """One command; the commands that follow from it at once."""
    if isinstance(command, Finished):
        run.extras |= {"outcome": command.outcome, "timed_out": command.timed_out}
    facts: dict[Query, bool] = {}
    while isinstance(found := step(run.flow.graph, run.instance.state, command, facts, run.uow.now), Need):
        for query in found.queries:
            facts[query] = _answer(run, query)
    run.instance = save(run.uow, run.instance, found.state)
    following = [again for effect in found.effects if (again := _carry_out(run, effect)) is not None]
    return following + ([found.then] if found.then is not None else [])


def _answer(run: Run, query: Query) -> bool:
    compiled = run.flow.steps[query.step]
    checked = compiled.skip if query.kind == "skip" else compiled.conditions[query.target]
    return checked is not None and bool(run.value(checked))


def _carry_out(run: Run, effect: Effect) -> Command | None:
    match effect:
        case Enter(token=token):
            if run.flow.steps[token.step].behaviour.enter(run, token):
                return Finished(token.id)
        case Leave(token=token):
            run.flow.steps[token.step].behaviour.leave(run, token)
            kind = "done" if effect.done else "left"
            _noted(run, Event(token.step, kind, run.uow.now, effect.outcome, run.uow.actor.id))
        case Divert(name=name):
            _noted(run, Event(name, "interrupted", run.uow.now, by=run.uow.actor.id))
            run.perform(run.flow.interrupts[name].actions)
        case Act(step=name):
            record = run.flow.steps[name].behaviour.act(run)
            _noted(run, Event(name, "acted", run.uow.now, record=record))
        case Skip(step=name):
            _noted(run, Event(name, "skipped", run.uow.now))
        case End(step=str(name)):
            _end(run, name)
    return None


def _end(run: Run, step: str) -> None:
    behaviour = run.flow.steps[step].behaviour
    if isinstance(behaviour, Ending):
        run.perform(behaviour.actions)


def _noted(run: Run, event: Event) -> None:
    note(run.uow, run.instance, event)
    run.learn(event)
