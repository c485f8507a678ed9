"""Our package names are plain words: finds packages of other distributions that stand in front of ours."""

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
    origin: str  # the file found instead of ours, "nowhere" when there is none


def shadowed(packages: tuple[str, ...] = PACKAGES) -> tuple[Shadow, ...]:
    """The packages that are not ours: found in another folder, or overwritten in our own by another wheel.

    They are looked up, not imported, so that no foreign code runs.
    """
    found = ((package, _origin(package)) for package in packages)
    return tuple(
        Shadow(package, str(origin or "nowhere")) for package, origin in found if not _ours(package, origin)
    )


def _origin(package: str) -> Path | None:
    spec = find_spec(package)
    return Path(spec.origin).resolve() if spec and spec.origin else None


def _ours(package: str, origin: Path | None) -> bool:
    expected = HOME / package / "__init__.py"
    return origin == expected and MARKER in expected.read_text(encoding="utf-8")
