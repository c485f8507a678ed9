"""Every route does what /api/openapi.json says, whatever it is sent: nothing undocumented, no failure of the server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.forms.office import PACKS, Office, office

CRM = Path(__file__).parents[2] / "apps/crm"
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
# The clock and the session of the test itself stay as they are.
APART = ("/api/dev/clock", "/api/session", "/api/session/password", "/api/apps/{app}/people/{id}/password")
EXAMPLES = {GenerationMode.POSITIVE: 8, GenerationMode.NEGATIVE: 4}
SLOW_IS_FINE = list(HealthCheck)


@pytest.fixture(scope="module", params=["trade", "crm"])
def served_pack(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    pack = CRM if request.param == "crm" else PACKS / request.param
    with office(f"sqlite:///{tmp_path_factory.mktemp(request.param)}/dougong.db", pack) as found:
        found.hire("boss", "director" if request.param == "crm" else "boss")
        yield found


def operations(served: Office, mode: GenerationMode | None = None) -> Iterator[Any]:
    """Every documented operation; in a mode, of all but the small pack only every second one."""
    document = served.boss.http.get("/api/openapi.json").json()
    schema = schemathesis.openapi.from_dict(document)
    schema.config.update(base_url=served.address)
    for number, found in enumerate(schema.get_all_operations()):
        operation = found.ok()
        halved = mode is not None and "/apps/trade/" not in operation.path
        left_out = halved and (number % 2 == 0) == (mode is GenerationMode.POSITIVE)
        if not operation.path.startswith(APART) and not left_out:
            yield operation


def known_ids(served: Office) -> dict[str, str]:
    """A record of each form of the small pack, so that not every request is about a missing one."""
    if served.world.app != "trade":
        return {}
    client = served.boss.make("client", name="甲")["id"]
    order = served.boss.make("order", client=client, items=[{"product": "a"}])["id"]
    return {"client": client, "order": order}


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
def test_every_answer_is_as_it_is_described(served_pack: Office, mode: GenerationMode, full: bool) -> None:
    ids = known_ids(served_pack)
    examples = EXAMPLES[mode] * (20 if full else 1) if ids else 2
    refused = []
    for operation in operations(served_pack, None if full else mode):
        form = next((form for form in ids if f"/forms/{form}/" in operation.path), "")
        try:
            probe(served_pack, operation.as_strategy(generation_mode=mode), examples, ids.get(form, ""))
        except* Exception as errors:
            refused.append(f"{operation.label}: {told(errors)}")
    assert not refused, "\n\n".join(refused)


def told(errors: BaseException) -> str:
    """What is wrong, whatever it is wrapped in."""
    if isinstance(errors, BaseExceptionGroup):
        return " | ".join(told(error) for error in errors.exceptions)
    return str(errors)[:700]


def probe(served: Office, cases: st.SearchStrategy[Case], examples: int, id: str) -> None:
    """Sends some requests of an operation, half of them about a record that there is."""

    @settings(max_examples=examples, phases=[Phase.generate], suppress_health_check=SLOW_IS_FINE, database=None)
    @given(case=cases, real=st.booleans())
    def ask(case: Case, real: bool) -> None:
        if real and id and "id" in (case.path_parameters or {}):
            case.path_parameters["id"] = id
        case.call_and_validate(headers=dict(served.boss.http.headers), checks=CHECKS, timeout=20)

    ask()


def test_a_stranger_is_refused_everywhere(served_pack: Office) -> None:
    import httpx

    with httpx.Client(base_url=served_pack.address) as stranger:
        for operation in operations(served_pack):
            path = operation.path.replace("{app}", served_pack.world.app).replace("{", "").replace("}", "")
            answer = stranger.request(operation.method, path, json={} if operation.method != "get" else None)
            assert answer.status_code == 401 or (answer.status_code, operation.method) == (400, "post"), operation.label
            assert answer.headers["content-type"] == "application/problem+json"
