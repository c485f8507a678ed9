"""The rule engine: what follows from the data and from time. Tags kept true, automations, and why."""

__distribution__ = "dougong"
