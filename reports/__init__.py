"""The report engine: measures said once, cut along dimensions, shown as charts, every mark drilled to its records."""

__distribution__ = "dougong"
