"""What is committed belongs to any machine."""

from __future__ import annotations

import re

from tests.house.code import ROOT, committed

MACHINE_PATH = re.compile(rb"(?<![\w.:/-])/(?:work|root|home|Users)/[\w.-]+")
REGISTRY_HOST = re.compile(rb"(?:registry\.npmjs\.org|files\.pythonhosted\.org|pypi\.org/simple)")
LARGEST = 1_000_000  # bytes


def found(pattern: re.Pattern[bytes]) -> dict[str, bytes]:
    contents = ((path, path.read_bytes()) for path in committed())
    texts = ((path, content) for path, content in contents if b"\0" not in content)
    return {str(path.relative_to(ROOT)): match[0] for path, text in texts if (match := pattern.search(text))}


def test_nothing_names_a_path_of_one_machine() -> None:
    assert found(MACHINE_PATH) == {}


def test_nothing_names_a_host_of_a_package_registry() -> None:
    hosts = found(REGISTRY_HOST)
    hosts.pop("tests/house/test_committed.py", None)
    assert hosts == {}


def test_no_committed_file_is_larger_than_a_megabyte() -> None:
    sizes = {str(path.relative_to(ROOT)): path.stat().st_size for path in committed()}
    assert {name: size for name, size in sizes.items() if size > LARGEST} == {}
