"""Expressions at random, of every type and with every function; texts, as a person would write them.

``expressions`` are for every back end; ``changes`` need what was before, ``picks`` need the kernel, which picks people.
"""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import strategies as st

Texts = st.SearchStrategy[str]
DEPTH = 2


def fill(pattern: str, **parts: Texts) -> Texts:
    """The pattern with each named part drawn."""
    return st.fixed_dictionaries(parts).map(lambda drawn: pattern.format(**drawn))


def choice(*words: str) -> Texts:
    return st.sampled_from(words)


NUMBERS = choice(
    "0", "1", "-1", "3", "2.5", "0.01", "50000", "10%", "12.3456", "999999999999999", "0.000000001", "１２．５", "null"
)
NUMBER_FIELDS = choice(
    "paid", "count", "rate", "param.days", "param.amount", "stage.chance", "stage.days", "parent_co.paid", "累计成交"
)
TEXT_LITERALS = choice(
    '"a"',
    '"上海"',
    '"😀"',
    '"𠮷"',
    '"Ａ"',
    '" b "',
    '"12.5"',
    '"it\'s"',
    '"%"',
    '"_"',
    "“上海”",
    '"a""b"',
    '"👨\u200d👩"',
)
TEXT_FIELDS = choice("name", "note", "owner.name", "owner.manager.name")
DATE_FIELDS = choice("last_paid", "birthday", "today", "parent_co.last_paid", '"2024-02-29"', "date(2026, 1, 31)")
MOMENT_FIELDS = choice("contact", "stage.entered", "now")
LENGTHS = choice("1d", "30d", "-3d", "1mo", "13mo", "1y", "1w", "1q")
EXACT = choice("2h", "90min", "1d12h", "-1h", "1mo")
CHILD_NUMBERS = choice(
    "orders.amount",
    "orders.quantity",
    "orders.amount * orders.quantity",
    "orders.amount + 1",
    "parent_co.orders.amount",
    "订单.订单金额",
    "orders.amount + orders.customer.paid",
)
CHILD_ANY = choice("orders.amount", "orders.status", "orders.paid_on", "orders.at", "orders.quantity")
ROWS = choice("items.price", "items.pieces", "items.price * items.pieces", "明细.price")
ROW_WHERE = choice(
    "gift", "not gift", "pieces > 1", "price > this.paid", "parent.flag", "position != 2", "price is set"
)
CHILD_WHERE = choice(
    "any(customer.items where price > this.paid)",
    "amount = max(this.orders.amount where status = settled)",
    "count(customer.orders where quantity > 1) > 2",
    "customer.tags has vip",
    "customer.owner in role.director",
    "days_since(paid_on) < 400 and status in (settled, shipped)",
    "status = settled",
    "amount > this.paid",
    "paid_on > today - 1y",
    "quantity in (0, 2)",
    "not status = settled and amount is set",
    "at < now - 2h or quantity > 1",
    "amount > 0 and paid_on is empty",
)
NUMBER_FORMATS = choice('"0"', '"0.00"', '"#,##0"', '"#,##0.000"', '"0%"', '"#,##0.0%"')
DATE_FORMATS = choice('"yyyy-mm-dd"', '"m月d日"', '"yy/m/dd"', '"d.m.yyyy"')
MOMENT_FORMATS = choice('"yyyy-mm-dd hh:mm"', '"h点m分"', '"d.m. hh:mm"')
UNITS = choice("day", "week", "month", "quarter", "year")
COMPARED = choice("=", "!=", "<", "<=", ">", ">=")


def related(functions: Texts, over: Texts, where: Texts = CHILD_WHERE) -> Texts:
    """An aggregate over orders or rows, half of them with a condition."""
    return st.one_of(
        fill("{f}({x})", f=functions, x=over),
        fill("{f}({x} where {w})", f=functions, x=over, w=where),
    )


