"""The packs of the repository and of its guides."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKS = {
    "crm": ROOT / "apps/crm",
    "maven": ROOT / "tests/packs/maven",
    "cdnow": ROOT / "tests/packs/cdnow",
}
GUIDES = tuple(sorted((ROOT / "docs/guides").glob("*.md")))
FILE_BLOCK = re.compile(r"```yaml\n# file: (\S+)\n(.*?)```", re.DOTALL)


def guide_files(pack: str) -> dict[str, bytes]:
    """The files of a pack that the guides write, by path inside the pack."""
    text = "".join(guide.read_text(encoding="utf-8") for guide in GUIDES)
    written = {match[1]: match[2].encode() for match in FILE_BLOCK.finditer(text)}
    inside = f"{pack}/"
    return {path.removeprefix(inside): file for path, file in written.items() if path.startswith(inside)}
