"""Our package names are plain words: finds another distribution's package of the same name in front of ours."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

PACKAGES = ("engine", "rules", "forms", "flows", "reports")
MARKER = '__distribution__ = "dougong"'
HOME = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Shadow:
    """A package of ours that Python would take from somewhere else."""

    package: str
    origin: str  # the file found instead of ours, or "nowhere"


def shadowed(packages: tuple[str, ...] = PACKAGES, home: Path = HOME) -> tuple[Shadow, ...]:
    """The packages that are not ours: found in another folder, or overwritten there by another wheel.

    Nothing is imported but `packages` of this process' path are looked up, so no foreign code runs.
    """
    found = ((name, find_spec(name)) for name in packages)
    return tuple(
        Shadow(name, origin or "nowhere")
        for name, spec in found
        if not _is_ours(name, origin := spec and spec.origin, home)
    )


def _is_ours(name: str, origin: str | None, home: Path) -> bool:
    expected = home / name / "__init__.py"
    if origin is None or Path(origin).resolve() != expected:
        return False
    return MARKER in expected.read_text(encoding="utf-8")
