"""Our package names are plain words: finds packages of other distributions that stand in front of ours."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from engine.problems import Problem, catalogue

PACKAGES = ("engine", "rules", "forms", "flows", "reports")
MARKER = '__distribution__ = "dougong"'
HOME = Path(__file__).resolve().parent.parent

catalogue.add(
    "install.shadowed",
    "error",
    zh="软件包「{package}」不是斗拱自己的：Python 找到的是 {origin}",
    en='The package "{package}" is not Dougong\'s own: Python finds {origin}',
    hint_zh="另一个发行包占用了同一名称；请把斗拱装进单独的虚拟环境",
    hint_en="another distribution uses the same name; install Dougong in a virtual environment of its own",
)


def shadowed(packages: tuple[str, ...] = PACKAGES) -> tuple[Problem, ...]:
    """A problem for each package that is found in another folder or was overwritten by another wheel.

    The command asks this before it imports an engine; nothing is imported here, so no foreign code runs.
    """
    found = ((package, _origin(package)) for package in packages)
    return tuple(
        Problem("install.shadowed", {"package": package, "origin": origin or "–"})
        for package, origin in found
        if not _ours(package, origin)
    )


def _origin(package: str) -> Path | None:
    spec = find_spec(package)
    return Path(spec.origin).resolve() if spec and spec.origin else None


def _ours(package: str, origin: Path | None) -> bool:
    expected = HOME / package / "__init__.py"
    return origin == expected and MARKER in expected.read_text(encoding="utf-8")
