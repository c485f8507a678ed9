"""Every problem can be told in both languages, with the same parameters."""

from __future__ import annotations

import importlib
import pkgutil
import re
from importlib.util import find_spec

import pytest

from engine.problems import LANGUAGES, Catalogue, catalogue, placeholders

HAN = re.compile(r"[\u4e00-\u9fff]")


def declared() -> list[str]:
    """The codes of every area: each module called ``problems`` or ``…_problems`` declares its own."""
    for package in ("engine", "rules", "forms", "flows", "reports"):
        spec = find_spec(package)
        if spec is None:
            continue
        for module in pkgutil.walk_packages(spec.submodule_search_locations, f"{package}."):
            if module.name.rpartition(".")[2].endswith("problems"):
                importlib.import_module(module.name)
    return sorted(catalogue.entries)


@pytest.mark.parametrize("code", declared())
def test_a_problem_is_told_in_both_languages_with_the_same_parameters(code: str) -> None:
    entry = catalogue[code]
    for texts in (entry.texts, entry.hints):
        assert set(texts) == set(LANGUAGES)
        assert placeholders(texts["zh"]) == placeholders(texts["en"])
        assert bool(texts["zh"]) == bool(texts["en"])
        assert len(HAN.findall(texts["en"])) <= 3  # an English text may cite a Chinese word
    assert HAN.search(entry.texts["zh"]) or entry.texts["zh"] == entry.texts["en"]


def test_a_code_is_declared_once_and_belongs_to_an_area() -> None:
    codes = Catalogue()
    codes.add("area.name", "error", zh="坏", en="bad")
    for bad in ("area.name", "name", ".name", "area."):
        with pytest.raises(ValueError, match="code"):
            codes.add(bad, "error", zh="坏", en="bad")
