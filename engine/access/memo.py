"""What has been worked out for a version and a set of roles, so that asking again costs a look-up."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from engine.access.viewer import Viewer
    from engine.plugin import AppVersion

Found = TypeVar("Found")


def remember(version: AppVersion, viewer: Viewer, key: Hashable, make: Callable[[], Found]) -> Found:
    """What ``make`` gave the first time for these roles; it must depend on nothing else of the viewer."""
    known, full = version.worked_out, (viewer.granted, key)
    if full not in known:
        known[full] = make()
    found: Found = known[full]
    return found
