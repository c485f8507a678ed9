"""What records are called, as far as a viewer may read it: in their own answer, and where others refer to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.access.evaluate import condition, inputs_level
from engine.access.guard import guarded
from engine.access.masking import UNSEEN
from engine.access.memo import remember
from engine.access.viewer import Viewer
from engine.expressions.checked import Checked
from engine.expressions.tree import Case, Literal, Path
from engine.expressions.types import TEXT, Reference

if TYPE_CHECKING:
    from engine.plugin import AppVersion

DEEPEST = 4


def own_label(version: AppVersion, viewer: Viewer, entity: str) -> Checked | None:
    """The label of records that the viewer sees, kept to what they may read of it; None where all is hidden.

    A record that is called as another one is, is called so only for whom that one is visible.
    """
    return remember(version, viewer, ("label", entity), lambda: _own(version, viewer, entity, DEEPEST))


def _own(version: AppVersion, viewer: Viewer, entity: str, depth: int) -> Checked | None:
    label = version.catalog[entity].label
    if label is None or inputs_level(version, label, viewer) != "read":
        return None
    if isinstance(label.type, Reference) and depth:
        inner = _own(version, viewer, label.type.entity, depth - 1)
        if inner is None:
            return None
        label = Checked(Path(inner.type, label.tree, label.type.entity, inner.tree), label.text)
    return guarded(version, label, viewer)


def referred_label(version: AppVersion, viewer: Viewer, entity: str, language: str) -> Checked | None:
    """What a record is called where others refer to it: in its place stands UNSEEN if the viewer does not see it.

    None for an entity that the version does not know.
    """
    if entity not in version.catalog:
        return None
    unseen = UNSEEN.get(language, UNSEEN["en"])
    return remember(version, viewer, ("referred", entity, unseen), lambda: _referred(version, viewer, entity, unseen))


def _referred(version: AppVersion, viewer: Viewer, entity: str, unseen: str) -> Checked:
    hidden = Literal(TEXT, unseen)
    label, see = own_label(version, viewer, entity), condition(version, entity, "see", viewer)
    if label is None or see is False:
        return Checked(hidden)
    if see is True:
        return label
    assert isinstance(see, Checked)
    otherwise = hidden if label.type == TEXT else Literal(label.type, None)
    return Checked(Case(label.type, ((see.tree, label.tree),), otherwise), label.text)
