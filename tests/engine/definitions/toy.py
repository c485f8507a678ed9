"""A small language for the tests: forms with fields and actions, flows whose steps take in the actions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from engine.definitions import (
    AppDefinition,
    Choice,
    Choosing,
    Either,
    Element,
    Expr,
    Expression,
    Flag,
    Inner,
    Integer,
    Located,
    Many,
    Map,
    Names,
    On,
    One,
    Pairs,
    Ref,
    Registry,
    Sort,
    SortBy,
    Text,
    Time,
    Trigger,
    Value,
    Values,
    Word,
    key,
    load,
    register,
)
from engine.definitions.kinds.options import Option
from engine.definitions.reader import Reader
from engine.definitions.values import Value as AnyValue
from engine.problems import Problem


@dataclass(frozen=True, kw_only=True)
class Field(Element):
    """What every field may say."""

    bare: ClassVar[bool] = True
    required: Expression | bool = key(
        Either(Flag(), Expr("boolean")),
        default=False,
        doc="must be filled",
        example="{text: 名称, required: true}",
    )
    default: AnyValue | None = key(Value(), default=None, doc="first value", example="{text: 名称, default: 甲}")
    help: Located | None = key(Text(), default=None, doc="one line", example="{text: 名称, help: 全称}")


@dataclass(frozen=True, kw_only=True)
class TextField(Field):
    """Text."""

    noun: ClassVar[str] = "text"
    lines: int = key(Integer(1, 50), default=1, doc="height", example="{text: 备注, lines: 4}")

    def verify(self, reader: Reader) -> None:
        if self.lines == 13:
            reader.problem("definition.number", self.span_of("lines"), text="13", expected="lucky")


@dataclass(frozen=True, kw_only=True)
class ChoiceField(Field):
    """One option."""

    noun: ClassVar[str] = "choice"
    options: Mapping[str, Option] | Located = key(
        Either(Map(Option), Ref("options")), doc="options", example="{choice: 来源, options: {ad: 广告}}"
    )


@dataclass(frozen=True, kw_only=True)
class ReferenceField(Field):
    """A record."""

    noun: ClassVar[str] = "reference"
    form: Located = key(Ref("forms"), doc="form", example="{reference: 客户, form: user}")


@dataclass(frozen=True, kw_only=True)
class Check(Element):
    """A condition over several fields."""

    verb: ClassVar[str] = "assert"
    assert_: Expression = key(Expr("boolean"), doc="must hold", example="{assert: a = 1}")
    message: Located | None = key(Text(), default=None, doc="what is told", example="{assert: a = 1, message: 不对}")
    level: Located = key(
        Word("error", "warn", later=("block",)),
        default=Located("error"),
        doc="how bad",
        example="{assert: a = 1, level: warn}",
    )


@dataclass(frozen=True, kw_only=True)
class Action(Element):
    """Something done."""


@dataclass(frozen=True, kw_only=True)
class Notify(Action):
    """Tells people."""

    verb: ClassVar[str] = "notify"
    notify: tuple[Expression, ...] = key(Many(Expr("people")), doc="who", example="{notify: owner}")
    message: Located | None = key(Text(), default=None, doc="what", example="{notify: owner, message: 到期}")


@dataclass(frozen=True, kw_only=True)
class SetValues(Action):
    """Changes the record."""

    verb: ClassVar[str] = "set"
    set: Mapping[str, AnyValue] = key(Values(), doc="field: value", example="{set: {status: won}}")


@dataclass(frozen=True, kw_only=True)
class ToDo(Action):
    """A to-do; a noun among the actions."""

    noun: ClassVar[str] = "task"
    assign: tuple[Expression, ...] = key(Many(Expr("people")), doc="who", example="{task: 电话, assign: owner}")


@dataclass(frozen=True, kw_only=True)
class Access(Element):
    """Rights of a role."""

    see: Expression | None = key(Expr("boolean"), default=None, doc="which", example="{see: owner = me}")
    fields: Mapping[str, Located] = key(
        Pairs(Word("hide", "read", "edit")), default={}, doc="levels", example="{fields: {paid: read}}"
    )


@dataclass(frozen=True, kw_only=True)
class Form(Element):
    """A form."""

    fields: Mapping[str, Field] = key(Map("field"), default={}, doc="fields", example="fields: {name: {text: 名称}}")
    checks: Mapping[str, Check] = key(Map(Check), default={}, doc="checks", example="checks: {c: {assert: a = 1}}")
    access: Mapping[str, Access] = key(Map(Access), default={}, doc="rights", example="access: {sales: {see: true}}")
    sort: tuple[SortBy, ...] = key(Many(Sort()), default=(), doc="order", example="sort: [stage, amount desc]")
    quick: tuple[Located, ...] = key(Names(), default=(), doc="short form", example="quick: name")
    import_: Mapping[str, Located] = key(
        Pairs(Word("a", "b"), keys="text"), default={}, doc="columns", example="import: {公司名称: a}"
    )


@dataclass(frozen=True, kw_only=True)
class Step(Element):
    """What every step may say."""

    next: tuple[Choice[Located], ...] = key(
        Choosing("step"), default=(), doc="where", example="{branch: 分, next: end}"
    )
    skip: Expression | None = key(Expr("boolean"), default=None, doc="if", example="{branch: 分, skip: a = 1}")


@dataclass(frozen=True, kw_only=True)
class Branch(Step):
    """A crossing."""

    noun: ClassVar[str] = "branch"


@dataclass(frozen=True, kw_only=True)
class Wait(Step):
    """Lets time pass."""

    verb: ClassVar[str] = "wait"
    wait: Expression = key(Time(), doc="how long", example="{wait: 15d}")


@dataclass(frozen=True, kw_only=True)
class TaskStep(Step):
    """A task; the flow's own, not the action's."""

    noun: ClassVar[str] = "task"
    assign: tuple[Choice[tuple[Expression, ...]], ...] = key(
        Choosing("people"), doc="who", example="{task: 电话, assign: owner}"
    )
    then: tuple[Action, ...] = key(
        Many(One("action")),
        default=(),
        doc="what follows",
        example="{task: 电话, assign: owner, then: {notify: owner}}",
    )


@dataclass(frozen=True, kw_only=True)
class ActionStep(Step):
    """An action as a step."""

    action: Action = key(Inner("action"), doc="what is done")


@dataclass(frozen=True, kw_only=True)
class Flow(Element):
    """A flow."""

    trigger: tuple[On, ...] = key(Trigger(), default=(), doc="start", example="trigger: {every: day 09:00}")
    steps: Mapping[str, Step] = key(Map("step"), default={}, doc="steps", example="steps: {a: {wait: 1d}}")


@dataclass(frozen=True, kw_only=True)
class Measure(Element):
    """A figure."""

    noun: ClassVar[str] = "measure"
    formula: Expression = key(Expr("value"), doc="how", example="{measure: 数, formula: count(customer)}")


@dataclass(frozen=True, kw_only=True)
class Reports(Element):
    """Figures of one subject."""

    measures: Mapping[str, Measure] = key(
        Map("measure"),
        default={},
        doc="figures",
        example="measures: {n: {measure: 数, formula: count(user)}}",
    )


def registry() -> Registry:
    """The kernel's kinds and the toy's."""
    known = Registry()
    register(known)
    for field in (TextField, ChoiceField, ReferenceField):
        known.family("field").add(field)
    for action in (Notify, SetValues, ToDo):
        known.family("action").add(action)
    for step in (Branch, Wait, TaskStep):
        known.family("step").add(step)
    known.family("step").wrap("action", ActionStep)
    known.family("measure").add(Measure)
    known.kind("forms", Form)
    known.kind("flows", Flow)
    known.kind("reports", Reports, grouped=("measures",))
    return known


APP = "title: 应用\nroles: {sales: 销售}\n"


def load_texts(**texts: str) -> tuple[AppDefinition | None, list[Problem]]:
    """Loads files given by path with ``__`` for ``/`` and without suffix; app.yaml comes by itself."""
    files = {f"{path.replace('__', '/')}.yaml": text.encode() for path, text in {"app": APP, **texts}.items()}
    definition, problems = load(files, registry(), "toy")
    return definition, list(problems)


def loaded(**texts: str) -> AppDefinition:
    """The definition of texts that have no problem."""
    definition, problems = load_texts(**texts)
    assert definition is not None and not problems, [problem.to_json("en") for problem in problems]
    return definition


def refused(**texts: str) -> list[tuple[str, str]]:
    """Code and place (``file:line:column``) of each problem of the texts."""
    return [(problem.code, str(problem.span)) for problem in load_texts(**texts)[1]]
