"""Signals: what declared and machine-readable rights say, as statements; one file a vocabulary."""