def numbers(depth: int) -> Texts:
    if not depth:
        return st.one_of(NUMBERS, NUMBER_FIELDS)
    n, t, d, b = numbers(depth - 1), texts(depth - 1), dates(depth - 1), conditions(depth - 1)
    return st.one_of(
        NUMBER_FIELDS,
        fill("({a} {o} {b})", a=n, o=choice("+", "-", "*", "/"), b=n),
        fill("-({a})", a=n),
        fill("{f}({a}, {p})", f=choice("round", "round_up", "round_down"), a=n, p=choice("0", "2", "-3")),
        fill("{f}({a})", f=choice("abs", "int", "round"), a=n),
        fill("mod({a}, {b})", a=n, b=n),
        fill("{f}({a}, {b}, {c})", f=choice("min", "max", "coalesce"), a=n, b=n, c=n),
        fill("if({c}, {a}, {b})", c=b, a=n, b=n),
        fill("case({c}, {a}, {d}, {b}, {e})", c=b, a=n, d=b, b=n, e=n),
        fill("len({a})", a=t),
        fill("number({a})", a=t),
        fill(
            "{f}({a})", f=choice("year", "month", "quarter", "week", "day", "weekday", "days_since", "years_since"), a=d
        ),
        fill("networkdays({a}, {b})", a=st.one_of(d, moments(depth - 1)), b=d),
        fill("filled({a}, {b}, {c})", a=n, b=st.one_of(t, d), c=choice("orders", "tags", "photo", "owner", "flag")),
        choice("filled(this)", "filled(parent_co)", "filled(owner)"),
        fill("days_between({a}, {b})", a=d, b=st.one_of(d, moments(depth - 1))),
        related(choice("sum", "avg", "min", "max", "median", "first", "last"), CHILD_NUMBERS),
        related(choice("count", "count_distinct"), CHILD_ANY),
        related(choice("count"), choice("orders", "parent_co.orders", "订单")),
        related(choice("sum", "avg", "max", "first", "last"), ROWS, ROW_WHERE),
    )


def texts(depth: int) -> Texts:
    if not depth:
        return st.one_of(TEXT_LITERALS, TEXT_FIELDS)
    n, t, b = numbers(depth - 1), texts(depth - 1), conditions(depth - 1)
    place = choice("0", "1", "2", "-1")
    return st.one_of(
        TEXT_FIELDS,
        fill("concat({a}, {b})", a=t, b=st.one_of(t, n)),
        fill("{f}({a}, {n})", f=choice("left", "right"), a=t, n=place),
        fill("mid({a}, {n}, {m})", a=t, n=place, m=place),
        fill("{f}({a})", f=choice("trim", "upper", "lower"), a=t),
        fill("replace({a}, {b}, {c})", a=t, b=t, c=t),
        fill("text({a})", a=st.one_of(dates(depth - 1), n)),
        fill("text({a}, {f})", a=n, f=NUMBER_FORMATS),
        fill("text({a}, {f})", a=dates(depth - 1), f=DATE_FORMATS),
        fill("text({a}, {f})", a=moments(depth - 1), f=st.one_of(DATE_FORMATS, MOMENT_FORMATS)),
        fill("fold({a})", a=choice("name", "note", "客户名称")),
        related(choice("first", "last"), choice("orders.customer.name"), CHILD_WHERE),
        fill("{f}({a}, {b})", f=choice("min", "max", "coalesce"), a=t, b=t),
        fill("if({c}, {a}, {b})", c=b, a=t, b=t),
    )


def dates(depth: int) -> Texts:
    if not depth:
        return DATE_FIELDS
    d, b = dates(depth - 1), conditions(depth - 1)
    return st.one_of(
        DATE_FIELDS,
        fill("({a} {o} {l})", a=d, o=choice("+", "-"), l=LENGTHS),
        fill("{f}({a}, {u})", f=choice("start_of", "end_of"), a=st.one_of(d, moments(depth - 1)), u=UNITS),
        fill("{f}({a}, {b})", f=choice("min", "max", "coalesce"), a=d, b=d),
        fill("if({c}, {a}, {b})", c=b, a=d, b=d),
        fill("date(year({a}), {m}, {n})", a=d, m=choice("2", "12", "13"), n=choice("29", "31", "0")),
        related(choice("min", "max", "first", "last"), choice("orders.paid_on")),
    )


def moments(depth: int) -> Texts:
    if not depth:
        return MOMENT_FIELDS
    m = moments(depth - 1)
    return st.one_of(
        MOMENT_FIELDS,
        fill("({a} {o} {l})", a=m, o=choice("+", "-"), l=st.one_of(LENGTHS, EXACT)),
        fill("{f}({a}, {b})", f=choice("min", "max", "coalesce"), a=m, b=m),
        related(choice("min", "max"), choice("orders.at")),
    )


