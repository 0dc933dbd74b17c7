"""Many regions judged at once, each as `evaluate` would judge it alone.

Their sheets are read (`reading`, `values`, `plans`), their values judged together (`judging`), the verdicts summed up
(`summary`). Values are judged by pieces: a piece is a range of a row's values for which `evaluate` gives the same
record, apart from numbers that are linear in the value.
"""
