"""Data files read as Actuals, with a reader for each kind of file."""