def leaves() -> Texts:
    """Conditions of choices, sets, people, ways to records."""
    return choice(
        "flag",
        "true",
        "false",
        "status = settled",
        "status != draft",
        "status in (draft, shipped)",
        "stage >= proposal",
        "stage.closed is empty",
        "stage.closed = won",
        "tags has vip",
        'tags has "x"',
        "tags has high_value",
        "owner = me",
        "owner != me",
        "owner in my_team",
        "owner in role.director",
        "owner in team.presales",
        "owner.manager = me",
        "parent_co = this",
        "parent_co is set",
        "orders is empty",
        "any(orders where amount > this.paid)",
        "all(orders where quantity > 1)",
        "any(orders)",
        "重点 且 （状态 = 已付款 或 非 重点）",
        "状态 in （draft，settled）",
        "累计成交 ＞＝ ５００",
        "teams_of(owner) has presales",
        "in_role(owner, director)",
        "in_role(me, director)",
        "owner in managers(owner, 2)",
        "owner in (me, role.director, parent_co.owner)",
        "owner.manager in managers(parent_co.owner)",
        "any(items where gift and pieces > 1)",
        "all(items where price > this.paid or gift)",
        "photo is set",
        "tags is empty",
        "parent_co.tags has vip",
        "parent_co.parent_co.flag",
        "any(parent_co.orders where status = settled)",
        "this in (parent_co, null)",
        "null is empty",
    )


def conditions(depth: int) -> Texts:
    if not depth:
        return leaves()
    b, n, t = conditions(depth - 1), numbers(depth - 1), texts(depth - 1)
    d, m = dates(depth - 1), moments(depth - 1)
    return st.one_of(
        leaves(),
        fill("({a} {o} {b})", a=b, o=choice("and", "or"), b=b),
        fill("not {a}", a=b.map(lambda text: f"({text})")),
        fill("{a} {o} {b}", a=n, o=COMPARED, b=n),
        fill("{a} {o} {b}", a=t, o=COMPARED, b=t),
        fill("{a} {o} {b}", a=d, o=COMPARED, b=st.one_of(d, m)),
        fill("{a} {o} {b}", a=m, o=COMPARED, b=st.one_of(d, m)),
        fill("{a} - {b} {o} {l}", a=m, b=m, o=COMPARED, l=st.one_of(LENGTHS, EXACT, choice("param.stale"))),
        fill("{a} - {b} {o} {l}", a=d, b=d, o=COMPARED, l=LENGTHS),
        fill("{a} in ({b}, {c})", a=n, b=n, c=NUMBERS),
        fill("{f}({a}, {b})", f=choice("contains", "starts_with", "ends_with"), a=t, b=t),
        fill("{a} {is_}", a=st.one_of(n, t, d, m), is_=choice("is set", "is empty")),
        fill("coalesce({a}, {b})", a=b, b=b),
        fill("if({c}, {a}, {b})", c=b, a=b, b=b),
    ).map(_bracketed)


def _bracketed(text: str) -> str:
    return f"({text})"


KINDS: tuple[Callable[[int], Texts], ...] = (numbers, texts, dates, moments, conditions)


def expressions(depth: int = DEPTH) -> Texts:
    """Any expression."""
    return st.one_of(*(kind(depth) for kind in KINDS))


def changes() -> Texts:
    """Conditions over what a change did, for automations."""
    field = choice("paid", "status", "stage", "owner", "last_paid", "name", "tags", "flag")
    return st.one_of(
        fill("changed({a}) {o} {b}", a=field, o=choice("and", "or"), b=conditions(1)),
        fill("old.{a} != {a} or changed({b})", a=choice("paid", "status", "stage", "owner", "last_paid"), b=field),
        fill("not changed({a})", a=field),
        fill("paid - old.paid > {n} and changed(stage)", n=NUMBERS),
    )


def picks() -> Texts:
    """Somebody picked from several people."""
    people = choice(
        "team.presales", "role.director", "my_team", "managers(owner, 3)", "teams_of(owner)", "name", "owner"
    )
    return fill("{f}({a})", f=choice("least_busy", "next_of"), a=people)
