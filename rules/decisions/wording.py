"""Boxes in words: ``折扣 > 15%，等级 = A``."""

from __future__ import annotations

from dataclasses import replace

from engine.actions.wording import Wording, wording_of
from engine.definitions import AppDefinition
from engine.expressions.render import render
from engine.expressions.tree import Attribute, Comparison, Formula, Has, Node, Path
from engine.expressions.types import BOOLEAN
from engine.problems import LANGUAGES
from engine.records.entity import Attribute as Field
from engine.records.entity import Catalog
from rules.decisions.atoms import INFINITE
from rules.decisions.boxes import OTHERS, Dimension, Space
from rules.decisions.geometry import Box

JOINED = {"zh": "，", "en": ", "}
LISTED = {"zh": "、", "en": ", "}
BOTH = {"zh": " 且 ", "en": " and "}
EITHER = {"zh": " 或 ", "en": " or "}
EMPTY = {"zh": "为空", "en": "is empty"}
ANYTHING = {"zh": "所有记录", "en": "everything"}
OTHER = {"zh": "其他值", "en": "anything else"}


class Speaker:
    """Says what a box holds, in one language."""

    def __init__(self, definition: AppDefinition, catalog: Catalog, language: str) -> None:
        self.definition = definition
        self.catalog = catalog
        self.language = language

    def box(self, space: Space, box: Box) -> str:
        """Every dimension that the box restricts."""
        parts = [
            self._part(dimension, cells)
            for dimension, cells in zip(space.dimensions, box, strict=True)
            if cells & dimension.filled != dimension.filled
        ]
        return JOINED[self.language].join(parts) or ANYTHING[self.language]

    def _part(self, dimension: Dimension, cells: int) -> str:
        if not cells & dimension.filled:
            return f"{self.title(dimension.of)} {EMPTY[self.language]}"
        if dimension.starts:
            ranges = [self._range(dimension.of, low, high) for low, high in dimension.ranges(cells)]
            return EITHER[self.language].join(ranges)
        return self._values(dimension, cells)

    def _range(self, of: Node, low: int, high: int) -> str:
        """``> 1,000 且 ≤ 5,000``: each bound as it was probably written."""
        title, words = self.title(of), self._wording(of)
        if low == high:
            return f"{title} = {words.write(of.type, low)}"
        parts = []
        if low > -INFINITE:
            open_ = _round(low - 1) > _round(low)
            parts.append(f"{'>' if open_ else '≥'} {words.write(of.type, low - 1 if open_ else low)}")
        if high < INFINITE:
            open_ = _round(high + 1) > _round(high)
            parts.append(f"{'<' if open_ else '≤'} {words.write(of.type, high + 1 if open_ else high)}")
        return f"{title} {BOTH[self.language].join(parts)}"

    def _values(self, dimension: Dimension, cells: int) -> str:
        of, found = dimension.of, dimension.named(cells)
        if isinstance(of, Comparison):
            signs = "".join(sorted(found, key="<>=".index)).replace("<>", "≠").replace("<=", "≤").replace(">=", "≥")
            return f"{self.title(of.left)} {signs} {render(of.right, self.language, self._field)}"
        if isinstance(of, Has):
            return self.title(of) if True in found else render_not(of, self)
        words = self._wording(of)
        titles = [OTHER[self.language] if value is OTHERS else words.write(of.type, value) for value in found]
        return f"{self.title(of)} = {LISTED[self.language].join(titles)}"

    def title(self, node: Node) -> str:
        return render(node, self.language, self._field)

    def _field(self, entity: str, name: str) -> str:
        found = self._attribute(entity, name)
        element = self.definition.find(found.address) if found is not None else None
        return self.definition.title(element, self.language) if element is not None else found.title if found else ""

    def _attribute(self, entity: str, name: str) -> Field | None:
        home = self.catalog.get(entity)
        return home.attributes.get(name) if home is not None else None

    def _wording(self, of: Node) -> Wording:
        end = of
        while isinstance(end, Path):
            end = end.value
        attribute = self._attribute(end.entity, end.name) if isinstance(end, Attribute | Formula) else None
        found = wording_of(self.definition, attribute, of.type, self.language)
        return replace(found, noun=found.noun if found.noun in ("money", "percent") else "")


def render_not(of: Node, speaker: Speaker) -> str:
    from engine.expressions.tree import Not

    return speaker.title(Not(BOOLEAN, of))


def speakers(definition: AppDefinition, catalog: Catalog) -> dict[str, Speaker]:
    """One for each language."""
    return {language: Speaker(definition, catalog, language) for language in LANGUAGES}


def _round(number: int) -> int:
    """How many zeros a number ends with."""
    text = str(abs(number))
    return 99 if number == 0 else len(text) - len(text.rstrip("0"))
