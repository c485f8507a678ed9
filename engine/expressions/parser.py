"""Tokens into a piece of syntax, by precedence: or, and, not, comparison, + -, * /, minus."""

from __future__ import annotations

from engine.expressions import syntax
from engine.expressions.lexer import Token, tokens
from engine.expressions.mistake import Mistake, mistake, shown
from engine.expressions.work import Work
from engine.time import duration
from engine.time.phrase import PhraseError

DEEPEST = 60  # parentheses, calls and signs inside each other
TALLEST = 120  # pieces inside each other, of which a chain of sums makes one for each term
LONGEST_PATH = 12  # names joined by dots
MOST_ITEMS = 300  # arguments of a function, or values after ``in``

OR, AND, NOT, COMPARE, ADD, MULTIPLY, SIGN = range(1, 8)
POWERS = {
    "or": OR,
    "and": AND,
    **dict.fromkeys(("=", "!=", "<", "<=", ">", ">=", "in", "not", "is", "has"), COMPARE),
    **dict.fromkeys("+-", ADD),
    **dict.fromkeys("*/", MULTIPLY),
}


def parse(text: str, work: Work | None = None) -> syntax.Syntax:
    """The syntax of a whole expression. Raises Mistake."""
    work = work or Work()
    parser = Parser(tokens(text, work), work)
    found = parser.expression(OR)
    if parser.next.kind != "end":
        raise parser.unexpected({"zh": "运算符或结尾", "en": "an operator or the end"})
    return found


