"""The flow engine: who does what by when, step by step, and what happens if not."""

__distribution__ = "dougong"
