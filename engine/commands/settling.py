"""What stands for as long as the process runs is no work for the garbage collector."""

from __future__ import annotations

import gc

YOUNG = 10_000  # new objects until the collector looks: a wave of writing makes thousands, few of them in circles


def settle() -> None:
    """To be called when the packs are compiled: their objects would be searched for garbage again and again.

    What is dropped later, when another version is published, stays in memory until the process ends.
    """
    gc.freeze()
    gc.set_threshold(YOUNG, *gc.get_threshold()[1:])
