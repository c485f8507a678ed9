"""Speed, measured side by side: ours, the limit (code doing the same and no more) and a peer.

An area is a module of this package with `cases() -> Iterable[Row]`; `script/bench` finds it by its name.
"""

from __future__ import annotations
