"""Texts that stand for something else: dates in quotes, and the names of options."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from engine.expressions import syntax
from engine.expressions.mistake import guess, shown
from engine.expressions.runtime.dates import days
from engine.expressions.tree import Call, Literal, Node, Shift
from engine.expressions.types import DATE, DATETIME, DURATION, Choice, Choices, Date, DateTime, Text, Type
from engine.time.duration import MINUTE, Duration

if TYPE_CHECKING:
    from engine.expressions.checking.checker import Checker

WRITTEN = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[ T]([0-9]{1,2}):([0-9]{2}))?", re.ASCII)


def typed_text(checker: Checker, node: Node, target: Type, at: syntax.Syntax) -> Node:
    """A quoted text as the date, datetime or option that the target asks for; others stay as they are."""
    if not isinstance(node, Literal) or not isinstance(node.type, Text):
        return node
    if isinstance(target, Date | DateTime):
        return written_date(checker, node, at)
    if isinstance(target, Choice) and target.options:
        return option(checker, node.value, target, at)
    return node


def written_date(checker: Checker, node: Literal, at: syntax.Syntax) -> Node:
    """``"2026-01-31"`` a date, ``"2026-01-31 09:00"`` a local datetime."""
    match = WRITTEN.fullmatch(node.value.strip())
    try:
        if match is None:
            raise ValueError
        found = date(int(match[1]), int(match[2]), int(match[3]))
        if match[4] is None:
            return Literal(DATE, days(found), column=node.column)
        clock = int(match[4]) * 60 + int(match[5])
        if int(match[4]) > 23 or int(match[5]) > 59:
            raise ValueError
    except ValueError:
        return checker.report("bad_date", at, text=shown(node.value))
    midnight = Call(DATETIME, "midnight", (Literal(DATE, days(found)),))
    length = Literal(DURATION, Duration(milliseconds=clock * MINUTE))
    return Shift(DATETIME, midnight, length, column=node.column) if clock else midnight


def option_named(name: str, type_: Choice | Choices) -> str | None:
    """The option of this name, or of this title if only one has it."""
    if name in type_.names:
        return name
    titled = [found.name for found in type_.options if found.title == name]
    return titled[0] if len(titled) == 1 else None


def option(checker: Checker, name: str, type_: Choice | Choices, at: syntax.Syntax) -> Node:
    """The option as a literal; reports one that does not exist."""
    found = option_named(name, type_)
    single = type_ if isinstance(type_, Choice) else Choice(type_.options)
    if found is not None:
        return Literal(single, found, column=at.start + 1)
    if isinstance(type_, Choices) and type_.free and "|" not in name:
        return Literal(single, name, column=at.start + 1)
    known = list(type_.names)
    return checker.report(
        "unknown_option", at, name=shown(name), guess=guess(name, known), options=", ".join(known[:12])
    )
