"""Where a flow stands, as plain data: tokens at steps. One token now; several once steps run side by side."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

Status = Literal["running", "done"]


@dataclass(frozen=True)
class Token:
    """A place in the flow that waits; ``since`` in ms."""

    id: int
    step: str
    since: int


@dataclass(frozen=True)
class State:
    """``tokens`` by id; ``last`` is the greatest token id given so far."""

    status: Status = "running"
    tokens: tuple[Token, ...] = ()
    outcome: str | None = None
    last: int = 0

    def token(self, id: int) -> Token | None:
        return next((token for token in self.tokens if token.id == id), None)

    def with_token(self, step: str, now: int) -> tuple[State, Token]:
        """A new token that waits at a step."""
        token = Token(self.last + 1, step, now)
        return replace(self, tokens=(*self.tokens, token), last=token.id), token

    def without(self, id: int) -> State:
        return replace(self, tokens=tuple(token for token in self.tokens if token.id != id))


# What may happen to a flow.


@dataclass(frozen=True)
class Start:
    """The flow begins at its first step."""


@dataclass(frozen=True)
class Finished:
    """What a token waited for has come: its task is done, its time has passed, its condition holds."""

    token: int
    outcome: str | None = None
    timed_out: bool = False


@dataclass(frozen=True)
class Acted:
    """The system has carried out the actions of a step; the flow goes on behind it."""

    step: str


@dataclass(frozen=True)
class Interrupted:
    """Something ends whatever the flow is at; it goes on at ``target``."""

    name: str
    target: str


@dataclass(frozen=True)
class Diverted:
    """The actions of an interrupt are carried out; the flow goes on at ``target``."""

    target: str


Command = Start | Finished | Acted | Interrupted | Diverted

# What a step must know before it can go on.


@dataclass(frozen=True)
class Query:
    """Whether a step is skipped (``skip``), or whether the flow goes to ``target`` behind it (``next``)."""

    kind: Literal["skip", "next"]
    step: str
    target: str = ""


# What is to be done about it.


@dataclass(frozen=True)
class Enter:
    """A token waits at a step from now on: open its task, set its timers."""

    token: Token


@dataclass(frozen=True)
class Leave:
    """A token leaves its step: cancel what it waited for. ``done`` tells that what it waited for has come."""

    token: Token
    outcome: str | None = None
    timed_out: bool = False
    done: bool = True


@dataclass(frozen=True)
class Divert:
    """Carry out the actions of an interrupt."""

    name: str


@dataclass(frozen=True)
class Act:
    """Carry out the actions of a step, then tell the flow so with `Acted`."""

    step: str


@dataclass(frozen=True)
class Skip:
    """A step was passed over."""

    step: str


@dataclass(frozen=True)
class End:
    """The flow is over, at a named end or behind its last step."""

    outcome: str | None
    step: str | None = None


Effect = Enter | Leave | Divert | Act | Skip | End


@dataclass(frozen=True)
class Need:
    """The step cannot go on before these questions are answered."""

    queries: tuple[Query, ...]


@dataclass(frozen=True)
class Transition:
    """The new state, what to do, and the command to go on with once it is done."""

    state: State
    effects: tuple[Effect, ...] = ()
    then: Command | None = None
