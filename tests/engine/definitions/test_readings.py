"""What is kept of files that were read: after any edits a pack reads as if nothing had been kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.app import engines
from engine.compiling import build_app
from engine.definitions import Registry, read, readings
from engine.definitions.budget import Budget
from engine.definitions.reader import Loading
from engine.definitions.readings import tree_of
from engine.people.system import system_catalog
from engine.platform import new_registry

PLUGGED = engines()
WARM = new_registry(PLUGGED)
SYSTEM = system_catalog(WARM, PLUGGED)
FILES = {
    "app.yaml": "title: 贸易\nlanguage: zh\nroles: {clerk: {role: 业务员}}\n",
    "forms/order.yaml": """\
title: 订单
label: code
fields:
  code: {text: 单号, required: true}
  customer: {reference: 客户, form: customer, back: orders}
  amount: {money: 金额, min: 0}
  half: {money: 一半, formula: amount / 2}
access: {clerk: {see: created_by = me, edit: created_by = me, create: true}}
""",
    "forms/customer.yaml": """\
title: 客户
fields:
  name: {text: 名称}
  total: {money: 累计, formula: sum(orders.amount)}
""",
    "rules/customer.yaml": "title: 客户规则\nform: customer\ntags: {large: {tag: 大客户, when: total > 1000}}\n",
    "translations/en.yaml": "forms/order: Order\nforms/order/fields/code: Number\n",
}
EDITS = [
    ("title", "titel"),
    ("amount", "betrag"),
    ("customer", "client"),
    ("money", "number"),
    ("language: zh", "language: en"),
    ("1000", "2000"),
    ("required: true", "required: yes, requierd: 1"),
    ("{", "[{"),
    ("text: 单号", "text: {zh: 单号, en: No.}"),
    ("\n", "\n\n"),
]
STEPS = st.one_of(
    st.tuples(st.just("edit"), st.sampled_from(sorted(FILES)), st.sampled_from(EDITS)),
    st.tuples(st.just("back"), st.sampled_from(sorted(FILES)), st.none()),
    st.tuples(st.just("remove"), st.sampled_from(sorted(FILES)), st.none()),
    st.tuples(
        st.just("move"),
        st.sampled_from(sorted(FILES)),
        st.sampled_from(["forms/x.yaml", "stray.yaml", "forms/order.json"]),
    ),
)


def after(files: Mapping[str, str], step: tuple[str, str, Any]) -> dict[str, str]:
    what, path, more = step
    found = dict(files)
    text = found.pop(path, FILES[path])
    if what == "edit":
        found[path] = text.replace(more[0], more[1], 1)
    elif what == "back":
        found[path] = FILES[path]
    elif what == "move":
        found[more] = text
    return found


def told(files: Mapping[str, str], registry: Registry) -> tuple[Any, ...]:
    """All that reading and compiling a pack gives, to be compared."""
    draft = read({path: text.encode() for path, text in files.items()}, registry, "trade")
    definition = draft.definition
    read_problems = [problem.to_json() for problem in draft.problems.kept]
    build = build_app(definition, registry, PLUGGED, SYSTEM, draft.problems)
    problems = [problem.to_json() for problem in draft.problems.kept]
    texts = (definition.texts, definition.translations, list(definition.elements.items()))
    return definition, texts, sorted(draft.broken), read_problems, problems, build.catalog


@settings(max_examples=30)
@given(st.lists(STEPS, max_size=6))
def test_after_any_edits_a_pack_compiles_as_if_for_the_first_time(steps: list[tuple[str, str, Any]]) -> None:
    files: Mapping[str, str] = FILES
    told(files, WARM)
    for step in steps:
        files = after(files, step)
        warm = told(files, WARM)
        readings._parsed.cache_clear()
        assert warm == told(files, new_registry(PLUGGED))


def test_a_pack_that_is_too_large_says_so_at_the_same_place_again() -> None:
    def tried() -> tuple[list[Any], list[bool]]:
        loading = Loading(WARM, budget=Budget(12))
        trees = [tree_of(f"forms/{name}.yaml", b"a: [1, 2, 3, 4, 5]", loading) for name in "ab"]
        return [problem.to_json() for problem in loading.problems], [tree is None for tree in trees]

    first = tried()
    assert [problem["code"] for problem in first[0]] == ["yaml.many"] and first[1] == [False, True]
    assert tried() == first


def test_a_kind_that_is_added_later_is_read_with_it() -> None:
    registry = new_registry(PLUGGED)
    told(FILES, registry)
    assert registry.readings
    registry.kind("plans", type(read({}, registry).definition.app))
    assert not registry.readings