class Parser:
    def __init__(self, found: list[Token], work: Work) -> None:
        self.tokens = found
        self.work = work
        self.position = 0
        self.depth = 0

    @property
    def next(self) -> Token:
        return self.tokens[self.position]

    def at(self, *values: str) -> bool:
        return self.next.kind in ("operator", "word") and self.next.value in values

    def take(self) -> Token:
        self.position += 1
        return self.tokens[self.position - 1]

    def need(self, value: str) -> Token:
        if not self.at(value):
            raise self.unexpected({"zh": f"「{value}」", "en": f"“{value}”"})
        return self.take()

    def unexpected(self, expected: object) -> Mistake:
        token = self.next
        if token.kind == "end":
            return mistake("unfinished", token.start, token.end, expected=expected)
        return mistake("unexpected", token.start, token.end, found=shown(token.value), expected=expected)

    def expression(self, power: int) -> syntax.Syntax:
        """What binds at least as tightly as ``power``."""
        self.depth += 1
        self.work.spend(self.next.start, self.next.end)
        if self.depth > DEEPEST:
            raise mistake("too_deep", self.next.start, self.next.end, limit=DEEPEST)
        left = self.prefix()
        while self.next.kind in ("operator", "word") and (own := POWERS.get(self.next.value, 0)) >= power:
            left = self.infix(left, own)
            if left.height > TALLEST:
                raise mistake("too_deep", self.next.start, self.next.end, limit=TALLEST)
        self.depth -= 1
        return left

    def prefix(self) -> syntax.Syntax:
        start = self.next.start
        if self.at("not"):
            self.take()
            item = self.expression(NOT)
            return syntax.Not(start, item.end, item)
        if self.at("-"):
            self.take()
            return self.minus(start, self.expression(SIGN))
        return self.atom()

    def minus(self, start: int, item: syntax.Syntax) -> syntax.Syntax:
        if isinstance(item, syntax.NumberText):
            return syntax.NumberText(start, item.end, -item.digits, item.scale)
        if isinstance(item, syntax.DurationText):
            return syntax.DurationText(start, item.end, -item.value)
        return syntax.Minus(start, item.end, item)

    def infix(self, left: syntax.Syntax, power: int) -> syntax.Syntax:
        if power in (OR, AND):
            return self.logical(left, power)
        if power == COMPARE:
            found = self.comparison(left)
            if self.next.kind in ("operator", "word") and POWERS.get(self.next.value) == COMPARE:
                raise mistake("chained", self.next.start, self.next.end, operator=self.next.value)
            return found
        operator = self.take().value
        right = self.expression(power + 1)
        return syntax.Binary(left.start, right.end, operator, left, right)

    def logical(self, left: syntax.Syntax, power: int) -> syntax.Syntax:
        operator = self.next.value
        items = [left]
        while self.at(operator):
            self.take()
            items.append(self.expression(power + 1))
        return syntax.Logical(left.start, items[-1].end, "or" if power == OR else "and", tuple(items))

    def comparison(self, left: syntax.Syntax) -> syntax.Syntax:
        token = self.take()
        if token.value == "not":
            if not self.at("in", "has"):
                raise self.unexpected({"zh": "「in」", "en": "“in”"})
            found = self.comparison(left)
            return syntax.Not(left.start, found.end, found)
        if token.value == "is":
            return self.emptiness(left)
        if token.value == "in":
            return self.membership(left)
        right = self.expression(COMPARE + 1)
        return syntax.Binary(left.start, right.end, token.value, left, right)

    def emptiness(self, left: syntax.Syntax) -> syntax.Syntax:
        negated = self.at("not") and bool(self.take())
        word = self.next.value.lower()
        if self.next.kind not in ("name", "word") or word not in ("set", "empty", "null"):
            raise self.unexpected({"zh": "「set」或「empty」", "en": "“set” or “empty”"})
        return syntax.Is(left.start, self.take().end, left, (word == "set") != negated)

    def membership(self, left: syntax.Syntax) -> syntax.Syntax:
        if not self.at("("):
            people = self.expression(COMPARE + 1)
            return syntax.In(left.start, people.end, left, (people,))
        self.take()
        items = self.separated()
        return syntax.In(left.start, self.need(")").end, left, tuple(items))

    def separated(self) -> list[syntax.Syntax]:
        items = [self.expression(OR)]
        while self.at(","):
            comma = self.take()
            items.append(self.expression(OR))
            if len(items) > MOST_ITEMS:
                raise mistake("too_many", comma.start, comma.end, limit=MOST_ITEMS)
        return items

    def atom(self) -> syntax.Syntax:
        token = self.next
        match token.kind:
            case "number" | "percent":
                return self.number(self.take())
            case "duration":
                return self.duration(self.take())
            case "text":
                self.take()
                return syntax.Text(token.start, token.end, token.value)
            case "name" | "quoted":
                return self.name()
            case "word" if token.value in ("true", "false", "null"):
                self.take()
                return syntax.Name(token.start, token.end, (token.value,))
        if self.at("("):
            self.take()
            inside = self.expression(OR)
            self.need(")")
            return inside
        raise self.unexpected({"zh": "一个值", "en": "a value"})

    def number(self, token: Token) -> syntax.Syntax:
        whole, _, decimals = token.value.partition(".")
        scale = len(decimals) + (2 if token.kind == "percent" else 0)
        return syntax.NumberText(token.start, token.end, int(whole + decimals), scale)

    def duration(self, token: Token) -> syntax.Syntax:
        try:
            return syntax.DurationText(token.start, token.end, duration.parse(token.value))
        except PhraseError as error:
            raise Mistake(error.code, token.start, token.end, {"text": shown(error.text)}) from None

    def name(self) -> syntax.Syntax:
        first = self.take()
        parts, end = [first.value], first.end
        while self.at("."):
            self.take()
            if self.next.kind not in ("name", "quoted", "word"):
                raise self.unexpected({"zh": "名称", "en": "a name"})
            part = self.take()
            parts.append(part.value)
            end = part.end
            if len(parts) > LONGEST_PATH:
                raise mistake("too_deep", first.start, end, limit=LONGEST_PATH)
        if self.at("(") and len(parts) == 1 and first.kind == "name":
            return self.call(first)
        return syntax.Name(first.start, end, tuple(parts), first.kind == "quoted")

    def call(self, name: Token) -> syntax.Syntax:
        self.take()
        arguments = [] if self.at(")") else self.separated()
        where = None
        if self.at("where"):
            self.take()
            where = self.expression(OR)
        end = self.need(")").end
        return syntax.Call(name.start, end, name.value.lower(), tuple(arguments), where)


def names(found: syntax.Syntax) -> set[str]:
    """The dotted names that a piece of syntax reads."""
    own = {found.name} if isinstance(found, syntax.Name) else set()
    return own.union(*(names(part) for part in found.parts))
