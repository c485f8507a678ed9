"""The kinds of reports, one file each; reports/engine.py registers them by the door that third parties use."""
