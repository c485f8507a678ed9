"""From the files of `flows/` to flows that can run; what cannot work is said before anything is published."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.actions import compile_actions
from engine.compiling import check_in
from engine.definitions import nearest
from engine.expressions.checked import Checked
from engine.expressions.types import Type
from engine.plugin import Build
from engine.problems import Problem, Span
from flows import problems as _problems  # noqa: F401 (declares the problem codes)
from flows.attributes import interrupt_name
from flows.compiled import CompiledInterrupt, Flow, FlowSet
from flows.definition import END, FlowDefinition, Interrupt, Step, flow_files
from flows.graph import Graph, Node
from flows.steps.behaviour import Behaviour, CompiledStep, FlowBuild

BUILT = frozenset({"created", "updated", "changed", "enters", "leaves", "manual"})


def compile_flows(build: Build) -> FlowSet:
    """Checks and compiles every flow; problems go to the build."""
    flows = {flow.name: compiled for flow in flow_files(build.definition) if (compiled := _flow(build, flow))}
    return FlowSet(flows)


def _flow(build: Build, flow: FlowDefinition) -> Flow | None:
    entity = build.catalog.get(flow.form)
    if entity is None:
        return None
    if entity.app != build.definition.name:
        build.problems.add(
            Problem("definition.not_yet", {"word": f"form: {flow.form}"}, f"{flow.address}/form", flow.span)
        )
        return None
    if not flow.steps:
        build.problems.add(Problem("flow.empty", {"flow": flow.title}, flow.address, flow.span))
        return None
    for on in flow.trigger:
        if on.word not in BUILT:
            build.problems.add(Problem("definition.not_yet", {"word": on.word}, f"{flow.address}/trigger", on.span))
    variables: dict[str, Type] = {}
    for name, step in flow.steps.items():
        variables |= step.results(name, build)
    making = FlowBuild(build, flow, entity, variables)
    steps = {name: _step(making, step) for name, step in flow.steps.items()}
    graph = Graph(next(iter(flow.steps)), {name: _node(making, name, steps[name]) for name in steps})
    interrupts = {name: _interrupt(making, one) for name, one in flow.interrupts.items()}
    _check_shape(build, flow, graph)
    return Flow(flow, entity, graph, steps, _when(making), interrupts)


def _interrupt(making: FlowBuild, one: Interrupt) -> CompiledInterrupt:
    flow, target = making.flow, str(one.next)
    if target != END and target not in flow.steps:
        _no_step(making, target, f"{one.address}/next", one.next.span)
    actions = compile_actions(making.build, making.entity, one.then, f"{one.address}/then", variables=making.variables)
    return CompiledInterrupt(one.name, interrupt_name(flow.name, one.name), target, actions)


def _when(making: FlowBuild) -> Checked | None:
    flow = making.flow
    if flow.when is None:
        return None
    return check_in(making.build, making.entity, flow.when, "boolean", f"{flow.address}/when", changing=True)


def _step(making: FlowBuild, step: Any) -> CompiledStep:
    local: Mapping[str, Type] = step.local(making.build)
    conditions = {}
    for line in step.next:
        if line.when is not None:
            checked = making.check(step, f"next/{line.to}", line.when, "boolean", local)
            if checked is not None:
                conditions[str(line.to)] = checked
    behaviour: Behaviour = step.compiled(making)
    return CompiledStep(step, behaviour, making.check(step, "skip", step.skip, "boolean"), conditions)


def _node(making: FlowBuild, name: str, compiled: CompiledStep) -> Node:
    step, flow = compiled.definition, making.flow
    for line in step.next:
        if line.to != END and line.to not in flow.steps:
            _no_step(making, str(line.to), f"{step.address}/next/{line.to}", line.span)
    otherwise = next((str(line.to) for line in step.next if line.when is None), None)
    behaviour = compiled.behaviour
    return Node(
        name,
        behaviour.word,
        compiled.skip is not None,
        tuple(compiled.conditions),
        otherwise or _following(flow, name),
        behaviour.outcome,
    )


def _no_step(making: FlowBuild, name: str, address: str, span: Span) -> None:
    near = _meant(nearest(name, making.flow.steps))
    parameters = {"flow": making.flow.title, "name": name, "nearest": near}
    making.build.problems.add(Problem("flow.step", parameters, address, span))


def _following(flow: FlowDefinition, name: str) -> str:
    names = list(flow.steps)
    position = names.index(name) + 1
    return names[position] if position < len(names) else END


def _meant(near: str) -> dict[str, str]:
    return {"zh": f"，是不是 {near}？", "en": f", did you mean {near}?"} if near else {"zh": "", "en": ""}


def _check_shape(build: Build, flow: FlowDefinition, graph: Graph) -> None:
    if build.problems.errors:
        return
    reachable = graph.reachable(str(one.next) for one in flow.interrupts.values())
    for name, step in flow.steps.items():
        if name not in reachable:
            build.problems.add(Problem("flow.unreachable", {"title": title(step)}, step.address, step.span))
    if loop := graph.busy_loop():
        parameters = {"chain": " → ".join(loop)}
        build.problems.add(Problem("flow.busy_loop", parameters, flow.steps[loop[0]].address, flow.steps[loop[0]].span))


def title(step: Step) -> str:
    """What people call a step."""
    return step.title or step.name
