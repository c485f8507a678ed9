"""Decision tables of the DMN compliance kit, as forms with a decision: inputs become fields, unary tests conditions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

HITS = {
    "UNIQUE": "unique",
    "FIRST": "first",
    "ANY": "any",
    "PRIORITY": "priority",
    "RULE ORDER": "rule_order",
    "OUTPUT ORDER": "collect",
    "COLLECT": "collect",
}
KINDS = {"number": "number", "string": "text", "boolean": "boolean"}
INTERVAL = re.compile(r"([\[\](])\s*(\S+)\s*\.\.\s*(\S+?)\s*([\[\])])")
DECIMAL = "{http://www.omg.org/spec/DMN/20160719/testcase}"


@dataclass(frozen=True)
class Input:
    title: str
    name: str
    kind: str


@dataclass(frozen=True)
class Output:
    """``values`` are the texts that it may give, by the option that stands for each."""

    title: str
    name: str
    kind: str
    values: dict[str, str]


@dataclass(frozen=True)
class Case:
    id: str
    given: dict[str, Any]
    expected: Any


@dataclass(frozen=True)
class Table:
    """One table of the kit: its folder, and what it became."""

    folder: str
    form: str
    hit: str
    inputs: list[Input]
    outputs: list[Output]
    rows: list[dict[str, str]]
    collect: str
    cases: list[Case]

    @property
    def several(self) -> bool:
        """Whether it gives a list."""
        return self.hit == "rule_order" or (self.hit == "collect" and self.collect == "list")


def tables(data: Path) -> list[Table]:
    """Every decision table of the kit, by its folder."""
    found = [path for path in sorted(data.glob("dmn_tck/**/*.dmn")) if "hitPolicy" in path.read_text()]
    return [_table(path) for path in found if "compliance-level-2" in str(path)]


def pack(found: list[Table]) -> dict[str, str]:
    """The files of an app with all of them."""
    files = {"app.yaml": "title: DMN\nversion: 1.0.0\n"}
    for table in found:
        fields = [f"  {each.name}: {{{each.kind}: {each.title}{_decimals(each.kind)}}}" for each in table.inputs]
        form = [f"title: {table.folder}", "label: id", "fields:", *fields, "access: {all: {see: true, create: true}}"]
        files[f"forms/{table.form}.yaml"] = "\n".join(form) + "\n"
        files[f"rules/{table.form}.yaml"] = "\n".join(_rules(table)) + "\n"
    return files


def _rules(table: Table) -> Iterator[str]:
    yield from (f"title: {table.folder}", f"form: {table.form}", "decisions:", f"  {table.form}_table:")
    yield from (f"    decision: {table.folder}", f"    hit: {table.hit}")
    if table.hit == "collect":
        yield f"    collect: {table.collect}"
    yield "    gives:"
    for output in table.outputs:
        options = ", ".join(f"{name}: {title}" for name, title in output.values.items())
        more = f", options: {{{options}}}" if output.kind == "choice" else _decimals(output.kind)
        yield f"      {output.name}: {{{output.kind}: {output.title}{more}}}"
    yield "    rows:"
    for number, row in enumerate(table.rows, 1):
        yield f"      row_{number}:"
        yield from (f"        {key}: {value}" for key, value in row.items())


def _table(path: Path) -> Table:
    root = ElementTree.parse(path).getroot()
    space = root.tag.partition("}")[0] + "}"
    table = next(root.iter(f"{space}decisionTable"))
    inputs = [_input(each, space) for each in table.findall(f"{space}input")]
    hit = HITS[table.get("hitPolicy", "UNIQUE")]
    collect = table.get("aggregation", "list").lower()
    rules = [_entries(rule, space) for rule in table.findall(f"{space}rule")]
    listed = hit == "rule_order" or (hit == "collect" and collect == "list")
    outputs = [
        _output(each, place, [outs[place] for _, outs in rules], listed or hit == "priority", space)
        for place, each in enumerate(table.findall(f"{space}output"))
    ]
    rows = [_row(inputs, outputs, *rule) for rule in rules]
    left = [each.findtext(f"{space}defaultOutputEntry/{space}text") for each in table.findall(f"{space}output")]
    if any(left) and not listed:
        rows.append(
            {"when": "else"} | {out.name: _literal(out, text or "") for out, text in zip(outputs, left, strict=True)}
        )
    form = "t" + path.parent.name[:4]
    return Table(path.parent.name, form, hit, inputs, outputs, rows, collect, list(_cases(path, inputs)))


def _input(node: ElementTree.Element, space: str) -> Input:
    expression = node.find(f"{space}inputExpression")
    assert expression is not None
    title = (expression.findtext(f"{space}text") or "").strip()
    return Input(title, _name(title), KINDS[expression.get("typeRef", "string")])


def _output(node: ElementTree.Element, place: int, texts: list[str], options: bool, space: str) -> Output:
    title = node.get("name") or "Result"
    known = node.findtext(f"{space}outputValues/{space}text") or ""
    number = all(re.fullmatch(r"[\d.]+", text) for text in texts)
    written = [text.strip().strip('"') for text in (known.split(",") if known else texts)]
    values = {_name(text): text for text in dict.fromkeys(written)}
    kind = "number" if number else "choice" if options else "text"
    return Output(title, f"{_name(title)}_{place}", kind, values if kind == "choice" else {})


def _entries(rule: ElementTree.Element, space: str) -> tuple[list[str], list[str]]:
    tests = [each.findtext(f"{space}text") or "" for each in rule.findall(f"{space}inputEntry")]
    outputs = [each.findtext(f"{space}text") or "" for each in rule.findall(f"{space}outputEntry")]
    return [test.strip() for test in tests], [output.strip() for output in outputs]


def _row(inputs: list[Input], outputs: list[Output], tests: list[str], given: list[str]) -> dict[str, str]:
    conditions = [unary(each, test) for each, test in zip(inputs, tests, strict=True) if test != "-"]
    return {"when": " and ".join(conditions) or "true"} | {
        output.name: _literal(output, text) for output, text in zip(outputs, given, strict=True)
    }


def unary(about: Input, test: str) -> str:
    """A unary test of FEEL as a condition: ``>=18``, ``[1..5]``, ``"Medium","Low"``, ``true``."""
    if found := INTERVAL.fullmatch(test):
        low = ">" if found[1] in "](" else ">="
        high = "<" if found[4] in "[)" else "<="
        return f"{about.name} {low} {found[2]} and {about.name} {high} {found[3]}"
    if test[0] in "<>":
        return f"{about.name} {test}"
    if "," in test:
        return f"{about.name} in ({test})"
    return f"{about.name} = {test}"


def _literal(output: Output, text: str) -> str:
    plain = text.strip().strip('"')
    return next((name for name, title in output.values.items() if title == plain), plain)


def _cases(path: Path, inputs: list[Input]) -> Iterator[Case]:
    names = {each.title: each for each in inputs}
    for file in sorted(path.parent.glob("*.xml")):
        for case in ElementTree.parse(file).getroot().iter(f"{DECIMAL}testCase"):
            given = {
                names[node.get("name", "")].name: _value(node)
                for node in case.findall(f"{DECIMAL}inputNode")
                if node.get("name") in names
            }
            expected = case.find(f"{DECIMAL}resultNode/{DECIMAL}expected")
            assert expected is not None
            yield Case(case.get("id", ""), given, _value(expected))


def _value(node: ElementTree.Element) -> Any:
    """A value, a list, or a mapping of components."""
    if (listed := node.find(f"{DECIMAL}list")) is not None:
        return [_value(item) for item in listed.findall(f"{DECIMAL}item")]
    if components := node.findall(f"{DECIMAL}component"):
        return {each.get("name"): _value(each) for each in components}
    value = node.find(f"{DECIMAL}value")
    text = value.text if value is not None else None
    kind = value.get("{http://www.w3.org/2001/XMLSchema-instance}type", "") if value is not None else ""
    if text is None:
        return None
    if kind.endswith("boolean"):
        return text == "true"
    return float(text) if kind.endswith(("decimal", "double", "integer")) else text


def _name(title: str) -> str:
    return re.sub(r"\W+", "_", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", title)).strip("_").lower()


def _decimals(kind: str) -> str:
    return ", decimals: 2" if kind == "number" else ""
