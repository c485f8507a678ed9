"""Modules and functions stay small enough to have one reason to exist."""

from __future__ import annotations

import ast

from tests.house.code import ROOT, modules

MODULE_LINES = 400
FUNCTION_LINES = 60


def test_no_module_is_longer_than_400_lines() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in modules()}
    too_long = {str(path.relative_to(ROOT)): length for path, length in lengths.items() if length > MODULE_LINES}
    assert too_long == {}


def test_no_function_is_longer_than_60_lines() -> None:
    too_long = {}
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > FUNCTION_LINES:
                    too_long[f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"] = length
    assert too_long == {}
