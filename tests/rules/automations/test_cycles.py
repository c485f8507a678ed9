"""Circles of rules: found before anything is published; what passes ends, or is stopped with its chain of causes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.app import opened
from engine.problems import Problem, Refused
from engine.publishing import check
from tests.rules.shop import PACK, customer, shop
from tests.running import World, files_of

CASES = yaml.safe_load((Path(__file__).parent / "cycles.yaml").read_text())


def pack(rules: dict[str, Any]) -> dict[str, str]:
    """The shop with these rules by form, and no others."""
    return {
        f"rules/{form}.yaml": orjson.dumps(
            {"title": "规则", "form": form, "tags": {"vip": {"tag": "贵宾"}} if form == "customer" else {}}
            | {"rules": rules.get(form, {})}
        ).decode()
        for form in ("customer", "order")
    }


def said(platform: Any, rules: dict[str, Any]) -> list[Problem]:
    files = files_of(PACK) | {path: text.encode() for path, text in pack(rules).items()}
    built = check(platform, files, "shop")
    found = built if not hasattr(built, "problems") else built.problems
    assert all(problem.code in ("rule.endless", "rule.circle") for problem in found), [p.text("en") for p in found]
    return list(found)


def test_circles_are_found_and_told_by_their_titles(database_url: str) -> None:
    with opened(database_url) as platform:
        for case in CASES:
            found = said(platform, {form: case[form] for form in ("customer", "order") if form in case})
            assert [problem.code for problem in found] == ([case["says"]] if "says" in case else []), case["case"]
            if "chain" in case:
                assert case["chain"] in found[0].text("zh"), found[0].text("zh")


NUMBERS = ("score", "secret")
VALUES = st.sampled_from(["1", "2", "=score + 1", "=secret", "=secret + 1", "=paid"])
SOME = st.sampled_from([None, "score < 3", "secret > 1", "paid > 0"])


@st.composite
def automation(draw: Any, form: str) -> dict[str, Any]:
    """A rule of one of the two forms that writes numbers here or there, or a record."""
    customers = form == "customer"
    heard = draw(st.sampled_from([*NUMBERS, "paid"])) if customers else "amount"
    made: dict[str, Any] = {"rule": f"r{draw(st.integers(0, 999))}"}
    when = draw(SOME) if customers else draw(st.sampled_from([None, "amount < 3"]))
    if when is not None:
        made["when"] = when
    if when is None or draw(st.booleans()):
        made["trigger"] = draw(st.sampled_from(["created", "updated", {"changed": heard}]))
    if customers:
        target = draw(st.sampled_from(NUMBERS))
        actions = [
            {"set": {target: draw(VALUES)}},
            {"update": "orders", "with": {"amount": "=score"}},
            {"create": "order", "with": {"code": "x", "customer": "=this", "paid": "true", "amount": draw(VALUES)}},
        ]
    else:
        actions = [
            {"set": {"amount": draw(st.sampled_from(["1", "=amount + 1"]))}},
            {"update": "customer", "with": {"score": draw(st.sampled_from(["1", "=amount", "=that.score + 1"]))}},
            {"create": "order", "with": {"code": "y", "amount": "1"}},
        ]
    made["then"] = draw(st.sampled_from(actions))
    return made


@st.composite
def rules_of_two_forms(draw: Any) -> dict[str, Any]:
    return {
        form: {f"{form}{number}": draw(automation(form)) for number in range(draw(st.integers(0, 3)))}
        for form in ("customer", "order")
    }


@pytest.fixture
def world(database_url: str) -> Any:
    with shop(database_url, pack({})) as found:
        yield found


def test_what_passes_ends_or_is_stopped_with_its_chain(world: World, full: bool) -> None:
    @settings(
        max_examples=200 if full else 12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    @given(rules=rules_of_two_forms(), score=st.integers(0, 4))
    def law(rules: dict[str, Any], score: int) -> None:
        files = files_of(PACK) | {path: text.encode() for path, text in pack(rules).items()}
        built = check(world.platform, files, "shop")
        codes = {problem.code for problem in (built.problems if hasattr(built, "problems") else built)}
        if "rule.endless" in codes:
            with pytest.raises(Refused):
                world.publish(pack(rules))
            return
        world.publish(pack(rules))
        quiet = "rule.circle" not in codes
        for run in (lambda: customer(world, score=score), lambda: world.create("order", code="o", amount=score * 100)):
            try:
                made = run()
                form = "customer" if run.__code__.co_names[0] == "customer" else "order"
                world.update(form, made, **({"score": score + 1} if form == "customer" else {"amount": 100}))
            except Refused as refused:
                (problem,) = refused.problems
                assert problem.code == "wave.too_deep" and "→" in problem.text("zh")
                assert not quiet, problem.text("en")

    law()
