"""The kinds of steps, one file each; flows/engine.py registers them by the door that third parties use."""
