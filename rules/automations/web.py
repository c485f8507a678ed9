"""Rules as administrators look after them: how each stands, and what its runs did."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

import orjson
import sqlalchemy as sa

from engine.causes import cause_title
from engine.expressions.types import DATETIME
from engine.people.finding import names_of
from engine.plugin import AppVersion
from engine.records.codec import to_json
from engine.records.dialect import Dialect
from engine.records.statement import Statement
from engine.web.request import Request, forbidden, not_found
from engine.web.route import TEXT, Form, Route
from rules.automations import tables
from rules.automations.automation import Rule
from rules.rule_set import RuleSet

if TYPE_CHECKING:
    from engine.access.viewer import Viewer
    from engine.records.readers import Reader

PATH = "/api/apps/{app}/rules"
LIMIT = 200
COUNT = {"type": "integer", "minimum": 0}
MAYBE_TEXT = {"type": ["string", "null"]}
RULE = {
    "type": "object",
    "required": ["name", "title", "form", "limit", "state", "waiting", "runs"],
    "properties": {
        "name": TEXT,
        "title": TEXT,
        "form": TEXT,
        "limit": MAYBE_TEXT,
        "state": {"enum": ["active", "paused", "releasing"]},
        "waiting": COUNT,
        "runs": {"type": "object", "additionalProperties": COUNT},
    },
    "additionalProperties": False,
}
RUN = {
    "type": "object",
    "required": [
        "seq",
        "at",
        "outcome",
        "microseconds",
        "who",
        "cause",
        "form",
        "record",
        "inputs",
        "outputs",
        "problems",
    ],
    "properties": {
        "seq": COUNT,
        "at": TEXT,
        "outcome": {"enum": ["done", "refused", "held", "dropped", "lapsed"]},
        "microseconds": COUNT,
        "who": {"type": ["object", "null"], "required": ["id", "name"]},
        "cause": {"type": "array", "items": {"type": "object", "required": ["kind", "title"]}},
        "form": TEXT,
        "record": TEXT,
        "inputs": {"type": "object"},
        "outputs": {"type": "array", "items": {"type": "object", "required": ["verb", "entity", "ids", "count"]}},
        "problems": {"type": "array", "items": {"type": "object", "required": ["code", "message", "address"]}},
    },
    "additionalProperties": False,
}
RULES = {"type": "object", "required": ["rules"], "properties": {"rules": {"type": "array", "items": RULE}}}
RUNS = {
    "type": "object",
    "required": ["runs", "next"],
    "properties": {"runs": {"type": "array", "items": RUN}, "next": {"type": ["integer", "null"]}},
}


def routes() -> list[Route]:
    page = {"before": {"type": "integer", "minimum": 1}, "limit": {"type": "integer", "minimum": 1, "maximum": LIMIT}}
    return [
        Route("GET", PATH, list_rules, "read", "The rules of an app and how they stand", answer=RULES),
        Route("GET", f"{PATH}/{{rule}}/runs", list_runs, "read", "What a rule did", page, answer=RUNS, expand=_each),
    ]


def list_rules(request: Request, reader: Reader) -> dict[str, Any]:
    """Every rule with its state, how many runs wait, and its logged runs by outcome."""
    version = _administered(request)
    statements = _statements(reader.dialect)
    states = dict(_rows(reader, statements.states, version))
    waiting = dict(_rows(reader, statements.waiting, version))
    runs: dict[str, dict[str, int]] = {}
    for rule, outcome, count in _rows(reader, statements.outcomes, version):
        runs.setdefault(rule, {})[outcome] = count
    return {
        "rules": [
            {
                "name": rule.key,
                "title": version.definition.title(rule.automation, request.language),
                "form": rule.entity.name,
                "limit": rule.automation.limit.text if rule.automation.limit is not None else None,
                "state": states.get(rule.key, "active"),
                "waiting": waiting.get(rule.key, 0),
                "runs": runs.get(rule.key, {}),
            }
            for rule in version.part("rules", RuleSet).all()
        ]
    }


def list_runs(request: Request, reader: Reader) -> dict[str, Any]:
    """A page of what a rule did, the latest first; ``next`` is the ``before`` of the following page."""
    version = _administered(request)
    rule = next((one for one in version.part("rules", RuleSet).all() if one.key == request.path["rule"]), None)
    if rule is None:
        raise not_found()
    limit, before = int(request.query.get("limit", 50)), int(request.query.get("before", 2**62))
    statement = _statements(reader.dialect).runs
    statement.run(reader.cursor, {"app": version.app, "rule": rule.key, "before": before, "most": limit + 1})
    rows = [dict(zip(COLUMNS, values, strict=True)) for values in reader.cursor.fetchall()]
    names = names_of(reader, {row["actor"] for row in rows if row["actor"]})
    told = [_told(version, rule, row, names, request.language) for row in rows[:limit]]
    return {"runs": told, "next": told[-1]["seq"] if len(rows) > limit else None}


def _administered(request: Request) -> AppVersion:
    if not request.viewer.admin:
        raise forbidden()
    return request.version


def _told(
    version: AppVersion, rule: Rule, row: Mapping[str, Any], names: Mapping[str, str], language: str
) -> dict[str, Any]:
    attributes = rule.entity.attributes
    inputs = orjson.loads(row["inputs"])
    problems = orjson.loads(row["problems"] or "[]")
    return {
        "seq": row["seq"],
        "at": to_json(DATETIME, row["at"]),
        "outcome": row["outcome"],
        "microseconds": row["microseconds"],
        "who": {"id": row["actor"], "name": names.get(row["actor"], "")} if row["actor"] else None,
        "cause": list(_causes(version, orjson.loads(row["cause"]), language)),
        "form": row["entity"],
        "record": row["record"],
        "inputs": {name: to_json(attributes[name].type, inputs[name]) for name in inputs if name in attributes},
        "outputs": orjson.loads(row["outputs"]),
        "problems": [
            {name: problem[name] for name in ("code", "message", "address")}
            for problem in problems
            if problem["language"] == language
        ],
    }


def _causes(version: AppVersion, cause: Mapping[str, Any] | None, language: str) -> Iterator[dict[str, str]]:
    """What led to the run, the nearest first."""
    while cause is not None:
        yield {"kind": cause["kind"], "title": cause_title(version.definition, cause, language)}
        cause = cause.get("parent")


def _rows(reader: Reader, statement: Statement, version: AppVersion) -> list[Any]:
    statement.run(reader.cursor, {"app": version.app})
    return reader.cursor.fetchall()


def _each(version: AppVersion, viewer: Viewer) -> Iterator[Form]:
    """One path for each rule, for administrators."""
    if viewer.admin:
        for rule in version.part("rules", RuleSet).all():
            yield Form({"rule": rule.key}, answer=RUNS)


COLUMNS = [column.name for column in tables.run.c]


class _Statements:
    def __init__(self, dialect: Dialect) -> None:
        run, state, held = tables.run, tables.state, tables.held
        app = sa.bindparam("app", type_=sa.Text)
        self.states = Statement(sa.select(state.c.rule, state.c.state).where(state.c.app == app), dialect)
        counted = sa.select(held.c.rule, sa.func.count()).where(held.c.app == app).group_by(held.c.rule)
        self.waiting = Statement(counted, dialect)
        grouped = sa.select(run.c.rule, run.c.outcome, sa.func.count()).where(run.c.app == app)
        self.outcomes = Statement(grouped.group_by(run.c.rule, run.c.outcome), dialect)
        own = run.c.app == app, run.c.rule == sa.bindparam("rule", type_=sa.Text)
        page = sa.select(run).where(*own, run.c.seq < sa.bindparam("before", type_=sa.BigInteger))
        most = sa.bindparam("most", type_=sa.BigInteger)
        self.runs = Statement(page.order_by(run.c.seq.desc()).limit(most), dialect)


@cache
def _statements(dialect: Dialect) -> _Statements:
    return _Statements(dialect)
