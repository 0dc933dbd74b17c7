"""Actuals file → Actuals: one reader for each kind of file."""
