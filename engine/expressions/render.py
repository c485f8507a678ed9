"""A checked tree back into words: for keys of inputs, and for people in Chinese and English."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from engine.expressions.runtime.dates import civil
from engine.expressions.runtime.numbers import decimal_text
from engine.expressions.tree import (
    Aggregate,
    Among,
    Arithmetic,
    Attribute,
    Call,
    Case,
    Changed,
    Chosen,
    Coalesce,
    Comparison,
    Extreme,
    Formula,
    Has,
    In,
    IsEmpty,
    Literal,
    Logical,
    Member,
    Members,
    Negate,
    Node,
    Not,
    Old,
    OptionValue,
    Parameter,
    Path,
    PeopleList,
    Rescale,
    Round,
    Shift,
    Variable,
)
from engine.expressions.types import Boolean, Choice, Date, Number, Text
from engine.time.duration import MINUTE, Duration

Title = Callable[[str, str], str]  # entity, attribute → what the reader calls it

ENGLISH = {"and": "and", "or": "or", "not": "not", "in": "in", "has": "has", "empty": "is empty", "set": "is set"}
WORDS = {
    "": ENGLISH,  # as it is written
    "en": ENGLISH,
    "zh": {"and": "且", "or": "或", "not": "非", "in": "属于", "has": "含有", "empty": "为空", "set": "有值"},
}
NAMES_ZH = {
    "now": "现在",
    "today": "今天",
    "me": "我",
    "my_team": "我的团队",
    "sum": "合计",
    "count": "数量",
    "count_distinct": "不同值数",
    "avg": "平均",
    "min": "最小",
    "max": "最大",
    "median": "中位数",
    "any": "存在",
    "all": "全部",
    "first": "最早",
    "last": "最近",
    "days_since": "距今天数",
    "days_between": "相隔天数",
    "years_since": "满年数",
    "if": "如果",
    "case": "按条件",
    "coalesce": "首个有值",
}
SINCE = {"days_between": "days_since", "years_between": "years_since"}


def render(
    node: Node, language: str = "", title: Title | None = None, parameter: Callable[[str], str] | None = None
) -> str:
    """The tree as text. Without a language it is the expression language, with names as they are.

    ``parameter`` tells what the reader calls a parameter of the app.
    """
    return Renderer(language, title, parameter)(node)


@dataclass(frozen=True)
class Renderer:
    language: str
    title: Title | None
    parameter: Callable[[str], str] | None = None

    def __call__(self, node: Node) -> str:
        handler = RENDERERS.get(type(node))
        return str(handler(self, node)) if handler else type(node).__name__

    def word(self, name: str) -> str:
        return WORDS[self.language or "en"][name]

    def name(self, name: str) -> str:
        return NAMES_ZH.get(name, name) if self.language == "zh" else name

    def field(self, entity: str, name: str) -> str:
        found = self.title(entity, name) if self.title and self.language else ""
        return found or name

    def call(self, name: str, *items: Node) -> str:
        return f"{self.name(name)}({', '.join(map(self, items))})"

    def inside(self, node: Node) -> str:
        """In parentheses when it would be read differently."""
        bare = not isinstance(node, Logical | Comparison | Arithmetic | Not | In | Shift)
        return self(node) if bare else f"({self(node)})"

    def literal(self, node: Literal) -> str:
        match node.type, node.value:
            case _, None:
                return "null"
            case Boolean(), value:
                return "true" if value else "false"
            case Number(scale=scale), value:
                written = decimal_text(value, scale)
                return str(written.rstrip("0").rstrip(".") if scale else written)
            case Date(), value:
                return f'"{civil(value).isoformat()}"'
            case Text(), value:
                return f'"{str(value).replace(chr(34), chr(34) * 2)}"'
            case Choice() as choice, value:
                option = choice.names.get(value)
                return (option.title if option and self.language else "") or str(value)
            case _, Duration(milliseconds=exact) if exact % MINUTE:
                return f"{exact}ms"  # made by the checker: no such duration can be written
        return str(node.value)

    def attribute(self, node: Attribute) -> str:
        if node.name == "id" and type(node.type).__name__ == "Reference":
            return "this"
        return self.field(node.entity, node.name)

    def path(self, node: Path) -> str:
        return f"{self(node.reference)}.{self.inside(node.value)}"

    def aggregate(self, node: Aggregate) -> str:
        way = node.way or node.entity
        start = way if node.base.constant or self(node.base) == "this" else f"{self(node.base)}.{way}"
        value = f"{start}.{self.inside(node.value)}" if node.value is not None else start
        where = f" where {self(node.where)}" if node.where is not None else ""
        return f"{self.name(node.function)}({value}{where})"

    def logical(self, node: Logical) -> str:
        return f" {self.word(node.operator)} ".join(
            f"({self(item)})" if isinstance(item, Logical) else self(item) for item in node.items
        )

    def negation(self, node: Not) -> str:
        if isinstance(node.item, IsEmpty):
            return f"{self.inside(node.item.item)} {self.word('set')}"
        return f"{self.word('not')} {self.inside(node.item)}"

    def call_node(self, node: Call) -> str:
        last = node.arguments[-1] if node.arguments else None
        if node.function in SINCE and isinstance(last, Variable) and last.name == "today":
            return self.call(SINCE[node.function], *node.arguments[:-1])
        if node.function in ("local_date", "midnight"):
            return self(node.arguments[0])
        if node.function in ("text", "int"):
            return self.call(node.function, node.arguments[0])
        return self.call(node.function, *node.arguments)

    def case(self, node: Case) -> str:
        return self.call("case", *(part for branch in node.branches for part in branch), node.otherwise)

    def round(self, node: Round) -> str:
        name = "round" if node.mode == "half" else f"round_{node.mode}"
        scale = node.type.scale if isinstance(node.type, Number) else 0
        return f"{name}({self(node.item)}, {scale})"

    def option_value(self, node: OptionValue) -> str:
        return self(node.item) if node.part == "position" else f"{self(node.item)}.{node.part}"

    def infix(self, sign: str, left: Node, right: Node) -> str:
        return f"{self.inside(left)} {sign} {self.inside(right)}"


RENDERERS: dict[type, Callable[[Renderer, Any], str]] = {
    Literal: Renderer.literal,
    Attribute: Renderer.attribute,
    Formula: lambda self, node: self.field(node.entity, node.name),
    Path: Renderer.path,
    Aggregate: Renderer.aggregate,
    Variable: lambda self, node: self.name(node.name),
    Member: lambda self, node: f"{node.variable}.{node.name}",
    Parameter: lambda self, node: self.parameter(node.name) if self.parameter else f"param.{node.name}",
    Old: lambda self, node: f"old.{self.field(node.entity, node.name)}",
    Changed: lambda self, node: f"changed({self.field(node.entity, node.name)})",
    Comparison: lambda self, node: self.infix(node.operator, node.left, node.right),
    Logical: Renderer.logical,
    Not: Renderer.negation,
    IsEmpty: lambda self, node: f"{self.inside(node.item)} {self.word('empty')}",
    In: lambda self, node: f"{self.inside(node.item)} {self.word('in')} ({', '.join(map(self, node.items))})",
    Has: lambda self, node: self.infix(self.word("has"), node.item, node.option),
    Among: lambda self, node: self.infix(self.word("in"), node.item, node.people),
    Arithmetic: lambda self, node: self.infix(node.operator, node.left, node.right),
    Negate: lambda self, node: f"-{self.inside(node.item)}",
    Rescale: lambda self, node: self(node.item),
    Round: Renderer.round,
    Shift: lambda self, node: self.infix("+" if node.sign > 0 else "-", node.base, node.duration),
    Case: Renderer.case,
    Coalesce: lambda self, node: self.call("coalesce", *node.items),
    Extreme: lambda self, node: self.call(node.operator, *node.items),
    OptionValue: lambda self, node: self(node.item) if node.part == "position" else f"{self(node.item)}.{node.part}",
    Call: Renderer.call_node,
    Members: lambda self, node: node.word,
    PeopleList: lambda self, node: f"({', '.join(map(self, node.items))})",
    Chosen: lambda self, node: self.call(node.function, *node.arguments),
}
